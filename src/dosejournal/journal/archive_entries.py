"""The entries of an archive beside those of a journal: the same, in another form, removed, new."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dosejournal.domain.archives import Record, Value
from dosejournal.i18n import _
from dosejournal.journal.archive_growth import Growth
from dosejournal.journal.archive_sides import Identity, Part, Side, content


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the archive: as it stands there, and as the journal would have it."""

    record: Record
    moved: Record
    parts: tuple[Part, ...]

    @property
    def id(self) -> int:
        return int(str(self.record["id"]))


def merge(growth: Growth, kind: str) -> None:
    """Find each entry of one kind in the journal, or add it with its parts and versions."""
    here, there = Side(growth.here, kind), Side(growth.there, kind)
    # an entry of the journal stands for one of the archive and no more
    known, removed = here.by_identity(here.rows), here.by_identity(here.removed)
    # those that are the same come first: else one could stand for another of the same moments
    alike = _alike(growth, kind, here, there)
    for number in alike:
        known[here.identity(number)].remove(number)
    differing = [
        entry
        for entry in _entries(growth, kind, there, alike)
        if not _is_known(growth, kind, entry, here, known.get(there.identity(entry.id), []))
    ]
    for entry in differing:
        identity = there.identity(entry.id)
        if known.get(identity):
            known[identity].pop()
            growth.hold(kind, entry.record, _("The journal has this entry in another form."))
        elif removed.get(identity):
            removed[identity].pop()
            growth.removed_earlier += 1
            growth.duplicates += 1 + len(entry.parts)
        elif growth.clashes(kind, entry.moved):
            growth.hold(kind, entry.record, _in_its_place(kind))
        else:
            _add(growth, kind, entry)
            _add_versions(growth, kind, entry.id, there)
    _merge_removed(growth, kind, there, known, removed)


def _merge_removed(
    growth: Growth,
    kind: str,
    there: Side,
    known: dict[Identity, list[Value]],
    removed: dict[Identity, list[Value]],
) -> None:
    """Keep what was removed there, to be restored here, unless the journal knows the entry."""
    for number in there.removed:
        identity = there.identity(number)
        versions = there.versions[number]
        if known.get(identity):
            # what was removed elsewhere is not removed here without being asked
            known[identity].pop()
            growth.hold("revision", versions[-1], _("It was removed there; the journal keeps it."))
        elif removed.get(identity):
            removed[identity].pop()
            growth.duplicates += len(versions)
        elif _is_off_scale(growth, versions):
            growth.hold("revision", versions[-1], _other_scale())
        else:
            growth.names[kind][number] = growth.number(kind, int(str(number)))
            _add_versions(growth, kind, number, there)


def _alike(growth: Growth, kind: str, here: Side, there: Side) -> set[Value]:
    """Return the entries that stand in both as they are: those of one's own archive, mostly."""
    if not growth.keeps_names():
        return set()
    found = {number for number in there.rows if here.has_just(there, number)}
    for number in found:
        growth.names[kind][number] = number
        growth.duplicates += 1 + here.n_parts(number) + len(here.versions.get(number, ()))
    return found


def _entries(growth: Growth, kind: str, there: Side, alike: set[Value]) -> Iterator[_Entry]:
    """Give the other entries of the archive, but for those whose measures cannot be taken."""
    for number, record in there.rows.items():
        if number in alike:
            continue
        moved = growth.moved(kind, record)
        written = list(there.parts(number))
        parts = [growth.moved(part.table, part.record, part.owner) for part in written]
        if moved is None or None in parts:
            growth.hold(kind, record, _other_scale())
            continue
        as_here = (
            replace(part, record=found)
            for part, found in zip(written, parts, strict=True)
            if found is not None
        )
        yield _Entry(record, moved, tuple(as_here))


def _is_known(
    growth: Growth, kind: str, entry: _Entry, here: Side, candidates: list[Value]
) -> bool:
    """Say whether the journal has just this entry, and take that from the candidates."""
    if not candidates:
        return False
    wanted = content(entry.moved, entry.parts)
    for number in candidates:
        if content(here.rows[number], here.parts(number)) == wanted:
            candidates.remove(number)
            growth.names[kind][entry.id] = number
            growth.duplicates += 1 + len(entry.parts) + len(here.versions.get(number, ()))
            return True
    return False


def _is_off_scale(growth: Growth, versions: list[Record]) -> bool:
    """Say whether an entry, once restored, would have values on a scale they do not belong to."""
    outside = set(growth.there["measure"].column("key")) - growth.names["measure"].keys()
    return bool(outside) and any(
        not outside.isdisjoint([*before.get("ratings", ()), before.get("measure")])
        for before in (json.loads(str(each["before"])) for each in versions)
    )


def _other_scale() -> str:
    return _("The journal has a measure of it with another scale.")


def _in_its_place(kind: str) -> str:
    if kind == "dose_event":
        return _("The journal has another dose for the same planned dose.")
    return _("The journal has another expectation of this substance for that day.")


def _add(growth: Growth, kind: str, entry: _Entry) -> None:
    number = growth.number(kind, entry.id)
    growth.names[kind][entry.id] = number
    growth.add(kind, entry.moved | {"id": number})
    for part in entry.parts:
        growth.add(part.table, part.record | {part.owner: number})


def _add_versions(growth: Growth, kind: str, number: Value, there: Side) -> None:
    """Add what an entry was before it was amended or removed, under the numbers it has here."""
    for version in there.versions.get(number, ()):
        entry_id = growth.names[kind][number]
        before: dict[str, Any] = json.loads(str(version["before"]))
        renamed = before | {"id": entry_id}
        for name, table in (("substance_id", "substance"), ("regimen_id", "regimen")):
            if before.get(name) is not None:
                # a regimen that was removed meanwhile has no number here
                renamed[name] = growth.names[table].get(before[name])
        text = version["before"]
        if renamed != before:
            text = json.dumps(renamed, ensure_ascii=False)
        growth.add(
            "revision",
            version | {"id": growth.next_number("revision"), "entry_id": entry_id, "before": text},
        )
