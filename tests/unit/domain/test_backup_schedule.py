from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import backup_schedule
from dosejournal.domain.backup_schedule import Name

NOW = datetime(2026, 11, 20, 14, 2, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def made(*ages, reason="close"):
    """Return backups made so long before now, the oldest with the lowest number."""
    return [
        Name(NOW - age, number, reason)
        for number, age in enumerate(sorted(ages, reverse=True), start=1)
    ]


def kept(names, now=NOW, last_entry_at=None):
    return backup_schedule.kept(names, now, last_entry_at)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name(NOW, 12, "close"), "2026-11-20T14-02-03Z-000012-close.db"),
        (
            Name(NOW, 1_234_567, "upgrade", 3),
            "2026-11-20T14-02-03Z-1234567-upgrade-version-3.db",
        ),
    ],
)
def test_a_name_says_when_which_and_why_and_can_be_read_back(name, text):
    assert name.text == text
    assert backup_schedule.parsed(text) == name


def test_a_name_is_in_universal_time_wherever_it_is_made():
    there = NOW.astimezone(tz=None)
    assert Name(there, 1, "close").text == Name(NOW, 1, "close").text


@pytest.mark.parametrize(
    "text",
    [
        "journal.db",
        "verified.json",
        "2026-13-20T14-02-03Z-000012-close.db",
        ".2026-11-20T14-02-03Z-000012-close.db.77.new",
        "2026-11-20T14-02-03Z-000012-close.db-wal",
        "2026-11-20T14-02-03Z-12-close.db",
        "",
    ],
)
def test_other_files_are_no_backups(text):
    assert backup_schedule.parsed(text) is None


def test_the_next_number_is_above_every_other_whatever_their_times():
    names = [Name(NOW, 7, "close"), Name(NOW + 900 * DAY, 3, "close")]
    assert backup_schedule.next_number(names) == 8
    assert backup_schedule.next_number([]) == 1


def test_everything_made_for_a_reason_in_two_days_is_kept():
    names = made(*(timedelta(minutes=minutes) for minutes in range(0, 600, 7)), reason="import")
    assert kept(names) == frozenset(names)


def test_of_what_is_made_as_a_matter_of_course_each_half_hour_keeps_one():
    names = made(*(timedelta(minutes=minutes) for minutes in range(0, 1200, 10)))
    # 40 half hours, the first and the last of them cut; and the newest five
    assert len(kept(names)) in range(40, 47)
    steps = sorted(name.at for name in kept(names))[:-5]
    assert max(b - a for a, b in pairwise(steps)) <= timedelta(hours=1)


def test_then_come_twelve_days_ten_weeks_and_nine_months():
    names = made(*(timedelta(hours=6) * n for n in range(4 * 900)))
    found = kept(names)
    older = [name for name in found if NOW - name.at >= 2 * DAY]
    assert len(older) == 12 + 10 + 9
    days = sorted((name.at.date() for name in older), reverse=True)
    assert days[:12] == [(NOW - DAY * n).date() for n in range(2, 14)]
    weeks = [day.isocalendar()[:2] for day in days[12:22]]
    assert len(set(weeks)) == 10
    assert len({(day.year, day.month) for day in days[22:]}) == 9
    assert (NOW.date() - days[-1]).days in range(300, 380)


def test_a_backup_from_before_an_upgrade_is_kept_for_a_year():
    daily = made(*(DAY * n for n in range(800)))
    old = Name(NOW - 364 * DAY, 100_000, "upgrade", 3)
    older = Name(NOW - 367 * DAY, 1_000, "upgrade", 2)
    # among many of later numbers, so that only the reason keeps them
    later = [Name(NOW - DAY * n, 200_000 - n, "close") for n in range(400)]
    found = kept([*daily, *later, old, older])
    assert old in found
    assert older not in found


def test_nothing_is_thinned_while_a_backup_is_in_the_future():
    names = made(*(DAY * n for n in range(200)))
    ahead = Name(NOW + timedelta(days=2, seconds=1), 999, "close")
    assert len(kept(names)) < 200
    assert kept([*names, ahead]) == frozenset([*names, ahead])
    near = Name(NOW + timedelta(days=2), 999, "close")
    assert len(kept([*names, near])) < 200


def test_nothing_is_thinned_while_the_last_entry_is_in_the_future():
    names = made(*(DAY * n for n in range(200)))
    assert kept(names, last_entry_at=NOW + timedelta(seconds=1)) == frozenset(names)
    assert len(kept(names, last_entry_at=NOW)) < 200


def test_a_wrong_future_of_long_ago_does_not_keep_everything_for_ever():
    ahead = Name(NOW + 3000 * DAY, 1, "close")
    later = [Name(NOW - DAY * n, 1000 - n, "close") for n in range(250)]
    assert len(kept([ahead, *later])) < 100


def test_the_five_before_a_leap_of_the_clock_are_kept_whatever_came_after():
    before = made(*(400 * DAY + DAY * n for n in range(60)))
    after = [Name(NOW - 30 * DAY * (11 - n), 100 + n, "close") for n in range(12)]
    daily = [Name(NOW - DAY * n / 40, 1000 - n, "close") for n in range(100)]
    assert set(before[-5:]) <= kept([*before, *after, *daily])


def test_no_backup_is_no_trouble():
    assert kept([]) == frozenset()


START = datetime(2026, 1, 1, 12, tzinfo=UTC)
# what 33 days of use leave behind, made while the clock was right
REAL = [Name(START - DAY * (33 - n), n + 1, "close") for n in range(33)]
OFFSETS = st.integers(-3650, 3650).map(lambda days: timedelta(days=days))
WRONG = st.integers(41, 3650).flatmap(
    lambda days: st.sampled_from([timedelta(days=days), timedelta(days=-days)])
)


def live(names, clocks, *, entries_follow):
    """Start the program with each of these clocks, with a backup each time; yield what is left."""
    last_entry_at = None
    for now in clocks:
        names = [*names, Name(now, backup_schedule.next_number(names), "close")]
        if entries_follow:
            last_entry_at = now if last_entry_at is None else max(now, last_entry_at)
        names = list(kept(names, now, last_entry_at))
        yield names


@settings(max_examples=40, deadline=None)
@given(st.lists(OFFSETS, min_size=40, max_size=40), st.booleans())
def test_whatever_the_clock_does_the_newest_five_remain(offsets, entries_follow):
    clocks = [START + DAY * n + offset for n, offset in enumerate(offsets)]
    for number, left in enumerate(live(REAL, clocks, entries_follow=entries_follow), start=34):
        numbers = {name.number for name in left}
        assert set(range(number - 4, number + 1)) <= numbers


@settings(max_examples=40, deadline=None)
@given(
    WRONG,
    st.lists(OFFSETS, min_size=39, max_size=39),
    st.lists(st.integers(1, 40), min_size=39, max_size=39),
    st.booleans(),
    st.booleans(),
)
def test_forty_starts_with_a_wrong_clock_leave_the_five_newest_of_before(
    first, offsets, steps, wanders, entries_follow
):
    # it leaps to a wrong time; from there it wanders about, or runs on from start to start
    clocks = [START + first]
    for offset, days in zip(offsets, steps, strict=True):
        clocks.append(START + offset if wanders else clocks[-1] + DAY * days)
    for left in live(REAL, clocks, entries_follow=entries_follow):
        assert set(REAL[-5:]) <= set(left)


def test_a_clock_that_leaps_back_and_catches_up_leaves_the_five_newest_of_before():
    clocks = [START - 41 * DAY + DAY * 4 * n for n in range(60)]
    for left in live(REAL, clocks, entries_follow=False):
        assert set(REAL[-5:]) <= set(left)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(0, 40))
def test_a_clock_that_is_a_little_wrong_leaves_five_of_before(days, ahead):
    clocks = [START + DAY * (ahead + n * days / 40) for n in range(40)]
    *_between, left = live(REAL, clocks, entries_follow=True)
    assert len(set(REAL) & set(left)) >= 5
