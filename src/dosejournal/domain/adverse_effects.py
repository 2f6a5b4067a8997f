"""Unwanted effects as the person sees them: how bad, from when to when, and near which dose.

Nothing here says what brings an effect about: that one was noticed after a dose is a fact of the
clock, and whether they belong together is what the person thinks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from dosejournal.domain import notes, urgent_symptoms
from dosejournal.errors import InputError
from dosejournal.i18n import _

Severity = Literal["noticed", "bothered", "stopped"]
Relation = Literal["", "no", "unsure", "yes"]

SEVERITIES: tuple[Severity, ...] = ("noticed", "bothered", "stopped")
"""From mild to severe. That help was needed is said beside it: it can be at each of them."""

RELATIONS: tuple[Relation, ...] = ("", "no", "unsure", "yes")
"""Whether the person connects it with something they take; empty where they did not say."""

NEAR = timedelta(hours=24)
"""A dose that lies further back is no longer told beside an effect."""


@dataclass(frozen=True, slots=True)
class EffectDraft:
    """An unwanted effect on its way into the journal; its times are aware, None while it lasts."""

    started_at: datetime
    name: str
    severity: Severity
    needed_help: bool = False
    ended_at: datetime | None = None
    relation: Relation = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an entry says of an unwanted effect; `ended_at` is on the clock on the wall."""

    name: str
    severity: Severity
    needed_help: bool
    relation: Relation
    ended_at: datetime | None = None


def is_mild(name: str, severity: str, needed_help: bool) -> bool:
    """Say whether an effect stopped nobody, needed no help, and sounds like no urgent symptom."""
    is_severe = severity == "stopped" or needed_help
    return not is_severe and urgent_symptoms.recognised(name) is None


@dataclass(frozen=True, slots=True)
class DoseBefore:
    """The last dose before an effect began, as a fact of the clock."""

    substance_id: int
    substance: str
    amount: str | None
    unit: str
    minutes: int


def checked(draft: EffectDraft) -> EffectDraft:
    """Return a draft with its name in one line and a note that can be stored.

    Raises:
        InputError: it has no name, or ends before it begins.
    """
    if draft.ended_at is not None and draft.ended_at < draft.started_at:
        raise InputError(
            _("It ends before it begins. Nothing was recorded; change one of the two times.")
        )
    if draft.severity not in SEVERITIES or draft.relation not in RELATIONS:
        raise InputError(
            _("How bad it was is one of: {words}. Nothing was recorded; choose one.").format(
                words=", ".join(SEVERITIES)
            )
        )
    return EffectDraft(
        started_at=draft.started_at,
        name=notes.name(draft.name),
        severity=draft.severity,
        needed_help=draft.needed_help,
        ended_at=draft.ended_at,
        relation=draft.relation,
        note=notes.note(draft.note),
    )


def record(effect: Effect) -> dict[str, Any]:
    """Return what an entry says of an effect, as JSON has it."""
    return {
        "name": effect.name,
        "severity": effect.severity,
        "needed_help": effect.needed_help,
        "relation": effect.relation,
        "ended_at": None if effect.ended_at is None else effect.ended_at.isoformat(),
    }


def of_record(line: Mapping[str, Any]) -> Effect:
    """Return what a line of JSON says of an effect.

    Raises:
        KeyError, ValueError, TypeError: it says nothing of one.
    """
    ended_at = line["ended_at"]
    severity, relation = line["severity"], line["relation"]
    if severity not in SEVERITIES or relation not in RELATIONS:
        raise ValueError
    ended = None if ended_at is None else datetime.fromisoformat(ended_at)
    if ended is not None and ended.tzinfo is None:
        raise ValueError
    return Effect(
        name=notes.name(line["name"]),
        severity=cast(Severity, severity),
        needed_help=bool(line["needed_help"]),
        relation=cast(Relation, relation),
        ended_at=ended,
    )
