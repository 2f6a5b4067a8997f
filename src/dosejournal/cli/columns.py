"""What the columns of a table hold, in the terminal: kept under a name, told, and forgotten."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlmodel import Session

from dosejournal.cli import output
from dosejournal.cli.journals import opened, perform
from dosejournal.domain.column_presets import COLUMN, ColumnPreset, answers_to_keep
from dosejournal.domain.imports import ImportPlan, Question
from dosejournal.errors import InputError
from dosejournal.exchange import importers
from dosejournal.exchange.importers import any_table, tidy_csv
from dosejournal.i18n import _
from dosejournal.journal import column_presets


def show(given: Namespace, _now: datetime) -> None:
    """Print what is kept, or forget one of it."""
    with opened(given) as database:
        if given.remove is not None:
            name = given.remove
            perform(
                database, "Columns forgotten", lambda session: column_presets.remove(session, name)
            )
        with database.read() as session:
            kept = column_presets.listing(session)
    if given.json:
        output.records(
            {
                "name": preset.name,
                "columns": sorted(preset.columns),
                "answers": dict(preset.answers),
            }
            for preset in kept
        )
        return
    for preset in kept:
        output.line(
            _("{name}: {columns}").format(
                name=preset.name, columns=" · ".join(sorted(preset.columns))
            )
        )
    if not kept:
        output.line(_("Nothing is kept of the columns of tables."))


def wanted(given: Namespace, session: Session) -> ColumnPreset | None:
    """Return what is kept under the name that was given; None where none was."""
    return column_presets.named(session, given.columns) if given.columns is not None else None


def format_of(given: Namespace) -> str:
    """Return the format to read a file as: who names columns means a table of columns."""
    named = given.columns is not None or given.keep_columns is not None
    return any_table.NAME if named and given.format == importers.AUTO else str(given.format)


def check(given: Namespace, plan: ImportPlan, preset: ColumnPreset | None) -> None:
    """Raise where the names of columns that were given do not go with the file.

    Raises:
        InputError: it has other columns, or is read as something else.
    """
    named = preset is not None or given.keep_columns is not None
    if named and plan.format != any_table.NAME:
        raise InputError(
            _(
                "What is kept of columns holds for tables alone. Nothing was brought in; leave "
                "the format out, or give it as: --format table"
            )
        )
    if preset is not None and not preset.fits(plan.header):
        raise InputError(
            _(
                "What is kept as “{name}” is for a table with other columns. Nothing was brought "
                "in; look with --dry-run, and without that name, at what this one asks."
            ).format(name=preset.name)
        )


def keep(
    given: Namespace, session: Session, now: datetime, plan: ImportPlan, said: Mapping[str, str]
) -> None:
    """Keep what the columns of a plan's table hold, where a name for it was given."""
    if given.keep_columns is not None:
        answers = answers_to_keep(plan.header, plan.questions, said)
        column_presets.keep(session, now, given.keep_columns, plan.header, answers)


def offers(given: Namespace, session: Session, plan: ImportPlan) -> list[str]:
    """Return, a line each, what is kept that would do for this table."""
    if given.columns is not None or plan.format not in (any_table.NAME, tidy_csv.NAME):
        return []
    return [
        _('What is kept as “{name}” fits this table: --columns "{name}"').format(name=preset.name)
        for preset in column_presets.fitting(session, plan.header)
    ]


def lines(questions: Iterable[Question]) -> Iterator[str]:
    """Give the questions about columns together, with one word on how to answer them."""
    asked = [question for question in questions if question.key.startswith(COLUMN)]
    if not asked:
        return
    yield _("What the columns hold, as far as their names and values tell:")
    for question in asked:
        yield _("- {column}: {role}").format(
            column=question.key.removeprefix(COLUMN), role=question.assumed
        )
    yield _('- to say otherwise: --answer "column:NAME=…" with one of: {values}').format(
        values=", ".join(value for value, _label in asked[0].options)
    )
