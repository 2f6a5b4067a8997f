"""Rows that are added by the hundred are one change to undo, and as safe as one by one."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import SQLModel, select

from dosejournal.errors import StaleUndoError
from dosejournal.store import undo
from dosejournal.store.database import Database
from dosejournal.store.tables import CheckIn, Rating

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
CHECK_INS = SQLModel.metadata.tables["check_in"]
RATINGS = SQLModel.metadata.tables["rating"]


def check_in(note=""):
    return CheckIn(
        at=AT,
        zone="UTC",
        utc_offset_minutes=0,
        journal_day=date(2026, 3, 2),
        note=note,
        recorded_at=AT,
    )


def add(session, n, note="added"):
    """Add check-ins, each with a rating, and return their ids."""
    rows = [check_in(note) for _n in range(n)]
    with undo.adding(session.connection(), CHECK_INS):
        session.add_all(rows)
        session.flush()
    with undo.adding(session.connection(), RATINGS):
        session.add_all([Rating(check_in_id=row.id, measure="mood", value=50) for row in rows])
        session.flush()
    return [row.id for row in rows]


@pytest.fixture
def added(database):
    """A journal with a check-in of before, and 2500 that were added in one act."""
    with database.write("Check-in recorded") as write:
        write.session.add(check_in("before"))
    with database.write("Entries imported") as write:
        return add(write.session, 2500)


def held(database):
    with database.read() as session:
        return (
            list(session.exec(select(CheckIn.id, CheckIn.note).order_by(CheckIn.id))),
            list(
                session.exec(select(Rating.check_in_id, Rating.value).order_by(Rating.check_in_id))
            ),
        )


def change_elsewhere(journal_path, statement):
    other = Database(journal_path)
    with other.write("elsewhere") as write:
        write.session.connection().exec_driver_sql(statement)
    other.close()


def test_one_undo_takes_all_of_them_and_nothing_else(database, added):
    before = held(database)
    assert len(before[0]) == 2501
    database.undo()
    notes, ratings = held(database)
    assert [note for _id, note in notes] == ["before"]
    assert ratings == []
    database.redo()
    assert held(database) == before
    database.undo()
    assert held(database) == (notes, ratings)


def test_they_are_logged_as_two_changes(database, monkeypatch):
    logged = []
    taken = undo.take

    def take(connection):
        changes, inverses = taken(connection)
        logged.append(inverses)
        return changes, inverses

    monkeypatch.setattr(undo, "take", take)
    with database.write("Entries imported") as write:
        add(write.session, 30)
    assert [(each.table, each.first, each.last) for each in logged[0]] == [
        ("rating", 1, 30),
        ("check_in", 1, 30),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE check_in SET note = 'mine' WHERE id = {id}",
        "UPDATE rating SET value = 51 WHERE check_in_id = {id}",
        "DELETE FROM check_in WHERE id = {id}",
        "DELETE FROM rating WHERE check_in_id = {id}",
    ],
)
def test_undo_is_refused_where_another_program_changed_one_of_them(
    database, journal_path, added, statement
):
    change_elsewhere(journal_path, statement.format(id=added[1700]))
    before = held(database)
    with pytest.raises(StaleUndoError):
        database.undo()
    assert held(database) == before


def test_what_another_program_adds_after_them_stays(database, journal_path, added):
    change_elsewhere(journal_path, "INSERT INTO tag (name) VALUES ('walk')")
    other = Database(journal_path)
    with other.write("elsewhere") as write:
        write.session.add(check_in("later"))
    other.close()
    database.undo()
    assert [note for _id, note in held(database)[0]] == ["before", "later"]


def test_what_another_program_adds_to_one_of_them_goes_with_it_and_comes_back_with_it(
    database, journal_path, added
):
    change_elsewhere(
        journal_path,
        f"INSERT INTO rating (check_in_id, measure, value) VALUES ({added[7]}, 'focus', 33)",
    )
    before = held(database)
    database.undo()
    assert held(database)[1] == []
    database.redo()
    assert held(database) == before


def fail(database):
    with (
        database.write("Entries imported") as write,
        undo.adding(write.session.connection(), CHECK_INS),
    ):
        write.session.add(check_in())
        write.session.flush()
        raise ZeroDivisionError


def test_an_act_that_fails_meanwhile_leaves_nothing_and_the_next_one_is_logged(database):
    with pytest.raises(ZeroDivisionError):
        fail(database)
    assert held(database) == ([], [])
    with database.write("Check-in recorded") as write:
        write.session.add(check_in())
    database.undo()
    assert held(database) == ([], [])


def test_what_is_done_to_them_later_in_the_act_is_undone_too(database):
    with database.write("Entries imported") as write:
        first, *_others = add(write.session, 3)
        write.session.get_one(CheckIn, first).note = "amended"
        write.session.flush()
        write.session.delete(write.session.get_one(CheckIn, first + 1))
    database.undo()
    assert held(database) == ([], [])
    database.redo()
    assert [note for _id, note in held(database)[0]] == ["amended", "added"]


def test_nothing_added_is_nothing_to_undo(database):
    with database.write("Entries imported") as write:
        add(write.session, 0)
    assert database.undo_label is None


def test_a_journal_without_undo_takes_them_too(journal_path):
    database = Database(journal_path, undoable=False)
    with database.write("Entries imported") as write:
        add(write.session, 2)
    assert len(held(database)[0]) == 2
    assert database.undo_label is None
    database.close()
