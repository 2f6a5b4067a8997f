"""A calendar of some days: what is planned on them, and the rest as if it were not there."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from dosejournal.domain import clock, patterns
from dosejournal.domain import regimens as rules
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.exchange import calendar
from dosejournal.exchange.asked import Asked
from dosejournal.journal import information, pauses, planning, regimens

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = timedelta(days=1)
START = date(2026, 3, 2)
LOOK_UNTIL = datetime(2026, 5, 1, tzinfo=BERLIN)
PATTERNS = ["daily", "weekdays mon,wed,sat", "every 3 days", "4 on 3 off", "cycle 1001000"]


@pytest.fixture
def begun(database, now):
    """Plans a few regimens of each kind; the first is changed and paused later."""
    ids = []
    for pattern in PATTERNS:
        draft = RegimenDraft(
            "Item A",
            patterns.parse(pattern),
            (time(2, 30), time(20)),
            START,
            steps=(DoseStep(START, "5", "mg"), DoseStep(START + 20 * DAYS, "10", "mg")),
        )
        with database.write("Planned") as write:
            ids.append(planning.add(write.session, now, draft))
    later = now + 10 * DAYS
    with database.write("Changed") as write:
        draft = regimens.next_draft(write.session, later, ids[2])
        regimens.change(write.session, later, ids[2], replace(draft, times=(time(7),)))
        pauses.pause(write.session, now + 30 * DAYS, ids[0], START + 33 * DAYS)
    return ids


def _gathered(database, now, *days):
    with database.read() as session:
        return calendar.gather(session, now, Asked(*days))


def _moments(content):
    """Return all that the file foresees until May, in order."""
    found = []
    for event in Calendar.from_ical(calendar.write(content)).events:
        start = event["DTSTART"].dt.replace(tzinfo=BERLIN)
        times = [start]
        if "RRULE" in event:
            rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
            left_out = event["EXDATE"].dts if "EXDATE" in event else []
            gone = {clock.wall(each.dt) for each in left_out}
            every = rule.between(start, LOOK_UNTIL, inc=True)
            times = [at for at in every if clock.wall(at) not in gone]
        found += [clock.wall(at) for at in times if at <= LOOK_UNTIL]
    return sorted(found)


def _planned(database, first, until):
    """Return what the plan foresees in a time on the wall, in order."""
    with database.read() as session:
        versions, stops = regimens.every(session), pauses.listing(session)
    found = rules.planned(versions, stops, first, until, BERLIN)
    return sorted(clock.wall(clock.resolve(dose.wall, BERLIN)) for dose in found)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (START, START),
        (START + 5 * DAYS, START + 12 * DAYS),
        (START + 19 * DAYS, START + 20 * DAYS),
        # the clocks are put forward in the night to 29 March
        (START + 26 * DAYS, START + 26 * DAYS),
        (START + 27 * DAYS, START + 35 * DAYS),
    ],
)
def test_a_calendar_of_some_days_has_what_is_planned_on_them(begun, database, now, first, last):
    span = rules.journal_span(first, last, time(4))
    expected = _planned(database, *span)
    assert expected
    assert _moments(_gathered(database, now, first, last)) == expected


def test_one_end_of_the_days_may_be_left_open(begun, database, now):
    middle = START + 15 * DAYS
    start = datetime.combine(middle, time(4))
    end = clock.wall(LOOK_UNTIL) + timedelta(minutes=1)
    before = _moments(_gathered(database, now, None, middle - DAYS))
    after = _moments(_gathered(database, now, middle, None))
    assert before == _planned(database, datetime.combine(START, time()), start)
    assert after == _planned(database, start, end)
    assert sorted(before + after) == _moments(_gathered(database, now))


def test_the_days_are_journal_days(begun, database, now):
    with database.write("Changed") as write:
        information.start_day_at(write.session, time(2, 45))
    content = _gathered(database, now, START + DAYS, START + DAYS)
    found = {f"{at:%d %H:%M}" for at in _moments(content)}
    assert found == {"03 20:00", "04 02:30"}


def test_an_event_of_some_days_has_the_uid_it_has_among_all(begun, database, now):
    whole = {event.uid for event in _gathered(database, now).events}
    some = [event.uid for event in _gathered(database, now, START, START + 3 * DAYS).events]
    assert some
    assert len(set(some)) == len(some)
    assert set(some) < whole


def test_without_days_nothing_is_cut(begun, database, now):
    whole = _gathered(database, now)
    wide = _gathered(database, now, date(1900, 1, 1), date(2100, 12, 31))
    assert [each.uid for each in whole.events] == [each.uid for each in wide.events]
    assert _moments(whole) == _moments(wide)


def test_days_without_a_dose_make_an_empty_calendar_that_says_so(begun, database, now):
    content = _gathered(database, now, date(2026, 1, 1), date(2026, 1, 31))
    assert content.events == ()
    assert "no dose is planned for those days" in calendar.told(content)
    assert Calendar.from_ical(calendar.write(content)).events == []
