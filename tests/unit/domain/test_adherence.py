import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.domain import adherence
from dosejournal.domain.adherence import Adherence
from dosejournal.domain.plan import Kept, PlanLine

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STATUSES = ("planned", "due", "overdue", "taken", "late", "skipped", "missed", "extra")


def line(status, *, kept=True):
    what = Kept(1, status, NOW, NOW, None, "") if kept else None
    return PlanLine("Item A", "", status, NOW, None, None, "", None, what)


lines = st.lists(st.builds(line, st.sampled_from(STATUSES), kept=st.booleans()), max_size=60)


@given(lines)
def test_the_counts_add_up(found):
    counted = adherence.count(found)
    due = [each for each in found if each.status in ("taken", "late", "skipped", "missed")]
    assert counted.planned == len(due)
    assert counted.planned == (counted.taken + counted.late + counted.skipped + counted.missed)
    assert 0 <= counted.not_recorded <= counted.missed
    assert counted.extra == sum(each.status == "extra" for each in found)
    assert adherence.count(reversed(found)) == counted
    if counted.planned:
        lowest, highest = counted.bounds
        low, high = counted.interval
        assert 0 <= lowest == counted.proportion <= highest <= 1
        assert 0 <= low <= counted.proportion <= high <= 1
        assert counted.timing <= counted.proportion


def test_what_is_still_open_does_not_count_and_a_day_without_a_word_is_not_recorded():
    found = [
        line("planned", kept=False),
        line("due", kept=False),
        line("overdue", kept=False),
        line("taken"),
        line("late"),
        line("skipped"),
        line("missed"),
        line("missed", kept=False),
        line("extra"),
    ]
    assert adherence.count(found) == Adherence(
        planned=5, taken=1, late=1, skipped=1, missed=2, not_recorded=1, extra=1
    )


def test_the_interval_is_that_of_the_reference():
    # 22 of 28: R 4.2.2 prop.test(correct=FALSE), statsmodels 0.15.0
    found = Adherence(28, 22, 0, 2, 4, 3, 0)
    assert found.proportion == pytest.approx(0.7857142857, abs=1e-9)
    assert found.interval == pytest.approx((0.6046141435, 0.8978753967), abs=1e-9)
    assert found.bounds == pytest.approx((22 / 28, 25 / 28))
    assert found.timing == pytest.approx(22 / 28)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_each_end_of_the_interval_is_as_far_off_as_its_own_error_allows(counts):
    # the ends are where a true share p0 lies 1.96 of its own standard errors from what was seen
    successes, n = counts
    seen = successes / n
    low, high = adherence.wilson(successes, n)
    assert 0 <= low < high <= 1
    for end in (low, high):
        allowed = 1.959963984540054**2 * end * (1 - end) / n
        assert math.isclose((seen - end) ** 2, allowed, rel_tol=1e-6, abs_tol=1e-12)
    mirrored = adherence.wilson(n - successes, n)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (1, 0), (-1, 3), (4, 3), (0, -1)])
def test_counts_that_cannot_be_have_no_interval(successes, n):
    with pytest.raises(ValueError, match=r"^$"):
        adherence.wilson(successes, n)


def test_nothing_due_is_no_proportion_and_not_nought():
    found = adherence.count([line("extra"), line("planned", kept=False)])
    assert found == Adherence(0, 0, 0, 0, 0, 0, 1)
    assert (found.proportion, found.interval, found.bounds, found.timing) == (None,) * 4
    assert adherence.record(found) == {
        "planned": 0,
        "taken": 0,
        "late": 0,
        "skipped": 0,
        "missed": 0,
        "extra": 1,
        "proportion": None,
        "low": None,
        "high": None,
        "not_recorded": 0,
        "if_not_recorded_skipped": None,
        "if_not_recorded_taken": None,
        "in_time": None,
    }


def test_the_record_has_every_number():
    found = adherence.record(Adherence(4, 1, 1, 1, 1, 1, 0))
    assert (found["proportion"], found["in_time"]) == (0.5, 0.25)
    assert (found["if_not_recorded_skipped"], found["if_not_recorded_taken"]) == (0.5, 0.75)
    assert found["low"] < 0.5 < found["high"]


def test_an_interval_of_all_or_none_reaches_all_or_none():
    for n in range(1, 200):
        assert adherence.wilson(n, n)[1] == 1.0
        assert adherence.wilson(0, n)[0] == 0.0
