from datetime import timedelta

import pytest
from sqlalchemy import text

from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import InputError, JournalBusyError
from dosejournal.journal import archives, check_ins, drafts
from dosejournal.journal.drafts import Draft
from dosejournal.store.database import Database

CONTENT = {"note": "half a thought, and \ud83d", "ratings": {"mood": 62.0}}


@pytest.fixture
def keep(database):
    def jot(now, kind="check_in", subject="", content=CONTENT):
        place = drafts.place(kind, subject, now.isoformat())
        with database.write("", undoable=False) as write:
            drafts.keep(write.session, now, place, content)
        assert write.changes == frozenset()
        return place

    return jot


def read(database):
    with database.read() as session:
        return drafts.read(session)


def changes(database):
    with database.read() as session:
        return session.execute(text("SELECT changes FROM journal_state")).scalar_one()


def test_a_draft_is_read_as_it_was_kept_the_latest_first(database, keep, now):
    place = keep(now)
    keep(now + timedelta(hours=1), "amend_dose", "12", {"reason": "why"})
    latest, first = read(database)
    assert latest.kept_at == now + timedelta(hours=1)
    assert (latest.kind, latest.subject, latest.content) == ("amend_dose", "12", {"reason": "why"})
    assert first == Draft("check_in", CONTENT, now, now.isoformat())
    assert first.place == place


def test_what_is_written_on_replaces_what_was_kept(database, keep, now):
    keep(now)
    keep(now, content={"note": "a whole one"})
    (only,) = read(database)
    assert only.content == {"note": "a whole one"}


def test_a_draft_is_no_act_and_cannot_be_undone(database, keep, now):
    keep(now)
    assert changes(database) == 0
    assert database.undo_label is None


def test_recording_drops_its_draft_or_keeps_both_as_they_were(database, keep, now):
    place = keep(now)
    record = drafts.ending(place, check_ins.record)
    with pytest.raises(InputError), database.write("") as write:
        record(write.session, now, CheckInDraft(now))
    assert len(read(database)) == 1
    with database.write("Check-in recorded") as write:
        record(write.session, now, CheckInDraft(now, {"mood": 62.0}))
    assert read(database) == []
    database.undo()
    assert read(database) == []


def test_what_has_no_draft_is_recorded_all_the_same(database, now):
    with database.write("") as write:
        drafts.ending(None, check_ins.record)(write.session, now, CheckInDraft(now, {"mood": 1.0}))
    assert changes(database) == 1


def test_what_was_dropped_has_left_the_disk(database, journal_path, keep, now):
    place = keep(now, content={"note": "nobody shall read this"})
    log = journal_path.with_name("journal.db-wal")
    assert b"nobody shall" in log.read_bytes()
    with database.write("", undoable=False) as write:
        drafts.drop(write.session, place)
    assert b"nobody shall" not in log.read_bytes() + journal_path.read_bytes()


def test_dropping_what_is_not_there_drops_nothing(database, keep, now):
    keep(now)
    with database.write("", undoable=False) as write:
        drafts.drop(write.session, "check_in//never")
    assert len(read(database)) == 1


def test_no_draft_goes_into_an_archive(database, keep, now):
    keep(now, content={"note": "nobody shall read this"})
    with database.read() as session:
        assert "nobody shall" not in repr(archives.tables(session))


def test_a_draft_waits_for_nobody_and_an_act_does(database, journal_path, now):
    other = Database(journal_path, undoable=False)
    with other.write("Long"):
        other_is_busy = pytest.raises(JournalBusyError)
        with other_is_busy, database.write("", undoable=False, waits=False):
            pass
    other.close()
    with database.read() as session:
        patience = session.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert patience == 5000
