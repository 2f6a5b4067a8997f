"""What a report is to hold, as the person chooses it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from dosejournal.errors import InputError
from dosejournal.i18n import _

Section = Literal[
    "question",
    "medicines",
    "questionnaires",
    "effects",
    "chart",
    "comparison",
    "charts",
    "calendar",
    "notes",
    "table",
    "methods",
]
Paper = Literal["a4", "letter"]

SECTIONS: tuple[Section, ...] = get_args(Section)
"""What can be left out, in the order of the report; its header and its limits always stay."""

LONGEST_NAME = 80
LONGEST_QUESTION = 240
"""What two lines of the first page take."""

FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Options:
    """What a report is to hold.

    Both days are journal days and included; without a first one it begins with the first entry,
    without a last one it ends today. `measures` are keys, in the order of the charts; empty: all
    that were rated, the main measure first. `notes` are the keys, as of the timeline, of entries
    whose notes the person ticked. With `discreet` labels stand for substances, and a page of its
    own says which is which. `locale` is how dates and numbers are written: "en_GB".
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
    locale: str = "en"


def checked(options: Options) -> Options:
    """Return the options, or raise InputError with the reason why no page can be made of them."""
    first, last = options.first_day, options.last_day
    if first is not None and last is not None and last < first:
        raise InputError(
            _("The last day comes before the first one. Nothing was changed; swap the two days.")
        )
    if len(options.name) > LONGEST_NAME:
        raise InputError(
            _(
                "The name has more than {n} characters. No report was made; shorten the name."
            ).format(n=LONGEST_NAME)
        )
    if len(options.question) > LONGEST_QUESTION:
        raise InputError(
            _(
                "The question has more than {n} characters, which is more than the first page "
                "has room for. No report was made; shorten it."
            ).format(n=LONGEST_QUESTION)
        )
    return options
