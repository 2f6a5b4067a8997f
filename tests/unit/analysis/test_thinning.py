import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosejournal.analysis import thinning
from dosejournal.analysis.thinning import Run


def line(x, middle=None):
    x = np.array(x, dtype=float)
    middle = x * 10 if middle is None else np.array(middle, dtype=float)
    return Run(x, middle, middle - 1, middle + 1)


def flags(*values):
    return np.array(values, dtype=bool)


def test_what_is_visible_has_a_neighbour_on_either_side():
    x = np.array([1.0, 2, 3, 4, 5, 6])
    assert x[thinning.within(x, 2.5, 4)].tolist() == [3, 4]
    assert x[thinning.visible(x, 2.5, 4)].tolist() == [2, 3, 4, 5]
    assert x[thinning.visible(x, 0, 9)].tolist() == [1, 2, 3, 4, 5, 6]
    assert x[thinning.visible(x, 8, 9)].tolist() == [6]


def test_points_in_one_cell_are_drawn_once():
    x, y = np.array([0.1, 0.2, 1.1, 0.3]), np.array([5.0, 5.2, 5.0, 9.0])
    assert thinning.distinct(x, y, 1.0, 1.0).tolist() == [0, 2, 3]
    assert len(thinning.distinct(np.empty(0), np.empty(0), 1.0, 1.0)) == 0


@given(st.floats(0.01, 5), st.integers(-5, 5), st.integers(1, 60))
def test_moving_the_picture_keeps_the_same_points(width, shift, n):
    values = np.random.default_rng(n)
    x = np.sort(values.uniform(0, 30, n))
    y = values.uniform(0, 100, n)
    whole = set(thinning.distinct(x, y, width, 3.0).tolist())
    # cut at the edge of a cell, as much of it is drawn as before
    edge = shift * width
    part = thinning.within(x, edge, np.inf)
    offset = part.start
    kept = {int(place) + offset for place in thinning.distinct(x[part], y[part], width, 3.0)}
    assert kept == {place for place in whole if place >= offset}


def test_a_line_is_cut_into_its_runs():
    first, second = thinning.runs(line([1, 2, 5, 6]), flags(True, False, True, False), width=0.5)
    assert (first.x.tolist(), second.x.tolist()) == ([1, 2], [5, 6])
    assert thinning.runs(line([]), flags(), 0.5) == []


def test_a_part_of_a_line_begins_a_run_though_its_first_point_continues_one():
    (only,) = thinning.runs(line([1, 2]), flags(False, False), width=0.5)
    assert only.x.tolist() == [1, 2]


def test_a_column_keeps_the_mean_and_the_widest_band():
    wide = Run(
        np.array([0.1, 0.2, 1.5]),
        np.array([10.0, 20.0, 30.0]),
        np.array([5.0, 2.0, 28.0]),
        np.array([15.0, 40.0, 31.0]),
    )
    (run,) = thinning.runs(wide, flags(True, False, False), width=1.0)
    assert run.middle.tolist() == [15, 30]
    assert (run.low.tolist(), run.high.tolist()) == ([2, 28], [40, 31])
    assert run.x[0] == pytest.approx(0.15)


def test_a_run_is_clipped_between_its_points():
    piece = thinning.clipped(line([1, 3, 5]), 2, 4)
    assert piece.x.tolist() == [2, 3, 4]
    assert piece.middle.tolist() == [20, 30, 40]
    assert piece.high.tolist() == [21, 31, 41]
    assert thinning.clipped(line([1, 3]), 3, 9) is None
    assert thinning.clipped(line([1, 3]), 0, 9).x.tolist() == [1, 3]


def test_a_solid_line_is_its_pieces():
    x, y = thinning.dashes(line([0, 1, 2]), [])
    assert x.tolist() == [0, 1, 1, 2]
    assert y.tolist() == [0, 10, 10, 20]


def test_dashes_leave_gaps_and_follow_the_line():
    x, y = thinning.dashes(line([0, 10]), [3, 2])
    assert x.reshape(-1, 2).tolist() == [[0, 3], [5, 8]]
    assert y.tolist() == [0, 30, 50, 80]


def test_dashes_lie_still_when_less_of_the_line_is_drawn():
    x, _y = thinning.dashes(line([4, 10]), [3, 2])
    assert x.reshape(-1, 2).tolist() == [[5, 8]]


def test_a_dash_bends_with_the_line():
    x, y = thinning.dashes(line([0, 1, 3], [0, 10, 10]), [3, 2])
    assert x.tolist() == [0, 1, 1, 3]
    assert y.tolist() == [0, 10, 10, 10]
