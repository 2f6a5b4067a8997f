"""The calendar file of a journal, and what its lines are made of."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Regimen, RegimenDraft
from dosejournal.exchange import calendar
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.calendar import CalendarContent, CalendarEvent, recurrences, zones
from dosejournal.journal import pauses, planning, regimens, substances
from dosejournal.journal.substances import SubstanceDraft

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime.fromisoformat("2026-03-02T20:00")
REGIMEN = Regimen(
    id=1,
    series_id=1,
    substance_id=1,
    substance="Item A",
    discreet_label="",
    pattern=Pattern("daily"),
    times=(time(20),),
    anchor=EVENING.date(),
    starts_at=EVENING,
)


def content_of(events):
    changes = zones.changes(BERLIN, 2025)
    return CalendarContent(
        written_at=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        zone="Europe/Berlin",
        observances=zones.observances(BERLIN, 2025, changes),
        events=tuple(events),
    )


def add(database, now, name="Item A", **more):
    given = {
        "pattern": Pattern("daily"),
        "times": (time(20),),
        "first_day": now.date(),
        "steps": (DoseStep(now.date(), "10", "mg"),),
        **more,
    }
    with database.write("Added") as write:
        return planning.add(write.session, now, RegimenDraft(name, **given))


def gathered(database, now, *, names=False):
    with database.read() as session:
        return calendar.gather(session, now, Asked(names=names))


def file_of(database, now, *, names=False):
    return calendar.write(gathered(database, now, names=names))


def summaries(data):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(data).events]


def test_a_file_is_neutral_unless_names_are_wanted(database, now):
    add(database, now, "Item A")
    assert summaries(file_of(database, now)) == ["Planned entry"]
    assert summaries(file_of(database, now, names=True)) == ["Item A, 10 mg"]


def test_without_names_nothing_of_a_substance_is_in_the_file(database, now):
    with database.write("Added") as write:
        substances.add(write.session, SubstanceDraft("Secretum", "Lotus", "drops"))
    add(database, now, "Secretum", steps=(DoseStep(now.date(), "7777", "drops"),), note="Privatum")
    unfolded = file_of(database, now).decode().replace("\r\n ", "").casefold()
    for word in ("secretum", "lotus", "7777", "drops", "privatum"):
        assert word not in unfolded


def test_a_discreet_label_stands_for_the_name(database, now):
    with database.write("Added") as write:
        substances.add(write.session, SubstanceDraft("Secretum", "Lotus", "mg"))
    add(database, now, "Secretum")
    data = file_of(database, now, names=True)
    assert summaries(data) == ["Lotus, 10 mg"]
    assert b"Secretum" not in data


@pytest.mark.parametrize(
    ("step", "summary"),
    [
        (DoseStep(date(2026, 3, 2), None, "mg"), "Item A"),
        (DoseStep(date(2026, 3, 2), "2.50", ""), "Item A, 2.50"),
        (DoseStep(date(2026, 3, 2), "2.50", "mL"), "Item A, 2.50 mL"),
    ],
)
def test_an_amount_is_told_as_it_was_typed(database, now, step, summary):
    add(database, now, steps=(step,))
    assert summaries(file_of(database, now, names=True)) == [summary]


def test_each_dose_step_has_its_own_amount(database, now):
    steps = (DoseStep(date(2026, 3, 5), "10", "mg"), DoseStep(date(2026, 3, 9), "20", "mg"))
    add(database, now, steps=steps)
    events = Calendar.from_ical(file_of(database, now, names=True)).events
    assert [(str(e["SUMMARY"]), e["DTSTART"].dt.date()) for e in events] == [
        ("Item A", date(2026, 3, 2)),
        ("Item A, 10 mg", date(2026, 3, 5)),
        ("Item A, 20 mg", date(2026, 3, 9)),
    ]


def test_a_change_ends_one_rule_and_begins_another(database, now):
    series_id = add(database, now)
    later = now + timedelta(days=3)
    with database.write("Changed") as write:
        draft = regimens.next_draft(write.session, later, series_id)
        regimens.change(write.session, later, series_id, replace(draft, times=(time(7, 30),)))
    events = Calendar.from_ical(file_of(database, later)).events
    assert [e["DTSTART"].to_ical() for e in events] == [b"20260302T200000", b"20260306T073000"]
    assert "UNTIL" in events[0]["RRULE"]


def test_an_event_keeps_its_uid_whatever_happens_to_the_plan(database, now):
    series_id = add(database, now, times=(time(8), time(20)))
    before = [event.uid for event in gathered(database, now).events]
    assert len(set(before)) == 2
    assert all(uid.endswith("@dosejournal") for uid in before)
    later = now + timedelta(days=9, hours=1)
    with database.write("Paused") as write:
        pauses.pause(write.session, later, series_id)
    add(database, now, "Item B")
    after = gathered(database, later.astimezone(ZoneInfo("Asia/Tokyo")), names=True)
    assert [event.uid for event in after.events][:2] == before


def test_an_event_takes_no_time_and_is_private(database, now):
    add(database, now)
    data = file_of(database, now)
    [event] = Calendar.from_ical(data).events
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["CLASS"] == "PRIVATE"
    assert event["DTSTAMP"].dt == now
    assert event["DURATION"].td == timedelta(minutes=15)
    assert b"VALARM" not in data


def test_a_file_is_whole_where_nothing_is_planned(database, now):
    add(database, now, pattern=Pattern("as_needed"), times=())
    content = gathered(database, now)
    assert content.events == ()
    read = Calendar.from_ical(calendar.write(content))
    assert read.events == []
    assert [str(part["TZID"]) for part in read.timezones] == ["Europe/Berlin"]
    assert read.errors == []


def test_the_same_moment_gives_the_same_file(database, now):
    add(database, now)
    assert file_of(database, now) == file_of(database, now)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (ZoneInfo("America/New_York"), "America/New_York"),
        (UTC, "Etc/UTC"),
        (ZoneInfo("UTC"), "Etc/UTC"),
        (timezone(timedelta(hours=5, minutes=45)), "UTC+0545"),
    ],
)
def test_times_are_told_in_the_zone_of_now(database, now, zone, name):
    add(database, now)
    data = file_of(database, now.astimezone(zone))
    read = Calendar.from_ical(data)
    assert f"DTSTART;TZID={name}:20260302T200000\r\n".encode() in data
    assert [str(part["TZID"]) for part in read.timezones] == [name]
    # what a program makes of it that does not know the zone by name
    offset = read.timezones[0].to_tz(lookup_tzid=False).utcoffset(EVENING)
    assert offset == datetime(2026, 3, 2, 20, tzinfo=zone).utcoffset()


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)


@given(NAMES)
@example("A, B; C\\n D")
@example("🙂" * 60)
@example("Ünïcödé " * 15)
@example("one\r\nATTACH:two")
@example("BEL\x07 NEL\x85")
def test_any_name_makes_a_file_of_short_whole_lines(name):
    times = recurrences.Recurrence("key", REGIMEN, None, EVENING)
    data = calendar.write(content_of([CalendarEvent("uid@dosejournal", name, times)]))
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()
    [event] = Calendar.from_ical(data).events
    assert str(event["SUMMARY"]) == "".join(
        " " if sign < " " or "\x7f" <= sign <= "\x9f" else sign for sign in name
    )
    assert set(event) == {
        "UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "CLASS", "TRANSP"
    }  # fmt: skip


def test_signs_with_a_meaning_in_the_file_are_escaped():
    times = recurrences.Recurrence("key", REGIMEN, None, EVENING)
    data = calendar.write(content_of([CalendarEvent("uid", "A, B; C\\D", times)]))
    assert b"SUMMARY:A\\, B\\; C\\\\D\r\n" in data


def test_the_library_is_loaded_to_write_and_not_before():
    look = (
        "import sys, dosejournal.exchange.calendar; "
        "sys.exit('icalendar' in sys.modules or 'dateutil.rrule' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_a_year_of_summer_time_is_one_rule():
    text = calendar.write(content_of([])).decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in text
