"""Planned times in every zone that there is, at its changes and between them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import clock, plan, regimens
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import PlannedDose, Regimen

ZONES = sorted(available_timezones())
YEARS = range(1970, 2038)
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES).map(ZoneInfo)
years = st.sampled_from(YEARS)
starts_of_day = st.sampled_from([time(0), time(4), time(23)])


def on_wall(text):
    return datetime.fromisoformat(text)


def regimen(*times, pattern=None, starts="1900-01-01", ends=None, window=120, number=1):
    return Regimen(
        id=number,
        series_id=number,
        substance_id=1,
        substance="Item A",
        discreet_label="",
        pattern=pattern or Pattern("daily"),
        times=tuple(time.fromisoformat(each) for each in times),
        anchor=date.fromisoformat(starts),
        starts_at=on_wall(starts),
        ends_at=None if ends is None else on_wall(ends),
        window_minutes=window,
    )


def walls(regimen, first, until, zone):
    return [dose.wall for dose in regimens.planned([regimen], (), first, until, zone)]


def changes(zone, year):
    """Return the instants of a year at which the offset of a zone changes."""
    found = []
    at = datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        low, high = at, at + ONE_DAY
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        at += ONE_DAY
    return found


@st.composite
def near_a_change(draw):
    """Draw a zone and a time on the wall, often within a gap or an overlap of the zone."""
    zone, year = draw(zones), draw(years)
    found = changes(zone, year)
    if not found:
        day = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        return zone, datetime.combine(day, time(*divmod(draw(st.integers(0, 1439)), 60)))
    at = draw(st.sampled_from(found))
    before = (at - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None, second=0)
    return zone, before + timedelta(minutes=draw(st.integers(-200, 200)))


def is_shown(wall, zone):
    """Say whether the clocks of a zone ever show a time on the wall: told by the way to UTC."""
    return any(
        wall.replace(tzinfo=zone, fold=fold)
        .astimezone(UTC)
        .astimezone(zone)
        .replace(tzinfo=None, fold=0)
        == wall
        for fold in (0, 1)
    )


@settings(max_examples=300, deadline=None)
@given(near_a_change())
def test_a_planned_time_is_a_moment_that_there_is_the_first_one_or_the_next_minute(drawn):
    zone, wall = drawn
    at = clock.resolve(wall, zone)
    expected = wall
    while not is_shown(expected, zone):
        expected += ONE_MINUTE
    assert (at.replace(tzinfo=None), at.fold, at.tzinfo) == (expected, 0, zone)
    readings = [expected.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert at.astimezone(UTC) == min(readings)
    assert clock.wall(at.astimezone(UTC).astimezone(zone)) == expected


@settings(max_examples=60, deadline=None)
@given(zones, years)
def test_eight_in_the_evening_stays_so_on_the_wall_all_year(zone, year):
    first, until = datetime(year, 1, 1), datetime(year + 1, 1, 1)  # noqa: DTZ001
    found = regimens.planned([regimen("20:00")], (), first, until, zone)
    missing = clock.missing_days(first.date(), until.date() - ONE_DAY, zone)
    days = ((first + timedelta(days=number)).date() for number in range((until - first).days))
    assert [dose.wall.date() for dose in found] == [day for day in days if day not in missing]
    assert {dose.wall.time() for dose in found} == {time(20)}
    for dose in found:
        if is_shown(dose.wall, zone):
            assert clock.resolve(dose.wall, zone).replace(tzinfo=None) == dose.wall


@settings(max_examples=25, deadline=None)
@given(zones, years)
def test_every_half_hour_of_a_year_is_planned_once_in_any_zone(zone, year):
    first, until = datetime(year, 1, 1), datetime(year + 1, 1, 1)  # noqa: DTZ001
    hours = regimen(*(f"{hour:02}:30" for hour in range(24)))
    found = walls(hours, first, until, zone)
    missing = clock.missing_days(first.date(), until.date() - ONE_DAY, zone)
    every = (first + timedelta(minutes=30 + 60 * n) for n in range((until - first).days * 24))
    assert found == [wall for wall in every if wall.date() not in missing]
    moments = [clock.resolve(wall, zone).astimezone(UTC) for wall in found]
    assert all(one <= other for one, other in pairwise(moments))


@settings(max_examples=200, deadline=None)
@given(near_a_change(), st.integers(0, 5000), st.integers(0, 59))
def test_lateness_is_real_time_whatever_the_clocks_do_meanwhile(drawn, minutes, seconds):
    zone, wall = drawn
    dose = PlannedDose(wall, regimen("08:00"), None)
    planned_at = clock.resolve(wall, zone).astimezone(UTC)
    taken = (planned_at + timedelta(minutes=minutes, seconds=seconds)).astimezone(zone)
    assert plan.late_by(dose, taken) == minutes
    assert plan.status_of(dose, taken) == ("late" if minutes > 120 else "taken")
    assert plan.late_by(dose, (planned_at - timedelta(minutes=minutes)).astimezone(zone)) == 0


@settings(max_examples=100, deadline=None)
@given(near_a_change(), starts_of_day)
def test_consecutive_journal_days_share_out_the_plan(drawn, starts_at):
    zone, wall = drawn
    one = regimen("00:00", "02:30", "03:59", "04:00", "12:00", "22:59", "23:00", "23:50")
    days = [wall.date() + timedelta(days=number) for number in range(-3, 4)]
    of_days = []
    for day in days:
        own = walls(one, *regimens.journal_span(day, day, starts_at), zone)
        assert {clock.journal_day(each, starts_at) for each in own} <= {day}
        of_days += own
    assert of_days == walls(one, *regimens.journal_span(days[0], days[-1], starts_at), zone)


@settings(max_examples=150, deadline=None)
@given(near_a_change(), st.data())
def test_the_plan_of_a_range_is_that_of_its_parts(drawn, data):
    zone, wall = drawn
    pattern = data.draw(
        st.sampled_from(
            [
                Pattern("daily"),
                Pattern("weekdays", weekdays=(0, 2, 6)),
                Pattern("every", every=3),
                Pattern("on_off", on=4, off=3),
                Pattern("cycle", cycle="1001000"),
            ]
        )
    )
    start = (wall - timedelta(days=5)).date().isoformat()
    one = regimen("02:30", "08:00", "20:15", pattern=pattern, starts=start)
    minutes = data.draw(st.lists(st.integers(-20_000, 20_000), min_size=2, max_size=5))
    cuts = sorted(wall + timedelta(minutes=each) for each in minutes)
    parts = [walls(one, first, until, zone) for first, until in pairwise(cuts)]
    assert list(chain.from_iterable(parts)) == walls(one, cuts[0], cuts[-1], zone)


@pytest.mark.parametrize(
    ("zone", "planned", "moment"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:00+02:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30+02:00"),
        ("Australia/Lord_Howe", "2025-10-05T02:10", "2025-10-05T02:30+11:00"),
        ("Australia/Lord_Howe", "2025-04-06T01:45", "2025-04-06T01:45+11:00"),
        ("Antarctica/Troll", "2025-03-30T01:10", "2025-03-30T03:00+02:00"),
        ("America/Scoresbysund", "2023-03-26T00:00", "2023-03-26T01:00+00:00"),
        ("America/Scoresbysund", "2025-03-29T23:10", "2025-03-30T00:00-01:00"),
        ("Asia/Kathmandu", "2026-03-29T02:30", "2026-03-29T02:30+05:45"),
        ("Africa/Casablanca", "2024-04-14T02:20", "2024-04-14T03:00+01:00"),
        ("America/Havana", "2025-03-09T00:30", "2025-03-09T01:00-04:00"),
        ("Pacific/Apia", "2011-12-30T08:00", "2011-12-31T00:00+14:00"),
        # its clocks were put forward by 44 minutes and a half: 00:44:30 was the first time after
        ("Africa/Monrovia", "1972-01-07T00:10", "1972-01-07T00:45+00:00"),
        ("Africa/Monrovia", "1972-01-07T00:44", "1972-01-07T00:45+00:00"),
    ],
)
def test_a_planned_time_at_a_change_of_its_zone(zone, planned, moment):
    found = clock.resolve(on_wall(planned), ZoneInfo(zone))
    assert found.isoformat(timespec="minutes") == moment


def test_a_time_with_seconds_in_a_gap_is_never_moved_to_before_it():
    # Kuching's clocks went from 23:38:40 to midnight and beyond: a gap that begins within a minute
    zone = ZoneInfo("Asia/Kuching")
    found = clock.resolve(on_wall("1926-03-01T00:00:30"), zone)
    assert found.replace(tzinfo=None) >= on_wall("1926-03-01T00:00:30")
    assert is_shown(clock.wall(found), zone)


def test_a_fixed_offset_has_no_gap():
    zone = timezone(timedelta(hours=5, minutes=30))
    assert clock.resolve(on_wall("2026-03-29T02:30"), zone).utcoffset() == timedelta(hours=5.5)
    assert clock.zone_of(clock.resolve(on_wall("2026-03-29T02:30"), zone)) is zone
    assert clock.zone_of(on_wall("2026-03-29T02:30")) is UTC


@pytest.mark.parametrize(
    ("zone", "left_out"),
    [
        ("Pacific/Apia", "2011-12-30"),
        ("Pacific/Fakaofo", "2011-12-30"),
        ("Pacific/Kiritimati", "1994-12-31"),
        ("Pacific/Kwajalein", "1993-08-21"),
    ],
)
@pytest.mark.parametrize("pattern", [Pattern("daily"), Pattern("every", every=2)])
def test_on_a_day_that_the_calendar_left_out_nothing_is_planned(zone, left_out, pattern):
    zone, missing = ZoneInfo(zone), date.fromisoformat(left_out)
    start = (missing - 4 * ONE_DAY).isoformat()
    one = regimen("00:10", "08:00", "23:50", pattern=pattern, starts=start)
    for before in range(4):
        for after in range(4):
            days = (missing - before * ONE_DAY, missing + after * ONE_DAY)
            found = walls(one, *regimens.span_of(*days), zone)
            elsewhere = walls(one, *regimens.span_of(*days), ZoneInfo("Europe/Berlin"))
            assert found == [wall for wall in elsewhere if wall.date() != missing]
            assert clock.missing_days(*days, zone) == {missing}


@settings(max_examples=100, deadline=None)
@given(zones, years, st.integers(0, 364), st.integers(0, 40))
def test_a_day_is_left_out_only_where_no_hour_of_it_was_ever_shown(zone, year, start, length):
    first = date(year, 1, 1) + timedelta(days=start)
    last = first + timedelta(days=length)
    missing = clock.missing_days(first, last, zone)
    for number in range(length + 1):
        day = first + timedelta(days=number)
        noon = datetime.combine(day, time(12))
        assert (day in missing) == (not is_shown(noon, zone))


def test_a_zone_is_found_again_by_its_name():
    half_past = timezone(timedelta(hours=5, minutes=30))
    west = timezone(-timedelta(hours=3, minutes=30))
    for zone in (ZoneInfo("Asia/Tokyo"), half_past, west, timezone(timedelta())):
        at = datetime(2026, 3, 1, 8, tzinfo=zone)
        again = clock.zone_named(clock.zone_name(at))
        assert at.astimezone(again).isoformat() == at.isoformat()


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "America", "../etc", "+99:00", "+01:75", "a\0b", "x" * 5000]
)
def test_a_zone_that_this_computer_does_not_know_is_read_as_utc(name):
    assert clock.zone_named(name) is UTC


@settings(max_examples=100, deadline=None)
@given(zones, zones, years, st.integers(0, 8759), starts_of_day)
def test_a_journey_moves_no_planned_dose_to_another_day(home, abroad, year, hour, starts_at):
    wall = datetime(year, 1, 1) + timedelta(hours=hour)  # noqa: DTZ001
    one = regimen(f"{wall:%H:%M}")
    span = regimens.journal_span(
        clock.journal_day(wall, starts_at), clock.journal_day(wall, starts_at), starts_at
    )
    for zone in (home, abroad):
        expected = (
            [] if wall.date() in clock.missing_days(wall.date(), wall.date(), zone) else [wall]
        )
        assert walls(one, *span, zone) == expected
