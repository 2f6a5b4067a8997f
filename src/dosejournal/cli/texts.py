"""Texts as they are typed in the terminal, or given to it."""

import sys

from dosejournal.domain import notes
from dosejournal.errors import InputError
from dosejournal.i18n import _

_STANDARD_INPUT = "-"


def refuse_broken(*texts: str) -> None:
    """Raise InputError where a text cannot be kept as it came."""
    # a byte that is no UTF-8 comes as half a character; a NUL ends a text for many programs
    if any("\x00" in text or any("\ud800" <= c <= "\udfff" for c in text) for text in texts):
        raise InputError(
            _(
                "A text holds a NUL or bytes that are not UTF-8. Nothing was recorded or cut; "
                "correct it and try again."
            )
        )


def note(text: str) -> str:
    """Return a note as typed; `-` reads it from standard input."""
    if text != _STANDARD_INPUT:
        return text
    if sys.stdin is None:
        return ""
    # one byte more than a note may have, so that one too long is refused and never cut
    raw = sys.stdin.buffer.read(notes.LARGEST_NOTE_BYTES + 1)
    if len(raw) > notes.LARGEST_NOTE_BYTES:
        raise notes.too_large()
    try:
        return raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise InputError(
            _(
                "The note on standard input is not UTF-8 text. Nothing was recorded; "
                "write it as UTF-8 and try again."
            )
        ) from None
