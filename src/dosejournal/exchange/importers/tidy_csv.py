"""Tidy tables: one row a rating, one column a measure, or one row a dose."""

import re
from dataclasses import replace

from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import (
    columns,
    databases,
    delimiters,
    tables,
    texts,
    tidy_doses,
    tidy_long,
    tidy_wide,
)
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.numbers import NumberColumn, is_unknown
from dosejournal.exchange.importers.targets import yes_or_no
from dosejournal.exchange.importers.tidy_rows import FORMAT, TidyRows
from dosejournal.i18n import _

NAME = FORMAT

# a number, or what begins like a date
_VALUE = re.compile(r"[-+]?\d+([.,]\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d.*")
# tables of our own that hold neither ratings nor doses, by what they have: a date beside a
# substance would else make a dose of an expectation
_OF_OTHER_TABLES = (
    {"record id", "expected change", "certainty"},
    {"record id", "started at", "ended at", "severity"},
    {"table", "column", "value", "description"},
)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Table of ratings or doses (CSV)")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    if file.is_archive() or databases.is_database(file):
        return False
    text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
    return tables.delimiter(text, _has_names) is not None


def names_substances(file: ImportFile, answers: Answers) -> bool:
    """Say whether a column is called as a substance of the journal, and as no measure of it.

    Its numbers would all become ratings of a new measure of that name.
    """
    text, _asked = texts.decoded(file.content(), answers)
    found = tables.delimiter(text, lambda table: _names_one(table, answers))
    return found is not None


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such table.
    """
    text, asked = texts.decoded(file.content(), answers)
    found = delimiters.chosen(text, _fits, answers)
    if found is None:
        raise ImportFileError(
            _(
                "No column of this file says when its rows were recorded, or nothing stands "
                "beside it. Nothing was brought in; name its columns, such as: at,measure,value"
            )
        )
    sign, parting = found
    questions = [*asked, *parting]
    table = tables.read(text, sign)
    _refuse_values(table)
    refuse_other_tables(table)
    found_columns = columns.dated(table, answers)
    if found_columns.question is not None:
        questions.append(found_columns.question)
    rows = TidyRows(table, found_columns, answers)
    if found_columns.is_doses:
        made = tidy_doses.plan(rows, answers)
    elif found_columns.is_long:
        made = tidy_long.plan(rows, answers)
    else:
        made = tidy_wide.plan(rows, answers)
    return replace(made, questions=(*questions, *made.questions))


def _has_names(table: tables.Table) -> bool:
    # where values alone tell which column dates the rows, the person is asked what each one holds
    found = columns.of(table.header)
    if not (found.is_dated and found.says_something) or _holds_values(table):
        return False
    return found.is_doses or found.is_long or _is_rated(table, found)


def _names_one(table: tables.Table, answers: Answers) -> bool:
    found = columns.of(table.header)
    if not _has_names(table) or found.is_doses or found.is_long:
        return False
    names = {
        name for other in found.others.values() for name in (other, columns.unit_of(other)[0])
    }
    known = {tables.folded(name) for name in answers.substances}
    return bool((names & known) - {tables.folded(each.name) for each in answers.measures})


def _is_rated(table: tables.Table, found: columns.Columns) -> bool:
    """Say whether a column has numbers, and that of the mood, where there is one.

    Words alone would all be left out: of such a table the person is asked what each column holds.
    """
    rated = {name: _has_numbers(table, place) for place, name in found.others.items()}
    return not rated or (any(rated.values()) and rated.get("mood", True))


def _has_numbers(table: tables.Table, place: int) -> bool:
    values = {value for value in table.column(place) if not is_unknown(value)}
    numbers = NumberColumn("", values, Answers(zone="UTC"))
    return not values or any(
        yes_or_no(value) is not None or numbers.is_number(value) for value in values
    )


def _holds_values(table: tables.Table) -> bool:
    return any(_VALUE.fullmatch(name.strip()) for name in table.written_header)


def _refuse_values(table: tables.Table) -> None:
    # a first row taken for names would be lost, and its values become measures
    if _holds_values(table):
        raise ImportFileError(
            _(
                "The first row of this file holds values and not the names of its columns. "
                "Nothing was brought in; write a row of names above it, such as: at,measure,value"
            )
        )


def refuse_other_tables(table: tables.Table) -> None:
    """Raise where a table of our own has neither ratings nor doses.

    Raises:
        ImportFileError: it is one of these.
    """
    header = set(table.header)
    if any(names <= header for names in _OF_OTHER_TABLES):
        raise ImportFileError(
            _(
                "This table of a DoseJournal export holds neither ratings nor doses. Nothing was "
                "brought in; bring in an archive, which holds everything, or the tables of "
                "observations and doses beside it."
            )
        )


def _fits(table: tables.Table) -> bool:
    found = columns.dated(table, Answers(zone="UTC"))
    return found.is_dated and found.says_something
