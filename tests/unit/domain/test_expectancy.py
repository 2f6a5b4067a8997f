import math
from datetime import UTC, datetime

import pytest

from dosejournal.domain import expectancy
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def draft(change=0.0, certainty=0.0):
    return ExpectancyDraft(AT, "Item A", "mood", change, certainty)


@pytest.mark.parametrize(("change", "certainty"), [(-50.0, 0.0), (0.0, 60.5), (50.0, 100.0)])
def test_both_numbers_may_reach_the_ends_of_their_scales(change, certainty):
    said = draft(change, certainty)
    assert expectancy.checked(said) is said


@pytest.mark.parametrize("change", [-50.1, 51.0, math.nan, math.inf])
def test_a_change_beyond_its_scale_is_refused(change):
    with pytest.raises(InputError, match="from −50"):
        expectancy.checked(draft(change=change))


@pytest.mark.parametrize("certainty", [-1.0, 100.1, math.nan, -math.inf])
def test_a_certainty_beyond_its_scale_is_refused(certainty):
    with pytest.raises(InputError, match="from 0 to 100"):
        expectancy.checked(draft(certainty=certainty))


def test_only_a_scale_that_is_in_use_has_a_better_and_a_worse_to_expect():
    assert expectancy.can_be_asked(Measure("mood", "Mood"))
    assert expectancy.can_be_asked(
        Measure("rest", "Rest", minimum=1.0, maximum=2.0, words=("no", "yes"))
    )
    assert not expectancy.can_be_asked(Measure("mood", "Mood", archived=True))
    assert not expectancy.can_be_asked(Measure("pulse", "Pulse", "number"))
    assert not expectancy.can_be_asked(Measure("ill", "Ill", "yes_no", maximum=1.0))


def test_the_score_runs_from_minus_one_to_one_and_is_weighted_by_certainty():
    assert [expectancy.score(change) for change in (-50.0, 0.0, 20.0, 50.0)] == [-1, 0, 0.4, 1]
    assert expectancy.weighted(20.0, 60.0) == pytest.approx(0.24)
    assert expectancy.weighted(-50.0, 100.0) == -1
    assert expectancy.weighted(50.0, 0.0) == 0


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure("mood", "Mood"), 10.0),
        (Measure("stress", "Stress", better="lower"), -10.0),
        (Measure("heat", "Heat", better="neither"), 10.0),
        (Measure("rest", "Rest", minimum=1.0, maximum=5.0), 0.4),
        (Measure("open", "Open", minimum=None), 10.0),
        (Measure("open", "Open", maximum=None), 10.0),
    ],
)
def test_a_change_is_written_in_the_unit_of_its_measure(measure, expected):
    assert expectancy.in_unit(10.0, measure) == pytest.approx(expected)
