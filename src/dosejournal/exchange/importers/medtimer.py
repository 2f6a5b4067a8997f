"""What MedTimer's backup and its table of events have in common."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dosejournal.domain import amounts, notes
from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import JournalError
from dosejournal.exchange.importers.numbers import Number, NumberColumn, is_unknown
from dosejournal.exchange.importers.rows import Keys, RowError
from dosejournal.i18n import _

SOURCE = "medtimer"
"""Both forms tell one history: brought in as one and then as the other, a dose is known again."""

_CYCLE = re.compile(r"(.+?)\s*\((\d{1,4})/(\d{1,4})\)", re.DOTALL)
_LONGEST = 2 * notes.LONGEST_NAME
_HALVES = {("1", "2"): "0.5", ("1", "4"): "0.25", ("3", "4"): "0.75"}


class Names:
    """Tells which medicine a name means: some end in the step of a cycle, as `Iron (1/2)`."""

    def __init__(self, medicines: Iterable[str], written: Iterable[str]) -> None:
        """Look at the medicines that a file lists, and at the names of its events."""
        self._medicines = set(medicines)
        names = set(written)
        parted = [(found[1], found[2], found[3]) for each in names if (found := _step(each))]
        # half a tablet may be called `… (1/2)` too: steps are told by the last one of the cycle
        # or by the plain name
        self._known: dict[str, str] = {}
        self._cycles = {stem for stem, step, last in parted if step == last or stem in names}

    def medicine(self, written: str) -> str:
        """Return the name of the medicine."""
        if written not in self._known:
            self._known[written] = notes.name(self._without_step(written))
        return self._known[written]

    def _without_step(self, written: str) -> str:
        found = _step(written)
        if found is None or written in self._medicines:
            return written
        stem = found[1]
        return stem if stem in self._medicines or stem in self._cycles else written


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as MedTimer's text says it; what is no number stays a text, and is unknown."""

    amount: str | None = None
    unit: str = ""
    about: bool = False
    plus_minus: str | None = None
    text: str = ""


class Amounts:
    """Reads the amounts of a file, which people write as they like."""

    def __init__(self, column: str, written: Iterable[str], answers: Answers) -> None:
        self._numbers = NumberColumn(column, set(written), answers)
        self._read: dict[tuple[str, str], Amount] = {}

    def question(self) -> Question | None:
        """Return the question of the decimal sign, where no amount proves it."""
        return self._numbers.question()

    def read(self, written: str, unit: str = "") -> Amount:
        """Return what a text says; `unit` is that of the medicine's stock.

        Raises:
            RowError: its decimal sign is not known yet.
        """
        asked = (written, unit)
        if asked not in self._read:
            self._read[asked] = self._amount(written, unit)
        return self._read[asked]

    def _amount(self, written: str, unit: str) -> Amount:
        if is_unknown(written):
            return Amount()
        if not self._numbers.is_number(written):
            return Amount(text=written)
        number = self._numbers.read(written)
        try:
            return Amount(
                amount=_part_or_whole(number),
                unit=amounts.unit(number.unit or unit),
                about=number.about or number.plus_minus is not None,
                plus_minus=number.plus_minus and amounts.amount(number.plus_minus),
            )
        except JournalError:
            return Amount(text=written)


def note(lines: Iterable[str]) -> str:
    """Return a note of these lines; empty ones are left out."""
    said = [line for line in lines if line]
    return notes.note("\n".join(said)) if said else ""


def amount_line(amount: Amount) -> str:
    """Return the line of a note that keeps an amount which is no number."""
    return _("Amount: {text}").format(text=amount.text) if amount.text else ""


def tags_line(tags: Sequence[str]) -> str:
    """Return the line of a note that keeps the tags of a medicine."""
    return _("Tags: {names}").format(names=", ".join(tags)) if tags else ""


def key(keys: Keys, name: str, reminded: datetime) -> str:
    """Return what tells an event from the others: its medicine, and when it was due."""
    return keys.of_parts((name, str(int(reminded.timestamp()))))


def _step(written: str) -> re.Match[str] | None:
    # no medicine has so long a name, and a million blanks would each be tried anew
    found = _CYCLE.fullmatch(written.strip()) if len(written) <= _LONGEST else None
    return found if found is not None and 1 <= int(found[2]) <= int(found[3]) else None


def _part_or_whole(number: Number) -> str:
    if number.maximum is None:
        return amounts.amount(number.text)
    # half a tablet, and not a value on a scale
    part = _HALVES.get((number.text, number.maximum))
    if part is None:
        raise RowError(_("Its amount cannot be read."))
    return part
