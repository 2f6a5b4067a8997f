"""Exporters: from the journal to files that other programs read, each named in `EXPORTERS`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from dosejournal.exchange import archive, calendar, fhir, tidy
from dosejournal.exchange.asked import Asked

__all__ = ["EXPORTERS", "Asked", "Exporter", "named"]


class Exporter(Protocol):
    """What each module offers. `SUFFIX` is that of its file; empty where it writes a folder."""

    NAME: str
    SUFFIX: str

    def title(self) -> str:
        """Return what the person calls this kind of file."""

    def gather(self, session: Session, now: datetime, asked: Asked) -> Any:
        """Return all that is to be written, read at once; frozen, for another thread."""

    def write(self, content: Any) -> bytes | Mapping[str, bytes]:
        """Return the file, or the files of the folder by name; pure."""

    def told(self, content: Any) -> str:
        """Return a sentence on what was written, with {place} where it is named."""


EXPORTERS: tuple[Exporter, ...] = (archive, tidy, fhir, calendar)


def named(name: str) -> Exporter:
    """Return the exporter of this name."""
    return next(each for each in EXPORTERS if name == each.NAME)
