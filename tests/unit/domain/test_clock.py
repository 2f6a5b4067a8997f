from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import clock
from dosejournal.errors import MomentError

BERLIN = ZoneInfo("Europe/Berlin")
FOUR = time(4)


def test_before_the_day_starts_it_is_still_yesterday():
    assert clock.journal_day(datetime(2026, 3, 2, 3, 59), FOUR) == date(2026, 3, 1)  # noqa: DTZ001
    assert clock.journal_day(datetime(2026, 3, 2, 4, 0), FOUR) == date(2026, 3, 2)  # noqa: DTZ001


def test_a_moment_keeps_zone_offset_and_journal_day():
    moment = clock.moment(datetime(2026, 7, 1, 1, 30, tzinfo=BERLIN), FOUR)
    assert moment.at == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert (moment.zone, moment.utc_offset_minutes) == ("Europe/Berlin", 120)
    assert moment.journal_day == date(2026, 6, 30)
    assert moment.text == "2026-07-01T01:30:00+02:00"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(MomentError, match="needs its zone"):
        clock.moment(datetime(2026, 7, 1), FOUR)  # noqa: DTZ001


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_year_the_journal_cannot_hold_is_refused(year):
    with pytest.raises(MomentError, match="1900"):
        clock.moment(datetime(year, 1, 1, tzinfo=UTC), FOUR)


def test_a_record_that_knows_only_its_day_shows_no_clock_time():
    moment = clock.day_moment(date(2018, 5, 18), BERLIN)
    assert moment.text == "2018-05-18"
    assert moment.journal_day == date(2018, 5, 18)
    assert moment.precision == "day"


def test_a_zone_is_named_or_written_as_its_offset():
    assert clock.zone_name(datetime(2026, 1, 1, tzinfo=BERLIN)) == "Europe/Berlin"
    assert clock.zone_name(datetime(2026, 1, 1, tzinfo=UTC)) == "UTC"
    half_past = timezone(timedelta(hours=5, minutes=30))
    assert clock.zone_name(datetime(2026, 1, 1, tzinfo=half_past)) == "+05:30"


def test_a_written_time_without_offset_is_in_the_given_zone():
    at = clock.parse_moment("2026-03-01T08:00", BERLIN)
    assert at.tzinfo is BERLIN
    assert at.hour == 8


def test_a_written_offset_keeps_the_zone_name_only_where_both_agree():
    same = clock.parse_moment("2026-03-01T08:00+01:00", BERLIN)
    other = clock.parse_moment("2026-03-01T08:00-05:00", BERLIN)
    assert clock.zone_name(same) == "Europe/Berlin"
    assert clock.zone_name(other) == "-05:00"
    assert other.hour == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "20260301",
        "2026-W01-1",
        "2026-03-01",
        "2026-02-30T08:00",
        "2026-03-01T25:00",
        "2026-03-01T08:00+99:99",
        "0001-01-01T00:00",
        "9999-12-31T23:59:59-12:00",
        "2026-03-01T08:00\x00",
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(text):
    with pytest.raises(MomentError):
        clock.parse_moment(text, BERLIN)


def test_a_time_that_is_still_ahead_is_told(now):
    assert clock.check_not_ahead(now + timedelta(minutes=5), now) == now + timedelta(minutes=5)
    with pytest.raises(MomentError, match="still ahead"):
        clock.check_not_ahead(now + timedelta(minutes=6), now)


def test_a_written_day_is_read_strictly():
    assert clock.parse_day(" 2026-03-01 ") == date(2026, 3, 1)
    for text in ("2026-02-30", "1.3.2026", "2026-03-01T08:00", "0001-01-01", ""):
        with pytest.raises(MomentError):
            clock.parse_day(text)


def test_the_gap_and_the_overlap_of_a_zone_are_known():
    assert clock.in_gap(datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN))
    assert not clock.in_overlap(datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN))
    assert clock.in_overlap(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    assert not clock.in_gap(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    assert not clock.in_overlap(datetime(2026, 6, 1, 2, 30, tzinfo=BERLIN))


@given(
    at=st.datetimes(
        datetime(1901, 1, 1),  # noqa: DTZ001
        datetime(2099, 12, 31),  # noqa: DTZ001
        timezones=st.sampled_from(sorted(available_timezones())).map(ZoneInfo),
    ),
    starts=st.times(),
)
def test_a_moment_reads_back_as_it_was_in_every_zone(at, starts):
    moment = clock.moment(at, starts)
    assert moment.at == at.astimezone(UTC)
    # offsets of before standard time have seconds, which the record rounds to the minute
    assert abs(moment.local.replace(tzinfo=None) - at.replace(tzinfo=None)) < timedelta(minutes=1)
    assert moment.journal_day in (at.date(), at.date() - timedelta(days=1))


@pytest.mark.parametrize("text", ["08:00", "8:00", " 08:00 "])
def test_a_time_of_day_is_read(text):
    assert clock.parse_clock(text) == time(8)


@pytest.mark.parametrize(
    "text", ["", "24:00", "08:60", "8", "0800", "08:00:00", "8 am", "\u0660\u0668:00"]
)
def test_what_is_no_time_of_day_is_refused_with_a_sentence(text):
    with pytest.raises(MomentError, match="not a time of day"):
        clock.parse_clock(text)
