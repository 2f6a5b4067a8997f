from datetime import date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import patterns
from dosejournal.domain.patterns import KINDS, Pattern
from dosejournal.errors import InputError

ANCHOR = date(2026, 3, 2)  # a Monday

weekdays = st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
cycles = st.text("01", min_size=1, max_size=60).filter(lambda signs: "1" in signs)
every_pattern = st.one_of(
    st.just(Pattern("daily")),
    weekdays.map(lambda days: Pattern("weekdays", weekdays=days)),
    st.integers(1, 366).map(lambda every: Pattern("every", every=every)),
    st.tuples(st.integers(1, 183), st.integers(1, 183)).map(
        lambda days: Pattern("on_off", on=days[0], off=days[1])
    ),
    cycles.map(lambda signs: Pattern("cycle", cycle=signs)),
    st.just(Pattern("as_needed")),
)
anchors = st.dates(date(1900, 1, 1), date(2099, 1, 1))


def is_on(pattern, anchor, day):
    """Say whether a day has a dose, by counting the days one after another."""
    away = (day - anchor).days
    if away < 0:
        return False
    if pattern.kind == "on_off":
        while away >= pattern.on + pattern.off:
            away -= pattern.on + pattern.off
        return away < pattern.on
    if pattern.kind == "cycle":
        while away >= len(pattern.cycle):
            away -= len(pattern.cycle)
        return pattern.cycle[away] == "1"
    return {
        "daily": True,
        "weekdays": day.weekday() in pattern.weekdays,
        "every": pattern.every > 0 and away % max(pattern.every, 1) == 0,
        "as_needed": False,
    }[pattern.kind]


@settings(max_examples=300, deadline=None)
@given(every_pattern, anchors, st.integers(-400, 4000), st.integers(-3, 400))
def test_the_days_are_those_of_counting_one_by_one(pattern, anchor, away, length):
    first = anchor + timedelta(days=away) if away > 0 or anchor.year > 1901 else anchor
    last = first + timedelta(days=length)
    every = (first + timedelta(days=number) for number in range(length + 1))
    expected = [day for day in every if is_on(pattern, anchor, day)]
    assert patterns.days(pattern, anchor, first, last) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.just(Pattern("daily")),
        weekdays.map(lambda days: Pattern("weekdays", weekdays=days)),
        st.integers(1, 366).map(lambda every: Pattern("every", every=every)),
    ),
    anchors,
    st.integers(0, 2000),
    st.integers(0, 500),
)
def test_the_days_are_those_of_the_rule_walked_through_from_its_first_day(
    pattern, anchor, away, length
):
    first = datetime.combine(anchor + timedelta(days=away), time())
    rule = rrule.rrule(
        rrule.WEEKLY if pattern.kind == "weekdays" else rrule.DAILY,
        dtstart=datetime.combine(anchor, time()),
        interval=pattern.every or 1,
        byweekday=pattern.weekdays or None,
    )
    last = first + timedelta(days=length)
    expected = [found.date() for found in rule.between(first, last, inc=True)]
    assert patterns.days(pattern, anchor, first.date(), last.date()) == expected


@given(every_pattern)
def test_a_pattern_reads_back_as_it_is_written(pattern):
    again = patterns.parse(pattern.text)
    if pattern == Pattern("every", every=1):
        assert again == Pattern("daily")
    else:
        assert again == pattern
    assert patterns.checked(pattern) is pattern


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("daily", Pattern("daily")),
        ("Every  Day", Pattern("daily")),
        ("every 1 day", Pattern("daily")),
        ("every 1 days", Pattern("daily")),
        ("every 3 days", Pattern("every", every=3)),
        ("every 366 days", Pattern("every", every=366)),
        ("weekdays mon,wed,fri", Pattern("weekdays", weekdays=(0, 2, 4))),
        ("weekdays Friday, monday mon", Pattern("weekdays", weekdays=(0, 4))),
        ("4 on 3 off", Pattern("on_off", on=4, off=3)),
        ("4 days on, 3 days off", Pattern("on_off", on=4, off=3)),
        ("cycle 1001000", Pattern("cycle", cycle="1001000")),
        ("cycle " + "10" * 30, Pattern("cycle", cycle="10" * 30)),
        ("as needed", Pattern("as_needed")),
        ("As-Needed", Pattern("as_needed")),
    ],
)
def test_a_typed_pattern_is_read(text, pattern):
    assert patterns.parse(text) == pattern


@pytest.mark.parametrize(
    "text",
    [
        "",
        "often",
        "every 0 days",
        "every 367 days",
        "every 99999999999999999999 days",
        "every 3",
        "every -3 days",
        "every ٣ days",
        "weekdays",
        "weekdays mon,someday",
        "0 on 3 off",
        "3 on 0 off",
        "300 on 300 off",
        "cycle 000",
        "cycle 1002",
        "cycle",
        "cycle " + "1" * 61,
        "daily\ndaily",
    ],
)
def test_what_is_no_pattern_is_refused_with_a_sentence(text):
    with pytest.raises(InputError, match="Nothing was changed"):
        patterns.parse(text)


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern("weekdays"),
        Pattern("weekdays", weekdays=(7,)),
        Pattern("every"),
        Pattern("every", every=-2),
        Pattern("on_off", on=1),
        Pattern("cycle", cycle=""),
        Pattern("cycle", cycle="1\n"),
    ],
)
def test_a_pattern_without_a_day_is_refused(pattern):
    with pytest.raises(InputError):
        patterns.checked(pattern)


def test_each_kind_has_a_text():
    samples = {
        "daily": Pattern("daily"),
        "weekdays": Pattern("weekdays", weekdays=(6, 0)),
        "every": Pattern("every", every=2),
        "on_off": Pattern("on_off", on=2, off=5),
        "cycle": Pattern("cycle", cycle="10"),
        "as_needed": Pattern("as_needed"),
    }
    assert tuple(samples) == KINDS
    assert [each.text for each in samples.values()] == [
        "daily",
        "weekdays mon,sun",
        "every 2 days",
        "2 on 5 off",
        "cycle 10",
        "as needed",
    ]
    assert samples["on_off"].signs == "1100000"
    assert samples["cycle"].signs == "10"
    assert samples["daily"].signs == ""


def test_a_cycle_of_sixty_days_begins_again_after_its_end():
    pattern = Pattern("cycle", cycle="1" + "0" * 59)
    found = patterns.days(pattern, ANCHOR, ANCHOR, ANCHOR + timedelta(days=180))
    assert [(day - ANCHOR).days for day in found] == [0, 60, 120, 180]


def test_nothing_is_foreseen_before_the_anchor():
    for pattern in (Pattern("daily"), Pattern("cycle", cycle="1"), Pattern("every", every=2)):
        found = patterns.days(pattern, ANCHOR, ANCHOR - timedelta(days=9), ANCHOR)
        assert found == [ANCHOR]


def test_the_limits_of_the_calendar_are_reached():
    found = patterns.days(
        Pattern("every", every=366), date(1900, 1, 1), date(2100, 1, 1), date(2100, 12, 31)
    )
    assert found == [
        day
        for day in (date(1900, 1, 1) + timedelta(days=366 * number) for number in range(210))
        if day.year == 2100
    ]
