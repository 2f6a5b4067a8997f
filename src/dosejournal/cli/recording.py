"""Recording check-ins from the terminal, and removing entries."""

from argparse import Namespace
from datetime import datetime

from sqlmodel import Session

from dosejournal.cli import moments, output, texts
from dosejournal.cli.arguments import KINDS
from dosejournal.cli.journals import opened, perform
from dosejournal.domain import entries, typed_ratings, vitals
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import (
    adverse_effects,
    check_ins,
    doses,
    expectations,
    measures,
    questionnaires,
    timeline,
)

_ORIGIN = "terminal"


def check_in(given: Namespace, now: datetime) -> None:
    """Record a check-in."""
    at = moments.given(given.at, now)
    note = texts.note(given.note)
    texts.refuse_broken(note, *given.tag)

    def record(session: Session) -> int:
        draft = CheckInDraft(at, _ratings(session, given.rate), note, tuple(given.tag))
        return check_ins.record(session, now, draft, _ORIGIN)

    with opened(given) as database:
        number = perform(database, "Check-in recorded", record)
        with database.read() as session:
            _doubt(session, number)
        if given.json:
            with database.read() as session:
                output.record(entries.record(timeline.entry(session, "check_in", number)))
        else:
            output.line(_("Check-in {number} recorded.").format(number=number))


def _doubt(session: Session, number: int) -> None:
    """Ask about values that may be slips; they are recorded as they were typed."""
    entry = timeline.entry(session, "check_in", number)
    ratings = {rating.measure: rating.value for rating in entry.ratings}
    for each in vitals.doubts(ratings, measures.listing(session, archived=True)):
        output.remark(vitals.question(each))


def remove(given: Namespace, now: datetime) -> None:
    """Take an entry out of the journal; what it was is kept with the time of removal."""
    act, sentence = {
        "check_in": (check_ins.remove, _("Check-in {number} removed.")),
        "dose_event": (doses.remove, _("Dose {number} removed.")),
        "expectancy": (expectations.remove, _("Expectation {number} removed.")),
        "questionnaire_response": (questionnaires.remove, _("Questionnaire {number} removed.")),
        "adverse_effect": (adverse_effects.remove, _("Effect {number} removed.")),
    }[KINDS[given.kind]]
    with opened(given) as database:
        perform(database, "Entry removed", lambda session: act(session, now, given.id))
    output.line(sentence.format(number=given.id))


def _ratings(session: Session, typed: list[tuple[str, str]]) -> dict[str, float]:
    ratings: dict[str, float] = {}
    for name, text in typed:
        measure = measures.find(session, name)
        if measure.key in ratings:
            raise InputError(
                _("{name} is rated twice. Nothing was recorded; keep one of both.").format(
                    name=measure.name
                )
            )
        ratings[measure.key] = typed_ratings.value(measure, text)
    return ratings
