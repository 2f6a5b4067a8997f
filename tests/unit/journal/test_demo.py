from datetime import timedelta

import pytest
from sqlmodel import func, select

from dosejournal.domain.demo import Plan
from dosejournal.domain.entries import DoseDraft
from dosejournal.journal import (
    demo,
    doses,
    information,
    plan,
    regimens,
    revisions,
    substances,
    tags,
    timeline,
    trends,
)
from dosejournal.store import tables
from dosejournal.store.database import Database


@pytest.fixture
def made(tmp_path, now):
    def make(plan=None):
        path = tmp_path / "demo.db"
        Database.create(path, lambda session: demo.fill(session, now, plan))
        database = Database(path)
        opened.append(database)
        return database

    opened = []
    yield make
    for database in opened:
        database.close()


def _entries(database, **wanted):
    with database.read() as session:
        keys = timeline.keys(session, timeline.Filter(**wanted))
        return timeline.entries(session, keys)


def test_a_year_is_made_by_default(made):
    database = made()
    with database.read() as session:
        mood = trends.trend(session, "mood")
        begun = information.read(session)
    assert 250 < mood.n_days < 345
    assert mood.n_check_ins > mood.n_days * 1.3
    assert mood.r1 is not None
    assert 0.2 < mood.r1 < 0.6
    assert begun.home_zone == "Europe/Berlin"


def test_the_demo_journal_reads_like_any_other(made, now):
    database = made(Plan(days=120))
    found = _entries(database)
    assert [entry.moment.at for entry in found] == sorted(
        (entry.moment.at for entry in found), reverse=True
    )
    assert {entry.origin for entry in found} == {"demo"}
    assert all(entry.recorded_at <= now for entry in found)
    with database.read() as session:
        assert {row.name for row in substances.listing(session)} == {"Item A", "Item B"}
        assert "coffee" in tags.used(session)


def test_its_regimen_changed_once_and_every_status_is_there(made, now):
    database = made()
    with database.read() as session:
        first, second = regimens.every(session)
        lines = plan.lines(session, now)
        found = plan.adherence_of(session, now)
    assert first.ends_at == second.starts_at
    assert [each.steps[0].amount for each in (first, second)] == ["7.5", "10"]
    assert {line.status for line in lines} == {
        *("taken", "late", "skipped", "missed", "extra", "due")
    }
    assert found.planned > 100
    assert found.not_recorded == found.missed > 3
    assert 0.7 < found.proportion < 0.95
    assert [line.status for line in lines if line.planned][-1] == "due"


def test_its_doses_stand_as_if_they_had_been_recorded_one_by_one(made, now):
    database = made()
    entries = _entries(database, kinds=("dose_event",))
    with database.write("Dose amended") as write:
        for entry in entries:
            dose = entry.dose
            draft = DoseDraft(
                entry.moment.local.astimezone(now.tzinfo),
                dose.substance,
                dose.amount,
                dose.unit,
                dose.estimated,
                dose.plus_minus,
                entry.note,
                dose.status,
                dose.planned,
                dose.reason,
            )
            doses.amend(write.session, now, entry.id, draft)
            again = timeline.entry(write.session, "dose_event", entry.id)
            assert again.dose == dose


def test_its_notes_and_tags_are_found_by_search(made):
    database = made()
    assert _entries(database, search="zoe")
    assert _entries(database, search="slept bad")
    assert _entries(database, search="היום")
    assert _entries(database, search="item b", kinds=("dose_event",))


def test_one_entry_was_amended_and_one_back_dated(made):
    database = made(Plan(days=60))
    (amended,) = [entry for entry in _entries(database) if entry.amended_at]
    assert "Added later" in amended.note
    with database.read() as session:
        (version,) = revisions.of(session, "check_in", amended.id)
    assert version.before["note"]
    assert version.before["note"] in amended.note
    late = [e for e in _entries(database) if e.recorded_at - e.moment.at > timedelta(hours=9)]
    assert late


def test_it_grows_on_like_any_journal(made, now):
    database = made(Plan(days=10))
    newest = max(entry.id for entry in _entries(database, kinds=("check_in",)))
    with database.write("Check-in recorded") as write:
        write.session.add(
            tables.CheckIn(
                at=now,
                zone="UTC",
                utc_offset_minutes=0,
                journal_day=now.date(),
                recorded_at=now,
            )
        )
    assert max(entry.id for entry in _entries(database, kinds=("check_in",))) == newest + 1
    assert database.undo() == {"check_in"}


def test_the_shortest_demo_journal_is_one_too(made):
    database = made(Plan(days=1))
    with database.read() as session:
        assert trends.trend(session, "mood").n_days <= 1


def test_a_journal_for_measuring_is_as_large_as_asked(made):
    database = made(Plan(days=50, check_ins_per_day=4))
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(tables.CheckIn)).one() == 200
        assert session.exec(select(func.count()).select_from(tables.Rating)).one() == 1000
