"""The plan of journal days, and what became of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    doses,
    information,
    pauses,
    plan,
    planning,
    regimens,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

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


def read(database, query, *args, **kwargs):
    with database.read() as session:
        return query(session, *args, **kwargs)


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def ref(series_id, text):
    return PlannedRef(series_id, datetime.fromisoformat(text))


def told(lines):
    return [
        (f"{line.planned.wall:%d %H:%M}" if line.planned else None, line.status) for line in lines
    ]


def today(database, now=NOW):
    return told(read(database, plan.today, now))


def test_a_journal_without_a_regimen_has_no_plan(database):
    do(database, doses.record, NOW, DoseDraft(NOW, "Item A"))
    assert read(database, plan.today, NOW) == []
    assert read(database, plan.lines, NOW, series_id=4) == []
    assert read(database, plan.adherence_of, NOW).planned == 0
    assert not read(database, plan.is_planned, 1, NOW)
    assert read(database, plan.nearest, 1, NOW) is None


def test_the_plan_of_today_goes_through_the_day(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    assert today(database) == [("02 08:00", "due"), ("02 20:00", "planned")]
    later = NOW.replace(hour=11)
    assert today(database, later)[0] == ("02 08:00", "overdue")
    dose_id = do(database, doses.take, later, ref(series_id, "2026-03-02T08:00"))
    do(database, doses.record, later, DoseDraft(later, "Item A"))
    assert today(database, later) == [
        ("02 08:00", "late"),
        ("02 20:00", "planned"),
        (None, "extra"),
    ]
    (line, _evening, extra) = read(database, plan.today, later)
    assert (line.kept.entry_id, line.late_by_minutes, line.kept.amount) == (dose_id, 210, "10")
    assert (extra.substance, extra.at, extra.amount) == ("Item A", None, None)
    # after midnight it is the same journal day; then nothing was said of the evening
    night = at("2026-03-03T03:59")
    assert today(database, night)[1] == ("02 20:00", "overdue")
    whole = read(database, plan.lines, at("2026-03-03T04:00"), TODAY, TODAY)
    assert told(whole)[1] == ("02 20:00", "missed")


def test_without_days_the_plan_is_that_from_the_first_regimen_to_today(database):
    do(database, planning.add, NOW, DRAFT)
    found = told(read(database, plan.lines, NOW))
    assert [status for _when, status in found] == ["missed"] * 4 + ["due", "planned"]
    counts = read(database, plan.adherence_of, NOW)
    assert (counts.planned, counts.missed, counts.not_recorded) == (4, 4, 4)
    assert told(read(database, plan.lines, NOW, TODAY + ONE_DAY, TODAY)) == []


def test_a_regimen_is_looked_at_alone_with_the_extra_doses_of_its_substance(database):
    first = do(database, planning.add, NOW, replace(DRAFT, times=(time(8),)))
    other = replace(DRAFT, substance="Item B", times=(time(9),))
    second = do(database, planning.add, NOW, other)
    for name, when in (("Item A", "08:00"), ("Item B", "09:00"), ("Item B", "09:10")):
        do(database, doses.record, NOW, DoseDraft(at(f"2026-03-02T{when}"), name))
    of_first = read(database, plan.lines, NOW, TODAY, TODAY, first)
    of_second = read(database, plan.lines, NOW, TODAY, TODAY, second)
    assert told(of_first) == [("02 08:00", "taken")]
    assert told(of_second) == [("02 09:00", "taken"), (None, "extra")]
    assert today(database) == [("02 08:00", "taken"), ("02 09:00", "taken"), (None, "extra")]
    counts = read(database, plan.adherence_of, NOW, TODAY, TODAY, second)
    assert (counts.planned, counts.taken, counts.extra) == (1, 1, 1)


@pytest.mark.parametrize("starts_at", [time(0), time(4), time(23)])
def test_ten_to_midnight_taken_after_midnight_closes_its_own(database, starts_at):
    do(database, information.start_day_at, starts_at)
    do(database, planning.add, NOW, replace(DRAFT, times=(time(23, 50),), first_day=TODAY))
    now = at("2026-03-03T00:20")
    dose_id = do(database, doses.record, now, DoseDraft(now, "Item A"))
    found = read(database, timeline.entry, "dose_event", dose_id).dose
    assert (found.status, found.planned_wall, found.late_by_minutes) == (
        "taken",
        "2026-03-02T23:50",
        30,
    )
    lines = read(database, plan.lines, now, TODAY, TODAY + 2 * ONE_DAY)
    assert told(lines)[:2] == [("02 23:50", "taken"), ("03 23:50", "planned")]


@pytest.mark.parametrize("starts_at", [time(0), time(4), time(23)])
def test_the_lines_of_consecutive_days_are_those_of_them_all(database, starts_at):
    do(database, information.start_day_at, starts_at)
    times = (time(0), time(3, 59), time(4), time(22, 59), time(23), time(23, 50))
    do(database, planning.add, NOW, replace(DRAFT, times=times))
    do(database, doses.record, NOW, DoseDraft(at("2026-03-01T12:00"), "Item A"))
    do(database, doses.record, NOW, DoseDraft(at("2026-03-02T00:01"), "Item A"))
    days = [TODAY + number * ONE_DAY for number in range(-4, 3)]
    parts = [read(database, plan.lines, NOW, day, day) for day in days]
    whole = read(database, plan.lines, NOW, days[0], days[-1])
    assert sorted(map(repr, chain.from_iterable(parts))) == sorted(map(repr, whole))
    assert {line.planned.wall.date() for line in whole if line.planned} >= {DRAFT.first_day, TODAY}


def test_a_plan_edited_while_a_dose_is_overdue_leaves_it_open(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    noon = NOW.replace(hour=12)
    do(database, regimens.change, noon, series_id, replace(DRAFT, times=(time(9), time(21))))
    assert today(database, noon) == [("02 08:00", "overdue"), ("02 21:00", "planned")]
    dose_id = do(database, doses.record, noon, DoseDraft(noon, "Item A"))
    found = read(database, timeline.entry, "dose_event", dose_id).dose
    assert (found.planned, found.late_by_minutes) == (ref(series_id, "2026-03-02T08:00"), 270)


def test_what_was_taken_early_stays_when_the_new_version_no_longer_foresees_it(database):
    series_id = do(database, planning.add, NOW, DRAFT)
    evening = ref(series_id, "2026-03-02T20:00")
    dose_id = do(database, doses.take, NOW, evening)
    do(database, regimens.change, NOW, series_id, replace(DRAFT, times=(time(21),)))
    assert today(database) == [
        ("02 08:00", "due"),
        ("02 20:00", "taken"),
        ("02 21:00", "planned"),
    ]
    # it was for the evening that was; that it is corrected by a minute does not change that
    moved = DoseDraft(NOW - timedelta(minutes=1), "Item A")
    do(database, doses.amend, NOW, dose_id, moved)
    assert read(database, timeline.entry, "dose_event", dose_id).dose.planned == evening
    only = read(database, plan.lines, NOW, TODAY, TODAY, series_id)
    assert told(only)[1] == ("02 20:00", "taken")


def test_two_regimens_of_one_substance_are_each_closed_once(database):
    first = do(database, planning.add, NOW, replace(DRAFT, times=(time(8),)))
    second = do(database, planning.add, NOW, replace(DRAFT, times=(time(8),)))
    ids = [
        do(database, doses.record, NOW, DoseDraft(at("2026-03-02T08:05"), "Item A")) for _ in "ab"
    ]
    found = [read(database, timeline.entry, "dose_event", each).dose for each in ids]
    assert [each.regimen_id for each in found] == [first, second]
    third = do(database, doses.record, NOW, DoseDraft(at("2026-03-02T08:05"), "Item A"))
    assert read(database, timeline.entry, "dose_event", third).dose.status == "extra"
    (one,) = read(database, substances.listing)
    assert read(database, plan.at_time, one.id, at("2026-03-02T08:00")).regimen.id == first


def test_a_planned_dose_is_named_by_its_exact_time(database):
    first = do(database, planning.add, NOW, DRAFT)
    second = do(database, planning.add, NOW, replace(DRAFT, times=(time(8),)))
    (one,) = read(database, substances.listing)
    do(database, doses.take, NOW, ref(first, "2026-03-02T08:00"))
    found = read(database, plan.at_time, one.id, at("2026-03-02T08:00"))
    assert found.regimen.id == second
    for text in ("2026-03-02T08:01", "2026-02-20T08:00"):
        with pytest.raises(InputError, match="No dose of this substance"):
            read(database, plan.at_time, one.id, at(text))
    with pytest.raises(InputError, match="No dose of this substance"):
        read(database, plan.at_time, one.id + 1, at("2026-03-02T08:00"))


def test_a_planned_dose_in_a_gap_is_named_by_either_time(database):
    do(database, planning.add, NOW, replace(DRAFT, times=(time(2, 30),)))
    (one,) = read(database, substances.listing)
    for text in ("2026-03-29T02:30", "2026-03-29T03:00"):
        assert read(database, plan.at_time, one.id, at(text)).wall == datetime.fromisoformat(
            "2026-03-29T02:30"
        )


def test_a_dose_of_a_regimen_that_is_gone_is_told(database):
    with pytest.raises(UnknownNameError, match="no longer in the journal"):
        read(database, plan.named, ref(99, "2026-03-02T08:00"))


def test_a_plan_is_in_force_between_its_days_unless_paused_or_as_needed(database):
    series_id = do(database, planning.add, NOW, replace(DRAFT, last_day=TODAY))
    do(database, substances.add, SubstanceDraft("Item B"))
    do(
        database,
        planning.add,
        NOW,
        replace(DRAFT, substance="Item B", pattern=Pattern("as_needed")),
    )
    one, other = read(database, substances.listing)
    asked = ["2026-02-27T23:59", "2026-02-28T00:00", "2026-03-02T23:59", "2026-03-03T00:00"]
    found = [read(database, plan.is_planned, one.id, at(text)) for text in asked]
    assert found == [False, True, True, False]
    assert not read(database, plan.is_planned, other.id, NOW)
    do(database, pauses.pause, NOW, series_id)
    found = [read(database, plan.is_planned, one.id, at(text)) for text in asked]
    assert found == [False, True, False, False]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Apia"])
def test_a_journey_moves_nothing_that_was_recorded_to_another_day(database, zone):
    series_id = do(database, planning.add, NOW, DRAFT)
    for text in ("2026-02-28T08:00", "2026-03-01T20:00"):
        do(database, doses.take, NOW, ref(series_id, text), at(text) + timedelta(minutes=125))
    do(database, doses.record, NOW, DoseDraft(at("2026-03-01T23:59"), "Item A", status="extra"))
    abroad = (NOW + 2 * ONE_DAY).astimezone(ZoneInfo(zone))
    home = NOW + 2 * ONE_DAY
    for number in range(-2, 1):
        day = TODAY + number * ONE_DAY
        here = read(database, plan.lines, home, day, day)
        there = read(database, plan.lines, abroad, day, day)
        assert told(here) == told(there)
        assert [(line.kept, line.late_by_minutes) for line in here] == [
            (line.kept, line.late_by_minutes) for line in there
        ]
    kept = [line for line in read(database, plan.lines, abroad) if line.status == "late"]
    assert [line.late_by_minutes for line in kept] == [125, 125]
    assert [f"{line.kept.at:%z}" for line in kept] == ["+0100", "+0100"]


def test_on_a_day_that_is_left_out_nothing_is_missed_but_what_was_recorded_stays(database):
    now = datetime(2012, 1, 3, 12, tzinfo=ZoneInfo("Pacific/Apia"))
    draft = replace(DRAFT, times=(time(8),), first_day=date(2011, 12, 28))
    series_id = do(database, planning.add, now, draft)
    found = told(read(database, plan.lines, now))
    assert [when for when, _status in found] == [
        "28 08:00",
        "29 08:00",
        "31 08:00",
        "01 08:00",
        "02 08:00",
        "03 08:00",
    ]
    do(
        database,
        doses.leave,
        now.astimezone(BERLIN),
        ref(series_id, "2011-12-30T08:00"),
        "skipped",
    )
    found = read(database, plan.lines, now, date(2011, 12, 30), date(2011, 12, 30))
    assert told(found) == [("30 08:00", "skipped")]


offsets = st.lists(st.integers(-5 * 1440, 0), min_size=1, max_size=6)


@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(offsets, st.sampled_from([time(0), time(4), time(23)]), st.sampled_from([0, 120, 1440]))
def test_whatever_is_recorded_the_counts_add_up(tmp_path_factory, minutes, starts_at, window):
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    Database.create(path, lambda session: information.begin(session, NOW, starts_at))
    database = Database(path)
    first = TODAY - 8 * ONE_DAY
    with database.write("Done") as write:
        planning.add(write.session, NOW, replace(DRAFT, window_minutes=window, first_day=first))
        for away in minutes:
            draft = DoseDraft(NOW + timedelta(minutes=away), "Item A")
            doses.record(write.session, NOW, draft)
    lines = read(database, plan.lines, NOW)
    counts = read(database, plan.adherence_of, NOW)
    # those of the evening to come that were taken early count too
    assert counts.taken + counts.late + counts.extra == len(minutes)
    assert counts.planned == counts.taken + counts.late + counts.skipped + counts.missed
    assert counts.not_recorded == counts.missed
    assert len({line.planned.key for line in lines if line.planned}) == len(
        [line for line in lines if line.planned]
    )
    for line in lines:
        if line.status in ("taken", "late"):
            late = line.kept.at.astimezone(UTC) - line.at.astimezone(UTC)
            assert line.late_by_minutes == max(late // timedelta(minutes=1), 0)
            assert (line.status == "late") == (line.late_by_minutes > window)
            assert (
                -timedelta(hours=18) <= late <= max(timedelta(hours=24), timedelta(minutes=window))
            )
    database.close()
