"""How the scores of one questionnaire changed, and whether by more than it measures apart."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dosejournal.analysis import reliable_change
from dosejournal.domain.entries import Entry
from dosejournal.domain.questionnaires import Instrument, MeasurementError, Score
from dosejournal.journal import questionnaires


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """The difference from an earlier score; whether it exceeds the error is not always known."""

    since: date
    difference: int
    exceeds_error: bool | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One filling: its score, and its changes since the first and the last one with a score."""

    entry: Entry
    score: Score
    days_since_last: int | None = None
    since_first: ScoreChange | None = None
    since_last: ScoreChange | None = None

    @property
    def day(self) -> date:
        """The journal day on which it was filled in."""
        return self.entry.moment.journal_day


@dataclass(frozen=True, slots=True)
class ScoreHistory:
    """All fillings of one questionnaire, the oldest first, and what is assumed of its error."""

    instrument: Instrument
    error: MeasurementError | None
    lines: tuple[ScoreLine, ...] = ()

    @property
    def least_change(self) -> int | None:
        """The smallest whole number of points that is larger than the measurement error."""
        if self.error is None:
            return None
        return math.ceil(reliable_change.critical(self.error.sd, self.error.reliability))


def of(session: Session, key: str, last_day: date | None = None) -> ScoreHistory:
    """Return the history of one questionnaire, up to a last day."""
    known = questionnaires.instruments(session)
    instrument = known[key]
    error = questionnaires.measurement_error(session, instrument)
    entries = questionnaires.history(session, [key], last_day=last_day)
    scored = ((entry, questionnaires.score(entry, known)) for entry in entries)
    return ScoreHistory(instrument, error, tuple(_lines(scored, error)))


def every(session: Session, last_day: date | None = None) -> list[ScoreHistory]:
    """Return the histories of all questionnaires that were ever filled in."""
    known = questionnaires.instruments(session)
    filled_in = {
        each.response.instrument for each in questionnaires.history(session) if each.response
    }
    return [of(session, key, last_day) for key in known if key in filled_in]


def _lines(
    scored: Iterable[tuple[Entry, Score]], error: MeasurementError | None
) -> Iterator[ScoreLine]:
    first: tuple[date, int] | None = None
    last: tuple[date, int] | None = None
    day_before: date | None = None
    for entry, score in scored:
        day = entry.moment.journal_day
        yield ScoreLine(
            entry,
            score,
            None if day_before is None else (day - day_before).days,
            _change(first, score, error),
            _change(last, score, error),
        )
        day_before = day
        if score.total is not None:
            last = (day, score.total)
            first = first or last


def _change(
    earlier: tuple[date, int] | None, score: Score, error: MeasurementError | None
) -> ScoreChange | None:
    if earlier is None or score.total is None:
        return None
    since, total = earlier
    exceeds = None
    if error is not None:
        found = reliable_change.between(total, score.total, error.sd, error.reliability)
        exceeds = found.exceeds_error
    return ScoreChange(since, score.total - total, exceeds)
