"""Writing files for other programs from the terminal."""

from argparse import Namespace
from datetime import datetime

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
            growing.write_bytes(data)
        except OSError:
            raise StorageError(
                _(
                    "The calendar could not be written. The journal is as it was; "
                    "check that the drive has room, and try again."
                )
            ) from None
    output.line(
        _("The calendar is at {place}; substances are named in it.").format(place=given.file)
        if given.names
        else _("The calendar is at {place}; it names no substance.").format(place=given.file)
    )
