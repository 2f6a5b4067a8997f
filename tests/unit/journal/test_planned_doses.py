"""Doses and the planned doses that they close."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.journal import (
    doses,
    plan,
    planning,
    regimens,
    timeline,
)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def entry(database, entry_id):
    with database.read() as session:
        return timeline.entry(session, "dose_event", entry_id)


DAILY = RegimenDraft(
    "Item A",
    Pattern("daily"),
    (time(8), time(20)),
    date(2026, 2, 27),
    steps=(DoseStep(date(2026, 1, 1), "10", "mg"),),
)
BERLIN = ZoneInfo("Europe/Berlin")


def in_berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def ref(series_id, text):
    return PlannedRef(series_id, datetime.fromisoformat(text))


def standing(database, dose_id):
    dose = entry(database, dose_id).dose
    return dose.status, dose.planned_wall


def today(database, now):
    with database.read() as session:
        found = plan.today(session, now)
        return [(f"{line.at:%H:%M}" if line.at else None, line.status) for line in found]


def test_a_planned_dose_is_taken_with_its_amount_and_only_once(database, now):
    series_id = do(database, planning.add, now, DAILY)
    morning = ref(series_id, "2026-03-02T08:00")
    dose_id = do(database, doses.take, now, morning, None, "reminder")
    found = entry(database, dose_id)
    assert (found.dose.amount, found.dose.unit, found.origin) == ("10", "mg", "reminder")
    assert (found.dose.status, found.dose.planned, found.dose.late_by_minutes) == (
        "taken",
        morning,
        90,
    )
    assert found.moment.at == now
    for act, arguments in ((doses.take, ()), (doses.leave, ("skipped",))):
        with pytest.raises(InputError, match="recorded already"):
            do(database, act, now, morning, *arguments)
    with pytest.raises(UnknownNameError, match="no longer"):
        do(database, doses.take, now, replace(morning, regimen_id=99))


def test_a_planned_dose_without_an_amount_is_taken_without_one(database, now):
    series_id = do(database, planning.add, now, replace(DAILY, steps=()))
    dose_id = do(database, doses.take, now, ref(series_id, "2026-03-02T20:00"), now)
    found = entry(database, dose_id).dose
    assert (found.amount, found.unit, found.status, found.late_by_minutes) == (
        None,
        "",
        "taken",
        0,
    )


def test_a_dose_left_out_stands_where_it_was_planned_or_now(database, now):
    series_id = do(database, planning.add, now, DAILY)
    past, ahead = ref(series_id, "2026-03-01T20:00"), ref(series_id, "2026-03-02T20:00")
    first = entry(database, do(database, doses.leave, now, past, "missed", "asleep"))
    second = entry(database, do(database, doses.leave, now, ahead, "skipped"))
    assert first.moment.at == in_berlin("2026-03-01T20:00")
    assert (first.dose.status, first.dose.reason, first.dose.amount) == ("missed", "asleep", None)
    assert second.moment.at == now
    assert (second.dose.status, second.dose.late_by_minutes) == ("skipped", None)
    assert today(database, now) == [("08:00", "due"), ("20:00", "skipped")]


def test_a_dose_says_by_itself_whether_it_was_late_or_extra(database, now):
    do(database, planning.add, now, DAILY)
    told = {
        "2026-03-01T08:00": ("taken", "2026-03-01T08:00"),
        "2026-03-01T08:01": ("extra", None),
        "2026-03-01T23:00": ("late", "2026-03-01T20:00"),
        "2026-03-02T07:00": ("taken", "2026-03-02T08:00"),
        "2026-02-26T20:00": ("taken", None),
    }
    for text, expected in told.items():
        dose_id = do(database, doses.record, now, DoseDraft(in_berlin(text), "item a"))
        assert standing(database, dose_id) == expected
    do(
        database,
        planning.add,
        now,
        replace(DAILY, substance="Item B", pattern=Pattern("as_needed")),
    )
    dose_id = do(database, doses.record, now, DoseDraft(now, "Item B"))
    assert standing(database, dose_id) == ("taken", None)


@pytest.mark.parametrize("status", ["late", "skipped", "missed", "extra"])
def test_a_status_that_is_said_is_kept_as_it_is_said(database, now, status):
    do(database, planning.add, now, DAILY)
    draft = DoseDraft(now.replace(hour=8), "Item A", status=status)
    assert standing(database, do(database, doses.record, now, draft)) == (status, None)


def test_amending_a_note_changes_neither_status_nor_plan(database, now):
    early = do(database, doses.record, now, DoseDraft(in_berlin("2026-03-01T12:00"), "Item A"))
    series_id = do(database, regimens.add, now, DAILY)
    late = do(database, doses.take, now, ref(series_id, "2026-03-01T08:00"))
    extra = DoseDraft(in_berlin("2026-03-01T20:01"), "Item A", status="extra")
    extra = do(database, doses.record, now, extra)
    said = replace(DoseDraft(in_berlin("2026-02-28T08:00"), "Item A"), status="late")
    said = do(database, doses.record, now, said)
    expected = {
        early: ("taken", None),
        late: ("late", "2026-03-01T08:00"),
        extra: ("extra", None),
        said: ("late", None),
    }
    for zone in (UTC, BERLIN, ZoneInfo("America/New_York")):
        for dose_id, before in expected.items():
            old = entry(database, dose_id)
            at = old.moment.at.astimezone(zone)
            draft = DoseDraft(at, "Item A", "5", "mg", note=f"{zone}", status=old.dose.status)
            do(database, doses.amend, now, dose_id, draft)
            assert standing(database, dose_id) == before
            assert entry(database, dose_id).moment == old.moment
            assert entry(database, dose_id).note == f"{zone}"


def test_a_dose_named_with_its_plan_keeps_status_and_lateness_wherever_it_is_amended(
    database, now
):
    series_id = do(database, planning.add, now, DAILY)
    dose_id = do(database, doses.take, now, ref(series_id, "2026-03-01T20:00"))
    before = entry(database, dose_id)
    assert (before.dose.status, before.dose.late_by_minutes) == ("late", 810)
    for zone in (UTC, ZoneInfo("Asia/Tokyo")):
        at = before.moment.at.astimezone(zone)
        draft = DoseDraft(at, "Item A", planned=before.dose.planned, status="late")
        do(database, doses.amend, now, dose_id, draft)
        found = entry(database, dose_id)
        assert replace(found.dose, amount="10", unit="mg") == before.dose


def test_a_dose_that_is_moved_is_for_the_planned_one_of_its_new_time(database, now):
    do(database, planning.add, now, DAILY)
    dose_id = do(database, doses.record, now, DoseDraft(in_berlin("2026-03-01T08:10"), "Item A"))
    told = {
        "2026-03-01T10:30": ("late", "2026-03-01T08:00"),
        "2026-03-01T19:30": ("taken", "2026-03-01T20:00"),
        "2026-02-28T23:00": ("late", "2026-02-28T20:00"),
        "2026-02-26T08:00": ("taken", None),
        "2026-03-02T08:05": ("taken", "2026-03-02T08:00"),
    }
    for text, expected in told.items():
        status = entry(database, dose_id).dose.status
        draft = DoseDraft(in_berlin(text), "Item A", status=status)
        do(database, doses.amend, now, dose_id, draft)
        assert standing(database, dose_id) == expected


def test_an_extra_dose_is_moved_onto_an_open_planned_one(database, now):
    do(database, planning.add, now, DAILY)
    for _again in range(2):
        extra = do(database, doses.record, now, DoseDraft(in_berlin("2026-03-02T08:00"), "Item A"))
    assert standing(database, extra) == ("extra", None)
    moved = DoseDraft(in_berlin("2026-03-01T08:00"), "Item A", status="extra")
    do(database, doses.amend, now, extra, moved)
    assert standing(database, extra) == ("taken", "2026-03-01T08:00")


def test_a_planned_dose_that_was_named_stays_when_the_time_is_corrected(database, now):
    series_id = do(database, planning.add, now, DAILY)
    own = ref(series_id, "2026-02-27T08:00")
    dose_id = do(database, doses.take, now, own)
    do(database, doses.amend, now, dose_id, DoseDraft(now - timedelta(minutes=5), "Item A"))
    found = entry(database, dose_id).dose
    assert (found.planned, found.status, found.late_by_minutes) == (own, "late", 3 * 1440 + 85)


def test_another_substance_is_no_longer_for_the_plan_of_the_first(database, now):
    series_id = do(database, planning.add, now, DAILY)
    own = ref(series_id, "2026-03-01T08:00")
    dose_id = do(database, doses.take, now, own)
    for planned in (own, None):
        draft = DoseDraft(now, "Item B", status="late", planned=planned)
        do(database, doses.amend, now, dose_id, draft)
        assert standing(database, dose_id) == ("taken", None)
        do(database, doses.amend, now, dose_id, DoseDraft(now, "Item A", planned=own))
        assert standing(database, dose_id) == ("late", own.wall.isoformat("T", "minutes"))
    do(database, planning.add, now, replace(DAILY, substance="Item B"))
    do(database, doses.amend, now, dose_id, DoseDraft(now, "Item B", planned=own))
    assert standing(database, dose_id) == ("taken", "2026-03-02T08:00")
    left = DoseDraft(now, "Item B", planned=own, status="skipped")
    do(database, doses.amend, now, dose_id, left)
    assert standing(database, dose_id) == ("skipped", None)


def test_every_status_can_be_corrected_and_a_dose_taken_off_the_plan(database, now):
    series_id = do(database, planning.add, now, DAILY)
    own = ref(series_id, "2026-03-02T08:00")
    dose_id = do(database, doses.leave, now, own, "skipped", "away")
    at = entry(database, dose_id).moment.at
    # taken after all: it stays for the planned dose it was for
    do(database, doses.amend, now, dose_id, DoseDraft(at, "Item A"))
    assert standing(database, dose_id) == ("taken", "2026-03-02T08:00")
    late = DoseDraft(in_berlin("2026-03-02T12:00"), "Item A", planned=own)
    do(database, doses.amend, now, dose_id, late)
    assert standing(database, dose_id) == ("late", "2026-03-02T08:00")
    for status in ("missed", "skipped"):
        draft = replace(late, status=status, reason="why")
        do(database, doses.amend, now, dose_id, draft)
        assert standing(database, dose_id) == (status, "2026-03-02T08:00")
    assert entry(database, dose_id).dose.reason == "why"
    for planned in (own, None):
        do(database, doses.amend, now, dose_id, replace(late, status="extra", planned=planned))
        assert standing(database, dose_id) == ("extra", None)
        assert today(database, now) == [("08:00", "due"), ("20:00", "planned"), (None, "extra")]
    do(database, doses.amend, now, dose_id, late)
    do(database, doses.amend, now, dose_id, replace(late, status="skipped", planned=None))
    assert standing(database, dose_id) == ("skipped", None)
    assert today(database, now) == [("08:00", "due"), ("20:00", "planned")]


def test_removing_a_dose_opens_its_planned_one_again(database, now):
    series_id = do(database, planning.add, now, DAILY)
    own = ref(series_id, "2026-03-02T08:00")
    dose_id = do(database, doses.take, now, own)
    do(database, doses.remove, now, dose_id)
    assert today(database, now)[0] == ("08:00", "due")
    do(database, doses.take, now, own)
    assert today(database, now)[0] == ("08:00", "taken")


def test_a_planned_dose_that_is_recorded_is_not_given_to_another_dose(database, now):
    series_id = do(database, planning.add, now, DAILY)
    first, second = ref(series_id, "2026-03-02T08:00"), ref(series_id, "2026-03-02T20:00")
    do(database, doses.take, now, first)
    other = do(database, doses.take, now, second)
    before = entry(database, other)
    with pytest.raises(InputError, match="recorded already"):
        do(database, doses.amend, now, other, DoseDraft(now, "Item A", planned=first))
    assert entry(database, other) == before
    # also after the plan was changed: it is the same planned dose
    do(database, regimens.change, now, series_id, DAILY)
    new = replace(second, regimen_id=series_id + 1)
    with pytest.raises(InputError, match="recorded already"):
        do(database, doses.take, now, new)


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_doses_are_planned_and_taken_on_the_first_and_the_last_day_there_is(database, day):
    now = in_berlin(f"{day}T23:59:30")
    draft = replace(DAILY, first_day=now.date(), last_day=now.date(), times=(time(23, 59),))
    series_id = do(database, planning.add, now, draft)
    dose_id = do(database, doses.record, now, DoseDraft(now, "Item A"))
    assert standing(database, dose_id) == ("taken", f"{day}T23:59")
    assert today(database, now) == [("23:59", "taken")]
    with pytest.raises(InputError, match="closed already"):
        do(database, regimens.close, now + timedelta(seconds=30), series_id)
