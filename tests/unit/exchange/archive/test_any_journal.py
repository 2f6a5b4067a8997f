import json
import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.journal import archives, information
from dosejournal.store import rows
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
) | st.sampled_from(["", "\u2028\r\n\x1a", '"\\u0000', "\U0001f642\ufeff", "NULL", "1e5"])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str)
TIMES = st.times()
MOMENTS = st.builds(lambda day, at: f"{day} {at.isoformat('microseconds')}", DAYS, TIMES)
WALLS = st.builds(lambda day, at: f"{day}T{at.isoformat('minutes')}", DAYS, TIMES)
ZONES = st.sampled_from(sorted(available_timezones())) | st.sampled_from(["+01:00", "UTC"])
FLOATS = st.floats(allow_nan=False, allow_infinity=True)
RATED = st.floats(-1e299, 1e299)
AMOUNTS = st.none() | st.decimals(0, 1000, places=3).map(str)
PRECISIONS = st.sampled_from(["instant", "part_of_day", "day"])
CLOCKS = st.sampled_from(["", "08:00", "08:00,20:30"])
# what a version of an entry says is more than a text: one of each kind stands for all
BEFORE = {
    "kind": None, "id": None, "at": "2026-03-02T09:30:00+01:00", "zone": "Europe/Berlin",
    "utc_offset_minutes": 60, "journal_day": "2026-03-02", "time_precision": "instant",
    "instant": "2026-03-02T08:30:00+00:00", "recorded_at": "2026-03-02T08:30:00+00:00",
    "amended_at": None, "origin": "window", "source": None, "source_key": None,
    "source_row": None, "substance_id": 1, "substance": "Item A", "discreet_label": "",
}  # fmt: skip
OF_KIND = {
    "check_in": {"ratings": {"mood": 62.0}, "raw_ratings": {}, "tags": [], "mood_word": None},
    "dose_event": {
        "status": "taken", "amount": None, "unit": "", "estimated": False, "plus_minus": None,
    },
    "expectancy": {"measure": "mood", "change": 1.5, "certainty": 60.0},
}  # fmt: skip

SPECIAL = {
    ("journal_info", "id"): st.just(1),
    ("journal_info", "day_starts_at"): st.integers(0, 1439),
    ("measure", "kind"): st.sampled_from(["number", "yes_no"]),
    ("measure", "name"): TEXTS.map(lambda text: f"x{text}"),
    ("measure", "better"): st.sampled_from(["higher", "lower", "neither"]),
    ("measure", "minimum"): st.none() | st.floats(-1e9, -1),
    ("measure", "maximum"): st.none() | st.floats(1, 1e9),
    ("measure", "words"): st.just("[]"),
    ("rating", "value"): RATED,
    ("look_back", "value"): st.none() | RATED,
    ("dose_event", "status"): st.sampled_from(["taken", "late", "skipped", "missed", "extra"]),
    ("expectancy", "expected_change"): st.floats(-50, 50),
    ("expectancy", "certainty"): st.floats(0, 100),
    ("expectancy", "time_precision"): st.just("instant"),
    ("mood_word", "level"): st.integers(1, 5),
    ("card_shown", "answer"): st.sampled_from(["", "dismissed", "less_often"]),
    ("choice", "name"): st.sampled_from(["rate_first", "ask_expectation", "topics", "cards"]),
    ("regimen", "pattern"): st.sampled_from(["daily", "every 3 days", "cycle 1001000"]),
    ("regimen", "window_minutes"): st.integers(0, 1440),
    ("reminder", "key"): st.sampled_from(["check_in", "dose", "prompt"]),
    ("reminder", "weekdays"): st.sampled_from(["", "mon,sun"]),
    ("reminder", "per_day"): st.integers(1, 24),
    ("reminder", "first_minute"): st.integers(0, 700),
    ("reminder", "last_minute"): st.integers(701, 1440),
    ("reminder_answer", "answer"): st.sampled_from(["shown", "skipped", "recorded"]),
    ("reminder_answer", "until"): st.none(),
    ("revision", "kind"): st.sampled_from(sorted(OF_KIND)),
    ("revision", "act"): st.sampled_from(["amended", "removed"]),
    ("revision", "entry_id"): st.integers(1, 5),
}
BY_NAME = {
    "zone": ZONES,
    "home_zone": ZONES,
    "utc_offset_minutes": st.integers(-1439, 1439),
    "time_precision": PRECISIONS,
    "amount": AMOUNTS,
    "plus_minus": AMOUNTS,
    "times": CLOCKS,
    "starts_at": WALLS,
    "ends_at": st.none(),
    "planned_at": st.none(),
    "regimen_id": st.none(),
    "id": st.integers(1, 2**40),
    "series_id": st.none(),
}
BY_KIND = {
    "VARCHAR": TEXTS,
    "INTEGER": st.integers(-(2**50), 2**50),
    "FLOAT": FLOATS,
    "BOOLEAN": st.integers(0, 1),
    "DATE": DAYS,
    "DATETIME": MOMENTS,
}


AFTERWARDS = {
    "regimen_pause": "INSERT INTO regimen_pause (series_id, starts_at) "
    "SELECT series_id, starts_at FROM regimen",
    "planned": "UPDATE dose_event SET planned_at = '2026-03-01T20:00', "
    "regimen_id = (SELECT min(id) FROM regimen) WHERE id = (SELECT min(id) FROM dose_event) "
    "AND EXISTS (SELECT 1 FROM regimen)",
}
"""What refers to rows of which nobody knows before whether they can be written."""


def of_column(table, column, there):
    """Return what may stand in a column; None where nothing can, for want of what it refers to."""
    for key in column.foreign_keys:
        known = there.get(key.column.table.name, [])
        if column.name in BY_NAME and column.nullable:
            return st.none()
        return st.sampled_from(known) if known else None
    own = SPECIAL.get((table.name, column.name), BY_NAME.get(column.name))
    if own is not None:
        return own
    kind = BY_KIND[str(column.type)]
    return st.none() | kind if column.nullable else kind


@st.composite
def journals(draw):
    """Draw rows for every table, with every null there can be."""
    found, there = {}, {}
    for table in rows.tables():
        columns = {each.name: of_column(table, each, there) for each in table.columns}
        most = 1 if table.name == "journal_info" else 3
        least = 1 if table.name == "journal_info" else 0
        n = (
            0
            if None in columns.values() or table.name in AFTERWARDS
            else draw(st.integers(least, most))
        )
        drawn = [{name: draw(each) for name, each in columns.items()} for _row in range(n)]
        found[table.name] = [finished(table.name, row) for row in drawn]
        key = next(iter(table.primary_key)).name
        there[table.name] = [row[key] for row in found[table.name]]
    return found


def finished(table, row):
    if table == "regimen":
        return row | {"series_id": row["id"]}
    if table == "revision":
        before = BEFORE | OF_KIND[row["kind"]]
        before |= {"kind": row["kind"], "id": row["entry_id"], "note": row["before"]}
        return row | {"before": json.dumps(before, ensure_ascii=False)}
    return row


def put(session, drawn):
    """Write what was drawn, but for rows that have the key of another one."""
    connection = session.connection()
    for table in rows.tables():
        for row in drawn[table.name]:
            with suppress(IntegrityError):
                rows.add(connection, table, [tuple(row.values())])
    for statement in AFTERWARDS.values():
        connection.exec_driver_sql(statement)


def tables(database):
    with database.read() as session:
        found = {name: table.rows for name, table in archives.tables(session).items()}
        return found | {"numbers": rows.numbers(session.connection())}


@given(journals())
@settings(max_examples=settings().max_examples // 5)
def test_any_journal_comes_back_the_same_and_only_once(drawn):
    with tempfile.TemporaryDirectory() as folder:
        full, empty = Path(folder) / "full.db", Path(folder) / "empty.db"
        Database.create(full, lambda session: put(session, drawn))
        Database.create(empty, lambda session: information.begin(session, NOW))
        first, second = Database(full, undoable=False), Database(empty)
        with first.read() as session:
            content = archive.write(archive.gather(session, NOW, Asked()))
        for again in range(2):
            with second.write("Archive imported") as write:
                counts = archives.bring_in(write.session, archive.read(content))
            assert counts.changes != (again == 1)
            assert tables(second) == tables(first)
        first.close()
        second.close()


ENDS = ("regimen", "regimen_pause")


@given(journals(), journals())
@settings(max_examples=settings().max_examples // 5)
def test_beside_any_other_journal_nothing_is_changed_and_all_comes_in_once(one, other):
    with tempfile.TemporaryDirectory() as folder:
        for name, drawn in (("one", one), ("other", other)):
            Database.create(Path(folder) / name, lambda session, drawn=drawn: put(session, drawn))
        first = Database(Path(folder) / "one", undoable=False)
        second = Database(Path(folder) / "other")
        with first.read() as session:
            found = archive.read(archive.write(archive.gather(session, NOW, Asked())))
        before = tables(second)
        with second.write("Archive imported") as write:
            counts = archives.bring_in(write.session, found)
        after = tables(second)
        for name in before.keys() - {"numbers", *ENDS} if not counts.replaces else ():
            assert set(before[name]) <= set(after[name])
        with second.write("Archive imported") as write:
            assert not archives.bring_in(write.session, found).changes
        assert tables(second) == after
        if second.undo_label:
            second.undo()
            assert {**tables(second), "numbers": {}} == {**before, "numbers": {}}
        first.close()
        second.close()
