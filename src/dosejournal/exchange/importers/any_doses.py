"""The doses that a row of any table tells: named in it, or one a column."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dosejournal.domain import amounts, notes
from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.columns import unit_of
from dosejournal.exchange.importers.dose_words import DoseWords
from dosejournal.exchange.importers.numbers import Number, NumberColumn, is_unknown, one_unit
from dosejournal.exchange.importers.rows import Row, RowError, required
from dosejournal.exchange.importers.targets import yes_or_no
from dosejournal.exchange.importers.tidy_doses import amount_of
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import _, ngettext

_TICKS = frozenset("x✓✔☑•")
_UNCERTAIN = frozenset(("?", "unknown", "not known"))


@dataclass(frozen=True, slots=True)
class Taken:
    """A dose of a row; `written` is its amount as the file has it."""

    substance: str
    written: str
    amount: str | None
    unit: str
    status: DoseStatus = "taken"
    estimated: bool = False
    plus_minus: str | None = None


class Doses:
    """Finds the doses of each row."""

    def __init__(self, rows: TidyRows, roles: Sequence[str], answers: Answers) -> None:
        self._rows = rows
        self._places = {role: place for place, role in enumerate(roles)}
        self._columns = [place for place, role in enumerate(roles) if role == "dose"]
        self._numbers = {
            place: self._numbers_of(place, answers)
            for place in (*self._columns, *self._one("amount"))
        }
        words = {self._cell(row, "status") for row in rows.table.rows if self._substance(row)}
        self._words = DoseWords(words if self._one("status") else set(), answers)
        self._not_taken: Counter[str] = Counter()
        self._said = [
            self._places[role]
            for role in ("substance", "amount", "unit", "status")
            if role in self._places
        ]
        self._known: dict[tuple[str, ...], Taken] = {}

    def of(self, row: Row) -> list[Taken]:
        """Return the doses of a row.

        Raises:
            JournalError: one of them cannot be told for certain.
        """
        found = [taken for place in self._columns if (taken := self._in_column(row, place))]
        named = self._known_or_named(row) if "substance" in self._places else None
        return [*found, named] if named is not None else found

    def are_told(self, row: Row) -> bool:
        """Say whether a row tells of doses, if only that there was none."""
        cells = (self._at(row, place) for place in self._columns)
        return bool(self._substance(row)) or not all(map(is_unknown, cells))

    def questions(self) -> Iterator[Question | None]:
        """Give what is to be asked of amounts, and of words that tell what became of a dose."""
        for numbers in self._numbers.values():
            yield numbers.question()
        yield from self._words.questions()

    def remarks(self) -> list[str]:
        """Return what is to be said about rows without a dose."""
        said = []
        if n := self._not_taken["column"]:
            said.append(
                ngettext(
                    "{n} cell says that nothing was taken; it is no dose.",
                    "{n} cells say that nothing was taken; they are no doses.",
                    n,
                ).format(n=n)
            )
        if n := self._not_taken["status"]:
            said.append(
                ngettext(
                    "{n} row is no dose, as you said of its word; it brings none in.",
                    "{n} rows are no doses, as you said of their words; they bring none in.",
                    n,
                ).format(n=n)
            )
        return said

    def _in_column(self, row: Row, place: int) -> Taken | None:
        written = self._at(row, place)
        name, stated = unit_of(" ".join(self._rows.table.written_header[place].split()))
        if written.casefold() in _UNCERTAIN:
            raise RowError(_("One of its cells does not say whether a dose was taken."))
        if is_unknown(written):
            return None
        said = yes_or_no(written)
        if said == 1 or written.casefold() in _TICKS:
            return Taken(notes.name(name), written, None, amounts.unit(stated))
        number = None if said == 0 else self._numbers[place].read(written)
        if number is None or number.value == 0:
            self._not_taken["column"] += 1
            return None
        return _taken(name, written, number, stated)

    def _known_or_named(self, row: Row) -> Taken | None:
        # a history has many doses, and few that differ
        said = tuple([self._at(row, place) for place in self._said])
        known = self._known.get(said)
        if known is None:
            known = self._named(row)
            if known is not None:
                self._known[said] = known
        return known

    def _named(self, row: Row) -> Taken | None:
        substance = self._substance(row)
        written = self._cell(row, "amount")
        if not substance and is_unknown(written):
            return None
        required(substance, self._name("substance"))
        status = self._status(row)
        if status is None:
            self._not_taken["status"] += 1
            return None
        amount = self._one("amount")
        number = None if is_unknown(written) else self._numbers[amount[0]].read(written)
        if number is not None and number.value == 0 and status not in ("skipped", "missed"):
            raise RowError(_("Its amount is nothing, so it may be no dose at all."))
        stated = self._cell(row, "unit") or (unit_of(self._name("amount"))[1] if amount else "")
        return _taken(substance, written, number, stated, status)

    def _status(self, row: Row) -> DoseStatus | None:
        return self._words.status(self._cell(row, "status")) if self._one("status") else "taken"

    def _substance(self, row: Row) -> str:
        return self._cell(row, "substance")

    def _numbers_of(self, place: int, answers: Answers) -> NumberColumn:
        values = {value for value in self._rows.table.column(place) if not is_unknown(value)}
        table = self._rows.table
        name, by_hand = table.written_header[place], table.has_semicolons
        return NumberColumn(name, values, answers, by_hand=by_hand)

    def _one(self, role: str) -> list[int]:
        return [self._places[role]] if role in self._places else []

    def _name(self, role: str) -> str:
        return self._rows.table.written_header[self._places[role]]

    def _cell(self, row: Row, role: str) -> str:
        return self._at(row, self._places[role]) if role in self._places else ""

    def _at(self, row: Row, place: int) -> str:
        return row.cells[place].strip() if place < len(row.cells) else ""


def _taken(
    name: str, written: str, number: Number | None, stated: str, status: DoseStatus = "taken"
) -> Taken:
    return Taken(
        substance=notes.name(name),
        written=written,
        amount=amount_of(number),
        unit=amounts.unit(one_unit(number.unit if number is not None else "", stated)),
        status=status,
        estimated=number is not None and number.about,
        plus_minus=number.plus_minus if number is not None else None,
    )
