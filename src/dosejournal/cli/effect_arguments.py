"""What can be typed after `dosejournal effect`."""

from argparse import Namespace

from dosejournal.cli import parsing
from dosejournal.cli.parsing import Parser
from dosejournal.domain.adverse_effects import RELATIONS, SEVERITIES
from dosejournal.i18n import _

STOPPED_ME, NEEDED_HELP = "stopped-me", "needed-help"


def effect(parser: Parser) -> None:
    """Add the words and options of `effect`."""
    parser.words.add_argument(
        "name",
        nargs="?",
        metavar=_("NAME"),
        help=_("what it was, in your own words (default: print those that are not over)"),
    )
    parser.options.add_argument(
        "--severity",
        choices=(*SEVERITIES, STOPPED_ME, NEEDED_HELP),
        metavar=_("WORD"),
        help=_(
            "how bad it was: noticed, bothered, stopped (it stopped you), or needed-help, which "
            "also says that it stopped you"
        ),
    )
    parser.options.add_argument(
        "--needed-help",
        action="store_true",
        help=_("say that help was needed, whatever else"),
    )
    parser.options.add_argument(
        "--relation",
        choices=RELATIONS[1:],
        default="",
        metavar=_("WORD"),
        help=_("whether you connect it with something you take: no, unsure or yes"),
    )
    parser.options.add_argument(
        "--from",
        dest="started",
        metavar=_("TIME"),
        help=_("when it began, as 2026-03-01T08:00 (default: now)"),
    )
    parser.options.add_argument(
        "--to", dest="ended", metavar=_("TIME"), help=_("when it was over (default: it is not)")
    )
    parser.options.add_argument(
        "--over",
        type=parsing.number,
        metavar=_("NUMBER"),
        help=_("say that the effect of this number is over, now or at the time --to"),
    )
    parsing.note(parser)
    parsing.json(parser)
    parser.complaint = _complaint


def _complaint(given: Namespace) -> str:
    if given.over is not None and (given.name or given.severity or given.started):
        return _("--over goes with --to alone")
    if given.over is None and given.name is None and (given.severity or given.started):
        return _("an effect needs a name")
    if given.name is not None and given.severity is None:
        return _("--severity is needed: noticed, bothered, stopped or needed-help")
    return ""
