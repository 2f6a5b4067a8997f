"""What an archive and a journal call by the same name: measures, substances and tags."""

from collections.abc import Mapping
from itertools import count
from types import MappingProxyType

from dosejournal.domain.archives import Record, Value
from dosejournal.i18n import _
from dosejournal.journal.archive_growth import Growth
from dosejournal.journal.archive_sides import Side

_SCALE = ("kind", "minimum", "maximum")


def merge(growth: Growth) -> None:
    """Find each name of the archive in the journal, or add it."""
    _merge_measures(growth)
    _merge_named(growth, "substance", _renamed(growth))
    _merge_named(growth, "tag")


def _merge_measures(growth: Growth) -> None:
    here = {record["key"]: record for record in growth.here["measure"].records()}
    positions = [int(str(record["position"])) for record in here.values()]
    places = count(1 + max(positions, default=-1))
    for record in growth.there["measure"].records():
        key = record["key"]
        known = here.get(key)
        if known is None:
            growth.add("measure", record | {"position": next(places)})
        elif any(known[name] != record[name] for name in _SCALE):
            # its values would lose their meaning on the scale of the journal
            reason = _("The journal has “{name}” with another scale.").format(name=known["name"])
            growth.hold("measure", record, reason, "key")
            continue
        else:
            growth.duplicates += 1
        growth.names["measure"][key] = key


def _merge_named(
    growth: Growth, table: str, renamed: Mapping[Value, Value] = MappingProxyType({})
) -> None:
    exactly: dict[Value, Value] = {}
    folded: dict[str, Value] = {}
    for record in growth.here[table].records():
        exactly[record["name"]] = record["id"]
        folded.setdefault(_folded(record), record["id"])
    for record in growth.there[table].records():
        by_name = exactly.get(record["name"], folded.get(_folded(record)))
        number = renamed.get(record["id"]) if by_name is None else by_name
        if number is None:
            number = growth.number(table, int(str(record["id"])))
            growth.add(table, record | {"id": number})
        else:
            growth.duplicates += 1
        growth.names[table][record["id"]] = number


def _renamed(growth: Growth) -> dict[Value, Value]:
    """Return the substances that are called otherwise here, found by a dose that both have."""
    here, there = Side(growth.here, "dose_event"), Side(growth.there, "dose_event")
    named = {_folded(record) for record in growth.there["substance"].records()}
    free = {
        record["id"]
        for record in growth.here["substance"].records()
        if _folded(record) not in named
    }
    known = here.by_identity(here.rows) if free else {}
    found: dict[Value, Value] = {}
    for number, row in there.rows.items() if known else ():
        for other in known.get(there.identity(number), ()):
            substance_id = here.rows[other]["substance_id"]
            if substance_id in free:
                found.setdefault(row["substance_id"], substance_id)
    return found


def _folded(record: Record) -> str:
    return str(record["name"]).casefold()
