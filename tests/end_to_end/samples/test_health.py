import pytest


@pytest.mark.samples("apple-health/")
def test_an_export_of_apple_health_gives_what_it_holds(journal, samples, name, said):
    told = journal.run("import", str(samples / name), "--dry-run", "--json").json()
    assert told["format"] == "apple-health"
    assert told["held_aside"] == []
    types = {name.removeprefix("HKQuantityTypeIdentifier"): n for name, n in said["types"].items()}
    # heart rates are told as the mean of their day
    assert told["accepted"]["ratings"] == types.pop("HeartRate") == 1
    others = {"Workout": said["workouts"]}
    assert {**told["unknown"], **types, **others} == told["unknown"]
    assert sum(types.values()) + 1 == said["records"]
