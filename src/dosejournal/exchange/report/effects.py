"""Unwanted effects of the period, each name once: how often, how bad, and near a dose or not."""

from collections.abc import Sequence

from dosejournal.domain.adverse_effects import SEVERITIES, DoseBefore, Effect
from dosejournal.domain.entries import Entry
from dosejournal.exchange.report.content import EffectRow
from dosejournal.exchange.report.gathering import Gathered

_Told = tuple[Entry, Effect, DoseBefore | None]


def of(found: Gathered) -> tuple[EffectRow, ...]:
    """Return a row for each name, the worst first, then the most frequent."""
    by_name: dict[str, list[_Told]] = {}
    for entry, dose in found.effects:
        if entry.effect is not None:
            told = (entry, entry.effect, dose)
            by_name.setdefault(entry.effect.name.casefold(), []).append(told)
    rows = [_row(each) for each in by_name.values()]
    return tuple(sorted(rows, key=lambda row: (-SEVERITIES.index(row.worst), -row.n, row.name)))


def _row(told: Sequence[_Told]) -> EffectRow:
    days = [entry.moment.journal_day for entry, _effect, _dose in told]
    effects = [effect for _entry, effect, _dose in told]
    said = {effect.relation for effect in effects if effect.relation}
    return EffectRow(
        name=effects[-1].name,
        n=len(told),
        first_day=min(days),
        last_day=max(days),
        worst=max((effect.severity for effect in effects), key=SEVERITIES.index),
        needed_help=sum(effect.needed_help for effect in effects),
        n_timed=sum(dose is not None for _entry, _effect, dose in told),
        n_lasting=sum(effect.ended_at is None for effect in effects),
        relations=tuple(sorted(said)),
    )
