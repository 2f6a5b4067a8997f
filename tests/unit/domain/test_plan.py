"""What became of planned doses: which one a dose closes, and how each stands."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import clock, plan, regimens
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.plan import Kept, PlanLine
from dosejournal.domain.regimens import DoseStep, PlannedDose, Regimen

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = time(4)
STARTS = [time(0), time(4), time(23)]


def on_wall(text):
    return datetime.fromisoformat(text)


def in_berlin(text):
    return on_wall(text).replace(tzinfo=BERLIN)


def regimen(number=1, window=120, times=("08:00", "20:00"), steps=()):
    return Regimen(
        id=number,
        series_id=number,
        substance_id=1,
        substance="Item A",
        discreet_label="A",
        pattern=Pattern("daily"),
        times=tuple(time.fromisoformat(each) for each in times),
        anchor=date(2026, 1, 1),
        starts_at=on_wall("2026-01-01"),
        window_minutes=window,
        steps=steps,
    )


def doses(*texts, **of):
    return [PlannedDose(on_wall(text), regimen(**of), None) for text in texts]


def closed_by(at, still_open, starts_at=FOUR, closed=()):
    found = plan.match(still_open, in_berlin(at), starts_at, closed)
    return None if found is None else found.wall.isoformat(timespec="minutes")


@pytest.mark.parametrize("starts_at", STARTS)
def test_after_midnight_a_dose_closes_the_one_of_before_and_the_next_stays_open(starts_at):
    found = doses("2026-03-01T23:50", "2026-03-02T23:50")
    assert closed_by("2026-03-02T00:20", found, starts_at) == "2026-03-01T23:50"


@pytest.mark.parametrize("starts_at", STARTS)
def test_where_it_is_closed_already_the_evening_to_come_stays_open(starts_at):
    before, after = doses("2026-03-01T23:50", "2026-03-02T23:50")
    assert closed_by("2026-03-02T00:20", [after], starts_at, [before]) is None


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        ("2026-03-02T07:10", "2026-03-02T08:00"),
        ("2026-03-02T09:59", "2026-03-02T08:00"),
        # the last one due
        ("2026-03-02T17:00", "2026-03-02T08:00"),
        ("2026-03-02T18:01", "2026-03-02T20:00"),
        ("2026-03-03T01:30", "2026-03-02T20:00"),
        # in the small hours: the evening before is nearer than the morning
        ("2026-03-03T03:59", "2026-03-02T20:00"),
        ("2026-03-03T05:00", "2026-03-03T08:00"),
    ],
)
def test_a_dose_closes_the_planned_one_it_belongs_to(at, closes):
    found = doses(
        "2026-03-01T20:00",
        "2026-03-02T08:00",
        "2026-03-02T20:00",
        "2026-03-03T08:00",
        "2026-03-03T20:00",
    )
    assert closed_by(at, found) == closes
    assert closed_by(at, reversed(found)) == closes


def test_of_two_as_near_the_earlier_one_is_closed():
    found = doses("2026-03-02T08:00", "2026-03-02T10:00")
    assert closed_by("2026-03-02T09:00", reversed(found)) == "2026-03-02T08:00"


def test_of_two_regimens_at_one_time_the_first_is_closed_and_then_the_other():
    one, other = *doses("2026-03-02T08:00"), *doses("2026-03-02T08:00", number=2)
    at = in_berlin("2026-03-02T07:50")
    assert plan.match([other, one], at, FOUR) is one
    # the closed one is no nearer, and of another regimen
    assert plan.match([other], at, FOUR, [one]) is other


def test_a_dose_recorded_twice_is_not_the_next_one():
    morning, noon, evening = doses("2026-03-02T08:00", "2026-03-02T09:30", "2026-03-02T20:00")
    assert closed_by("2026-03-02T08:01", [noon, evening], closed=[morning]) is None
    assert closed_by("2026-03-02T08:45", [noon, evening], closed=[morning]) == "2026-03-02T09:30"
    assert closed_by("2026-03-02T15:00", [evening], closed=[morning]) == "2026-03-02T20:00"
    assert closed_by("2026-03-02T13:00", [evening], closed=[morning]) is None
    # one that is overdue may always be the one
    assert closed_by("2026-03-02T09:30", [morning], closed=[noon]) == "2026-03-02T08:00"


@pytest.mark.parametrize("window", [120, 1440])
def test_a_dose_recorded_twice_is_not_yesterdays(window):
    evening, morning = doses("2026-03-01T20:00", "2026-03-02T07:00", window=window)
    assert closed_by("2026-03-02T07:05", [evening], closed=[morning]) is None
    assert closed_by("2026-03-02T07:05", [evening]) == "2026-03-01T20:00"
    # what was nearer to it is recorded after the morning's
    assert closed_by("2026-03-02T01:00", [evening], time(0), [morning]) == "2026-03-01T20:00"


def test_around_the_start_of_day_a_dose_recorded_twice_is_not_tomorrows():
    before, after = doses("2026-03-01T23:50", "2026-03-02T00:30")
    assert closed_by("2026-03-01T23:52", [after], time(0), [before]) is None
    assert closed_by("2026-03-02T00:01", [after], time(0), [before]) is None
    assert closed_by("2026-03-02T00:20", [after], time(0), [before]) == "2026-03-02T00:30"


def test_yesterdays_closed_dose_does_not_hinder_an_early_one():
    yesterday, today = doses("2026-03-01T20:00", "2026-03-02T20:00")
    assert closed_by("2026-03-02T06:00", [today], closed=[yesterday]) == "2026-03-02T20:00"


def test_a_dose_of_today_may_be_taken_up_to_eighteen_hours_early():
    found = doses("2026-03-02T23:50")
    assert closed_by("2026-03-02T05:50", found) == "2026-03-02T23:50"
    assert closed_by("2026-03-02T05:49", found) is None


@pytest.mark.parametrize("window", [0, 120, 1440])
def test_a_wide_window_takes_no_dose_of_tomorrow(window):
    found = doses("2026-03-03T08:00", window=window)
    assert closed_by("2026-03-02T20:00", found) is None
    assert closed_by("2026-03-02T08:01", found) is None


def test_shortly_before_the_day_begins_its_first_dose_may_be_taken():
    assert closed_by("2026-03-02T03:40", doses("2026-03-02T04:30")) == "2026-03-02T04:30"
    assert closed_by("2026-03-02T03:40", doses("2026-03-02T04:30", window=30)) is None
    wide = doses("2026-03-02T05:40", "2026-03-02T05:41", window=600)
    assert closed_by("2026-03-02T03:40", wide) == "2026-03-02T05:40"
    assert closed_by("2026-03-02T03:40", wide[1:]) is None


def test_the_last_dose_of_the_day_before_may_be_taken_for_twelve_hours():
    found = doses("2026-03-01T20:00")
    assert closed_by("2026-03-02T08:00", found) == "2026-03-01T20:00"
    assert closed_by("2026-03-02T08:01", found) is None
    assert closed_by("2026-03-02T19:59", doses("2026-03-01T20:00", window=1440)) is not None
    assert closed_by("2026-03-03T08:00", doses("2026-03-01T23:00")) is None


def test_with_a_window_wider_than_the_gap_the_nearest_is_closed():
    found = doses("2026-03-02T08:00", "2026-03-02T12:00", "2026-03-02T16:00", window=1440)
    assert closed_by("2026-03-02T09:59", found) == "2026-03-02T08:00"
    assert closed_by("2026-03-02T10:01", found) == "2026-03-02T12:00"


def test_without_an_open_dose_none_is_closed():
    assert closed_by("2026-03-02T08:00", []) is None


quarters = st.integers(0, 4 * 24 * 5 - 1)


@settings(deadline=None)
@given(
    st.sets(quarters, max_size=12),
    st.sets(quarters, max_size=6),
    quarters,
    st.sampled_from([0, 30, 120, 1440]),
    st.sampled_from(STARTS),
)
def test_what_is_closed_is_open_and_of_this_day_the_one_before_or_near(
    open_at, closed_at, taken_at, window, starts_at
):
    first = on_wall("2026-03-27")  # with the night on which Berlin's clocks are put forward
    one = regimen(window=window)
    walls = {place: first + timedelta(minutes=15 * place) for place in range(4 * 24 * 5)}
    still_open = [PlannedDose(walls[place], one, None) for place in open_at - closed_at]
    closed = [PlannedDose(walls[place], one, None) for place in closed_at]
    at = clock.resolve(walls[taken_at], BERLIN)
    found = plan.match(still_open, at, starts_at, closed)
    if found is None:
        # one that is due on its own day would have been closed
        assert not [
            dose
            for dose in still_open
            if clock.resolve(dose.wall, BERLIN) <= at
            and clock.journal_day(dose.wall, starts_at)
            == clock.journal_day(clock.wall(at), starts_at)
        ]
        return
    assert found in still_open
    away = at.astimezone(UTC) - clock.resolve(found.wall, BERLIN).astimezone(UTC)
    day = clock.journal_day(clock.wall(at), starts_at)
    of = clock.journal_day(found.wall, starts_at)
    assert (
        of == day
        or (of == day - timedelta(days=1) and away <= timedelta(hours=12))
        or timedelta(hours=-2) <= away <= timedelta(minutes=window)
    )
    assert away >= timedelta(hours=-18)
    assert plan.match(reversed(still_open), at, starts_at, reversed(closed)) == found


@settings(deadline=None)
@given(st.permutations(range(8)), st.lists(st.integers(-240, 240), min_size=8, max_size=8))
def test_the_order_of_recording_does_not_change_what_is_closed(order, off):
    # each within the window of its own one, and windows that do not meet
    one = regimen(window=240, times=("09:00", "21:00"))
    span = on_wall("2026-03-27T04:00"), on_wall("2026-03-31T04:00")
    planned = regimens.planned([one], (), *span, BERLIN)
    taken = [
        (clock.resolve(dose.wall, BERLIN).astimezone(UTC) + timedelta(minutes=minutes))
        for dose, minutes in zip(planned, off, strict=True)
    ]
    closed = {}
    for place in order:
        still_open = [dose for dose in planned if dose not in closed.values()]
        at = taken[place].astimezone(BERLIN)
        closed[place] = plan.match(still_open, at, FOUR, closed.values())
    assert [closed[place] for place in range(8)] == planned


def kept(status, at, **more):
    recorded = in_berlin("2026-03-02T22:00")
    return Kept(7, status, in_berlin(at), recorded, "10", "mg", **more)


@pytest.mark.parametrize(
    ("now", "status", "late"),
    [
        ("2026-03-02T07:59:59", "planned", None),
        ("2026-03-01T08:00", "planned", None),
        ("2026-03-02T08:00", "due", 0),
        ("2026-03-02T10:00:59", "due", 120),
        ("2026-03-02T10:01", "overdue", 121),
        ("2026-03-03T03:59", "overdue", 1199),
        ("2026-03-03T04:00", "missed", None),
    ],
)
def test_an_open_planned_dose_stands_by_the_clock(now, status, late):
    (dose,) = doses("2026-03-02T08:00")
    found = plan.line(dose, None, in_berlin(now), FOUR)
    assert (found.status, found.late_by_minutes, found.is_open) == (status, late, True)
    assert found.at == in_berlin("2026-03-02T08:00")


@pytest.mark.parametrize(
    ("status", "at", "late"),
    [
        ("taken", "2026-03-02T07:00", 0),
        ("taken", "2026-03-02T08:45", 45),
        ("late", "2026-03-04T08:00", 2880),
        ("skipped", "2026-03-02T08:00", None),
        ("missed", "2026-03-02T08:00", None),
    ],
)
def test_what_was_recorded_says_how_a_planned_dose_stands(status, at, late):
    (dose,) = doses("2026-03-02T08:00")
    for now in ("2026-03-01T08:00", "2026-03-09T08:00"):
        found = plan.line(dose, kept(status, at), in_berlin(now), FOUR)
        assert (found.status, found.late_by_minutes, found.is_open) == (status, late, False)


@pytest.mark.parametrize(("window", "minutes"), [(0, 0), (30, 30), (1440, 1440)])
def test_a_dose_is_late_when_its_window_is_over(window, minutes):
    (dose,) = doses("2026-03-02T08:00", window=window)
    last = in_berlin("2026-03-02T08:00:59") + timedelta(minutes=minutes)
    assert plan.status_of(dose, last) == "taken"
    assert plan.status_of(dose, last + timedelta(seconds=1)) == "late"
    assert plan.status_of(dose, in_berlin("2026-02-01T08:00")) == "taken"


def test_the_lateness_over_a_change_of_clocks_is_real():
    (spring,), (autumn,) = doses("2026-03-29T01:30"), doses("2026-10-25T01:30")
    assert plan.late_by(spring, in_berlin("2026-03-29T03:30")) == 60
    assert plan.late_by(autumn, in_berlin("2026-10-25T03:30")) == 180


def test_a_line_as_plain_values():
    step = DoseStep(date(2026, 1, 1), "10", "mg")
    dose = PlannedDose(on_wall("2026-03-02T08:00"), regimen(steps=(step,)), step)
    now = in_berlin("2026-03-02T22:00")
    found = plan.record(plan.line(dose, kept("late", "2026-03-02T11:00"), now, FOUR))
    assert found == {
        "planned_at": "2026-03-02T08:00:00+01:00",
        "substance": "Item A",
        "amount": "10",
        "unit": "mg",
        "status": "late",
        "late_by_minutes": 180,
        "discreet_label": "A",
        "plan": 1,
        "dose_event": 7,
        "taken_at": "2026-03-02T11:00:00+01:00",
        "recorded_at": "2026-03-02T22:00:00+01:00",
        "taken_amount": "10",
        "taken_unit": "mg",
        "reason": "",
    }
    skipped = kept("skipped", "2026-03-02T08:00", reason="away")
    found = plan.record(plan.line(dose, skipped, now, FOUR))
    assert (found["taken_at"], found["taken_amount"], found["reason"]) == (None, None, "away")
    found = plan.record(plan.line(doses("2026-03-02T08:00")[0], None, now, FOUR))
    assert (found["dose_event"], found["recorded_at"], found["taken_unit"]) == (None, None, None)
    assert (found["amount"], found["unit"], found["reason"]) == (None, "", "")
    one = kept("extra", "2026-03-02T12:00")
    found = plan.record(PlanLine("Item A", "", "extra", None, None, None, "", None, one))
    assert (found["planned_at"], found["plan"]) == (None, None)
    assert found["taken_at"] == "2026-03-02T12:00:00+01:00"
