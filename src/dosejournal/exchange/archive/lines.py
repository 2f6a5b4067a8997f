"""The lines of an archive, one after another: never more of the file in memory than one line."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from dosejournal.errors import ImportFileError
from dosejournal.i18n import _

LARGEST_BYTES = 256_000_000
"""Ten years with fifty ratings a day are a tenth of this."""
LONGEST_LINE_BYTES = 16_000_000
"""The longest note, in the worst spelling, as a version of an entry that was amended."""

_BOM = b"\xef\xbb\xbf"
_NUL = "\x00"
_ESCAPED_NUL = b"\\u0000"


def opened(content: bytes | Path) -> BinaryIO:
    """Open the file, or what is in memory, for reading.

    Raises:
        ImportFileError: it cannot be read.
    """
    if isinstance(content, bytes):
        return io.BytesIO(content)
    try:
        return content.open("rb")
    except (OSError, ValueError):
        raise _unreadable() from None


def head(file: BinaryIO, most: int) -> bytes:
    """Return the beginning of the file, without marks or blanks before it."""
    try:
        return file.read(most).removeprefix(_BOM).lstrip()
    except OSError:
        raise _unreadable() from None


def numbered(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give each line as an object, with its number; blank lines are passed over.

    Raises:
        ImportFileError: a line is no JSON object, or larger than any line of an archive.
    """
    size = 0
    number = 0
    while line := _next(file):
        number += 1
        size += len(line)
        if len(line) > LONGEST_LINE_BYTES or size > LARGEST_BYTES:
            raise _too_large()
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield number, _object(line, number)


def _next(file: BinaryIO) -> bytes:
    try:
        return file.readline(LONGEST_LINE_BYTES + 1)
    except OSError:
        raise _unreadable() from None


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        found = _decode(line.decode("utf-8"))
    # also numbers of more digits than Python reads, and brackets within brackets without end
    except (ValueError, RecursionError):
        raise broken(number) from None
    if not isinstance(found, dict):
        raise broken(number)
    # the text "\\u0000" is written with one backslash more, and is no NUL
    if _ESCAPED_NUL in line and any(_NUL in str(value) for value in found.values()):
        raise broken(number)
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


# NaN is none of JSON, and no value of a journal
_decode = json.JSONDecoder(parse_constant=_refuse).decode


def broken(number: int) -> ImportFileError:
    """Return the error for a line that is none of an archive."""
    return ImportFileError(
        _(
            "Line {n} of this archive cannot be read: the file is damaged, cut short or was "
            "changed. Nothing was brought in; choose another copy of it."
        ).format(n=number)
    )


def _too_large() -> ImportFileError:
    return ImportFileError(
        _(
            "This file is larger than any journal. Nothing was brought in; "
            "choose another file, or write the archive again in parts with --from and --to."
        )
    )


def _unreadable() -> ImportFileError:
    return ImportFileError(
        _(
            "This file cannot be read. Nothing was brought in; check that it is there "
            "and that you may open it."
        )
    )
