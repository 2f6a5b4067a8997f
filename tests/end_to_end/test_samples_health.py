"""Other people's health exports, where they are at hand; nothing of them is printed or kept."""

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
NAME = "apple-health/healthkit_to_sqlite_export.xml"

pytestmark = pytest.mark.skipif(
    not (SAMPLES / NAME).is_file(),
    reason="no samples at hand: set DOSEJOURNAL_SAMPLES to their folder",
)


@pytest.mark.usefixtures("unmeasured")
def test_an_export_of_apple_health_gives_what_it_holds(journal):
    said = json.loads((SAMPLES / "EXPECTED.json").read_text(encoding="utf-8"))[NAME]
    told = journal.run("import", str(SAMPLES / NAME), "--dry-run", "--json").json()
    assert told["format"] == "apple-health"
    assert told["held_aside"] == []
    types = {name.removeprefix("HKQuantityTypeIdentifier"): n for name, n in said["types"].items()}
    # heart rates are told as the mean of their day
    assert told["accepted"]["ratings"] == types.pop("HeartRate") == 1
    others = {"Workout": said["workouts"]}
    assert {**told["unknown"], **types, **others} == told["unknown"]
    assert sum(types.values()) + 1 == said["records"]
