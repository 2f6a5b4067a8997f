import numpy as np

from dosejournal.analysis import distance
from dosejournal.analysis.compared import Dosing


def days(*numbers):
    return np.array(numbers, dtype=np.int64)


def keys(placed):
    return [distance.KEYS[place] for place in placed.places]


def test_days_count_from_the_last_dose_day_before():
    found = distance.placed(days(9, 10, 11, 12, 13, 14, 15), Dosing(days(10, 14), days()))
    assert keys(found) == ["other", "0", "1", "2", "other", "0", "1"]
    assert found.included.all()


def test_a_dose_that_was_not_rated_counts_all_the_same():
    found = distance.placed(days(11, 12), Dosing(days(10), days()))
    assert keys(found) == ["1", "2"]


def test_a_day_of_which_nothing_was_recorded_is_of_no_kind():
    found = distance.placed(days(10, 11, 12, 13), Dosing(days(10), days(11, 13)))
    assert found.unknown.tolist() == [False, True, False, True]
    assert found.places.tolist() == [distance.DOSE_DAY, distance.UNCERTAIN]


def test_a_day_well_after_one_of_which_nothing_was_recorded_is_of_its_kind():
    found = distance.placed(days(10, 12, 13, 14, 16), Dosing(days(10, 15), days(11)))
    assert found.places.tolist() == [0, distance.UNCERTAIN, distance.UNCERTAIN, 3, 1]


def test_another_dose_of_that_day_tells_what_kind_it_is():
    found = distance.placed(days(10), Dosing(days(10), days(10)))
    assert keys(found) == ["0"]
    assert not found.unknown.any()


def test_days_far_from_every_dose_are_left_out_on_both_sides():
    asked = days(85, 86, 99, 100, 114, 115, 136, 137)
    found = distance.placed(asked, Dosing(days(100, 150), days()))
    assert asked[found.far].tolist() == [85, 115]
    assert asked[found.included].tolist() == [86, 99, 100, 114, 136, 137]


def test_an_unknown_day_far_away_counts_as_unknown():
    found = distance.placed(days(200), Dosing(days(100), days(200)))
    assert found.unknown.tolist() == [True]
    assert not found.far.any()


def test_without_doses_every_day_is_far():
    found = distance.placed(days(1, 2, 3), Dosing(days(), days()))
    assert found.far.all()
    assert keys(found) == []


def test_no_days_are_no_places():
    found = distance.placed(days(), Dosing(days(10), days(11)))
    assert keys(found) == []
    assert len(found.included) == 0
