"""A tidy table with one row a dose."""

import json

from dosejournal.domain import amounts, notes
from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.imports import Answers, ImportedDose, ImportPlan
from dosejournal.errors import JournalError
from dosejournal.exchange.importers import tables
from dosejournal.exchange.importers.columns import unit_of
from dosejournal.exchange.importers.numbers import Number, NumberColumn, is_unknown, one_unit
from dosejournal.exchange.importers.rows import Keys, Row, RowError, compact, named, required
from dosejournal.exchange.importers.targets import yes_or_no
from dosejournal.exchange.importers.tidy_rows import TidyRows
from dosejournal.i18n import _

_STATUSES: dict[str, DoseStatus] = {
    "": "taken",
    "taken": "taken",
    "late": "late",
    "skipped": "skipped",
    "missed": "missed",
    "extra": "extra",
}
_HALVES = {("1", "2"): "0.5", ("1", "4"): "0.25", ("3", "4"): "0.75"}


def plan(rows: TidyRows, answers: Answers) -> ImportPlan:
    """Return what a table of doses would bring in."""
    values = set(rows.columns.values(rows.table, "amount"))
    numbers = NumberColumn(rows.name("amount"), values, answers, by_hand=rows.table.has_semicolons)
    keys = Keys()
    doses = rows.table.read_each(lambda row: _dose(rows, row, numbers, keys), rows.held)
    return rows.plan(doses=doses, questions=(numbers.question(),))


def says_status(source_row: str) -> bool:
    """Say whether the row that a dose was made of told what became of it."""
    row = json.loads(source_row) or {}
    return any(tables.folded(name) == "status" and cell.strip() for name, cell in row.items())


def _dose(rows: TidyRows, row: Row, numbers: NumberColumn, keys: Keys) -> ImportedDose:
    columns = rows.columns
    if _is_unanswered(rows, row):
        raise RowError(
            _("Nothing was recorded for this planned dose: it may have been taken, or not.")
        )
    moment, stamp = rows.moment(row)
    substance = notes.name(required(columns.cell(row.cells, "substance"), rows.name("substance")))
    status = _STATUSES.get(columns.cell(row.cells, "status").casefold())
    if status is None:
        raise RowError(_("Its status is none of: taken, late, skipped, missed, extra."))
    written = columns.cell(row.cells, "amount")
    number = None if is_unknown(written) else numbers.read(written)
    stated = columns.cell(row.cells, "unit") or unit_of(rows.name("amount"))[1]
    unit = amounts.unit(one_unit(number.unit if number is not None else "", stated))
    margin = _margin(rows, row, number)
    note = rows.note(row)
    rows.count_others(row)
    parts = (stamp, substance.casefold(), written, unit, status, note)
    return ImportedDose(
        moment=moment,
        source_key=keys.of_parts(parts),
        source_row=compact(named(rows.table.written_header, row.cells)),
        substance=substance,
        amount=amount_of(number),
        unit=unit,
        estimated=margin is not None or _is_estimated(rows, row, number),
        plus_minus=margin,
        note=note,
        status=status,
    )


def _is_unanswered(rows: TidyRows, row: Row) -> bool:
    # our own tables have a row for each planned dose without a word
    written = rows.columns.others.items()
    return any(
        name == "recorded" and row.cells[place : place + 1] == ("false",)
        for place, name in written
    )


def _is_estimated(rows: TidyRows, row: Row, number: Number | None) -> bool:
    if number is None:
        return False
    return number.about or yes_or_no(rows.columns.cell(row.cells, "estimated")) == 1


def _margin(rows: TidyRows, row: Row, number: Number | None) -> str | None:
    if number is None:
        return None
    margin = number.plus_minus or rows.columns.cell(row.cells, "plus_minus")
    return _checked(margin) if margin else None


def amount_of(number: Number | None) -> str | None:
    """Return the amount that a number is; unknown stays unknown.

    Raises:
        RowError: it is none.
    """
    if number is None:
        return None
    if number.maximum is None:
        return _checked(number.text)
    # a part of a tablet, and not a value on a scale
    part = _HALVES.get((number.text, number.maximum))
    if part is None:
        raise RowError(_("Its amount cannot be read."))
    return part


def _checked(text: str) -> str:
    try:
        return amounts.amount(text)
    except JournalError:
        raise RowError(_("Its amount cannot be read.")) from None
