"""The regimens of an archive beside those of a journal: each version once, the earlier end holds.

A version never changes but for its end, and that only comes nearer: by a change or by closing it.
So the nearer one of two ends is what was done last, on whichever side.
"""

from dosejournal.domain.archives import Record, Row, Value
from dosejournal.i18n import _
from dosejournal.journal.archive_growth import Growth

_OWN = ("id", "series_id", "ends_at")


def merge(growth: Growth) -> None:
    """Find each version of a regimen, with its steps and pauses, or add it."""
    matched = _match_versions(growth)
    series = _match_series(growth, matched)
    _add_versions(growth, matched, series)
    _merge_steps(growth, matched)
    _merge_pauses(growth, series)


def _match_versions(growth: Growth) -> dict[Value, Record]:
    """Return the journal's version for the number of each that it has, ended where that did."""
    pool: dict[Row, list[Record]] = {}
    for record in growth.here["regimen"].records():
        pool.setdefault(_identity(record), []).append(record)
    matched: dict[Value, Record] = {}
    for record in growth.there["regimen"].records():
        found = pool.get(_identity(_placed(growth, record)))
        if found:
            known = found.pop(0)
            matched[record["id"]] = known
            growth.names["regimen"][record["id"]] = known["id"]
            growth.duplicates += 1
            _end(growth, "regimen", known, record["ends_at"])
        else:
            number = growth.number("regimen", int(str(record["id"])))
            growth.names["regimen"][record["id"]] = number
    return matched


def _placed(growth: Growth, record: Record) -> Record:
    return record | {"substance_id": growth.names["substance"][record["substance_id"]]}


def _identity(record: Record) -> Row:
    return tuple(value for name, value in record.items() if name not in _OWN)


def _end(growth: Growth, table: str, known: Record, ends_at: Value) -> None:
    if ends_at is not None and (known["ends_at"] is None or str(ends_at) < str(known["ends_at"])):
        known["ends_at"] = ends_at
        growth.ends[table][int(str(known["id"]))] = str(ends_at)


def _match_series(growth: Growth, matched: dict[Value, Record]) -> dict[Value, Value]:
    """Return the number under which the journal has, or will have, each regimen."""
    series: dict[Value, Value] = {}
    for record in growth.there["regimen"].records():
        if record["id"] in matched:
            series.setdefault(record["series_id"], matched[record["id"]]["series_id"])
    for record in growth.there["regimen"].records():
        series.setdefault(record["series_id"], growth.names["regimen"][record["series_id"]])
    return series


def _add_versions(
    growth: Growth, matched: dict[Value, Record], series: dict[Value, Value]
) -> None:
    known = {record["id"] for record in matched.values()}
    own: dict[Value, list[Record]] = {}
    for record in growth.here["regimen"].records():
        if record["id"] not in known:
            own.setdefault(record["series_id"], []).append(record)
    for record in growth.there["regimen"].records():
        if record["id"] in matched:
            continue
        added = _placed(growth, record) | {
            "id": growth.names["regimen"][record["id"]],
            "series_id": series[record["series_id"]],
        }
        for other in own.get(added["series_id"], ()):
            if _overlap(added, other):
                # both sides changed the plan: two at once would plan each dose twice
                added["ends_at"] = max(str(added["starts_at"]), str(other["starts_at"]))
                growth.hold("regimen", record, _planned_otherwise())
        growth.add("regimen", added)


def _overlap(added: Record, other: Record) -> bool:
    """Say whether both versions foresee something at the same time."""
    starts_at = max(str(added["starts_at"]), str(other["starts_at"]))
    return all(
        each["ends_at"] is None or starts_at < str(each["ends_at"]) for each in (added, other)
    )


def _planned_otherwise() -> str:
    return _("The journal plans this regimen otherwise, and its own plan stays in force.")


def _merge_steps(growth: Growth, matched: dict[Value, Record]) -> None:
    for record in growth.there["regimen_step"].records():
        if record["regimen_id"] in matched:
            growth.duplicates += 1
        else:
            number = growth.names["regimen"][record["regimen_id"]]
            growth.add("regimen_step", record | {"regimen_id": number})


def _merge_pauses(growth: Growth, series: dict[Value, Value]) -> None:
    here = {
        (record["series_id"], record["starts_at"]): record
        for record in growth.here["regimen_pause"].records()
    }
    for record in growth.there["regimen_pause"].records():
        of = series[record["series_id"]]
        known = here.get((of, record["starts_at"]))
        if known is None:
            number = growth.number("regimen_pause", int(str(record["id"])))
            growth.add("regimen_pause", record | {"id": number, "series_id": of})
        else:
            growth.duplicates += 1
            _end(growth, "regimen_pause", known, record["ends_at"])
