"""Unwanted effects on the terminal: recording one, that one is over, and those that are not."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dosejournal.cli import care, listing, moments, output, texts
from dosejournal.cli.effect_arguments import NEEDED_HELP, STOPPED_ME
from dosejournal.cli.journals import opened, perform
from dosejournal.domain import entries, urgent_symptoms
from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import Entry
from dosejournal.i18n import _
from dosejournal.journal import adverse_effects, effect_words, timeline
from dosejournal.store.database import Database

_ORIGIN = "terminal"


def run(given: Namespace, now: datetime) -> None:
    """Do what was typed: record, end, or print."""
    with opened(given) as database:
        if given.over is not None:
            _end(given, now, database)
        elif given.name is not None:
            _record(given, now, database)
        else:
            with database.read() as session:
                _show(given, adverse_effects.lasting(session))


def _record(given: Namespace, now: datetime, database: Database) -> None:
    note = texts.note(given.note)
    texts.refuse_broken(note, given.name)
    needed_help = given.needed_help or given.severity == NEEDED_HELP
    draft = EffectDraft(
        started_at=moments.past(given.started, now),
        name=given.name,
        severity="stopped" if given.severity in (STOPPED_ME, NEEDED_HELP) else given.severity,
        needed_help=needed_help,
        ended_at=moments.past(given.ended, now) if given.ended else None,
        relation=given.relation,
        note=note,
    )
    number = perform(
        database,
        "Effect recorded",
        lambda session: adverse_effects.record(session, now, draft, _ORIGIN),
    )
    with database.read() as session:
        symptom = urgent_symptoms.asked_about(draft.name, draft.ended_at, now)
        if symptom is not None:
            # before anything else is said
            care.tell_urgent(session, symptom, is_json=given.json)
        _tell(given, session, number, _("Effect {number} recorded."))


def _end(given: Namespace, now: datetime, database: Database) -> None:
    at = moments.past(given.ended, now)
    perform(
        database,
        "Effect over",
        lambda session: adverse_effects.end(session, now, given.over, at),
    )
    with database.read() as session:
        _tell(given, session, given.over, _("Effect {number} is over."))


def _tell(given: Namespace, session: Session, number: int, sentence: str) -> None:
    entry = timeline.entry(session, "adverse_effect", number)
    if given.json:
        output.record(record(session, entry))
        return
    output.line(sentence.format(number=number))
    output.line(effect_words.dose_before(adverse_effects.dose_before(session, entry)))


def record(session: Session, entry: Entry) -> dict[str, Any]:
    """Return an effect as `list --json` has it, with the dose that was before."""
    before = adverse_effects.dose_before(session, entry)
    told = None
    if before is not None:
        told = {
            "substance": before.substance,
            "amount": before.amount,
            "unit": before.unit,
            "minutes_before": before.minutes,
        }
    return {**entries.record(entry), "last_dose": told}


def _show(given: Namespace, lasting: list[Entry]) -> None:
    if given.json:
        output.records(entries.record(entry) for entry in lasting)
        return
    for entry in lasting:
        output.line(listing.line(entry, {}))
    if not lasting:
        output.line(_("No unwanted effect is recorded that is not over."))
