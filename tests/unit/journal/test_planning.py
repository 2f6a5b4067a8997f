"""Regimens that are written down late, and what undo makes of every act of planning."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select, update

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.journal import (
    doses,
    information,
    pauses,
    plan,
    planning,
    regimens,
    revisions,
    timeline,
)
from dosejournal.store.tables import DoseEvent

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=BERLIN)
TODAY = NOW.date()
ONE_DAY = timedelta(days=1)
DRAFT = RegimenDraft(
    "Item A",
    Pattern("daily"),
    (time(8), time(20)),
    TODAY - 2 * ONE_DAY,
    steps=(DoseStep(date(2026, 2, 1), "10", "mg"),),
)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def read(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def taken(database, text, substance="Item A", **more):
    return do(database, doses.record, NOW, DoseDraft(at(text), substance, **more))


def dose(database, entry_id):
    found = read(database, timeline.entry, "dose_event", entry_id).dose
    return found.status, found.planned_wall


def test_earlier_doses_close_the_planned_ones_they_belong_to(database):
    told = {
        "2026-02-27T20:00": ("taken", None),  # of the day before its first one
        "2026-02-28T00:30": ("taken", None),  # of the same journal day
        "2026-02-28T08:10": ("taken", "2026-02-28T08:00"),
        "2026-02-28T08:11": ("taken", None),
        "2026-03-01T00:20": ("late", "2026-02-28T20:00"),
        "2026-03-01T08:00": ("taken", "2026-03-01T08:00"),
        "2026-03-02T07:30": ("taken", "2026-03-02T08:00"),
    }
    ids = [taken(database, text) for text in told]
    skipped = taken(database, "2026-03-01T20:05", status="skipped")
    other = taken(database, "2026-03-01T20:00", "Item B")
    do(database, planning.add, NOW, DRAFT)
    assert [dose(database, each) for each in ids] == list(told.values())
    assert dose(database, skipped) == ("skipped", "2026-03-01T20:00")
    assert dose(database, other) == ("taken", None)
    counts = read(database, plan.adherence_of, NOW)
    assert (counts.planned, counts.taken, counts.late, counts.skipped) == (5, 3, 1, 1)
    assert (counts.missed, counts.extra) == (0, 0)


def test_what_was_said_to_be_late_or_missed_closes_them_too(database):
    late = taken(database, "2026-03-01T08:30", status="late")
    missed = taken(database, "2026-03-01T20:00", status="missed")
    do(database, planning.add, NOW, DRAFT)
    assert dose(database, late) == ("taken", "2026-03-01T08:00")
    assert dose(database, missed) == ("missed", "2026-03-01T20:00")


def test_an_extra_dose_is_that_of_another_regimen(database):
    do(database, planning.add, NOW, replace(DRAFT, times=(time(8),)))
    ids = [taken(database, "2026-03-02T08:00"), taken(database, "2026-03-02T09:00")]
    assert dose(database, ids[1]) == ("extra", None)
    second = do(database, planning.add, NOW, replace(DRAFT, times=(time(9),)))
    assert dose(database, ids[1]) == ("taken", "2026-03-02T09:00")
    entry = read(database, timeline.entry, "dose_event", ids[1])
    assert entry.dose.regimen_id == second
    assert dose(database, ids[0]) == ("taken", "2026-03-02T08:00")


def test_a_dose_that_knows_its_day_alone_is_near_to_none(database):
    dose_id = taken(database, "2026-03-01T12:00")

    def know_less(session):
        session.exec(update(DoseEvent).values(time_precision="day"))

    do(database, know_less)
    do(database, planning.add, NOW, replace(DRAFT, times=(time(12),)))
    assert dose(database, dose_id) == ("taken", None)
    for status in ("taken", "skipped", "taken"):
        draft = DoseDraft(at("2026-03-01T12:00"), "Item A", note="x", status=status)
        do(database, doses.amend, NOW, dose_id, draft)
        assert dose(database, dose_id) == (status, None)
    # with a clock time it is
    do(database, doses.amend, NOW, dose_id, replace(draft, at=at("2026-03-01T12:01")))
    assert dose(database, dose_id) == ("taken", "2026-03-01T12:00")


def test_doses_are_read_where_they_were_taken(database):
    tokyo = do(
        database,
        doses.record,
        NOW,
        DoseDraft(at("2026-03-01T08:00", ZoneInfo("Asia/Tokyo")), "Item A"),
    )
    do(database, planning.add, NOW, DRAFT)
    assert dose(database, tokyo) == ("taken", "2026-03-01T08:00")


def test_a_regimen_ahead_or_as_needed_takes_in_nothing(database):
    dose_id = taken(database, "2026-03-02T08:00")
    do(database, planning.add, NOW, replace(DRAFT, first_day=TODAY + 5 * ONE_DAY))
    do(database, planning.add, NOW, replace(DRAFT, pattern=Pattern("as_needed")))
    assert dose(database, dose_id) == ("taken", None)


def test_a_regimen_from_the_first_day_of_the_calendar_is_added_at_once(database):
    hours = tuple(time(hour) for hour in range(24))
    old = do(database, doses.record, NOW, DoseDraft(at("1900-01-01T08:10"), "Item A"))
    do(database, planning.add, NOW, replace(DRAFT, times=hours, first_day=date(1900, 1, 1)))
    assert dose(database, old) == ("taken", "1900-01-01T08:00")


def contents(database):
    with database.read() as session:
        ask = session.connection().exec_driver_sql
        return {
            name: sorted(map(repr, ask(f'SELECT rowid, * FROM "{name}"')))
            for name in (*database.table_names, "entry_text", "name_text")
        }


def _restored(session):
    (version,) = revisions.removed(session)
    revisions.restore(session, version)


MORNING = datetime.fromisoformat("2026-03-02T08:00")
EVENING = datetime.fromisoformat("2026-03-02T20:00")
ACTS = {
    "add": lambda session, _one: planning.add(session, NOW, DRAFT),
    "change": lambda session, one: regimens.change(
        session, NOW, one, replace(DRAFT, times=(time(9),), steps=(DoseStep(TODAY, "20", "mg"),))
    ),
    "change ahead": lambda session, one: regimens.change(
        session, NOW, one, replace(DRAFT, first_day=TODAY + 9 * ONE_DAY)
    ),
    "close": lambda session, one: regimens.close(session, NOW, one),
    "close ahead": lambda session, one: regimens.close(session, NOW, one, TODAY + 9 * ONE_DAY),
    "pause": lambda session, one: pauses.pause(session, NOW, one),
    "resume": lambda session, one: pauses.resume(session, NOW, one + 1),
    "remove": lambda session, one: regimens.remove(session, one + 1),
    "take": lambda session, one: doses.take(session, NOW, PlannedRef(one, MORNING)),
    "leave": lambda session, one: doses.leave(session, NOW, PlannedRef(one, EVENING), "skipped"),
    "record": lambda session, _one: doses.record(session, NOW, DoseDraft(NOW, "Item A")),
    "amend": lambda session, _one: doses.amend(
        session, NOW, _first(session), DoseDraft(NOW, "Item A", status="missed", reason="x")
    ),
    "unlink": lambda session, _one: doses.amend(
        session, NOW, _first(session), DoseDraft(NOW, "Item A", status="extra")
    ),
    "remove dose": lambda session, _one: doses.remove(session, NOW, _first(session)),
    "restore": lambda session, _one: _restored(session),
    "start of day": lambda session, _one: information.start_day_at(session, time(23)),
}


def _first(session):
    return session.exec(select(DoseEvent.id).order_by(DoseEvent.id)).first()


@pytest.mark.parametrize("name", ACTS)
def test_undoing_an_act_restores_the_whole_journal_and_redoing_repeats_it(database, name):
    taken(database, "2026-02-28T08:10")
    taken(database, "2026-03-01T23:30")
    gone = taken(database, "2026-03-01T08:00")
    one = do(database, planning.add, NOW, DRAFT)
    other = do(database, planning.add, NOW, DRAFT)
    assert other == one + 1
    do(database, pauses.pause, NOW, other)
    do(database, doses.remove, NOW, gone)
    before = contents(database)
    do(database, ACTS[name], one)
    after = contents(database)
    assert after != before
    for _again in range(2):
        database.undo()
        assert contents(database) == before
        database.redo()
        assert contents(database) == after
