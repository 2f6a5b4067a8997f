"""What all forms of a jrnl journal say: a wall-clock time, a text, tags within it."""

from collections.abc import Iterable
from datetime import date, datetime

from dosejournal.domain import notes
from dosejournal.exchange.importers.dates import When
from dosejournal.exchange.importers.rows import RowError, required
from dosejournal.i18n import _

SOURCE = "jrnl"
"""Where entries come from, so that one of the forms is not brought in beside another."""

TAG_SIGNS = "@#"


def when(day: str, clock: str) -> When:
    """Return the day, with the clock time where there is one.

    Raises:
        RowError: there is no such day or time.
    """
    try:
        on = date.fromisoformat(required(day, "date"))
        if not clock:
            return on
        wall = datetime.fromisoformat(f"{on.isoformat()}T{clock}")
    except ValueError:
        raise RowError(_("There is no such day or time.")) from None
    return wall


def identity(when: When, text: str) -> tuple[str, str]:
    """Return what tells an entry from others, the same in each form: jrnl's JSON has no seconds.

    Nor does it keep the line breaks between the title and the rest.
    """
    wall = when.replace(second=0, microsecond=0) if isinstance(when, datetime) else when
    return wall.isoformat(), " ".join(text.split())


def tags(written: Iterable[str]) -> tuple[str, ...]:
    """Return tags without the sign before them; what is too long for one stays in the text."""
    names = (" ".join(notes.storable(tag).lstrip(TAG_SIGNS).split()) for tag in written)
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= notes.LONGEST_NAME))


def no_entries() -> str:
    """Return the sentence for a file without any entry."""
    return _(
        "This file holds no entries as jrnl writes them. Nothing was brought in; "
        "choose another file, or another format."
    )


def too_many_entries(most: int) -> str:
    """Return the sentence for a file of more entries than any diary has."""
    return _(
        "This file holds more than {n} entries. Nothing was brought in; "
        "choose another file, or a part of it."
    ).format(n=most)
