from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import long_logging

TODAY = date(2026, 3, 31)


def is_long(*days_ago, today=TODAY):
    return long_logging.is_long((today - timedelta(days=ago) for ago in days_ago), today)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ((), False),
        (range(28), False),
        (range(29), True),
        ((0, 7, 14, 21, 28), True),
        ((0, 7, 14, 21, 27), False),
        ((7, 14, 21, 28, 35), True),
        ((8, 14, 21, 28, 35, 42), False),
        ((0, 8, 14, 21, 28), False),
        ((0, 0, 28, 28), False),
        ((*range(10), *range(20, 90)), False),
        ((-3, -9), False),
        ((-3, *range(29)), True),
    ],
)
def test_four_weeks_with_a_dose_in_each_and_one_in_the_last_seven_days_are_long(
    days_ago, expected
):
    assert is_long(*days_ago) == expected


@given(st.sets(st.integers(0, 90)))
def test_nothing_before_the_reach_decides(days_ago):
    near = [ago for ago in days_ago if ago <= long_logging.REACH.days]
    assert is_long(*days_ago) == is_long(*near)
