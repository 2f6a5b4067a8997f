import json

import pytest


@pytest.fixture
def recorded(terminal):
    terminal.say("check-in", "--rate", "mood=62", "--at", "2026-02-01T08:00+01:00")
    terminal.say("dose", "Item A", "--amount", "10", "--unit", "mg")
    return terminal


def _export(terminal, file, *words):
    return terminal.say("export", "--format", "fhir", str(file), *words)


def _kinds(file):
    bundle = json.loads(file.read_text(encoding="utf-8"))
    return [entry["resource"]["resourceType"] for entry in bundle["entry"]]


def test_a_bundle_is_written_and_said_to_name_substances(recorded, tmp_path):
    file = tmp_path / "record.json"
    assert _export(recorded, file) == (
        f"The health record is at {file}, with 2 entries; substances are named in it.\n"
    )
    assert _kinds(file) == ["Patient", "Observation", "MedicationStatement"]


def test_a_range_holds_its_days_only(recorded, tmp_path):
    file = tmp_path / "record.json"
    _export(recorded, file, "--from", "2026-02-01", "--to", "2026-02-01")
    assert _kinds(file) == ["Patient", "Observation"]


def test_a_journal_without_entries_makes_a_whole_file(terminal, tmp_path):
    file = tmp_path / "record.json"
    assert "it is empty" in _export(terminal, file)
    assert _kinds(file) == ["Patient"]


def test_an_existing_file_is_never_overwritten(recorded, tmp_path):
    file = tmp_path / "record.json"
    file.write_text("mine")
    told = recorded.refused("export", "--format", "fhir", str(file))
    assert "already a file" in told
    assert file.read_text() == "mine"
