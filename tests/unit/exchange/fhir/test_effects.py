"""Unwanted effects in a bundle: Observations of what the person noticed, and when."""

from datetime import timedelta

import pytest

from dosejournal.domain.adverse_effects import Effect


@pytest.fixture
def told(bundle, entry_of, refused, resources_of):
    """Gives the Observation of one effect, having passed the gate."""

    def told(effect, **more):
        made = bundle(entry_of("adverse_effect", effect=effect, **more))
        assert refused(made) == set()
        (observation,) = resources_of(made, "Observation")
        return observation

    return told


def test_an_effect_is_an_observation_from_when_to_when(told, now):
    over = Effect("Rash", "stopped", True, "yes", ended_at=now + timedelta(hours=3))
    observation = told(over, note="left arm")
    assert observation["valueString"] == "Rash"
    assert observation["effectivePeriod"] == {
        "start": "2026-03-02T09:30:00+01:00",
        "end": "2026-03-02T12:30:00+01:00",
    }
    assert "effectiveDateTime" not in observation
    assert observation["interpretation"][0]["text"] == "it stopped me, needed help"
    notes = [each["text"] for each in observation["note"]]
    assert notes == ["left arm", "connected with what I take, as I see it"]


def test_one_that_lasts_has_no_end_and_says_nothing_that_was_not_said(told):
    observation = told(Effect("Dry mouth", "noticed", False, ""))
    assert list(observation["effectivePeriod"]) == ["start"]
    assert "note" not in observation
    assert observation["performer"] == [observation["subject"]]
