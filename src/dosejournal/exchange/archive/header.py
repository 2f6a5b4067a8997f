"""The first line of an archive: what it is, of which version, and how many lines follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dosejournal.domain.archives import Archive
from dosejournal.errors import ImportFileError
from dosejournal.i18n import _
from dosejournal.store import archived

FORMAT = "dosejournal-jsonl"
TYPE = "header"

_LARGEST_NUMBER = 2**53


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line says."""

    version: int
    exported: str
    program: str
    counts: Mapping[str, int]
    numbers: Mapping[str, int]
    first_day: date | None
    last_day: date | None


def written(archive: Archive) -> dict[str, Any]:
    """Return the first line of an archive."""
    return {
        "type": TYPE,
        "format": FORMAT,
        "version": archive.version,
        "exported": archive.exported,
        "program": archive.program,
        "from": archive.first_day.isoformat() if archive.first_day else None,
        "to": archive.last_day.isoformat() if archive.last_day else None,
        "counts": archive.counts,
        "numbers": dict(archive.numbers),
    }


def read(line: Mapping[str, Any]) -> Header:
    """Return what a first line says.

    Raises:
        ImportFileError: it is that of no archive, or of a newer program.
    """
    if line.get("type") != TYPE or line.get("format") != FORMAT:
        raise no_archive()
    version = _count(line.get("version"))
    if version < 1:
        raise no_archive()
    archived.check_version(version)
    return Header(
        version=version,
        exported=_text(line.get("exported")),
        program=_text(line.get("program")),
        counts=_counts(line.get("counts")),
        numbers=_counts(line.get("numbers")),
        first_day=_day(line.get("from")),
        last_day=_day(line.get("to")),
    )


def no_archive() -> ImportFileError:
    """Return the error for a file that does not begin as an archive does."""
    return ImportFileError(
        _(
            "The first line of this file is not that of an archive. "
            "Nothing was brought in; choose another file."
        )
    )


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise no_archive()
    return {name: _count(number) for name, number in value.items()}


def _count(value: object) -> int:
    # true is a number to Python, and none to JSON
    if type(value) is not int or not 0 <= value < _LARGEST_NUMBER:
        raise no_archive()
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise no_archive()
    return value


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise no_archive() from None
