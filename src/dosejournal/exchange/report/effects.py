"""Unwanted effects of the period, one by one, and together those of one name."""

from collections.abc import Mapping, Sequence

from dosejournal.domain.adverse_effects import SEVERITIES, DoseBefore, Effect
from dosejournal.domain.entries import Entry
from dosejournal.exchange.report.content import EffectKind, EffectRow
from dosejournal.exchange.report.gathering import Gathered
from dosejournal.journal import effect_words

Labels = Mapping[int, str]


def shown(found: Gathered) -> set[int]:
    """Return the ids of the substances that are named beside effects."""
    return {before.substance_id for _entry, before in found.effects if before is not None}


def rows(found: Gathered, labels: Labels) -> tuple[EffectRow, ...]:
    """Return each effect, in order of time; `labels` call the substances."""
    return tuple(
        _row(entry, entry.effect, before, labels)
        for entry, before in found.effects
        if entry.effect is not None
    )


def _row(entry: Entry, said: Effect, before: DoseBefore | None, labels: Labels) -> EffectRow:
    return EffectRow(
        day=entry.moment.journal_day,
        began=entry.moment.local,
        ended=said.ended_at,
        name=said.name,
        severity=said.severity,
        needed_help=said.needed_help,
        relation=said.relation,
        told=effect_words.severity(said),
        length=effect_words.length(said, entry.moment.local),
        connection=effect_words.relation(said),
        label=None if before is None else labels[before.substance_id],
        amount=None if before is None else before.amount,
        unit="" if before is None else before.unit,
        minutes_after=None if before is None else before.minutes,
    )


def kinds(rows: Sequence[EffectRow]) -> tuple[EffectKind, ...]:
    """Return the effects of each name together, in the order in which they first began.

    Names that differ in capitals alone are one, written as the person wrote it last.
    """
    by_name: dict[str, list[EffectRow]] = {}
    for row in rows:
        by_name.setdefault(row.name.casefold(), []).append(row)
    return tuple(_kind(some) for some in by_name.values())


def _kind(some: Sequence[EffectRow]) -> EffectKind:
    worst = max(some, key=lambda row: (SEVERITIES.index(row.severity), row.needed_help))
    return EffectKind(
        name=some[-1].name,
        n=len(some),
        n_days=len({row.day for row in some}),
        first_day=some[0].day,
        last_day=some[-1].day,
        n_lasting=sum(row.ended is None for row in some),
        worst=worst.severity,
        n_needed_help=sum(row.needed_help for row in some),
        told=worst.told,
        n_after_dose=sum(row.minutes_after is not None for row in some),
        n_connected=sum(row.relation == "yes" for row in some),
        n_not_connected=sum(row.relation == "no" for row in some),
        n_unsure=sum(row.relation == "unsure" for row in some),
    )
