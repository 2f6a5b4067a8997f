"""What an archive and a journal call by the same name: measures, substances and tags."""

from itertools import count

from dosejournal.domain.archives import Record, Value
from dosejournal.i18n import _
from dosejournal.journal.archive_growth import Growth

_SCALE = ("kind", "minimum", "maximum")


def merge(growth: Growth) -> None:
    """Find each name of the archive in the journal, or add it."""
    _merge_measures(growth)
    for table in ("substance", "tag"):
        _merge_named(growth, table)


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
            growth.hold("measure", record, other_scale(known["name"]), "key")
            continue
        else:
            growth.duplicates += 1
        growth.names["measure"][key] = key


def other_scale(name: Value) -> str:
    """Return why what rates a measure stays outside."""
    return _("The journal has “{name}” with another scale.").format(name=name)


def _merge_named(growth: Growth, table: str) -> None:
    exactly: dict[Value, Value] = {}
    folded: dict[str, Value] = {}
    for record in growth.here[table].records():
        exactly[record["name"]] = record["id"]
        folded.setdefault(_folded(record), record["id"])
    for record in growth.there[table].records():
        number = exactly.get(record["name"], folded.get(_folded(record)))
        if number is None:
            number = growth.number(table, int(str(record["id"])))
            growth.add(table, record | {"id": number})
        else:
            growth.duplicates += 1
        growth.names[table][record["id"]] = number


def _folded(record: Record) -> str:
    return str(record["name"]).casefold()
