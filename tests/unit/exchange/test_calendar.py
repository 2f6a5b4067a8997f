"""The calendar file, read back by icalendar and expanded by dateutil."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from dosejournal.domain import clock, patterns
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Pause, Regimen, planned
from dosejournal.exchange import calendar
from dosejournal.exchange.calendar import CalendarContent, CalendarEvent, recurrences, zones

BERLIN = ZoneInfo("Europe/Berlin")
wall = datetime.fromisoformat
LOOK_UNTIL = wall("2029-01-01")
MARCH = wall("2026-03-02")


# --- what a calendar program makes of the file ---


def occurrences(event, zone, until):
    """Expand an event on the wall of its zone; skipped times are read as RFC 5545 3.3.5 says."""
    start = event["DTSTART"].dt
    first = start.replace(tzinfo=zone)
    if "RRULE" not in event:
        return [first]
    found = rrulestr(event["RRULE"].to_ical().decode(), dtstart=first)
    left_out = {at.dt.replace(tzinfo=None) for at in dates(event, "EXDATE")}
    return [
        at
        for at in found.between(first, until.replace(tzinfo=zone), inc=True)
        if at.replace(tzinfo=None) not in left_out
    ]


def dates(event, name):
    return event[name].dts if name in event else []


def written(versions, stops, zone, *, named=False):
    """Return the file of some regimens as icalendar reads it."""
    first = min(version.starts_at.year for version in versions) - 1
    changes = zones.changes(zone, first)
    events = tuple(
        CalendarEvent(
            uid=times.key,
            summary=f"{times.step.amount if times.step else None}" if named else "Planned entry",
            times=times,
        )
        for times in recurrences.of(versions, stops, zone, changes)
    )
    content = CalendarContent(
        written_at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        zone=zones.tzid(datetime(2026, 3, 2, tzinfo=zone)),
        observances=zones.observances(zone, first, changes),
        events=events,
    )
    return Calendar.from_ical(calendar.write(content))


def expanded(versions, stops, zone):
    """Return moment and amount of all that the file of some regimens has, in order."""
    return sorted(
        (at.astimezone(UTC), str(event["SUMMARY"]))
        for event in written(versions, stops, zone, named=True).events
        for at in occurrences(event, zone, LOOK_UNTIL)
        if at.replace(tzinfo=None) < LOOK_UNTIL
    )


def expected(versions, stops, zone):
    return sorted(
        (
            clock.resolve(dose.wall, zone).astimezone(UTC),
            f"{dose.step.amount if dose.step else None}",
        )
        for dose in planned(versions, stops, wall("1999-01-01"), LOOK_UNTIL, zone)
    )


# --- any plan ---

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WALLS = st.datetimes(wall("2025-01-01"), wall("2028-12-31")).map(
    lambda found: found.replace(second=0, microsecond=0)
)
TIMES = st.lists(
    st.times().map(lambda at: at.replace(second=0, microsecond=0))
    | st.sampled_from([time(2, 30), time(0), time(1, 30), time(23, 59)]),
    min_size=1,
    max_size=2,
    unique=True,
).map(lambda times: tuple(sorted(times)))
PATTERNS = st.one_of(
    st.just(Pattern("daily")),
    st.just(Pattern("as_needed")),
    st.builds(
        lambda days: Pattern("weekdays", weekdays=tuple(sorted(days))),
        st.sets(st.integers(0, 6), min_size=1),
    ),
    st.builds(lambda n: Pattern("every", every=n), st.integers(1, 366)),
    st.builds(lambda n, m: Pattern("on_off", on=n, off=m), st.integers(1, 5), st.integers(1, 9)),
    st.builds(
        lambda signs: Pattern("cycle", cycle=signs),
        st.text("01", min_size=1, max_size=9).filter(lambda signs: "1" in signs),
    ),
)
STEPS = st.lists(DAYS, max_size=3, unique=True).map(
    lambda days: tuple(DoseStep(day, str(n), "mg") for n, day in enumerate(sorted(days)))
)
ZONES = st.sampled_from(
    [
        BERLIN,
        ZoneInfo("America/New_York"),
        ZoneInfo("Australia/Lord_Howe"),  # half an hour
        ZoneInfo("America/Santiago"),  # at midnight
        ZoneInfo("Africa/Casablanca"),  # by the moon
        ZoneInfo("Asia/Kathmandu"),
        ZoneInfo("UTC"),
        timezone(timedelta(hours=-3, minutes=-30)),
    ]
)


@st.composite
def versions(draw):
    found = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        starts_at = draw(WALLS | DAYS.map(lambda day: datetime.combine(day, time())))
        found.append(
            Regimen(
                id=number,
                series_id=draw(st.integers(1, 2)),
                substance_id=1,
                substance="Item A",
                discreet_label="",
                pattern=draw(PATTERNS),
                times=draw(TIMES),
                anchor=draw(DAYS | st.just(starts_at.date())),
                starts_at=starts_at,
                ends_at=draw(st.none() | WALLS),
                steps=draw(STEPS),
            )
        )
    return found


STOPS = st.lists(st.builds(Pause, st.integers(1, 2), WALLS, st.none() | WALLS), max_size=3)


@given(versions(), STOPS, ZONES)
def test_the_file_has_what_is_planned_and_nothing_else(versions, stops, zone):
    assert expanded(versions, stops, zone) == expected(versions, stops, zone)


@given(versions(), STOPS, ZONES)
def test_each_event_begins_with_its_first_time_and_ends_with_its_last(versions, stops, zone):
    for event in written(versions, stops, zone).events:
        found = occurrences(event, zone, LOOK_UNTIL + timedelta(days=400))
        assert found[0].replace(tzinfo=None) == event["DTSTART"].dt.replace(tzinfo=None)
        until = event["RRULE"].get("UNTIL") if "RRULE" in event else None
        if until is not None:
            assert until[0] == found[-1].astimezone(UTC)
            assert until[0].tzinfo is UTC or until[0].utcoffset() == timedelta()


@given(versions(), STOPS, ZONES)
def test_a_rule_has_no_time_that_summer_time_skips(versions, stops, zone):
    # so it does not matter how a program reads one: the RFC says two things
    for event in written(versions, stops, zone).events:
        for at in occurrences(event, zone, LOOK_UNTIL):
            assert not clock.in_gap(at)


@given(versions(), STOPS, ZONES)
def test_no_two_events_have_the_same_key(versions, stops, zone):
    found = [
        times.key for times in recurrences.of(versions, stops, zone, zones.changes(zone, 2024))
    ]
    assert len(set(found)) == len(found)


@given(
    zone=st.sampled_from(["Europe/Berlin", "Africa/Casablanca", "Asia/Tehran", "Europe/Dublin"])
    | st.sampled_from(["America/Sao_Paulo", "Pacific/Apia", "Asia/Jerusalem", "UTC"]),
    at=st.datetimes(wall("1995-01-01"), wall("2099-01-01")),
)
@example(zone="Pacific/Apia", at=wall("2011-12-31T10:00"))
def test_the_file_says_what_the_clocks_of_its_zone_do(zone, at):
    zone = ZoneInfo(zone)
    versions = [of("daily", starts_at=wall("1996-01-01"))]
    [clocks] = written(versions, [], zone).timezones
    onsets = []
    for part in clocks.subcomponents:
        first = part["DTSTART"].dt
        walls = [first]
        if "RRULE" in part:
            start = first.replace(tzinfo=timezone(part["TZOFFSETFROM"].td))
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=start)
            found = rule.between(start, datetime(2100, 1, 1, tzinfo=UTC), inc=True)
            walls = [at.replace(tzinfo=None) for at in found]
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        onsets.extend((onset - before, after) for onset in walls)
    offset = max(onset for onset in onsets if onset[0] <= at)[1]
    assert at.replace(tzinfo=UTC).astimezone(zone).utcoffset() == offset


def test_utc_has_its_exceptions_in_the_same_zone():
    pause = Pause(1, wall("2026-03-04"), wall("2026-03-05"))
    [event] = written([of("daily")], [pause], UTC).events
    assert event["EXDATE"].params["TZID"] == event["DTSTART"].params["TZID"] == "Etc/UTC"


# --- one plan after the other ---


def of(text, *times, starts_at=MARCH, **more):
    """Return a regimen in the first week of March 2026."""
    given = {"anchor": starts_at.date(), "steps": (), **more}
    return Regimen(
        id=1,
        series_id=1,
        substance_id=1,
        substance="Item A",
        discreet_label="",
        pattern=patterns.parse(text),
        times=times or (time(20),),
        starts_at=starts_at,
        **given,
    )


def lines(version, stops=(), zone=BERLIN):
    """Return each event as its start, rule and exceptions."""
    return [
        tuple(
            event[name].to_ical().decode()
            for name in ("DTSTART", "RRULE", "EXDATE")
            if name in event
        )
        for event in written([version], list(stops), zone).events
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("daily", [("20260302T200000", "FREQ=DAILY")]),
        ("weekdays tue,fri", [("20260303T200000", "FREQ=WEEKLY;BYDAY=TU,FR")]),
        ("every 3 days", [("20260302T200000", "FREQ=DAILY;INTERVAL=3")]),
        (
            "2 on 1 off",
            [
                ("20260302T200000", "FREQ=DAILY;INTERVAL=3"),
                ("20260303T200000", "FREQ=DAILY;INTERVAL=3"),
            ],
        ),
        ("cycle 0010", [("20260304T200000", "FREQ=DAILY;INTERVAL=4")]),
        ("as needed", []),
    ],
)
def test_each_pattern_is_a_rule_of_its_own(text, found):
    assert lines(of(text)) == found


def test_an_end_is_told_in_utc_as_the_rfc_asks():
    version = of("daily", ends_at=wall("2026-04-11"))
    assert lines(version) == [("20260302T200000", "FREQ=DAILY;UNTIL=20260410T180000Z")]


def test_a_single_time_needs_no_rule():
    assert lines(of("daily", ends_at=wall("2026-03-03"))) == [("20260302T200000",)]


def test_a_span_without_a_time_is_no_event():
    assert lines(of("daily", ends_at=wall("2026-03-02T19:00"))) == []
    assert lines(of("every 9 days", anchor=date(2026, 3, 1), ends_at=wall("2026-03-09"))) == []


def test_a_pause_leaves_times_out_and_an_open_one_ends_the_rule():
    closed = Pause(1, wall("2026-03-04T09:00"), wall("2026-03-06T09:00"))
    assert lines(of("daily"), [closed]) == [
        ("20260302T200000", "FREQ=DAILY", "20260304T200000,20260305T200000")
    ]
    opened = Pause(1, wall("2026-03-08T09:00"))
    assert lines(of("daily"), [closed, opened]) == [
        (
            "20260302T200000",
            "FREQ=DAILY;UNTIL=20260307T190000Z",
            "20260304T200000,20260305T200000",
        )
    ]


def test_a_pause_at_either_end_shortens_the_rule():
    version = of("daily", ends_at=wall("2026-03-12"))
    ends = [
        Pause(1, wall("2026-03-01"), wall("2026-03-04")),
        Pause(1, wall("2026-03-10"), wall("2026-04-01")),
    ]
    assert lines(version, ends) == [("20260304T200000", "FREQ=DAILY;UNTIL=20260309T190000Z")]


def test_a_plan_that_was_paused_all_the_time_is_no_event():
    whole = Pause(1, wall("2026-03-01"), wall("2026-03-20"))
    assert lines(of("daily", ends_at=wall("2026-03-12")), [whole]) == []


def test_a_pause_of_another_regimen_changes_nothing():
    other = Pause(2, wall("2026-03-01"))
    assert lines(of("daily"), [other]) == [("20260302T200000", "FREQ=DAILY")]


def test_a_time_that_is_skipped_is_an_event_of_its_own_at_the_next_minute():
    version = of("daily", time(2, 30), ends_at=wall("2026-04-01"))
    assert lines(version) == [
        ("20260302T023000", "FREQ=DAILY;UNTIL=20260331T003000Z", "20260329T023000"),
        ("20260329T030000",),
    ]


def test_a_time_that_comes_twice_is_in_the_rule_as_any_other():
    version = of("daily", time(2, 30), starts_at=wall("2026-10-24"))
    version = replace(version, ends_at=wall("2026-10-26"))
    # the first of the two, in summer time
    assert lines(version) == [("20261024T023000", "FREQ=DAILY;UNTIL=20261025T003000Z")]


def test_a_day_that_a_zone_left_out_has_no_event():
    apia = ZoneInfo("Pacific/Apia")
    version = of("daily", starts_at=wall("2011-12-29"), ends_at=wall("2012-01-01"))
    assert lines(version, zone=apia) == [
        ("20111229T200000", "FREQ=DAILY;UNTIL=20111231T060000Z", "20111230T200000")
    ]
