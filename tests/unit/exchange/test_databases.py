import sqlite3
import struct
from contextlib import closing, suppress

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import databases
from dosejournal.exchange.importers.files import ImportFile


def made(tmp_path, *statements, wal=False):
    path = tmp_path / "foreign.db"
    connection = sqlite3.connect(path, isolation_level=None)
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path.read_bytes()


PLAIN = (
    "CREATE TABLE habit (id INTEGER PRIMARY KEY, name TEXT)",
    "INSERT INTO habit VALUES (1, 'Walk'), (2, NULL)",
    "PRAGMA user_version = 22",
)


@pytest.mark.parametrize("wal", [False, True])
def test_rows_are_read_by_the_columns_that_there_are(tmp_path, wal):
    file = ImportFile(made(tmp_path, *PLAIN, wal=wal))
    assert databases.is_database(file)
    with databases.opened(file) as tables:
        assert tables.version == 22
        assert tables.has("habit", "id", "name")
        assert not tables.has("habit", "notes")
        assert not tables.has("other")
        assert list(tables.rows("habit", ("id", "name", "notes"))) == [
            {"id": 1, "name": "Walk", "notes": None},
            {"id": 2, "name": None, "notes": None},
        ]
        assert list(tables.rows("other", ("id",))) == []


def test_nothing_is_left_beside_the_file_or_changed_in_it(tmp_path):
    path = tmp_path / "mine.db"
    path.write_bytes(made(tmp_path, *PLAIN))
    (tmp_path / "foreign.db").unlink()
    before = path.read_bytes()
    with databases.opened(ImportFile(path)) as tables:
        assert len(list(tables.rows("habit", ("id",)))) == 2
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["mine.db"]


def test_a_view_in_the_place_of_a_table_is_not_run(tmp_path):
    content = made(tmp_path, *PLAIN, "CREATE VIEW trap AS SELECT id FROM habit")
    with databases.opened(ImportFile(content)) as tables:
        assert not tables.has("trap")
        assert list(tables.rows("trap", ("id",))) == []


def test_a_computed_column_is_none_of_the_record(tmp_path):
    content = made(
        tmp_path,
        "CREATE TABLE trap (id INTEGER, big TEXT AS (hex(zeroblob(100000000))))",
        "INSERT INTO trap VALUES (1)",
    )
    with databases.opened(ImportFile(content)) as tables:
        assert not tables.has("trap", "big")
        assert list(tables.rows("trap", ("id", "big"))) == [{"id": 1, "big": None}]


def test_a_trigger_is_not_run(tmp_path):
    content = made(
        tmp_path,
        *PLAIN,
        "CREATE TABLE done (id INTEGER)",
        "CREATE TRIGGER trap AFTER INSERT ON habit BEGIN INSERT INTO done VALUES (1); END",
    )
    with databases.opened(ImportFile(content)) as tables:
        assert len(list(tables.rows("habit", ("id",)))) == 2
        assert list(tables.rows("done", ("id",))) == []


def test_a_table_that_a_module_computes_is_none(tmp_path):
    content = made(
        tmp_path,
        "CREATE VIRTUAL TABLE trap USING fts4(id)",
        "INSERT INTO trap VALUES ('one')",
        *PLAIN,
    )
    with databases.opened(ImportFile(content)) as tables:
        assert not tables.has("trap")
        assert list(tables.rows("trap", ("id",))) == []
        assert len(list(tables.rows("habit", ("id",)))) == 2


@pytest.mark.parametrize(
    "trap",
    [
        "CREATE VIRTUAL TABLE trap USING fts4(id)",
        "CREATE  VIRTUAL  TABLE trap USING fts4(id)",
        "CREATE VIEW trap AS SELECT 1 AS id",
        "CREATE TABLE trap AS SELECT 1 AS id",
        "SELECT load_extension('x')",
        "CREATE TABLE trap (id INTEGER CHECK (load_extension('x')))",
        "CREATE TABLE trap (id INTEGER",
        "",
    ],
)
def test_a_schema_that_lies_about_its_tables_is_not_believed(tmp_path, trap):
    content = made(
        tmp_path,
        *PLAIN,
        "PRAGMA writable_schema = ON",
        f"INSERT INTO sqlite_master VALUES ('table', 'trap', 'trap', 2, {trap!r})",
    )
    with suppress(ImportFileError), databases.opened(ImportFile(content)) as tables:
        for row in tables.rows("trap", ("id",)):
            # nothing but the rows that stand on that page
            assert row["id"] in (None, 1, 2)


def test_nothing_but_reading_columns_is_allowed(tmp_path, monkeypatch):
    content = made(tmp_path, *PLAIN)
    connection = sqlite3.connect(":memory:")
    monkeypatch.setattr(sqlite3, "connect", lambda _name: connection)
    with databases.opened(ImportFile(content)):
        for statement in (
            "INSERT INTO habit VALUES (3, 'x')",
            "UPDATE habit SET name = 'x'",
            "DROP TABLE habit",
            "CREATE TEMP TABLE x (y)",
            "ATTACH DATABASE 'x.db' AS x",
            "PRAGMA query_only = OFF",
            "PRAGMA trusted_schema = ON",
            "SELECT upper(name) FROM habit",
            "SELECT load_extension('x')",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(statement).fetchall()


def test_a_cell_longer_than_any_note_is_refused(tmp_path):
    content = made(
        tmp_path, "CREATE TABLE habit (name TEXT)", "INSERT INTO habit VALUES (zeroblob(3000000))"
    )
    with databases.opened(ImportFile(content)) as tables:
        refused(lambda: list(tables.rows("habit", ("name",))))


def test_texts_that_are_more_together_than_any_diary_are_refused(tmp_path, monkeypatch):
    # cells may share their pages, so that the size of the file is no limit
    monkeypatch.setattr(databases, "_MOST_CHARACTERS", 250_000)
    content = made(
        tmp_path,
        "CREATE TABLE habit (name TEXT)",
        "INSERT INTO habit VALUES (zeroblob(100000)), (zeroblob(100000)), (zeroblob(100000))",
    )
    with databases.opened(ImportFile(content)) as tables:
        rows = tables.rows("habit", ("name",))
        assert [len(next(rows)["name"]) for _n in range(2)] == [100_000, 100_000]
        refused(lambda: next(rows))


def test_more_rows_than_a_diary_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "MOST_ROWS", 3)
    with databases.opened(ImportFile(made(tmp_path, *PLAIN))) as tables:
        assert len(list(tables.rows("habit", ("id",)))) == 2
        # all tables, and all readings, together
        refused(lambda: list(tables.rows("habit", ("id",))))


def test_a_schema_without_end_is_given_up_early(tmp_path, monkeypatch):
    content = made(
        tmp_path,
        *PLAIN,
        "PRAGMA writable_schema = ON",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) "
        "INSERT INTO sqlite_master SELECT 'table', 't' || i, 't' || i, 2, "
        "'CREATE TABLE t' || i || '(id)' FROM n",
    )
    calls = []
    limits = []

    def patience(most):
        limits.append(most)

        def spent():
            calls.append(1)
            return len(calls) > most

        return spent

    monkeypatch.setattr(databases, "_patience", patience)
    refused(lambda: open_and_close(content))
    assert len(calls) == limits[0] + 1
    assert len(limits) == 1


def open_and_close(content):
    with databases.opened(ImportFile(content)):
        pass


def refused(ask):
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        ask()


def test_a_table_of_more_columns_than_any_program_has_is_refused(tmp_path):
    columns = ", ".join(f"c{n}" for n in range(1500))
    refused(lambda: open_and_close(made(tmp_path, f"CREATE TABLE habit ({columns})")))


def test_reading_that_goes_on_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "_MOST_STEPS", 200_000)
    content = made(
        tmp_path,
        "CREATE TABLE habit (id INTEGER)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) "
        "INSERT INTO habit SELECT i FROM n",
    )
    with databases.opened(ImportFile(content)) as tables:
        refused(lambda: list(tables.rows("habit", ("id",))))


def test_a_page_that_is_its_own_child_is_no_way_round_the_limit(tmp_path):
    content = bytearray(
        made(
            tmp_path,
            "PRAGMA page_size = 512",
            "CREATE TABLE habit (name TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200) "
            "INSERT INTO habit SELECT 'a walk in the park' FROM n",
        )
    )
    root = content[512:1024]
    assert root[0] == 5
    cell = struct.unpack_from(">H", root, 12)[0]
    struct.pack_into(">I", content, 512 + cell, 2)
    with databases.opened(ImportFile(bytes(content))) as tables:
        refused(lambda: list(tables.rows("habit", ("name",))))


def test_a_complaint_of_sqlite_that_is_no_text_itself_is_a_sentence_too(tmp_path):
    # it quotes the name of what is wrong, byte by byte
    content = made(tmp_path, "CREATE TABLE habit (id INTEGER, walk INTEGER)")
    damaged = content.replace(b"habit (id INTEGER, walk", b"habit \x80id INTEGER, \x80alk")
    assert damaged != content
    refused(lambda: open_and_close(damaged))


def test_a_database_with_a_password_is_refused(tmp_path):
    path = tmp_path / "locked.db"
    with closing(sqlcipher3.connect(path)) as connection:
        connection.execute("PRAGMA key = 'a long secret'")
        connection.execute("CREATE TABLE habit (id INTEGER)")
        connection.commit()
    file = ImportFile(path)
    assert not databases.is_database(file)
    refused(lambda: open_and_close(path.read_bytes()))
    # some programs leave the beginning readable
    refused(lambda: open_and_close(databases.MAGIC + path.read_bytes()[16:]))


def test_a_database_that_is_cut_short_is_read_as_far_as_it_goes_or_refused(tmp_path):
    content = made(tmp_path, *PLAIN)
    for part in range(0, len(content), 97):
        with suppress(ImportFileError), databases.opened(ImportFile(content[:part])) as tables:
            assert len(list(tables.rows("habit", ("id",)))) <= 2


@given(st.binary(max_size=2000))
def test_noise_behind_the_beginning_of_a_database_is_refused(noise):
    with suppress(ImportFileError):
        open_and_close(databases.MAGIC + noise)


def test_a_text_that_ends_in_the_midst_of_a_letter_stays_readable(tmp_path):
    content = made(
        tmp_path,
        "CREATE TABLE habit (name TEXT)",
        "INSERT INTO habit VALUES (CAST(x'61C3' AS TEXT)), (CAST(x'610062' AS TEXT))",
    )
    with databases.opened(ImportFile(content)) as tables:
        assert [row["name"] for row in tables.rows("habit", ("name",))] == ["a\\xc3", "ab"]


@pytest.mark.parametrize(
    "content",
    [b"", b"text", databases.MAGIC, databases.MAGIC + bytes(84), databases.MAGIC + b"x" * 5000],
)  # fmt: skip
def test_what_is_no_database_is_refused_with_a_sentence(content):
    with (
        pytest.raises(ImportFileError, match="Nothing was brought in"),
        databases.opened(ImportFile(content)),
    ):
        pass


@given(st.data())
def test_a_damaged_database_is_read_or_refused(tmp_path_factory, data):
    content = bytearray(made(tmp_path_factory.mktemp("damaged"), *PLAIN))
    for _n in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    # whatever else it raised would fail this test
    with suppress(ImportFileError), databases.opened(ImportFile(bytes(content))) as tables:
        for table in ("habit", "other"):
            assert len(list(tables.rows(table, ("id", "name")))) <= 1000
