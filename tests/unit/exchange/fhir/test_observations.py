"""Check-ins and expectations as a person's own observations."""

from datetime import UTC, datetime

import pytest

from dosejournal.domain.entries import Rating
from dosejournal.domain.expectancy import Expectation


@pytest.fixture
def rated(observed):
    """Gives the observation of one rating."""

    def rated(measure, value, *raw, **entry):
        [made] = observed(kind="check_in", ratings=(Rating(measure, value, *raw),), **entry)
        return made

    return rated


def test_a_rating_is_a_survey_by_the_person(rated):
    made = rated("mood", 62.0)
    assert made["status"] == "final"
    assert made["category"][0]["coding"][0]["code"] == "survey"
    assert made["code"] == {"text": "Mood, self-rated from 0 (low) to 100 (high)"}
    assert made["performer"] == [made["subject"]]
    assert made["valueInteger"] == 62
    assert made["referenceRange"] == [
        {
            "low": {"value": 0},
            "high": {"value": 100},
            "text": "Scale from 0 to 100; no normal range",
        }
    ]


@pytest.mark.parametrize(
    ("measure", "value", "told", "said"),
    [
        ("mood", 62.5, {"valueQuantity": {"value": 62.5}}, "Mood, self-rated from 0 (low) to 100"),
        ("pain", 2.0, {"valueInteger": 2}, "Pain, self-rated in steps: 1 (none), 2 (some), 3"),
        ("stress", 0.5, {"valueQuantity": {"value": 0.5}}, "Stress, self-rated from 0.5 to 7.5"),
        ("headache", 0.0, {"valueBoolean": False}, "Headache, answered yes or no"),
        ("headache", 1.0, {"valueBoolean": True}, "Headache, answered yes or no"),
        ("pulse", 61.0, {"valueQuantity": {"value": 61}}, "Pulse, self-reported number"),
        ("pulse", 1e299, {"valueQuantity": {"value": 1e299}}, "Pulse, self-reported number"),
        (
            "weight",
            70.25,
            {
                "valueQuantity": {
                    "value": 70.25,
                    "unit": "kg",
                    "system": "http://unitsofmeasure.org",
                    "code": "kg",
                }
            },
            "Weight, self-reported in kg",
        ),
    ],
)
def test_each_kind_of_measure_has_its_own_value(rated, measure, value, told, said):
    made = rated(measure, value)
    assert {name: each for name, each in made.items() if name.startswith("value")} == told
    assert made["code"]["text"].startswith(said)


def test_only_a_scale_has_ends(rated):
    assert "referenceRange" not in rated("pulse", 61.0)
    assert "referenceRange" not in rated("headache", 1.0)
    assert "referenceRange" in rated("pain", 1.0)


def test_a_back_dated_rating_has_both_its_times(rated):
    made = rated("mood", 62.0, recorded_at=datetime(2026, 3, 4, 19, tzinfo=UTC))
    assert made["effectiveDateTime"] == "2026-03-02T09:30:00+01:00"
    assert made["issued"] == "2026-03-04T19:00:00+00:00"


def test_a_rating_that_knows_its_day_only_has_no_time(rated):
    assert rated("mood", 62.0, precision="day")["effectiveDateTime"] == "2026-03-02"


def test_a_changed_rating_says_so(rated):
    made = rated("mood", 62.0, amended_at=datetime(2026, 3, 4, 19, tzinfo=UTC))
    assert made["status"] == "amended"
    assert made["note"][0]["time"] == "2026-03-04T19:00:00+00:00"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ((4.0, 1.0, 5.0, None), ["In the program it came from: 4, on a scale from 1 to 5"]),
        ((4.5, None, None, None), ["In the program it came from: 4.5"]),
        ((None, None, None, "good"), ["In the program it came from: “good”"]),
        (
            (4.0, 1.0, 5.0, "good"),
            [
                "In the program it came from: 4, on a scale from 1 to 5",
                "In the program it came from: “good”",
            ],
        ),
    ],
)
def test_what_another_program_wrote_stays_beside_the_value(rated, raw, told):
    made = rated("mood", 75.0, *raw, source="daylio-csv")
    assert [note["text"] for note in made["note"]] == [
        *told,
        "Brought in from another program: daylio-csv",
    ]


def test_note_and_tags_belong_to_the_check_in_as_a_whole(observed):
    ratings = (Rating("mood", 62.0), Rating("pain", 1.0))
    *rated, words = observed(
        kind="check_in", ratings=ratings, note="slept badly", tags=("walk", "coffee")
    )
    assert len(rated) == len(words["hasMember"]) == 2
    assert words["code"] == {"text": "Check-in in the person’s own words"}
    assert words["valueString"] == "slept badly"
    assert [(part["code"]["text"], part["valueString"]) for part in words["component"]] == [
        ("Tag", "walk"),
        ("Tag", "coffee"),
    ]
    assert not any("note" in one for one in rated)


def test_a_note_alone_is_whole(observed):
    [words] = observed(kind="check_in", note="nothing to rate")
    assert words["valueString"] == "nothing to rate"
    assert not {"hasMember", "component"} & words.keys()


def test_a_word_without_a_level_is_kept(observed):
    [words] = observed(kind="check_in", mood_word="vaguely ok", source="daylio-csv")
    [part] = words["component"]
    assert part["valueString"] == "vaguely ok"
    assert words["note"][0]["text"] == "Brought in from another program: daylio-csv"


def test_what_was_expected_is_told_with_how_sure(observed):
    said = Expectation("Item A", "", "mood", -12.5, 60.0)
    [made] = observed(kind="expectancy", expectation=said)
    assert made["code"]["text"].startswith("Change of Mood that is expected from Item A")
    assert made["valueQuantity"] == {"value": -12.5}
    [sure] = made["component"]
    assert sure["valueInteger"] == 60
    assert made["referenceRange"][0]["low"] == {"value": -50}
