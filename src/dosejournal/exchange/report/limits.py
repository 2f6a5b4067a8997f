"""What the record of a period cannot carry: counts for the sentences beneath the first page."""

from dosejournal.exchange.report.content import Chart, Limits
from dosejournal.exchange.report.gathering import Gathered
from dosejournal.journal.record_grounds import EntryCounts


def of(found: Gathered, charts: tuple[Chart, ...], n_measures: int) -> Limits:
    """Return the limits; `n_measures` is how many measures were looked at beside each other."""
    main = charts[0] if charts else None
    ground = found.ground
    in_sight, sight = found.in_sight
    both = (ground.check_ins, ground.dose_events)
    return Limits(
        main_measure=main.name if main else None,
        n_rated_dose_days=main.n_dose_days if main else 0,
        n_knowing=main.n_knowing if main else 0,
        n_expected=main.n_expected if main else 0,
        expected_mean=main.expected_mean if main else None,
        expected_certainty=main.expected_certainty if main else None,
        n_days=main.n_days if main else 0,
        n_missing=main.n_missing if main else 0,
        n_check_ins=ground.check_ins.n,
        n_dose_events=ground.dose_events.n,
        n_back_dated=_sum(both, "n_back_dated"),
        n_amended=_sum(both, "n_amended"),
        n_removed=_sum(both, "n_removed") + ground.n_others_removed,
        n_imported=_sum(both, "n_imported"),
        n_untimed=_sum(both, "n_untimed"),
        n_measures=n_measures,
        n_in_sight=in_sight,
        n_sight=sight,
    )


def _sum(counts: tuple[EntryCounts, ...], name: str) -> int:
    return sum(getattr(each, name) for each in counts)
