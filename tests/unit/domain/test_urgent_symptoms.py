import pytest

from dosejournal.domain import urgent_symptoms


@pytest.mark.parametrize(
    "name",
    [
        "chest pain",
        "Pain in my CHEST",
        "chest tightness",
        "I fainted",
        "passed out twice",
        "seizure",
        "Swollen face",
        "swelling of the lips",
        "confused",
        "short of breath",
        "can’t breathe, breath trouble",
    ],
)
def test_a_symptom_that_needs_help_at_once_is_recognised_as_people_write_it(name):
    assert urgent_symptoms.is_urgent(name)


@pytest.mark.parametrize("name", ["headache", "painful back", "dry mouth", "", "orchestra", "🙂"])
def test_other_words_are_not(name):
    assert not urgent_symptoms.is_urgent(name)


def test_what_is_said_names_no_illness_and_asks_for_a_call():
    said = " ".join(urgent_symptoms.sentences())
    assert "emergency number" in said
    assert "no diagnosis" in said
    assert "!" not in said


@pytest.mark.parametrize(
    "content",
    [
        {"dated": "2026-01-01", "source": "x", "symptoms": []},
        {"dated": urgent_symptoms.date(2026, 1, 1), "source": " ", "symptoms": []},
        {"dated": urgent_symptoms.date(2026, 1, 1), "source": "x", "symptoms": []},
        {"dated": urgent_symptoms.date(2026, 1, 1), "source": "x", "symptoms": [{"words": ["-"]}]},
    ],
)
def test_a_table_that_says_nothing_is_none(content):
    with pytest.raises(ValueError):  # noqa: PT011
        urgent_symptoms.parsed(content)
