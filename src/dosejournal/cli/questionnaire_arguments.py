"""What can be typed after `dosejournal questionnaire`."""

from argparse import Namespace

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.i18n import _

_LEFT_OUT = ("", "-")
_LARGEST = 100


def questionnaire(parser: Parser) -> None:
    """Add the words and options of `questionnaire`."""
    parser.words.add_argument(
        "name",
        nargs="?",
        metavar=_("NAME"),
        help=_("phq-9, phq-8, gad-7, phq-4 or one of your own (default: print which are due)"),
    )
    parser.options.add_argument(
        "--answers",
        type=answers,
        metavar=_("LIST"),
        help=_(
            "the answers in order, as 2,2,1,3,1,2,1,0,0; an item that was left out is a - or "
            "nothing (where the first one is: --answers=-,2,1). Without it the items are printed"
        ),
    )
    parser.options.add_argument(
        "--difficulty",
        type=lambda text: parsing.number(text, _LARGEST, 0),
        metavar=_("NUMBER"),
        help=_("phq-9: how difficult the problems made things, from 0 to 3; not scored"),
    )
    parsing.moment(parser)
    parsing.note(parser)
    parser.options.add_argument(
        "--acknowledge",
        action="store_true",
        help=_("say that you have read the help that is shown, so that it is not shown again"),
    )
    parsing.json(parser)
    parser.complaint = _complaint


def answers(text: str) -> tuple[int | None, ...]:
    """Return the answers that were typed, None for each item that was left out."""
    return tuple(
        None if part.strip() in _LEFT_OUT else parsing.number(part.strip(), _LARGEST, 0)
        for part in text.split(",")
    )


def _complaint(given: Namespace) -> str:
    if given.acknowledge and (given.name or given.answers):
        return _("--acknowledge stands alone")
    if given.answers is None and (given.at or given.note or given.difficulty is not None):
        return _("--at, --note and --difficulty go with --answers")
    if given.answers is not None and given.name is None:
        return _("--answers needs the name of a questionnaire")
    return ""
