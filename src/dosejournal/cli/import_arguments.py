"""What can be typed to bring something in."""

import argparse
from pathlib import Path

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.i18n import _

_MOOD_LEVELS = 5


def bring_in(parser: Parser) -> None:
    """Add what `import` takes."""
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the archive, or the file to bring in")
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
    parser.options.add_argument(
        "--columns",
        metavar=_("NAME"),
        help=_("read a table by what was kept under this name of its columns"),
    )
    parser.options.add_argument(
        "--keep-columns",
        metavar=_("NAME"),
        help=_("keep what the columns of the table hold under this name, for the next one"),
    )
    parsing.json(parser)


def columns(parser: Parser) -> None:
    """Add what `columns` takes."""
    parser.options.add_argument(
        "--remove", metavar=_("NAME"), help=_("forget what was kept under this name")
    )
    parsing.json(parser)


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.rpartition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError(_("write a key, = and the answer"))
    return key.strip(), value.strip()


def _level(text: str) -> tuple[str, int]:
    word, level = parsing.pair(text)
    return word, parsing.number(level, _MOOD_LEVELS)
