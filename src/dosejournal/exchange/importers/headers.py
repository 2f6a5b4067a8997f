"""The names of a table's columns: from its first row, or by number where that holds values."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers import columns, tables
from dosejournal.exchange.importers.rows import Row
from dosejournal.i18n import _

LONGEST = 120

_PROBE_ROWS = 200
_MOSTLY = 0.9
_BEGINS_A_VALUE = re.compile(r"[-+−~<>≈]?\s*[.,]?\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def named(table: tables.Table, answers: Answers) -> tuple[tables.Table, Question | None]:
    """Return the table with a name of its own for each column, and what is to be asked of them.

    Until it is known what the first row holds, the columns go by number and it is a row.
    """
    if _is_proved(table):
        return _with_names(table), None
    question = Question(
        key="header",
        text=_(
            "Does the first row of this table name its columns, or does it hold values already? "
            "Until you say so all rows wait."
        ),
        assumed="",
        options=(("names", _("It names the columns")), ("values", _("It holds values"))),
    )
    named = answers.given.get("header") == "names"
    return (_with_names(table) if named else _with_numbers(table)), question


def _is_proved(table: tables.Table) -> bool:
    """Say whether a name stands over values of another form, and none of the names is a value."""
    names = table.written_header
    if any(_looks_like_value(name) for name in names):
        return False
    probe = replace(table, rows=table.rows[:_PROBE_ROWS])
    return any(name and _holds_values(probe, place) for place, name in enumerate(names))


def _looks_like_value(name: str) -> bool:
    return bool(_BEGINS_A_VALUE.match(name) or _YEAR.search(name)) or len(name) > LONGEST


def _holds_values(probe: tables.Table, place: int) -> bool:
    values = probe.column(place)
    begun = sum(_BEGINS_A_VALUE.match(value) is not None for value in values)
    if values and begun >= _MOSTLY * len(values):
        return True
    return columns.looks_dated(probe, place)


def _with_names(table: tables.Table) -> tables.Table:
    names = _unique([" ".join(name.split())[:LONGEST] for name in table.written_header])
    return replace(table, header=tuple(map(tables.folded, names)), written_header=names)


def _with_numbers(table: tables.Table) -> tables.Table:
    names = _unique([""] * len(table.written_header))
    return replace(
        table,
        header=tuple(map(tables.folded, names)),
        written_header=names,
        rows=(Row(1, table.written_header), *table.rows),
    )


def _unique(written: Sequence[str]) -> tuple[str, ...]:
    taken = {name for name in written if name}
    found: list[str] = []
    for place, name in enumerate(written, start=1):
        free = name or _("Column {n}").format(n=place)
        times = 1
        while free in found or (free in taken and free != name):
            times += 1
            free = f"{name or _('Column {n}').format(n=place)} {times}"
        found.append(free)
    return tuple(found)
