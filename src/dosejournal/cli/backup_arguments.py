"""What can be typed about backups."""

from pathlib import Path

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.i18n import _


def backup(parser: Parser) -> None:
    """Let a folder be named."""
    parser.words.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar=_("DIR"),
        help=_("a folder to put it in (default: the one beside the journal)"),
    )
    parsing.json(parser)


def restore(parser: Parser) -> None:
    """Ask for the backup."""
    parser.words.add_argument(
        "backup",
        metavar=_("FILE"),
        help=_("the backup: its number or name, as backups prints them, or any file"),
    )
