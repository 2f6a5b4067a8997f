"""An archive beside a journal that has entries of its own: what of it is new, and what is not.

Nothing of the journal is changed but for the end of a regimen that was ended there. What says how
the journal asks, shows and reminds stays as the journal has it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from dosejournal.domain.archives import ENTRIES, Archive, ArchiveCounts, Record, Row, TableRows
from dosejournal.i18n import _
from dosejournal.journal import archive_entries, archive_names, archive_plans
from dosejournal.journal.archive_growth import Growth
from dosejournal.store import rows

SETTINGS = frozenset({"journal_info", "main_measure", "choice", "reminder", "reminder_answer"})
_NAMED = frozenset({"measure", "substance", "tag"})
_PLANS = frozenset({"regimen", "regimen_step", "regimen_pause"})
_RECORD = frozenset({*ENTRIES, "rating", "check_in_tag", "revision"})


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be written: new rows, earlier ends by number, and the last numbers given."""

    added: Mapping[str, Sequence[Row]]
    ends: Mapping[str, Mapping[int, str]]
    numbers: Mapping[str, int]
    counts: ArchiveCounts


def of(here: Mapping[str, TableRows], last: Mapping[str, int], archive: Archive) -> Merged:
    """Return what of an archive is new beside these rows, where `last` numbers were given."""
    growth = Growth(here, last, archive)
    archive_names.merge(growth)
    archive_plans.merge(growth)
    for kind in ENTRIES:
        archive_entries.merge(growth, kind)
    apart = SETTINGS | _NAMED | _PLANS | _RECORD
    for table in rows.tables():
        if table.name not in apart:
            _merge_rows(growth, table)
    return Merged(
        added=growth.added,
        ends=growth.ends,
        numbers={name: n for name, n in growth.given.items() if name in archive.numbers},
        counts=_counts(growth, archive),
    )


def _merge_rows(growth: Growth, table: Table) -> None:
    """Add the rows of a table that are told by their key, or by all they say."""
    key = tuple(column.name for column in table.primary_key)
    is_numbered = key == ("id",)
    here = Counter(_key(row, key) for row in growth.here[table.name].records())
    same = Counter(map(_said, growth.here[table.name].records()))
    for record in growth.there[table.name].records():
        moved = growth.moved(table.name, record)
        if moved is None:
            reason = _("The journal has a measure of it with another scale.")
            growth.hold(table.name, record, reason, key[0])
        elif same[_said(moved)] > 0:
            same[_said(moved)] -= 1
            growth.duplicates += 1
        elif is_numbered:
            growth.add(table.name, moved | {"id": growth.next_number(table.name)})
        elif here[_key(moved, key)]:
            reason = _("The journal has this in another form.")
            growth.hold(table.name, record, reason, key[0])
        else:
            growth.add(table.name, moved)


def _key(record: Record, columns: tuple[str, ...]) -> Row:
    return tuple(record[name] for name in columns)


def _said(record: Record) -> Row:
    return tuple(value for name, value in record.items() if name != "id")


def _counts(growth: Growth, archive: Archive) -> ArchiveCounts:
    added = {name: len(growth.added.get(name, ())) for name in archive.tables}
    left_out = sum(
        len(set(archive.tables[name].rows) - set(growth.here[name].rows)) for name in SETTINGS
    )
    return ArchiveCounts(
        accepted=added,
        duplicates=growth.duplicates,
        removed_earlier=growth.removed_earlier,
        ended=sum(map(len, growth.ends.values())),
        left_out=left_out,
        held_aside=tuple(sorted(growth.held, key=lambda held: held.row)),
    )
