"""What can be typed about a dose: what was taken, what became of a planned one, what to expect."""

import argparse
from argparse import Namespace

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.domain import typed_ratings
from dosejournal.i18n import _


def dose(parser: Parser) -> None:
    """Tell what can be said of a dose."""
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
    _of_plan(parser)
    _expectation(parser)
    parsing.moment(parser)
    parsing.note(parser)
    parsing.json(parser)
    parser.complaint = _about_dose


def _of_plan(parser: Parser) -> None:
    status = parser.options.add_mutually_exclusive_group()
    for option, sentence in (
        (
            "--taken",
            _("it is the planned dose nearest to that time, with the amount planned, or extra"),
        ),
        ("--skipped", _("the nearest planned dose was left out by choice")),
        ("--missed", _("the nearest planned dose was missed")),
    ):
        status.add_argument(
            option, dest="status", action="store_const", const=option[2:], help=sentence
        )
    parser.options.add_argument(
        "--planned",
        metavar=_("TIME"),
        help=_("it is the dose planned for this time, as today --json prints it"),
    )
    parser.options.add_argument(
        "--reason",
        default="",
        metavar=_("TEXT"),
        help=_("why it was skipped or missed, if you like"),
    )


def _expectation(parser: Parser) -> None:
    parser.options.add_argument(
        "--expect",
        type=_change,
        metavar=_("MEASURE=CHANGE"),
        help=_(
            "what you expect for a measure, said before the dose: from -50, much worse, over 0 to "
            "+50, much better; for example mood=+10"
        ),
    )
    parser.options.add_argument(
        "--sure",
        type=_number,
        metavar=_("NUMBER"),
        help=_("how sure you are of what you expect, from 0 to 100"),
    )


def _about_dose(given: Namespace) -> str:
    not_taken = given.status in ("skipped", "missed")
    amounts = (given.amount, given.unit, given.plus_minus, given.estimated or None)
    if not_taken and any(each is not None for each in amounts):
        return _(
            "a dose that was not taken has no amount; leave out --amount, --unit, --estimated "
            "and --plus-minus"
        )
    if given.reason and not not_taken:
        return _("--reason goes with --skipped or --missed")
    if given.unit is not None and given.amount is None and (given.status or given.planned):
        return _("--unit goes with --amount; without them it is the amount that was planned")
    return _about_expectation(given)


def _about_expectation(given: Namespace) -> str:
    if (given.expect is None) != (given.sure is None):
        return _("--expect and --sure go together: what you expect, and how sure you are of it")
    if given.expect is not None and given.status == "missed":
        return _("nothing can be expected of a dose that was missed already; leave out --expect")
    return ""


def _change(text: str) -> tuple[str, float]:
    name, value = parsing.pair(text)
    return name, _number(value)


def _number(text: str) -> float:
    found = typed_ratings.number(text)
    if found is None:
        raise argparse.ArgumentTypeError(_("write a number, for example 10 or -2.5"))
    return found
