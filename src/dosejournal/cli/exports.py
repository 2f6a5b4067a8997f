"""Writing files for other programs from the terminal."""

import os
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from dosejournal.cli import output
from dosejournal.cli.journals import opened
from dosejournal.errors import StorageError
from dosejournal.exchange import calendar
from dosejournal.i18n import _
from dosejournal.store import files


def calendar_file(given: Namespace, now: datetime) -> None:
    """Write the planned doses as a calendar; never over an existing file."""
    with opened(given) as database, database.read() as session:
        content = calendar.gather(session, now, names=given.names)
    data = calendar.write(content)
    with files.new(given.file, make_folder=False) as growing:
        try:
            _put(growing, data)
        except OSError:
            raise StorageError(
                _(
                    "The calendar could not be written. The journal is as it was; "
                    "check that the drive has room, and try again."
                )
            ) from None
    output.line(_told(given.names, bool(content.events)).format(place=given.file))


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        # it must be whole on the drive before it is called by its name
        os.fsync(file.fileno())


def _told(names: bool, has_events: bool) -> str:
    if not has_events:
        return _(
            "The calendar is at {place}; it is empty, because no regimen plans a dose at a time "
            "of day. Add one with: dosejournal plan add"
        )
    if names:
        return _("The calendar is at {place}; substances are named in it.")
    return _("The calendar is at {place}; it names no substance.")
