"""Nomie's logs, of its JSON and its detailed table: a moment, and a note that holds readings."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from dosejournal.domain import notes
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportedDose
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import nomie_notes
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.nomie_notes import TRACKER, Note, Token
from dosejournal.exchange.importers.nomie_trackers import DOSE, MEASURE, TAG, Trackers
from dosejournal.exchange.importers.rows import Keys, RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _, ngettext

MOST_READINGS = 300_000
"""Of a whole file: a short text can hold many of them."""


class Log(NamedTuple):
    """One log: its instant, its minutes west of Greenwich, what tells it from the others."""

    at: datetime
    west: Any
    stem: str
    note: str
    row: str


class Logs:
    """Makes check-ins and doses of logs."""

    def __init__(
        self, described: Mapping[str, Any], written: Iterable[str], answers: Answers
    ) -> None:
        """Look at the trackers that a file describes, and at all its notes."""
        self.moments = Moments(answers)
        self.measures = FileMeasures(answers.measures, "Nomie")
        self.trackers = Trackers(described, _tokens(written), self.measures, answers)
        self.check_ins: list[ImportedCheckIn] = []
        self.doses: list[ImportedDose] = []
        self._keys = Keys()
        self._elsewhere = 0

    def take(self, log: Log) -> None:
        """Make of a log what it holds; of one that raises nothing is kept.

        Raises:
            JournalError: it cannot be taken over.
        """
        note = nomie_notes.read(log.note)
        moment = self.moments.at(log.at)
        ratings = [self.trackers.rating(each) for each in self._of(note, MEASURE)]
        # each dose is read before any is kept
        doses = [(each, self.trackers.dose(each)) for each in self._of(note, DOSE)]
        words = [nomie_notes.name_of(self.trackers.name(each)) for each in self._of(note, TAG)]
        tags = tuple(dict.fromkeys((*words, *nomie_notes.tags_of(note.tokens))))
        text = notes.note(log.note) if note.has_words else ""
        if not (ratings or doses or tags or text):
            raise RowError(_("It holds neither a rating nor a word."))
        made = [self._dose(log, moment, *each) for each in doses]
        if ratings or tags or text:
            self.check_ins.extend(self._check_ins(log, moment, ratings, (text, tags)))
        self.doses.extend(made)
        west = log.west
        stated = isinstance(west, int | float) and not isinstance(west, bool)
        self._elsewhere += stated and -west != moment.utc_offset_minutes

    def remarks(self) -> list[str]:
        """Return what is to be said about the logs."""
        said = [*self.moments.remarks(), *self.measures.remarks()]
        if self._elsewhere:
            said.append(
                ngettext(
                    "{n} log states another offset than the time zone has; Nomie often wrote that "
                    "of the day it was opened again, so the time zone is used.",
                    "{n} logs state another offset than the time zone has; Nomie often wrote that "
                    "of the day it was opened again, so the time zone is used.",
                    self._elsewhere,
                ).format(n=self._elsewhere)
            )
        return said

    def _of(self, note: Note, role: str) -> list[Token]:
        found = (each for each in note.tokens if each.sign == TRACKER)
        return [each for each in found if self.trackers.role(each) == role]

    def _check_ins(
        self,
        log: Log,
        moment: Moment,
        ratings: Iterable[Rating],
        said: tuple[str, tuple[str, ...]],
    ) -> Iterator[ImportedCheckIn]:
        """Give one check-in; a measure that is read twice in a log has another for each more."""
        (note, tags) = said
        rounds: list[dict[str, Rating]] = [{}]
        for rating in ratings:
            free = next((each for each in rounds if rating.measure not in each), None)
            if free is None:
                rounds.append(free := {})
            free[rating.measure] = rating
        for n, each in enumerate(rounds):
            yield ImportedCheckIn(
                moment=moment,
                source_key=self._keys.of(log.stem),
                source_row=log.row,
                ratings=tuple(each.values()),
                note=note if n == 0 else "",
                tags=tags if n == 0 else (),
            )

    def _dose(
        self, log: Log, moment: Moment, token: Token, amount: tuple[str | None, str]
    ) -> ImportedDose:
        return ImportedDose(
            moment=moment,
            source_key=self._keys.of(f"{log.stem}/{token.name}"),
            source_row=log.row,
            substance=notes.name(self.trackers.name(token)),
            amount=amount[0],
            unit=amount[1],
        )


def _tokens(written: Iterable[str]) -> Iterator[Token]:
    left = MOST_READINGS
    for text in written:
        try:
            tokens = nomie_notes.read(text).tokens
        except JournalError:
            # it is told of again when its log is held aside
            continue
        left -= len(tokens)
        if left < 0:
            raise ImportFileError(
                _(
                    "The notes of this file hold more than {n} readings. Nothing was brought in; "
                    "choose another file, or export a part of it."
                ).format(n=MOST_READINGS)
            )
        yield from tokens
