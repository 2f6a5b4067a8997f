"""What can be typed after `dosejournal report`."""

from pathlib import Path

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.i18n import _

PAPERS = ("a4", "letter")


def report(parser: Parser) -> None:
    """Add what a report may hold."""
    parser.words.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar=_("FILE"),
        help=_("where to write it; never an existing file; with --json it may be left out"),
    )
    parsing.span(parser)
    parser.options.add_argument(
        "--measures",
        type=lambda text: [part.strip() for part in text.split(",") if part.strip()],
        default=[],
        metavar=_("MEASURES"),
        help=_("the measures to show, as mood,focus (default: all that were rated)"),
    )
    parser.options.add_argument(
        "--name", default="", metavar=_("TEXT"), help=_("a name or initials for the head of it")
    )
    parser.options.add_argument(
        "--question",
        default="",
        metavar=_("TEXT"),
        help=_("your question for this visit (default: room to write it by hand)"),
    )
    parser.options.add_argument(
        "--discreet",
        action="store_true",
        help=_("labels in place of the names of substances; the last page says which is which"),
    )
    parser.options.add_argument(
        "--paper",
        type=str.lower,
        choices=PAPERS,
        default="a4",
        metavar=_("PAPER"),
        help=_("a4 or letter"),
    )
    parser.options.add_argument(
        "--black-and-white", action="store_true", help=_("for a printer without colours")
    )
    parsing.json(parser)
