from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosejournal.domain import comparable, patterns
from dosejournal.domain.comparable import why_not_comparable
from dosejournal.domain.patterns import Pattern, parse

weekdays = st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
# also cycles of whole weeks, which chance alone would seldom draw
weekly = st.tuples(st.text("01", min_size=7, max_size=7), st.integers(1, 8)).map(
    lambda drawn: drawn[0] * drawn[1]
)
cycles = st.one_of(st.text("01", min_size=1, max_size=60), weekly).filter(
    lambda signs: "1" in signs
)
planning = st.one_of(
    st.just(Pattern("daily")),
    weekdays.map(lambda days: Pattern("weekdays", weekdays=days)),
    st.integers(1, 40).map(lambda every: Pattern("every", every=every)),
    st.tuples(st.integers(1, 21), st.integers(1, 21)).map(
        lambda days: Pattern("on_off", on=days[0], off=days[1])
    ),
    cycles.map(lambda signs: Pattern("cycle", cycle=signs)),
)
anchors = st.dates(date(1950, 1, 1), date(2050, 1, 1))


def counted(pattern, anchor):
    """Return why not, by looking at each day of a year and two months, or of whole rounds."""
    length = len(pattern.signs) or pattern.every or 1
    n_days = max(420, 7 * length)
    first = anchor + timedelta(days=-anchor.weekday() % 7)
    last = first + timedelta(days=n_days - 1)
    dosed = set(patterns.days(pattern, anchor, first, last))
    every = {first + timedelta(days=number) for number in range(n_days)}
    if dosed == every:
        return "every_day"
    with_dose = {day.weekday() for day in dosed}
    without = {day.weekday() for day in every - dosed}
    return None if with_dose & without else "fixed_weekdays"


@settings(max_examples=300, deadline=None)
@given(planning, anchors)
def test_it_is_what_counting_the_days_of_a_year_finds(pattern, anchor):
    assert why_not_comparable(pattern) == counted(pattern, anchor)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("daily", "every_day"),
        ("weekdays mon,tue,wed,thu,fri,sat,sun", "every_day"),
        ("cycle 1", "every_day"),
        ("cycle 111", "every_day"),
        ("weekdays mon,thu", "fixed_weekdays"),
        ("every 7 days", "fixed_weekdays"),
        ("4 on 3 off", "fixed_weekdays"),
        ("cycle 1001000", "fixed_weekdays"),
        ("cycle 10010001001000", "fixed_weekdays"),
        ("every 2 days", None),
        ("every 3 days", None),
        ("5 on 3 off", None),
        ("cycle 10010001001001", None),
        # the weekday is always the same, and every other week it has no dose
        ("every 14 days", None),
        ("7 on 7 off", None),
        ("as needed", None),
    ],
)
def test_what_plans_are_told(typed, why):
    assert why_not_comparable(parse(typed)) == why


@pytest.mark.parametrize("pattern", [Pattern("weekdays"), Pattern("cycle", cycle="0000000")])
def test_nothing_is_said_of_a_pattern_that_is_not_filled_in(pattern):
    assert why_not_comparable(pattern) is None


def test_the_reason_is_a_fact_and_no_advice():
    reasons = [comparable.reason(why) for why in ("fixed_weekdays", "every_day")]
    assert "always fall on the same weekdays" in reasons[0]
    assert "no days without a dose" in reasons[1]
    assert all(reason.endswith("not advice to change the plan.") for reason in reasons)
