"""The archive (JSON Lines): every row of the journal, to be brought in again without a loss.

    header    the first line: which version, which days, how many rows of each table
    lines     a file as numbered lines, within safe limits
    values    what stands in a line, held against the columns of its table
    reading   an archive of any version as the rows of the present one
    reports   what bringing one in says of itself

Then comes one line a row: its table as `type`, and its columns by their names. The version is that
of the journal's schema, so that an archive is brought to the present one as a journal is.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session

from dosejournal import __version__
from dosejournal.domain.archives import ENTRIES, FORMAT, Archive, Record
from dosejournal.exchange.archive import header
from dosejournal.exchange.archive.reading import read, recognises
from dosejournal.exchange.archive.reports import held_aside_csv, report
from dosejournal.exchange.asked import Asked
from dosejournal.i18n import _, ngettext
from dosejournal.journal import archives
from dosejournal.store import rows

__all__ = [
    "NAME",
    "SUFFIX",
    "gather",
    "held_aside_csv",
    "read",
    "recognises",
    "report",
    "title",
    "told",
    "write",
]

NAME = FORMAT
SUFFIX = ".jsonl"

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# a number that no computer can hold is what JSON has for one without end
_ENDLESS = "1e999"


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("DoseJournal archive")


def gather(session: Session, now: datetime, asked: Asked) -> Archive:
    """Return every row of the journal; with days, the entries of those and all they refer to."""
    return archives.gather(session, now, __version__, asked.first_day, asked.last_day)


def write(content: Archive) -> bytes:
    """Return the archive as a file."""
    return "".join(f"{line}\n" for line in _lines(content)).encode()


def told(content: Archive) -> str:
    """Return a sentence on what was written, with {place} where it is named."""
    n = sum(content.counts[name] for name in ENTRIES)
    said = (
        ngettext(
            "The archive is at {place}, with {n} entry and all it refers to. "
            "It can be read without a passphrase: keep it safe.",
            "The archive is at {place}, with {n} entries and all they refer to. "
            "It can be read without a passphrase: keep it safe.",
            n,
        )
        if content.first_day or content.last_day
        else ngettext(
            "The archive is at {place}, with all of the journal: {n} entry. "
            "It can be read without a passphrase: keep it safe.",
            "The archive is at {place}, with all of the journal: {n} entries. "
            "It can be read without a passphrase: keep it safe.",
            n,
        )
    )
    return said.format(n=n, place="{place}")


def _lines(content: Archive) -> Iterator[str]:
    yield _encode(header.written(content))
    for table in rows.tables():
        # told apart from 0 and 1 for other programs, as JSON can
        booleans = [each.name for each in table.columns if str(each.type) == "BOOLEAN"]
        for record in content.tables[table.name].records():
            line: dict[str, Any] = {"type": table.name, **record}
            for name in booleans:
                line[name] = bool(line[name])
            yield _line(line)


def _line(line: Record) -> str:
    try:
        return _encode(line)
    except ValueError:
        fields = ", ".join(f"{_encode(name)}: {_value(value)}" for name, value in line.items())
        return f"{{{fields}}}"


def _value(value: object) -> str:
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return _ENDLESS if value > 0 else f"-{_ENDLESS}"
    return _encode(value)
