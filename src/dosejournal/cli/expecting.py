"""What is expected of a dose, recorded with it from the terminal."""

from argparse import Namespace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dosejournal.domain import amounts, clock, entries
from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.journal import expectations, information, substances, timeline


def record(
    session: Session, given: Namespace, draft: DoseDraft, now: datetime, origin: str
) -> tuple[int | None, str]:
    """Record what `--expect` says before the dose is; return its id, or why there is none.

    What can be no expectation any more never keeps the dose from being recorded.
    """
    if given.expect is None:
        return None, ""
    name, change = given.expect
    is_of_today = _day(session, now) == _day(session, draft.at)
    # what is left out is left out from now on, as long as its day lasts
    is_left_out_now = given.status == "skipped" and is_of_today
    why_not = expectations.why_not(
        session, now, draft.substance, now if is_left_out_now else draft.at
    )
    if why_not:
        return None, why_not
    # said now; where a day begins between the dose and now it belongs to the day of the dose
    at = now if is_of_today else draft.at
    # one that is new keeps the unit of its first dose
    substances.ensure(session, draft.substance, amounts.unit(draft.unit))
    said = ExpectancyDraft(at, draft.substance, name, change, given.sure)
    return expectations.record(session, now, said, origin), ""


def recorded(session: Session, number: int | None) -> dict[str, Any] | None:
    """Return a recorded expectation as `list --json` has it."""
    if number is None:
        return None
    return entries.record(timeline.entry(session, "expectancy", number))


def _day(session: Session, at: datetime) -> date:
    return clock.journal_day(at, information.read(session).day_starts_at)
