"""What can be typed after `dosejournal`, and the help that tells it."""

from pathlib import Path

from dosejournal import __version__, paths
from dosejournal.cli import (
    backup_arguments,
    dose_arguments,
    effect_arguments,
    import_arguments,
    parsing,
    plan_arguments,
    questionnaire_arguments,
    report_arguments,
    vault_arguments,
)
from dosejournal.cli.parsing import Parser, texts
from dosejournal.i18n import _

KINDS = {
    "check-in": "check_in",
    "check_in": "check_in",
    "dose": "dose_event",
    "dose_event": "dose_event",
    "expectation": "expectancy",
    "expectancy": "expectancy",
    "questionnaire": "questionnaire_response",
    "questionnaire_response": "questionnaire_response",
    "effect": "adverse_effect",
    "adverse_effect": "adverse_effect",
}
"""How a kind of entry may be written, and how the journal calls it."""

EXPORTS = ("archive", "tidy", "fhir", "calendar")
"""What can be written for other programs; a test holds it against the exporters."""

_MOST_DEMO_DAYS = 20_000
_MOST_CHECK_INS_A_DAY = 24


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
    vault_arguments.given(whole)
    commands = whole.add_subparsers(
        dest="command", title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser
    )
    _open(commands.add_parser("open", **texts(_("open the window (also without any command)"))))
    vault_arguments.new(commands.add_parser("new", **texts(_("make an empty journal, encrypted"))))
    _check_in(commands.add_parser("check-in", **texts(_("record how you are"))))
    dose_arguments.dose(commands.add_parser("dose", **texts(_("record a dose"))))
    questionnaire_arguments.questionnaire(
        commands.add_parser(
            "questionnaire", **texts(_("record a questionnaire, or print which are due"))
        )
    )
    effect_arguments.effect(
        commands.add_parser("effect", **texts(_("record an unwanted effect, or that one is over")))
    )
    _list(commands.add_parser("list", **texts(_("print entries, the newest first"))))
    _trend(commands.add_parser("trend", **texts(_("print the days of one measure"))))
    _compare(
        commands.add_parser(
            "compare", **texts(_("print how days with a dose and other days differ in a measure"))
        )
    )
    import_arguments.bring_in(
        commands.add_parser(
            "import", **texts(_("bring in an archive, or a file of another program"))
        )
    )
    import_arguments.columns(
        commands.add_parser(
            "columns", **texts(_("print what columns of tables were kept for imports"))
        )
    )
    _remove(commands.add_parser("remove", **texts(_("take an entry out of the journal"))))
    plan_arguments.plan(commands.add_parser("plan", **texts(_("plan doses, and change plans"))))
    plan_arguments.today(commands.add_parser("today", **texts(_("print the plan of the day"))))
    plan_arguments.adherence(
        commands.add_parser(
            "adherence", **texts(_("print how what was taken agrees with what was planned"))
        )
    )
    report_arguments.report(
        commands.add_parser("report", **texts(_("make a report for a doctor, as a PDF")))
    )
    _export(commands.add_parser("export", **texts(_("write a file for other programs"))))
    backup_arguments.backup(
        commands.add_parser("backup", **texts(_("make a backup, and read it back")))
    )
    parsing.json(commands.add_parser("backups", **texts(_("print the backups there are"))))
    backup_arguments.restore(
        commands.add_parser(
            "restore", **texts(_("go back to a backup; the journal is set aside, not deleted"))
        )
    )
    _help_lines(
        commands.add_parser("help-lines", **texts(_("print emergency numbers and crisis lines")))
    )
    vault_arguments.passphrase(
        commands.add_parser(
            "passphrase", **texts(_("give the journal a passphrase, another one, or none"))
        )
    )
    parsing.json(commands.add_parser("check", **texts(_("check whether the journal is sound"))))
    _salvage(
        commands.add_parser("salvage", **texts(_("save what can be read of a damaged journal")))
    )
    _demo(commands.add_parser("demo", **texts(_("make a journal to try things out with"))))
    return whole


def _help_lines(parser: Parser) -> None:
    parser.options.add_argument(
        "--country", metavar=_("CODE"), help=_("the country by its two letters, as DE")
    )
    parser.options.add_argument(
        "--mine",
        action="store_true",
        help=_("as the journal has them: your country, your numbers, and whom you would call"),
    )
    parsing.json(parser)


def _open(parser: Parser) -> None:
    parser.options.add_argument(
        "--tray",
        action="store_true",
        help=_("start without showing the window, as an icon in the tray"),
    )


def _check_in(parser: Parser) -> None:
    parser.options.add_argument(
        "--rate",
        action="append",
        default=[],
        type=parsing.pair,
        metavar=_("MEASURE=VALUE"),
        help=_("rate a measure, for example mood=62; also a word of its scale, yes or no"),
    )
    parsing.moment(parser)
    parsing.note(parser)
    parser.options.add_argument(
        "--tag", action="append", default=[], metavar=_("TAG"), help=_("a word for context")
    )
    parsing.json(parser)


def _list(parser: Parser) -> None:
    parsing.span(parser)
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
        help=_(
            "only check-ins (check-in), doses (dose), what was expected (expectation), "
            "questionnaires (questionnaire) or unwanted effects (effect)"
        ),
    )
    parsing.json(parser)


def _trend(parser: Parser) -> None:
    parser.words.add_argument(
        "measure", metavar=_("MEASURE"), help=_("the measure, for example mood")
    )
    parsing.span(parser)
    parsing.json(parser)


def _compare(parser: Parser) -> None:
    parser.words.add_argument(
        "measure", metavar=_("MEASURE"), help=_("the measure, for example mood")
    )
    parser.options.add_argument(
        "--substance",
        metavar=_("NAME"),
        help=_("the substance, as you name it (default: the one with the most dose days)"),
    )
    parsing.span(parser)
    parsing.json(parser)


def _remove(parser: Parser) -> None:
    parser.words.add_argument(
        "kind",
        choices=tuple(KINDS),
        metavar=_("KIND"),
        help=_("check-in, dose, expectation or questionnaire"),
    )
    parser.words.add_argument(
        "id", type=parsing.number, metavar=_("ID"), help=_("its number, as list prints it")
    )


def _export(parser: Parser) -> None:
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("where to write it; never an existing file")
    )
    parser.options.add_argument(
        "--format",
        choices=EXPORTS,
        required=True,
        metavar=_("NAME"),
        help=_(
            "what to write: archive (everything, to be brought in again), tidy (a folder of "
            "tables), fhir (for health records) or calendar (planned doses, as .ics)"
        ),
    )
    parsing.span(parser)
    parser.options.add_argument(
        "--names",
        action="store_true",
        help=_("calendar: with the names of substances (default: without any)"),
    )
    parser.options.add_argument(
        "--spreadsheet-safe",
        action="store_true",
        help=_("tidy: a copy that spreadsheets open without running any of it; changes data"),
    )


def _salvage(parser: Parser) -> None:
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("the damaged journal; it is not changed")
    )
    parser.words.add_argument(
        "new", type=Path, metavar=_("NEW"), help=_("where the new one is to be made")
    )
    parsing.json(parser)


def _demo(parser: Parser) -> None:
    parser.words.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("where to make it; never an existing file")
    )
    parser.options.add_argument(
        "--days",
        type=lambda text: parsing.number(text, _MOST_DEMO_DAYS),
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
        type=lambda text: parsing.number(text, _MOST_CHECK_INS_A_DAY),
        metavar=_("NUMBER"),
        help=_("exactly so many on every day, with every measure rated (for measuring speed)"),
    )
