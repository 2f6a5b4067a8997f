"""Free text as the person wrote it: kept as typed, made safe to store."""

from dosejournal.errors import InputError
from dosejournal.i18n import _

LARGEST_NOTE_BYTES = 1_000_000
LONGEST_NAME = 120


def note(text: str) -> str:
    """Return a note that can be stored: no NUL, no half characters; only blanks is no note.

    Raises:
        InputError: it is larger than 1 MB.
    """
    clean = storable(text)
    if not clean.strip():
        return ""
    if len(clean.encode()) > LARGEST_NOTE_BYTES:
        raise too_large()
    return clean


def too_large() -> InputError:
    """Return the error for a note that a journal does not take."""
    return InputError(
        _("This note is larger than 1 MB. Nothing was lost or cut; shorten it and try again.")
    )


def name(text: str) -> str:
    """Return the name of a tag or substance in one line.

    Raises:
        InputError: it is empty or longer than 120 characters.
    """
    clean = " ".join(storable(text).split())
    if not clean or len(clean) > LONGEST_NAME:
        raise InputError(
            _("A name needs 1 to {n} characters. Nothing was recorded; change it.").format(
                n=LONGEST_NAME
            )
        )
    return clean


def storable(text: str) -> str:
    """Return a text without what a journal cannot hold: NUL and half characters."""
    # SQL's length() and LIKE stop at a NUL, and half of a surrogate pair cannot be written at all
    return text.replace("\x00", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
