"""Tables of our own that no program writes: what the person says of them is what comes in."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dosejournal import cli

TABLES = Path(__file__).parents[1] / "data" / "any_table"
EXPECTED = json.loads((TABLES / "EXPECTED.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def told(database, journal_path, capsys):
    """Brings a table in as the terminal does, and returns what it tells."""

    def told(name, said, *words):
        answers = [word for answer in said for word in ("--answer", answer)]
        words = ("--journal", str(journal_path), "import", str(TABLES / name), *answers, *words)
        assert cli.main((*words, "--format", "table", "--json"), lambda *_given: 0, NOW) == 0
        return json.loads(capsys.readouterr().out)

    return told


@pytest.mark.parametrize("name", EXPECTED)
def test_a_table_gives_what_it_holds_and_gives_it_once(told, name):
    expected = EXPECTED[name]
    read = told(name, expected["answers"], "--dry-run")
    for key in ("accepted", "first_day", "last_day", "unknown", "mood_words"):
        assert read[key] == expected[key], key
    assert [held["row"] for held in read["held_aside"]] == expected["held_aside"]
    assert [measure["name"] for measure in read["new_measures"]] == expected["new_measures"]
    asked = [question["key"] for question in read["questions"]]
    assert [key for key in asked if not key.startswith(("substance:", "measure:"))] == (
        expected["questions"]
    )
    assert told(name, expected["answers"])["accepted"] == expected["accepted"]
    again = told(name, expected["answers"])
    assert not any(again["accepted"].values())
    assert again["duplicates"] == sum(
        expected["accepted"][kind] for kind in ("check_ins", "dose_events")
    )
