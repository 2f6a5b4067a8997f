from dataclasses import replace

import pytest

from dosejournal.domain import vitals
from dosejournal.domain.measures import checked, shipped

HEART = vitals.shipped()[0].measure


def test_each_can_be_added_as_it_stands_and_takes_any_number():
    for vital in vitals.shipped():
        measure = checked(vital.measure)
        assert measure.unit
        assert measure.check(vital.high * 10) == vital.high * 10
        assert vital.low < vital.high
        assert measure.better == "neither"


def test_none_has_the_key_of_a_measure_that_every_journal_has():
    assert not {each.measure.key for each in vitals.shipped()} & {each.key for each in shipped()}


@pytest.mark.parametrize(
    ("value", "doubted"), [(24, True), (25, False), (230, False), (720, True)]
)
def test_a_value_outside_what_is_plausible_is_asked_about(value, doubted):
    found = vitals.doubts({"heart_rate": value}, [HEART])
    assert bool(found) == doubted
    if doubted:
        asked = vitals.question(found[0])
        assert f"{value:g} /min right?" in asked
        assert "25 and 230" in asked


def test_what_the_person_made_of_a_measure_is_theirs():
    assert not vitals.doubts({"heart_rate": 720}, [replace(HEART, unit="per hour")])
    assert not vitals.doubts({"mood": 720}, shipped())
    assert not vitals.doubts({}, [HEART])


@pytest.mark.parametrize(
    ("place", "unit", "usual", "odd"),
    [(0, "bpm", 72, 720), (3, "lb", 155, 15.5), (4, "°F", 98.6, 37.0)],
)
def test_what_is_plausible_follows_the_unit(place, unit, usual, odd):
    measure = replace(vitals.shipped()[place].measure, unit=unit)
    assert not vitals.doubts({measure.key: usual}, [measure])
    assert vitals.doubts({measure.key: odd}, [measure])
