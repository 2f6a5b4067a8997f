"""What can be typed after `dosejournal`, and the help that tells it."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from dosejournal import __version__, paths
from dosejournal.i18n import _

KINDS = {
    "check-in": "check_in",
    "check_in": "check_in",
    "dose": "dose_event",
    "dose_event": "dose_event",
}
"""How a kind of entry may be written, and how the journal calls it."""

_MOST_DEMO_DAYS = 20_000
_MOST_CHECK_INS_A_DAY = 24
_MOOD_LEVELS = 5
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
    """A parser that takes no shortened options, and speaks the person's language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **{
                **settings,
                "add_help": False,
                "allow_abbrev": False,
                "formatter_class": _Formatter,
            }
        )
        self.words = self.add_argument_group(_("Arguments"))
        self.options = self.add_argument_group(_("Options"))
        self.options.add_argument(
            "-h", "--help", action="help", help=_("show this help and leave")
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is written, and leave."""
        self.print_usage(sys.stderr)
        self.exit(_WRONG_USAGE, f"{self.prog}: {message}\n")


def parser() -> Parser:
    """Return the parser of the whole command line."""
    whole = Parser(
        prog="dosejournal",
        description=_("A private journal of mood, focus and doses. It stays on this computer."),
    )
    whole.options.add_argument(
        "--version", action="version", version=__version__, help=_("show the version and leave")
    )
    whole.options.add_argument(
        "--journal",
        type=Path,
        metavar=_("FILE"),
        help=_("the journal to use (default: {place})").format(
            place=str(paths.default_journal()).replace("%", "%%")
        ),
    )
    whole.options.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file holding the passphrase of an encrypted journal"),
    )
    commands = whole.add_subparsers(
        dest="command", title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser
    )
    commands.add_parser("open", **_texts(_("open the window (also without any command)")))
    commands.add_parser("new", **_texts(_("make an empty journal")))
    _check_in(commands.add_parser("check-in", **_texts(_("record how you are"))))
    _dose(commands.add_parser("dose", **_texts(_("record a dose"))))
    _list(commands.add_parser("list", **_texts(_("print entries, the newest first"))))
    _trend(commands.add_parser("trend", **_texts(_("print the days of one measure"))))
    _import(commands.add_parser("import", **_texts(_("bring in a file of another program"))))
    _remove(commands.add_parser("remove", **_texts(_("take an entry out of the journal"))))
    _demo(commands.add_parser("demo", **_texts(_("make a journal to try things out with"))))
    return whole


def _texts(sentence: str) -> dict[str, Any]:
    return {"help": sentence, "description": sentence[:1].upper() + sentence[1:] + "."}


def _check_in(parser: Parser) -> None:
    parser.options.add_argument(
        "--rate",
        action="append",
        default=[],
        type=_pair,
        metavar=_("MEASURE=VALUE"),
        help=_("rate a measure, for example mood=62; also a word of its scale, yes or no"),
    )
    _moment(parser)
    _note(parser)
    parser.options.add_argument(
        "--tag", action="append", default=[], metavar=_("TAG"), help=_("a word for context")
    )
    _json(parser)


def _dose(parser: Parser) -> None:
    parser.words.add_argument("name", metavar=_("NAME"), help=_("what was taken, as you name it"))
    parser.options.add_argument(
        "--amount", metavar=_("AMOUNT"), help=_("how much, for example 2.5 (default: unknown)")
    )
    parser.options.add_argument(
        "--unit",
        metavar=_("UNIT"),
        help=_("µg, mg, g, mL, drops, tablets, IU or any other (default: the one used last)"),
    )
    parser.options.add_argument(
        "--estimated", action="store_true", help=_("the amount is an estimate")
    )
    parser.options.add_argument(
        "--plus-minus", metavar=_("AMOUNT"), help=_("how far off the estimate may be")
    )
    _moment(parser)
    _note(parser)
    _json(parser)


def _list(parser: Parser) -> None:
    _span(parser)
    parser.options.add_argument(
        "--search",
        default="",
        metavar=_("TEXT"),
        help=_("only entries with words that begin like these"),
    )
    parser.options.add_argument(
        "--kind",
        choices=tuple(KINDS),
        metavar=_("KIND"),
        help=_("only check-ins (check-in) or only doses (dose)"),
    )
    _json(parser)


def _trend(parser: Parser) -> None:
    parser.words.add_argument(
        "measure", metavar=_("MEASURE"), help=_("the measure, for example mood")
    )
    _span(parser)
    _json(parser)


def _import(parser: Parser) -> None:
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the file of the other program")
    )
    parser.options.add_argument(
        "--format",
        default="auto",
        metavar=_("NAME"),
        help=_("what the file is (default: auto, which looks into it)"),
    )
    parser.options.add_argument(
        "--zone",
        metavar=_("ZONE"),
        help=_("the time zone of its times, for example Europe/Paris (default: this computer's)"),
    )
    parser.options.add_argument(
        "--dry-run", action="store_true", help=_("tell what would come in, and change nothing")
    )
    parser.options.add_argument(
        "--answer",
        action="append",
        default=[],
        type=_answer,
        metavar=_("KEY=VALUE"),
        help=_("answer a question that the file leaves open"),
    )
    parser.options.add_argument(
        "--map",
        action="append",
        default=[],
        type=_level,
        metavar=_("WORD=LEVEL"),
        help=_("the level of a mood word, from 1 (worst) to 5 (best)"),
    )
    _json(parser)


def _remove(parser: Parser) -> None:
    parser.words.add_argument(
        "kind", choices=tuple(KINDS), metavar=_("KIND"), help=_("check-in or dose")
    )
    parser.words.add_argument(
        "id", type=_number, metavar=_("ID"), help=_("its number, as list prints it")
    )


def _demo(parser: Parser) -> None:
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("where to make it; never an existing file")
    )
    parser.options.add_argument(
        "--days",
        type=lambda text: _number(text, _MOST_DEMO_DAYS),
        default=365,
        metavar=_("DAYS"),
        help=_("how many days it holds, up to today (default: %(default)s)"),
    )
    parser.options.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar=_("NUMBER"),
        help=_("another number makes another journal (default: %(default)s)"),
    )
    parser.options.add_argument(
        "--check-ins-per-day",
        type=lambda text: _number(text, _MOST_CHECK_INS_A_DAY),
        metavar=_("NUMBER"),
        help=_("exactly so many on every day, with every measure rated (for measuring speed)"),
    )


def _moment(parser: Parser) -> None:
    parser.options.add_argument(
        "--at",
        metavar=_("TIME"),
        help=_("when, as 2026-03-01T08:00 or 2026-03-01T08:00+01:00 (default: now)"),
    )


def _note(parser: Parser) -> None:
    parser.options.add_argument(
        "--note", default="", metavar=_("TEXT"), help=_("a note; - reads it from standard input")
    )


def _span(parser: Parser) -> None:
    for option, dest, sentence in (
        ("--from", "first", _("the first journal day, as 2026-03-01")),
        ("--to", "last", _("the last journal day, as 2026-03-31")),
    ):
        parser.options.add_argument(option, dest=dest, metavar=_("DAY"), help=sentence)


def _json(parser: Parser) -> None:
    parser.options.add_argument("--json", action="store_true", help=_("print JSON"))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(_("write a name, = and a value, for example mood=62"))
    return name.strip(), value.strip()


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.rpartition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError(_("write a key, = and the answer"))
    return key.strip(), value.strip()


def _level(text: str) -> tuple[str, int]:
    word, level = _pair(text)
    return word, _number(level, _MOOD_LEVELS)


def _number(text: str, largest: int = _LARGEST_NUMBER) -> int:
    # isdecimal, because int() also takes signs, blanks and underscores
    if text.isdecimal() and len(text) < 20 and 1 <= int(text) <= largest:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("write a whole number from 1 to {largest}").format(largest=largest)
    )
