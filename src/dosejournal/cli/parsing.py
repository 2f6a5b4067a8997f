"""The parser of the terminal, and the options that several commands share."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from dosejournal.i18n import _

_LARGEST_NUMBER = 2**53
_WRONG_USAGE = 2


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        # an empty prefix is meant: argparse asks so for the name of a command
        own = _("Usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, own)


class Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options, and speaks the person's language.

    `complaint` says what is wrong with options that each are right, or "" when they go together.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **{
                **settings,
                "add_help": False,
                "allow_abbrev": False,
                "formatter_class": _Formatter,
            }
        )
        self.complaint: Callable[[Namespace], str] | None = None
        self.words = self.add_argument_group(_("Arguments"))
        self.options = self.add_argument_group(_("Options"))
        self.options.add_argument(
            "-h", "--help", action="help", help=_("show this help and leave")
        )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the words, and leave where the options do not go together."""
        given, left = super().parse_known_args(args, namespace)
        complaint = self.complaint(given) if self.complaint is not None else ""
        if complaint:
            self.error(complaint)
        return given, left

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is written, and leave."""
        self.print_usage(sys.stderr)
        self.exit(_WRONG_USAGE, f"{self.prog}: {message}\n")


def texts(sentence: str) -> dict[str, Any]:
    """Return what a command does as the help of it, and in the list of commands."""
    return {"help": sentence, "description": sentence[:1].upper() + sentence[1:] + "."}


def moment(parser: Parser, sentence: str = "") -> None:
    """Add `--at`."""
    parser.options.add_argument(
        "--at",
        metavar=_("TIME"),
        help=sentence or _("when, as 2026-03-01T08:00 or 2026-03-01T08:00+01:00 (default: now)"),
    )


def note(parser: Parser, default: str | None = "") -> None:
    """Add `--note`; it is `default` where it is not given."""
    parser.options.add_argument(
        "--note",
        default=default,
        metavar=_("TEXT"),
        help=_("a note; - reads it from standard input"),
    )


def span(parser: Parser) -> None:
    """Add `--from` and `--to`."""
    day(parser, "--from", _("the first journal day, as 2026-03-01"))
    day(parser, "--to", _("the last journal day, as 2026-03-31"))


def day(parser: Parser, option: str, sentence: str) -> None:
    """Add `--from` or `--to`, kept as `first` or `last`: from is a word of Python."""
    dest = {"--from": "first", "--to": "last"}[option]
    parser.options.add_argument(option, dest=dest, metavar=_("DAY"), help=sentence)


def json(parser: Parser) -> None:
    """Add `--json`."""
    parser.options.add_argument("--json", action="store_true", help=_("print JSON"))


def pair(text: str) -> tuple[str, str]:
    """Return the name and the value that were typed as NAME=VALUE."""
    name, equals, value = text.rpartition("=")
    if not equals or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(_("write a name, = and a value, for example mood=62"))
    return name.strip(), value.strip()


def number(text: str, largest: int = _LARGEST_NUMBER, smallest: int = 1) -> int:
    """Return the whole number that was typed."""
    # isdecimal, because int() also takes signs, blanks and underscores
    if text.isdecimal() and len(text) < 20 and smallest <= int(text) <= largest:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("write a whole number from {smallest} to {largest}").format(
            smallest=smallest, largest=largest
        )
    )
