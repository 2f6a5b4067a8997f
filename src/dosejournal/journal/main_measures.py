"""The one measure that was chosen beforehand to count; all others are hints."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from dosejournal.domain import clock, expectancy
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import information, measures
from dosejournal.store.tables import MainMeasureRow


@dataclass(frozen=True, slots=True)
class MainMeasure:
    """A measure as the main one, and the journal day on which it was chosen."""

    measure: Measure
    chosen_on: date
    chosen_at: datetime


def current(session: Session) -> MainMeasure | None:
    """Return the main measure, or None while none was chosen."""
    found = history(session)
    return found[-1] if found else None


def history(session: Session) -> list[MainMeasure]:
    """Return each main measure there was, the oldest first."""
    known = {each.key: each for each in measures.listing(session, archived=True)}
    rows = session.exec(select(MainMeasureRow).order_by(col(MainMeasureRow.id)))
    return [MainMeasure(known[row.measure], row.chosen_on, row.chosen_at) for row in rows]


def choose(session: Session, now: datetime, key: str) -> None:
    """Let this be the main measure from now on; which ones were before stays known.

    Raises:
        InputError: it is no scale, or archived.
    """
    measure = measures.find(session, key)
    if not expectancy.can_be_asked(measure):
        raise InputError(
            _(
                "The main measure is a scale of the check-in, and {name} is none. "
                "Nothing was changed; choose another one."
            ).format(name=measure.name)
        )
    before = current(session)
    if before is not None and before.measure.key == measure.key:
        return
    today = clock.journal_day(now, information.read(session).day_starts_at)
    session.add(MainMeasureRow(measure=measure.key, chosen_on=today, chosen_at=now))
    session.flush()


def offered(session: Session) -> list[Measure]:
    """Return the measures that can be chosen."""
    return [each for each in measures.listing(session) if expectancy.can_be_asked(each)]
