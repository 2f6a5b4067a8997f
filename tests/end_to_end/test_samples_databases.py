"""Other people's files of Track & Graph and Loop, where they are at hand.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dosejournal import cli
from dosejournal.exchange import importers
from dosejournal.journal import imports, timeline

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"
# after the last day of any sample
NOW = datetime(2027, 1, 1, tzinfo=UTC)
WORDS = {"YES_MANUAL": 1, "NO": 0}

pytestmark = pytest.mark.skipif(
    not EXPECTED.is_file(),
    reason="no samples at hand: set DOSEJOURNAL_SAMPLES to their folder",
)


def expected(folder, end):
    if not EXPECTED.is_file():
        return [pytest.param("", {}, id="none")]
    known = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return [
        pytest.param(name, said, id=name)
        for name, said in known.items()
        if name.startswith(folder) and name.endswith(end)
    ]


@pytest.fixture
def brought_in(database, journal_path, capsys):
    """Tells what a dry run of a sample says, then brings it in twice; gives also its entries."""

    def brought_in(name):
        place = str(SAMPLES / name)
        words = ("--journal", str(journal_path), "import", place, "--dry-run", "--json")
        assert cli.main(words, lambda *_given: 0, NOW) == 0
        told = json.loads(capsys.readouterr().out)
        with database.read() as session:
            answers = imports.answers(session, "Europe/Berlin", now=NOW)
        plan = importers.plan("auto", Path(place), answers)
        with database.write("Entries imported") as write:
            counts = imports.bring_in(write.session, NOW, plan)
        assert told["accepted"]["check_ins"] == counts.check_ins == len(plan.check_ins)
        with database.write("Entries imported") as write:
            again = imports.bring_in(write.session, NOW, plan)
        assert (again.check_ins, again.dose_events, again.completed) == (0, 0, 0)
        assert again.duplicates == len(plan.check_ins)
        with database.read() as session:
            return told, plan, timeline.entries(session, timeline.keys(session))

    return brought_in


@pytest.mark.parametrize(("name", "said"), expected("track-and-graph/", ".csv"))
def test_a_track_and_graph_table_gives_what_it_holds(brought_in, name, said):
    told, plan, entries = brought_in(name)
    assert told["format"] == "track-and-graph-csv"
    assert len(entries) == said["unique_feature_instant"]
    # the one remark beside that on new measures counts what is told twice
    assert said["rows"] - len(entries) == len(told["remarks"]) - 1
    assert sorted(measure["name"] for measure in told["new_measures"]) == said["features"]
    assert len({entry.source_key for entry in plan.check_ins}) == len(entries)
    assert not told["held_aside"]
    assert not told["unknown"]


@pytest.mark.parametrize(("name", "said"), expected("track-and-graph/", ".db"))
def test_a_track_and_graph_database_gives_what_it_holds(brought_in, name, said):
    told, _plan, entries = brought_in(name)
    assert told["format"] == "track-and-graph-database"
    assert sum(len(entry.ratings) for entry in entries) == said["points"]
    assert sum(not entry.ratings for entry in entries) == said["notes"]
    assert sorted({e.moment.local.date().isoformat() for e in entries}) == said["local_days"]
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("loop-habits/", ".db"))
def test_a_loop_database_gives_what_it_holds(brought_in, name, said):
    told, _plan, entries = brought_in(name)
    ratings = [rating for entry in entries for rating in entry.ratings]
    assert told["format"] == "loop-habits-database"
    assert len(ratings) == said["marks"]
    assert sum(rating.value == 1 for rating in ratings) == said["done"]
    assert (told["first_day"], told["last_day"]) == (said["first"], said["last"])
    assert {entry.moment.precision for entry in entries} == {"day"}
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("loop-habits/", ".zip"))
def test_a_loop_archive_gives_what_it_holds(brought_in, name, said):
    told, plan, entries = brought_in(name)
    marks = [mark for folder in said["values"].values() for mark in folder.items()]
    rated = sorted((day, WORDS[word]) for day, word in marks if word in WORDS)
    assert told["format"] == "loop-habits-zip"
    assert len(marks) == sum(said["marks"].values())
    assert len(marks) == len(rated) + told["unknown"]["YES_AUTO"]
    assert rated == sorted(
        (entry.moment.text, rating.value) for entry in entries for rating in entry.ratings
    )
    # of the days without a rating those with a note are kept, for the note
    days = {day for day, word in marks if word not in WORDS}
    assert {entry.moment.text for entry in entries if not entry.ratings} <= days
    assert {tag for entry in entries for tag in entry.tags} <= set(said["habits"])
    assert {measure["name"] for measure in told["new_measures"]} <= set(said["habits"])
    assert len({entry.source_key for entry in plan.check_ins}) == len(entries)
    assert not told["held_aside"]
