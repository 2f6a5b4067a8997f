"""What the record of a span of days rests on: how complete it is, and how it came about."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dosejournal.domain.clock import FIRST_DAY, LAST_DAY
from dosejournal.store.tables import CheckIn, DoseEvent

# What was written down a day or more after it happened was written from memory; what other
# programs wrote was written down when it happened, as far as anybody knows.
_COUNTS = """
    SELECT count(*) AS n,
           count(*) FILTER (WHERE origin IN ('window', 'terminal')
                            AND unixepoch(recorded_at) - unixepoch(at) >= 86400) AS n_back_dated,
           count(amended_at) AS n_amended,
           count(source) AS n_imported,
           count(*) FILTER (WHERE time_precision <> 'instant') AS n_untimed
    FROM {table} WHERE journal_day BETWEEN ? AND ?
"""
_REMOVED = """
    SELECT count(DISTINCT entry_id) FROM revision
    WHERE kind = ? AND act = 'removed' AND before ->> '$.journal_day' BETWEEN ? AND ?
          AND entry_id NOT IN (SELECT id FROM {table})
"""
_DAYS = """
    SELECT count(*), min(journal_day), max(journal_day) FROM (
        SELECT journal_day FROM check_in WHERE journal_day BETWEEN ? AND ?
        UNION SELECT journal_day FROM dose_event WHERE journal_day BETWEEN ? AND ?
        UNION SELECT journal_day FROM questionnaire_response WHERE journal_day BETWEEN ? AND ?
        UNION SELECT journal_day FROM adverse_effect WHERE journal_day BETWEEN ? AND ?
    )
"""
_DOSES = """
    SELECT substance_id,
           count(*) FILTER (WHERE status IN ('taken', 'late', 'extra')) AS n_taken,
           count(DISTINCT journal_day) FILTER (WHERE status IN ('taken', 'late', 'extra')) AS days,
           count(*) FILTER (WHERE status IN ('taken', 'late', 'extra') AND amount IS NULL)
               AS n_unknown,
           count(*) FILTER (WHERE status IN ('taken', 'late', 'extra') AND estimated)
               AS n_estimated,
           max(journal_day) FILTER (WHERE status IN ('taken', 'late', 'extra')) AS last_day
    FROM dose_event WHERE journal_day BETWEEN ? AND ?
    GROUP BY substance_id ORDER BY substance_id
"""
_OTHERS = ("expectancy", "questionnaire_response", "adverse_effect")
_NAMES = {CheckIn: "check_in", DoseEvent: "dose_event"}


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """How many entries of one kind there are, and how many of them came about in which way.

    `n_removed` are no longer among the `n`; what was removed and restored is. Of `n_untimed` the
    time of day is not known.
    """

    n: int
    n_back_dated: int
    n_amended: int
    n_imported: int
    n_removed: int
    n_untimed: int = 0


@dataclass(frozen=True, slots=True)
class DoseCounts:
    """What was taken of one substance, also late and extra; `last_day` is None without a dose."""

    substance_id: int
    n_taken: int
    n_days: int
    n_unknown: int
    n_estimated: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class RecordGround:
    """What a span of journal days holds; its `first_entry` and `last_entry` are days of entries.

    `n_days` are the days with a check-in, a dose event, a questionnaire or the start of an effect.
    """

    n_days: int
    first_entry: date | None
    last_entry: date | None
    check_ins: EntryCounts
    dose_events: EntryCounts
    doses: tuple[DoseCounts, ...]
    n_others_removed: int = 0


def of(
    session: Session, first_day: date | None = None, last_day: date | None = None
) -> RecordGround:
    """Return what the record of these days rests on; without days, all of it."""
    span = ((first_day or FIRST_DAY).isoformat(), (last_day or LAST_DAY).isoformat())
    run = session.connection().exec_driver_sql
    n_days, first, last = run(_DAYS, span * 4).one()
    return RecordGround(
        n_days,
        _day(first),
        _day(last),
        _counts(session, CheckIn, span),
        _counts(session, DoseEvent, span),
        tuple(
            DoseCounts(substance_id, n_taken, n_days, n_unknown, n_estimated, _day(last_day))
            for substance_id, n_taken, n_days, n_unknown, n_estimated, last_day in run(
                _DOSES, span
            )
        ),
        sum(run(_REMOVED.format(table=each), (each, *span)).scalar_one() for each in _OTHERS),
    )


def _counts(
    session: Session, table: type[CheckIn] | type[DoseEvent], span: tuple[str, str]
) -> EntryCounts:
    run = session.connection().exec_driver_sql
    name = _NAMES[table]
    n, n_back_dated, n_amended, n_imported, n_untimed = run(_COUNTS.format(table=name), span).one()
    n_removed = run(_REMOVED.format(table=name), (name, *span)).scalar_one()
    return EntryCounts(n, n_back_dated, n_amended, n_imported, n_removed, n_untimed)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
