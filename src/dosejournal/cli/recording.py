"""Recording and removing entries from the terminal."""

import sys
from argparse import Namespace
from datetime import datetime

from sqlmodel import Session

from dosejournal.cli import moments, output
from dosejournal.cli.arguments import KINDS
from dosejournal.cli.journals import opened
from dosejournal.domain import entries, notes, typed_ratings
from dosejournal.domain.entries import CheckInDraft, DoseDraft, EntryKind
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import check_ins, doses, measures, timeline
from dosejournal.store.database import Database

_ORIGIN = "terminal"
_STANDARD_INPUT = "-"


def check_in(given: Namespace, now: datetime) -> None:
    """Record a check-in."""
    at = moments.given(given.at, now)
    note = _note(given.note)
    _refuse_broken(note, *given.tag)
    with opened(given) as database:
        with database.write("Check-in recorded") as write:
            ratings = _ratings(write.session, given.rate)
            draft = CheckInDraft(at, ratings, note, tuple(given.tag))
            number = check_ins.record(write.session, now, draft, _ORIGIN)
        if given.json:
            _show(database, "check_in", number)
        else:
            output.line(_("Check-in {number} recorded.").format(number=number))


def dose(given: Namespace, now: datetime) -> None:
    """Record a dose."""
    at = moments.given(given.at, now)
    note = _note(given.note)
    _refuse_broken(note, given.name, given.unit or "")
    with opened(given) as database:
        with database.write("Dose recorded") as write:
            draft = DoseDraft(
                at,
                given.name,
                amount=given.amount,
                unit=_unit(write.session, given),
                estimated=given.estimated,
                plus_minus=given.plus_minus,
                note=note,
            )
            number = doses.record(write.session, now, draft, _ORIGIN)
        if given.json:
            _show(database, "dose_event", number)
        else:
            output.line(_("Dose {number} recorded.").format(number=number))


def remove(given: Namespace, now: datetime) -> None:
    """Take an entry out of the journal; what it was is kept with the time of removal."""
    is_dose = KINDS[given.kind] == "dose_event"
    with opened(given) as database, database.write("Entry removed") as write:
        act = doses.remove if is_dose else check_ins.remove
        act(write.session, now, given.id)
    sentence = _("Dose {number} removed.") if is_dose else _("Check-in {number} removed.")
    output.line(sentence.format(number=given.id))


def _show(database: Database, kind: EntryKind, number: int) -> None:
    with database.read() as session:
        output.record(entries.record(timeline.entry(session, kind, number)))


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


def _unit(session: Session, given: Namespace) -> str:
    if given.unit is not None or given.amount is None:
        return given.unit or ""
    return doses.usual_unit(session, given.name)


def _refuse_broken(*texts: str) -> None:
    # a byte that is no UTF-8 comes as half a character; a NUL ends a text for many programs
    if any("\x00" in text or any("\ud800" <= c <= "\udfff" for c in text) for text in texts):
        raise InputError(
            _(
                "A text holds a NUL or bytes that are not UTF-8. Nothing was recorded or cut; "
                "correct it and try again."
            )
        )


def _note(text: str) -> str:
    if text != _STANDARD_INPUT:
        return text
    if sys.stdin is None:
        return ""
    # one byte more than a note may have, so that one too long is refused and never cut
    raw = sys.stdin.buffer.read(notes.LARGEST_NOTE_BYTES + 1)
    if len(raw) > notes.LARGEST_NOTE_BYTES:
        raise notes.too_large()
    try:
        return raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise InputError(
            _(
                "The note on standard input is not UTF-8 text. Nothing was recorded; "
                "write it as UTF-8 and try again."
            )
        ) from None
