"""What a report is to hold, as the person chooses it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Section = Literal[
    "question", "medicines", "chart", "comparison", "charts", "calendar",
    "notes", "table", "methods",
]  # fmt: skip
Paper = Literal["a4", "letter"]

SECTIONS: tuple[Section, ...] = (
    "question",
    "medicines",
    "chart",
    "comparison",
    "charts",
    "calendar",
    "notes",
    "table",
    "methods",
)
"""What can be left out, in the order of the report; header and limits always stay."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a report is to hold.

    Both days are journal days and included; without a first one it begins with the first entry,
    without a last one it ends today. `measures` are keys: of the main chart first where the
    journal has no main measure; empty: all that were rated. `notes` are the ids of the check-ins
    whose notes the person ticked. With `discreet` labels stand for substances, and a key page of
    its own says which is which.
    """

    first_day: date | None = None
    last_day: date | None = None
    sections: frozenset[Section] = frozenset(SECTIONS)
    measures: tuple[str, ...] = ()
    notes: frozenset[int] = frozenset()
    discreet: bool = False
    name: str = ""
    birth_year: int | None = None
    question: str = ""
    paper: Paper = "a4"
    colour: bool = True
