"""Writing files for other programs from the terminal."""

from argparse import Namespace
from datetime import datetime

from dosejournal.cli import moments, output
from dosejournal.cli.journals import opened
from dosejournal.errors import InputError
from dosejournal.exchange import exporters, written_files
from dosejournal.exchange.asked import Asked
from dosejournal.i18n import _


def export(given: Namespace, now: datetime) -> None:
    """Write a file or a folder of one format; never over an existing one."""
    exporter = exporters.named(given.format)
    _refuse_stray(given)
    first_day, last_day = moments.span(given.first, given.last)
    asked = Asked(first_day, last_day, given.names, given.spreadsheet_safe)
    with opened(given) as database, database.read() as session:
        content = exporter.gather(session, now, asked)
    written_files.add(given.file, exporter.write(content))
    output.line(exporter.told(content).format(place=given.file))


def _refuse_stray(given: Namespace) -> None:
    """Raise InputError where an option is typed that this kind of file does not have."""
    for option, is_given, name in (
        ("--names", given.names, "calendar"),
        ("--spreadsheet-safe", given.spreadsheet_safe, "tidy"),
    ):
        if is_given and given.format != name:
            raise InputError(
                _(
                    "{option} is for --format {name} alone. Nothing was written; leave it out."
                ).format(option=option, name=name)
            )
