"""What can be typed about plans: `plan` with its acts, `today` and `adherence`."""

import argparse
from argparse import Namespace
from collections.abc import Callable

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser, texts
from dosejournal.i18n import _

NONE = "none"
"""What takes the last day off a regimen, so that it goes on."""

_LONGEST_WINDOW_MINUTES = 24 * 60


def plan(parser: Parser) -> None:
    """Tell what can be done with regimens."""
    acts = parser.add_subparsers(
        dest="act", title=_("Acts"), metavar=_("ACT"), required=True, parser_class=Parser
    )
    about: tuple[tuple[str, str, Callable[[Parser], None]], ...] = (
        ("add", _("plan doses of a substance"), _add),
        ("list", _("print the regimens, one a line"), _list),
        ("change", _("let a regimen go on otherwise; what was not typed stays"), _change),
        ("pause", _("plan nothing for a while"), _pause),
        ("resume", _("end a pause"), _which),
        ("close", _("end a regimen; its past stays"), _close),
        ("remove", _("take out a regimen for which nothing was recorded"), _which),
    )
    for name, sentence, fill in about:
        fill(acts.add_parser(name, **texts(sentence)))


def today(parser: Parser) -> None:
    """Tell what can be asked of the plan of a day."""
    parsing.moment(parser, _("the plan as it stands at this time, on its day (default: now)"))
    parsing.json(parser)


def adherence(parser: Parser) -> None:
    """Tell what can be asked about adherence."""
    parser.words.add_argument(
        "regimen", nargs="?", metavar=_("NAME"), help=_("a regimen, by its number or substance")
    )
    parsing.span(parser)
    parsing.moment(parser, _("as it stands at this time (default: now)"))
    parsing.json(parser)


def _add(parser: Parser) -> None:
    parser.words.add_argument("name", metavar=_("NAME"), help=_("the substance, as you name it"))
    _terms(parser, is_new=True)
    parser.complaint = lambda given: "" if _amounts(given) else _unit_alone(given)


def _change(parser: Parser) -> None:
    _which(parser)
    _terms(parser, is_new=False)
    parser.complaint = _about_change


def _list(parser: Parser) -> None:
    parser.options.add_argument(
        "--open", action="store_true", help=_("only those that are not closed")
    )
    parsing.json(parser)


def _pause(parser: Parser) -> None:
    _which(parser)
    parsing.day(parser, "--to", _("the last day of the pause (default: until it is resumed)"))


def _close(parser: Parser) -> None:
    _which(parser)
    parsing.day(parser, "--to", _("the last day with planned doses (default: it ends now)"))


def _which(parser: Parser) -> None:
    parser.words.add_argument(
        "regimen", metavar=_("ID"), help=_("its number, as plan list prints it, or its substance")
    )


def _terms(parser: Parser, *, is_new: bool) -> None:
    parser.options.add_argument(
        "--pattern",
        required=is_new,
        metavar=_("PATTERN"),
        help=_(
            'daily, "weekdays mon,wed,fri", "every 3 days", "4 on 3 off", '
            '"cycle 1001000" or "as needed"'
        ),
    )
    parser.options.add_argument(
        "--times",
        nargs="+",
        action="extend",
        metavar=_("CLOCK"),
        help=_("the times of day, for example 08:00 20:00"),
    )
    parser.options.add_argument(
        "--amount", metavar=_("AMOUNT"), help=_("how much is planned, from the first day on")
    )
    parser.options.add_argument(
        "--unit", metavar=_("UNIT"), help=_("its unit (default: the one used last)")
    )
    parser.options.add_argument(
        "--step",
        action="append",
        type=_step,
        metavar=_("DAY=AMOUNT"),
        help=_("how much is planned from a later day on; repeat it for each step"),
    )
    if is_new:
        parsing.day(parser, "--from", _("the first day (default: today)"))
        parsing.day(parser, "--to", _("the last day (default: it goes on)"))
    else:
        parsing.day(parser, "--from", _("the day from which it holds (default: from now on)"))
        parsing.day(parser, "--to", _("the last day; none lets it go on"))
    parser.options.add_argument(
        "--window",
        type=lambda text: parsing.number(text, _LONGEST_WINDOW_MINUTES, 0),
        metavar=_("MINUTES"),
        help=_("how long after its time a dose is not late (120 unless you change it)"),
    )
    parsing.note(parser, default=None)
    parsing.json(parser)


def _amounts(given: Namespace) -> bool:
    return given.amount is not None or given.step is not None


def _unit_alone(given: Namespace) -> str:
    return "" if given.unit is None else _("--unit goes with --amount or --step")


def _about_change(given: Namespace) -> str:
    terms = (given.pattern, given.times, given.last, given.window, given.note)
    if _amounts(given):
        return ""
    if given.unit is None and all(term is None for term in terms):
        return _("say with at least one option what changes")
    return _unit_alone(given)


def _step(text: str) -> tuple[str, str]:
    day, equals, amount = text.partition("=")
    if not equals or not day.strip() or not amount.strip():
        raise argparse.ArgumentTypeError(
            _("write a day, = and the amount from then on, for example 2026-04-01=15")
        )
    return day.strip(), amount.strip()
