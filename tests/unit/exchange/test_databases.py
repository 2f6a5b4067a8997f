import sqlite3
from contextlib import suppress

import pytest
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


def test_reading_that_goes_on_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(databases, "_MOST_STEPS", 200_000)
    content = made(
        tmp_path,
        "CREATE TABLE habit (id INTEGER)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) "
        "INSERT INTO habit SELECT i FROM n",
    )
    with (
        databases.opened(ImportFile(content)) as tables,
        pytest.raises(ImportFileError, match="Nothing was brought in"),
    ):
        list(tables.rows("habit", ("id",)))


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
