"""Unwanted effects as a person's own observations, and no AdverseEvent."""

from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import Effect


@pytest.fixture
def noticed(observed):
    """Gives the observation of one effect."""

    def noticed(effect, **entry):
        [made] = observed(kind="adverse_effect", effect=effect, **entry)
        return made

    return noticed


def test_an_effect_is_what_the_person_noticed_from_when_to_when(noticed, entry_of):
    began = entry_of().moment.local
    effect = Effect("dry mouth", "bothered", False, "unsure", began + timedelta(hours=2))
    made = noticed(effect, note="after lunch")
    assert made["valueString"] == "dry mouth"
    assert made["effectivePeriod"] == {
        "start": "2026-03-02T09:30:00+01:00",
        "end": "2026-03-02T11:30:00+01:00",
    }
    assert "effectiveDateTime" not in made
    assert "no cause is said" in made["code"]["text"]
    assert made["note"][0]["text"] == "after lunch"
    told = {each["code"]["text"]: each for each in made["component"]}
    assert told["How bad it was, as the person sees it"]["valueString"].startswith("Moderate")
    assert told["The person needed help"]["valueBoolean"] is False
    sees = told["Connected with something taken, as the person sees it"]
    assert sees["valueString"] == "Not sure"


def test_an_effect_that_lasts_has_no_end_and_what_was_not_said_is_left_out(noticed):
    made = noticed(Effect("headache", "stopped", True, ""))
    assert list(made["effectivePeriod"]) == ["start"]
    assert "note" not in made
    assert [each["code"]["text"] for each in made["component"]] == [
        "How bad it was, as the person sees it",
        "The person needed help",
    ]
