"""Planned doses as columns say what the plan says line by line, and versions when they held."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.journal import (
    doses,
    information,
    pauses,
    plan,
    plan_columns,
    planning,
    regimens,
)
from dosejournal.journal.ratings import LATE, MISSED, NOT_RECORDED, OPEN, SKIPPED, TAKEN
from dosejournal.store.tables import JournalInfo

BERLIN = ZoneInfo("Europe/Berlin")
# the clocks go forward in the night to 29 March 2026
NOW = datetime(2026, 4, 2, 9, 30, tzinfo=BERLIN)
FIRST = date(2026, 3, 24)
STATES = {
    "taken": TAKEN,
    "late": LATE,
    "skipped": SKIPPED,
    "missed": MISSED,
    "planned": OPEN,
    "due": OPEN,
    "overdue": OPEN,
}


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def ask(database, query, *args):
    with database.read() as session:
        return query(session, *args)


def daily(*times, substance="Item A", first=FIRST, **parts):
    return RegimenDraft(substance, parse("daily"), times, first, **parts)


def ref(database, now, wall):
    (line,) = [
        line
        for line in ask(database, plan.lines, now)
        if line.planned and line.planned.wall == wall
    ]
    return PlannedRef(line.planned.regimen.id, wall)


def wall(day, hour, minute=0, month=3):
    return datetime.combine(date(2026, month, day), time(hour, minute))


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture
def kept(database):
    """A regimen of two times a day with a dose of every standing, changed once."""
    series_id = do(database, planning.add, at(23, 12), daily(time(1, 30), time(8)))
    for day, minutes in ((24, 0), (25, 300), (26, -30)):
        meant = ref(database, NOW, wall(day, 8))
        taken_at = at(day, 8) + timedelta(minutes=minutes)
        do(database, doses.take, taken_at, meant)
    # planned before the clocks go forward, taken after: an hour less than the wall says
    night = ref(database, NOW, wall(29, 1, 30))
    do(database, doses.take, at(29, 5, 30), night)
    for day, status in ((27, "skipped"), (28, "missed")):
        meant = ref(database, NOW, wall(day, 8))
        do(database, doses.leave, at(day, 20), meant, status, "away")
    do(database, regimens.change, at(30, 12), series_id, daily(time(8), first=date(2026, 3, 31)))
    do(database, doses.record, at(30, 13), DoseDraft(at(30, 13), "Item A"))
    return database


def test_the_columns_say_what_the_plan_says_line_by_line(kept):
    found = ask(kept, plan_columns.planned, NOW)
    lines = [line for line in ask(kept, plan.lines, NOW) if line.planned]
    assert found.states.tolist() == [
        NOT_RECORDED if line.status == "missed" and line.is_open else STATES[line.status]
        for line in lines
    ]
    assert set(found.states.tolist()) == {TAKEN, LATE, SKIPPED, MISSED, NOT_RECORDED, OPEN}
    assert found.late_minutes.tolist() == [
        line.late_by_minutes if line.status == "late" else 0 for line in lines
    ]
    assert set(found.substance_ids.tolist()) == {1}


def test_lateness_is_real_time_also_in_the_night_the_clocks_change(kept):
    found = ask(kept, plan_columns.planned, NOW)
    late = found.late_minutes[found.states == LATE].tolist()
    assert late == [300, 180, 300]


def test_what_was_planned_after_midnight_belongs_to_the_journal_day_before(kept):
    found = ask(kept, plan_columns.planned, NOW)
    first = date(2026, 3, 23).toordinal()
    assert found.days[:2].tolist() == [first, first + 1]
    assert found.places[0] == pytest.approx(first + 0.999)
    assert found.places[1] == pytest.approx(first + 1 + 8 / 24)


def test_a_day_that_starts_at_midnight_keeps_what_is_planned_in_its_night(kept):
    with kept.write("Changed") as write:
        info = write.session.get(JournalInfo, 1)
        info.day_starts_at = 0
    found = ask(kept, plan_columns.planned, NOW)
    assert found.days[0] == FIRST.toordinal()
    assert ask(kept, information.read).day_starts_at == time(0)


def test_only_what_is_no_longer_open_is_settled(kept):
    found = ask(kept, plan_columns.planned, NOW)
    assert found.days.max() == NOW.toordinal()
    assert found.settled.max() == NOW.toordinal() - 1
    assert len(found.settled) == len(found.days) - 1


def test_a_dose_of_tomorrow_that_was_skipped_already_is_still_to_come(kept):
    tomorrow = wall(3, 8, month=4)
    version = ask(kept, regimens.every)[-1]
    do(kept, doses.leave, NOW, PlannedRef(version.id, tomorrow), "skipped")
    assert ask(kept, plan_columns.planned, NOW).days.max() == NOW.toordinal()


def test_a_dose_recorded_for_a_version_that_never_held_is_counted(database):
    series_id = do(database, planning.add, at(24, 9), daily(time(8), first=date(2026, 3, 26)))
    (version,) = ask(database, regimens.every)
    meant = PlannedRef(version.id, wall(26, 8))
    do(database, doses.leave, at(24, 10), meant, "skipped")
    do(database, regimens.close, at(24, 11), series_id)
    assert ask(database, regimens.every) == []
    assert ask(database, plan_columns.planned, NOW).states.tolist() == [SKIPPED]


def test_a_journal_without_regimens_has_no_planned_doses(database):
    found = ask(database, plan_columns.planned, NOW)
    assert (len(found.days), len(found.settled)) == (0, 0)
    assert ask(database, plan_columns.versions, NOW) == []


def test_a_version_holds_until_the_next_and_is_interrupted_by_pauses(database):
    series_id = do(database, planning.add, at(23, 12), daily(time(8)))
    do(database, pauses.pause, at(25, 11, 59), series_id)
    do(database, pauses.resume, at(26, 11, 59), series_id)
    do(database, regimens.change, at(28, 11, 59), series_id, daily(time(9), first=FIRST))
    do(database, pauses.pause, at(30, 11, 59), series_id)
    first, second = ask(database, plan_columns.versions, NOW)
    start = float(FIRST.toordinal())
    assert (first.is_first, second.is_first) == (True, False)
    assert (first.starts, second.starts) == (start, start + 4.5)
    assert first.pieces == ((start, start + 1.5), (start + 2.5, start + 4.5))
    assert second.pieces == ((start + 4.5, start + 6.5),)


def test_a_version_that_begins_in_a_pause_is_drawn_from_its_end_on(database):
    series_id = do(database, planning.add, at(23, 12), daily(time(8)))
    do(database, pauses.pause, at(25, 11, 59), series_id)
    do(database, regimens.change, at(26, 11, 59), series_id, daily(time(9), first=FIRST))
    do(database, pauses.resume, at(27, 11, 59), series_id)
    (_first, second) = ask(database, plan_columns.versions, NOW)
    start = float(FIRST.toordinal())
    assert second.starts == start + 2.5
    assert second.pieces[0][0] == start + 3.5


def test_what_is_to_begin_later_is_not_drawn(database):
    later = daily(time(8), substance="Item B", first=NOW.date() + timedelta(days=3))
    do(database, planning.add, NOW, later)
    do(database, planning.add, NOW, daily(time(8)))
    (version,) = ask(database, plan_columns.versions, NOW)
    assert version.regimen.substance == "Item A"
    assert version.pieces[-1][1] == pytest.approx(NOW.toordinal() + 9.5 / 24)
