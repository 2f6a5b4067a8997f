"""What can be typed about the passphrase of a journal."""

from pathlib import Path

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.i18n import _

ACTS = ("set", "change", "remove")

_LARGEST_DESCRIPTOR = 2**20


def given(parser: Parser) -> None:
    """Add where the passphrase of the journal comes from."""
    source = parser.options.add_mutually_exclusive_group()
    source.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file whose first line is the passphrase (default: it is asked for)"),
    )
    source.add_argument(
        "--passphrase-fd",
        type=_descriptor,
        metavar=_("NUMBER"),
        help=_("an open file descriptor to read the passphrase from"),
    )
    parser.options.add_argument(
        "--not-encrypted",
        action="store_true",
        help=_("open the journal although it is not encrypted any more, and was when opened last"),
    )


def passphrase(parser: Parser) -> None:
    """Add what `passphrase` takes."""
    parser.words.add_argument(
        "act",
        choices=ACTS,
        metavar=_("ACT"),
        help=_("set (encrypt a journal that is not), change, or remove (not encrypt it any more)"),
    )
    source = parser.options.add_mutually_exclusive_group()
    source.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file whose first line is the new passphrase (default: it is asked for)"),
    )
    source.add_argument(
        "--new-passphrase-fd",
        type=_descriptor,
        metavar=_("NUMBER"),
        help=_("an open file descriptor to read the new passphrase from"),
    )


def new(parser: Parser) -> None:
    """Add what `new` takes."""
    parser.options.add_argument(
        "--no-passphrase",
        action="store_true",
        help=_("do not encrypt it: who can read this computer's files can read the journal"),
    )


def _descriptor(text: str) -> int:
    return parsing.number(text, _LARGEST_DESCRIPTOR, 0)
