import os
import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.demo import Plan
from dosejournal.errors import (
    DamagedJournalError,
    JournalExistsError,
    NewerJournalError,
)
from dosejournal.journal import check_ins, demo, information, measures
from dosejournal.store import (
    backups,
    checks,
    connections,
    contents,
    grafts,
    migrations,
    regrowth,
    salvage,
    shapes,
)
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

PAGE = 4096
KEYS = {"plain": None, "sealed": Key(os.urandom(32), os.urandom(16))}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a journal with some days of a demo, plain and encrypted, made once."""
    folder = tmp_path_factory.mktemp("made")
    now = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    for name, key in KEYS.items():
        Database.create(folder / name, lambda session: demo.fill(session, now, Plan(40)), key=key)
    return folder


@pytest.fixture(params=KEYS)
def kind(request):
    return request.param


@pytest.fixture
def key(kind):
    return KEYS[kind]


@pytest.fixture
def path(made, kind, tmp_path):
    place = tmp_path / "journal.db"
    shutil.copy(made / kind, place)
    return place


@pytest.fixture
def root(path, key):
    """Return where the tree of a table begins, in bytes."""

    def find(table):
        connection = connections.peek(path, key)
        try:
            (page,) = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()
        finally:
            connection.close()
        return (page - 1) * PAGE

    return find


def held(path, key):
    """Return hashes of all that a journal holds, and look whether it is sound."""
    assert checks.whole(path, key).is_sound
    connection = connections.peek(path, key)
    try:
        found = {}
        for table, columns in contents.columns(connection).items():
            names = ", ".join(f'"{name}"' for name in columns)
            found[table] = set(connection.execute(f'SELECT {names} FROM "{table}"'))
        return found
    finally:
        connection.close()


def spoil(path, start, end=None, content=None):
    data = bytearray(path.read_bytes())
    end = start + PAGE if end is None else end
    data[start:end] = os.urandom(end - start) if content is None else content
    path.write_bytes(data)


def save(path, key, kept=()):
    return salvage.salvage(path, key, path.with_name("new.db"), kept)


def test_a_sound_journal_is_saved_whole(path, key):
    before = held(path, key)
    connection = connections.connect(path, key)
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('unknown', 7)")
    connection.close()
    saved = save(path, key)
    assert held(saved.path, key) == before
    assert saved.entries == saved.entries_before == checks.whole(path, key).entries
    assert saved.entries_from_backup == saved.broken_pages == 0
    assert saved.path.stat().st_mode & 0o777 == 0o600


def test_the_damaged_file_is_not_touched_and_nothing_is_left_beside_the_new_one(path, key):
    spoil(path, 0)
    before = path.read_bytes()
    save(path, key)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} <= {
        "journal.db",
        "journal.db-shm",
        "journal.db-wal",
        "new.db",
    }


@pytest.mark.parametrize("table", ["check_in", "rating", "measure", "sqlite_sequence", "tag"])
def test_a_root_that_is_lost_hides_nothing_below_it(path, key, root, table):
    before = held(path, key)
    is_leaf = table in {"measure", "tag", "sqlite_sequence"}
    spoil(path, root(table))
    after = held(save(path, key).path, key)
    for name, rows in before.items():
        if not (is_leaf and name == table):
            assert after[name] == rows, name
    assert len(after["measure"]) == len(before["measure"])


def test_without_its_first_page_everything_is_found(path, key):
    before = held(path, key)
    kept = path.with_name("kept.db")
    shutil.copy(path, kept)
    spoil(path, 0)
    saved = save(path, key)
    assert held(saved.path, key) == before
    assert saved.entries_before is None
    saved.path.unlink()
    assert save(path, key, [kept]).entries_before == saved.entries


def test_of_a_file_cut_in_half_the_first_half_is_saved(path, key):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])
    saved = save(path, key)
    assert saved.entries > 0
    assert checks.whole(saved.path, key).is_sound


def test_what_the_log_holds_is_saved_too_also_without_the_first_page(path, key, now, tmp_path):
    database = Database(path, key)
    with database.write("Record check-in") as write:
        draft = check_ins.CheckInDraft(now, {"mood": 77.0}, "only in the log", ())
        check_ins.record(write.session, now, draft)
    place = tmp_path / "aside" / "journal.db"
    place.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{place}{end}")
    database.close()
    before = held(path, key)
    spoil(place, 0)
    assert held(save(place, key).path, key) == before


def test_a_backup_gives_what_is_lost_but_not_what_was_removed_since(path, key, now):
    kept = backups.make(path, key, "asked", now).path
    database = Database(path, key)
    with database.write("Remove check-in") as write:
        check_ins.remove(write.session, now, 3)
    database.close()
    before = held(path, key)
    _drop_leaves(path, key, "check_in")
    # one that is gone, and the damaged file itself, are no good backups
    saved = save(path, key, [path.with_name("gone.db"), path, kept])
    assert saved.backup == kept
    assert saved.entries_from_backup == len(before["check_in"])
    assert saved.tables["check_in"].in_part == 0
    assert held(saved.path, key) == before


def test_a_backup_of_an_earlier_version_is_no_hindrance(path, key, now, tmp_path):
    kept = tmp_path / "kept.db"
    connection = regrowth.begin(kept, key, 1)
    connection.execute("COMMIT")
    connection.close()
    spoil(path, 0)
    saved = save(path, key, [kept])
    # of that version, because the file itself does not say
    assert connections.marks(saved.path, key)[1] == 1
    Database(saved.path, key).close()
    assert connections.marks(saved.path, key)[1] == migrations.VERSION


def test_a_backup_from_before_a_table_gives_what_it_has(path, key, root):
    before = held(path, key)
    kept = path.with_name("kept.db")
    connection = regrowth.begin(kept, key, 1)
    connection.execute("INSERT INTO tag (name) VALUES ('only there')")
    connection.execute("COMMIT")
    connection.close()
    for table in ("tag", "reminder"):
        spoil(path, root(table))
    saved = save(path, key, [kept])
    assert saved.tables["reminder"].after == saved.tables["reminder"].from_backup == 0
    assert held(saved.path, key)["rating"] == before["rating"]


def test_ratings_are_not_lost_with_the_text_of_their_check_in(path, key):
    before = held(path, key)
    # every leaf of the check-ins, so that only their indexes tell of them
    _drop_leaves(path, key, "check_in")
    saved = save(path, key)
    after = held(saved.path, key)
    assert saved.tables["check_in"].in_part == len(before["check_in"])
    assert {row[:2] for row in after["check_in"]} == {row[:2] for row in before["check_in"]}
    assert after["rating"] == before["rating"]
    assert all("lost" in row[6] for row in after["check_in"])


def _drop_leaves(path, key, table):
    with grafts.grafted(path, key, path.parent) as graft:
        connection = regrowth.begin(path.with_name("empty.db"), key, migrations.VERSION)
        recognition = shapes.Recognition(shapes.of(connection))
        connection.close()
        path.with_name("empty.db").unlink()
        pages = []
        for page in range(2, graft.pages + 1):
            owners = {recognition.owner(row) for row in graft.leaf(page)}
            if {shape.table for shape in owners if shape is not None} == {table}:
                pages.append(page)
    for page in pages:
        spoil(path, (page - 1) * PAGE)


def test_names_that_are_lost_get_a_stand_in(path, key, root):
    before = held(path, key)
    for table in ("substance", "sqlite_autoindex_substance_1", "regimen", "measure", "tag"):
        spoil(path, root(table))
    for table in ("sqlite_autoindex_tag_1", "journal_info", "journal_state"):
        spoil(path, root(table))
    saved = save(path, key)
    after = held(saved.path, key)
    assert {row[1] for row in after["substance"]} <= {"Lost name 1", "Lost name 2"}
    assert all(row[1].startswith("Lost name") for row in after["tag"])
    assert {row[0] for row in after["measure"]} == {row[0] for row in before["measure"]}
    assert len(after["dose_event"]) == len(before["dose_event"])
    assert after["rating"] == before["rating"]
    assert len(after["journal_info"]) == 1
    database = Database(saved.path, key)
    with database.read() as session:
        assert information.read(session).home_zone == "Europe/Berlin"
        assert next(measure.key for measure in measures.listing(session)) == "mood"
    database.close()


def test_a_measure_of_ones_own_that_is_lost_becomes_a_number(path, key, root, now):
    database = Database(path, key)
    with database.write("Add measure") as write:
        measures.add(write.session, measures.Measure("tremor", "Tremor"))
        draft = check_ins.CheckInDraft(now, {"tremor": 12.0}, "", ())
        check_ins.record(write.session, now, draft)
    database.close()
    for table in ("measure", "sqlite_autoindex_measure_1"):
        spoil(path, root(table))
    saved = save(path, key)
    database = Database(saved.path, key)
    with database.read() as session:
        found = measures.find(session, "tremor")
    database.close()
    assert (found.kind, found.minimum, found.maximum) == ("number", None, None)


def test_a_number_that_was_given_once_is_not_given_again(path, key, root, now):
    database = Database(path, key)
    with database.write("Remove check-in") as write:
        draft = check_ins.CheckInDraft(now, {"mood": 1.0}, "", ())
        given = check_ins.record(write.session, now, draft)
        check_ins.remove(write.session, now, given)
    database.close()
    spoil(path, root("sqlite_sequence"))
    saved = save(path, key)
    database = Database(saved.path, key)
    with database.write("Record check-in") as write:
        draft = check_ins.CheckInDraft(now, {"mood": 1.0}, "", ())
        assert check_ins.record(write.session, now, draft) > given
    database.close()


@pytest.mark.parametrize("content", [b"", os.urandom(5 * PAGE)])
def test_a_file_of_which_nothing_can_be_read_makes_no_journal(path, key, content):
    path.write_bytes(content)
    with pytest.raises(DamagedJournalError, match="restore a backup"):
        save(path, key)
    assert not path.with_name("new.db").exists()


def test_a_place_that_is_taken_is_refused(path, key):
    path.with_name("new.db").write_text("mine")
    with pytest.raises(JournalExistsError):
        save(path, key)


def test_what_a_newer_program_made_is_refused(path, key):
    connection = connections.connect(path, key)
    connection.execute("PRAGMA user_version = 1000")
    connection.close()
    with pytest.raises(NewerJournalError):
        save(path, key)


def test_rows_that_cannot_be_are_left_out(made, tmp_path):
    path = tmp_path / "journal.db"
    shutil.copy(made / "plain", path)
    before = held(path, None)
    content = bytearray(path.read_bytes())
    # a time that is none, in the text of a row, which SQLite does not notice
    at = content.find(b"2026-02-1")
    while at >= 0:
        content[at] = ord("x")
        at = content.find(b"2026-02-1")
    path.write_bytes(content)
    saved = save(path, None)
    after = held(saved.path, None)
    assert 0 < len(after["check_in"]) < len(before["check_in"])
    assert saved.tables["rating"].left_out > 0


def test_a_result_that_is_not_sound_is_not_kept(path, key, monkeypatch):
    monkeypatch.setattr(regrowth, "mend", lambda _connection: {})
    spoil(path, 0)
    monkeypatch.setattr(regrowth, "add", _without_check_ins(regrowth.add))
    with pytest.raises(DamagedJournalError):
        save(path, key)
    assert not path.with_name("new.db").exists()


def _without_check_ins(add):
    return lambda connection, shape, rows: (
        0 if shape.table == "check_in" else add(connection, shape, rows)
    )


def test_a_journal_in_which_nothing_was_recorded_keeps_what_every_journal_has(tmp_path, key, now):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, now), key=key)
    connection = connections.connect(path, key)
    connection.execute("DELETE FROM journal_info")
    connection.execute("DELETE FROM measure")
    connection.execute("DELETE FROM journal_state")
    connection.execute("INSERT INTO tag (name) VALUES ('walk')")
    connection.close()
    saved = save(path, key)
    database = Database(saved.path, key)
    with database.read() as session:
        assert information.read(session).home_zone == "UTC"
        assert len(measures.listing(session)) == 5
    database.close()


def test_every_row_of_a_journal_is_known_by_its_looks(path, key):
    connection = connections.peek(path, key)
    try:
        every = shapes.of(connection)
        recognition = shapes.Recognition(every)
        for shape in every:
            if shape.table in {"draft", "import_answer", "sqlite_sequence"}:
                continue
            names = ", ".join(f'"{column.name}"' for column in shape.columns)
            for number, *values in connection.execute(
                f'SELECT rowid, {names} FROM "{shape.table}"'
            ).fetchall():
                stored = [
                    None if column.is_number else value
                    for column, value in zip(shape.columns, values, strict=True)
                ]
                row = (number, *stored, *[None] * (grafts.MOST_COLUMNS - len(stored)))
                assert recognition.owner(row) is shape
                assert recognition.fits(shape, row)
                assert shape.values(row) == tuple(values)
    finally:
        connection.close()


def test_no_table_has_more_columns_than_are_asked_for(path, key):
    connection = connections.peek(path, key)
    try:
        assert max(len(shape.columns) for shape in shapes.of(connection)) < grafts.MOST_COLUMNS
    finally:
        connection.close()
