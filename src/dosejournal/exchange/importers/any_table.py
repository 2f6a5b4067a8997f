"""Any table of text: the person says what each of its columns holds."""

from collections.abc import Mapping
from dataclasses import replace

from dosejournal.domain import progress
from dosejournal.domain.column_presets import COLUMN
from dosejournal.domain.imports import Answers, ImportPlan, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import (
    any_rows,
    databases,
    delimiters,
    headers,
    proposals,
    roles,
    tables,
    texts,
    tidy_csv,
    tidy_long,
)
from dosejournal.exchange.importers.columns import Columns
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.rows import HeldRows, RowError
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import _

NAME = "table"

MOST_COLUMNS = 200

_EXAMPLES = 3
_LONGEST_EXAMPLE = 60
_PROBE_ROWS = 200
_EVEN = 0.95
# how the modules of tidy tables call these
_BESIDE_VALUES = ("unit", "note", "tags")
_PLACES = {"time": "at", "day": "day", "clock": "clock", "name": "measure", "value": "value"}
# what begins so is written for programs, and no table
_OTHER_TEXTS = ("{", "[", "<")


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Any table, column by column (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    try:
        if file.is_archive() or databases.is_database(file):
            return False
        text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
        if text.lstrip().startswith(_OTHER_TEXTS):
            return False
        return tables.delimiter(text, _is_even) is not None
    except ImportFileError:
        return False


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no table, or a column is said to hold what none can hold.
    """
    text, asked = texts.decoded(file.content(), answers)
    found = delimiters.chosen(text, _is_even, answers) or delimiters.chosen(text, _fits, answers)
    if found is None:
        raise ImportFileError(
            _(
                "This file is no table of at least two columns and two rows. Nothing was brought "
                "in; choose another file, or save it as CSV in the program it comes from."
            )
        )
    sign, parting = found
    written = tables.read(text, sign)
    tidy_csv.refuse_other_tables(written)
    table, naming = headers.named(written, answers)
    questions = [*asked, *parting]
    if naming is not None:
        questions.append(naming)
        if answers.given.get(naming.key) not in dict(naming.options):
            reason = _("It is not known yet what the first row holds: answer the question.")
            return _waiting(table, answers, questions, reason)
    columns = _questions(table, proposals.of(table, answers))
    chosen = _chosen(columns, answers)
    wrong = roles.problem(chosen.values())
    if wrong:
        return _waiting(table, answers, [*questions, *columns], wrong)
    made = _plan(table, list(chosen.values()), answers)
    return replace(made, questions=(*questions, *columns, *made.questions))


def _is_even(table: tables.Table) -> bool:
    width = len(table.header)
    even = sum(len(row.cells) == width for row in table.rows)
    return _fits(table) and even >= _EVEN * len(table.rows)


def _fits(table: tables.Table) -> bool:
    return 2 <= len(table.header) <= MOST_COLUMNS and bool(table.rows)


def _questions(table: tables.Table, proposed: tuple[str, ...]) -> list[Question]:
    return [
        Question(
            key=f"{COLUMN}{name}",
            text=_("What does the column “{name}” hold?").format(name=name),
            assumed=role,
            options=roles.options(),
            examples=_examples(table, place),
        )
        for place, (name, role) in enumerate(zip(table.written_header, proposed, strict=True))
    ]


def _examples(table: tables.Table, place: int) -> tuple[str, ...]:
    # the first values that differ say more than one value three times
    found: dict[str, None] = {}
    for row in table.rows[:_PROBE_ROWS]:
        value = " ".join(row.cells[place].split()) if place < len(row.cells) else ""
        if value:
            found[value[:_LONGEST_EXAMPLE]] = None
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _chosen(questions: list[Question], answers: Answers) -> Mapping[str, str]:
    chosen = {each.key: answers.given.get(each.key) or each.assumed for each in questions}
    known = [role for role, _text in roles.options()]
    if set(chosen.values()) - set(known):
        raise ImportFileError(
            _(
                "A column cannot hold what was said of it. Nothing was brought in; "
                "choose one of: {names}."
            ).format(names=", ".join(known))
        )
    return chosen


def _waiting(
    table: tables.Table, answers: Answers, questions: list[Question], reason: str
) -> ImportPlan:
    """Return the plan of a table none of whose rows can be read before more is said."""
    held = HeldRows()
    for row in progress.counted(table.rows):
        held.add(row, RowError(reason))
    return ImportPlan(
        format=NAME,
        source=NAME,
        zone=answers.given.get("zone", "") or answers.zone,
        header=table.written_header,
        held_aside=held.all(),
        questions=tuple(questions),
        remarks=(reason,),
    )


def _plan(table: tables.Table, chosen: list[str], answers: Answers) -> ImportPlan:
    unused = [place for place, role in enumerate(chosen) if role == roles.UNUSED]
    columns = Columns(
        places={_PLACES[role]: place for place, role in enumerate(chosen) if role in _PLACES},
        others={place: table.header[place] for place in unused},
    )
    if "name" in chosen:
        columns.places |= {role: chosen.index(role) for role in _BESIDE_VALUES if role in chosen}
        return tidy_long.plan(TidyRows(table, columns, answers, NAME), answers)
    return any_rows.plan(TidyRows(table, columns, answers, NAME), chosen, answers)
