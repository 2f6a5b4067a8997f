"""A column of any table that holds the values of one measure."""

from collections.abc import Iterator

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.targets import Targets
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.exchange.importers.tidy_wide import described


class Measured:
    """Reads the ratings of a column, which is called as its measure is."""

    def __init__(self, rows: TidyRows, place: int, answers: Answers) -> None:
        written = rows.table.written_header[place]
        values = {value for value in rows.table.column(place) if not is_unknown(value)}
        self.place = place
        self.name, self._unit, self._stated = described(written, rows.measures)
        self._numbers = NumberColumn(written, values, answers, by_hand=rows.table.has_semicolons)
        self._targets = Targets(rows.measures, self._numbers, answers)
        self._targets.look_at(self.name, values)
        self._known: dict[str, Rating] = {}

    def rating(self, value: str) -> Rating:
        """Return the rating that a cell is.

        Raises:
            JournalError: it is none, or lies off its scale.
        """
        known = self._known.get(value)
        if known is None:
            known = self._targets.rating(self.name, value, self._unit, self._stated)
            self._known[value] = known
        return known

    def questions(self) -> Iterator[Question]:
        """Give what is to be asked of its numbers and their scale."""
        sign = self._numbers.question()
        if sign is not None:
            yield sign
        yield from self._targets.questions()
