"""Writing files for other programs from the terminal."""

from argparse import Namespace
from datetime import datetime

from dosejournal.cli import moments, output
from dosejournal.cli.journals import opened
from dosejournal.exchange import exporters, written_files
from dosejournal.exchange.asked import Asked


def export(given: Namespace, now: datetime) -> None:
    """Write a file or a folder of one format; never over an existing one."""
    exporter = exporters.named(given.format)
    first_day, last_day = moments.span(given.first, given.last)
    asked = Asked(first_day, last_day, given.names, given.spreadsheet_safe)
    with opened(given) as database, database.read() as session:
        content = exporter.gather(session, now, asked)
    written_files.add(given.file, exporter.write(content))
    output.line(exporter.told(content).format(place=given.file))
