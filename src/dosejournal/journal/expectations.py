"""What the person expected before a dose: recording it, and what was said so far."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session, col, select

from dosejournal.domain import clock
from dosejournal.domain import expectancy as domain
from dosejournal.domain.entries import record as as_record
from dosejournal.domain.expectancy import STILL_BEFORE, ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import (
    choices,
    information,
    measures,
    moments,
    plan,
    revisions,
    substances,
    timeline,
)
from dosejournal.store.tables import DoseEvent, Expectancy, Substance


@dataclass(frozen=True, slots=True)
class Summary:
    """What was expected on average; `change` is in the unit of the measure, None without any."""

    n: int
    change: float | None
    certainty: float | None


def record(session: Session, now: datetime, draft: ExpectancyDraft, origin: str = "window") -> int:
    """Add what is expected; a substance named for the first time is added too. Return its id.

    Raises:
        InputError: a number is off its scale, the measure is no scale, or something was said
            for this substance on this journal day already.
    """
    domain.checked(draft)
    measure = measures.find(session, draft.measure)
    if not domain.can_be_asked(measure):
        raise InputError(
            _(
                "What you expect is asked for a scale of the check-in, and {name} is none. "
                "Nothing was recorded; name a scale, for example mood."
            ).format(name=measure.name)
        )
    substance = substances.ensure(session, draft.substance)
    when = moments.of(session, draft.at)
    assert substance.id is not None
    if is_said(session, substance.id, when["journal_day"]):
        raise InputError(
            _(
                "What you expect of this substance was said today already. "
                "Nothing was recorded; record the dose without it."
            )
        )
    row = Expectancy(
        substance_id=substance.id,
        measure=measure.key,
        expected_change=draft.change,
        certainty=draft.certainty,
        recorded_at=now,
        origin=origin,
        **when,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def remove(session: Session, now: datetime, expectancy_id: int) -> None:
    """Take an expectation out of the journal; what it was is kept with the time of removal."""
    before = timeline.entry(session, "expectancy", expectancy_id)
    revisions.keep(session, "expectancy", expectancy_id, "removed", now, as_record(before))
    session.delete(session.get_one(Expectancy, expectancy_id))
    session.flush()


def is_said(session: Session, substance_id: int, day: date) -> bool:
    """Say whether an expectation was recorded for a substance on a journal day."""
    query = select(Expectancy.id).where(
        Expectancy.substance_id == substance_id, Expectancy.journal_day == day
    )
    return session.exec(query).first() is not None


def is_asked(session: Session, now: datetime, substance: str, at: datetime) -> bool:
    """Say whether to ask what is expected of a dose taken, or left out, at this time.

    Not where the person wants no such question, where this substance has a dose or an expectation
    today already, and where the dose lies too far back for what is said now to be one.
    """
    if choices.read(session).ask_expectation == "never" or not substance.strip():
        return False
    return not why_not(session, now, substance, at)


def why_not(session: Session, now: datetime, substance: str, at: datetime) -> str:
    """Return why what is said now is no expectation of a dose at this time; empty if it is one."""
    if not can_be_said(now, at):
        return _(
            "The expectation was not recorded: this dose lies too far from now for what is said "
            "now to be one."
        )
    known = substances.known(session, substance)
    if known is None or known.id is None:
        return ""
    today = _today(session, now)
    if is_said(session, known.id, today) or _has_dose(session, known.id, today):
        return _(
            "The expectation was not recorded: it belongs before the first dose of the day, and "
            "something was recorded of this substance today already."
        )
    return ""


def can_be_said(now: datetime, at: datetime) -> bool:
    """Say whether what is said now is an expectation of a dose taken at this time."""
    since = now.astimezone(UTC) - at.astimezone(UTC)
    return -STILL_BEFORE <= since <= STILL_BEFORE


def off_days(session: Session, now: datetime) -> list[Substance]:
    """Return the substances without a dose today of which the person wants to be asked.

    A plan of theirs is in force and foresees nothing today, no dose was recorded, nothing said.
    """
    if choices.read(session).ask_expectation != "off_days":
        return []
    today = _today(session, now)
    foreseen = {line.substance for line in plan.today(session, now)}
    return [
        each
        for each in substances.listing(session)
        if each.id is not None
        and each.name not in foreseen
        and plan.is_planned(session, each.id, now)
        and not _has_dose(session, each.id, today)
        and not is_said(session, each.id, today)
    ]


def summary(
    session: Session,
    measure: Measure,
    first_day: date | None = None,
    last_day: date | None = None,
    substance_id: int | None = None,
) -> Summary:
    """Return what was expected for a measure on average, of one substance or of all."""
    query = sqlalchemy.select(
        func.count(), func.avg(Expectancy.expected_change), func.avg(Expectancy.certainty)
    ).where(col(Expectancy.measure) == measure.key)
    if first_day is not None:
        query = query.where(col(Expectancy.journal_day) >= first_day)
    if last_day is not None:
        query = query.where(col(Expectancy.journal_day) <= last_day)
    if substance_id is not None:
        query = query.where(col(Expectancy.substance_id) == substance_id)
    n, change, certainty = session.connection().execute(query).one()
    return Summary(n, None if n == 0 else domain.in_unit(change, measure), certainty)


def _today(session: Session, now: datetime) -> date:
    return clock.journal_day(now, information.read(session).day_starts_at)


def _has_dose(session: Session, substance_id: int, day: date) -> bool:
    query = select(DoseEvent.id).where(
        DoseEvent.substance_id == substance_id, DoseEvent.journal_day == day
    )
    return session.exec(query).first() is not None
