"""Other people's tables of moods, where they are at hand: each gives what it is known to hold.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dosejournal import cli
from dosejournal.exchange import importers
from dosejournal.exchange.importers import nomie_notes
from dosejournal.journal import imports, timeline

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"
# after the last day of any sample
NOW = datetime(2027, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not EXPECTED.is_file(),
    reason="no samples at hand: set DOSEJOURNAL_SAMPLES to their folder",
)


def expected(folder):
    if not EXPECTED.is_file():
        return [pytest.param("", {}, id="none")]
    known = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return [
        pytest.param(name, said, id=name)
        for name, said in known.items()
        if name.startswith(f"{folder}/")
    ]


@pytest.fixture
def brought_in(database, journal_path, capsys):
    """Tells what a dry run of a sample says, then brings it in twice; gives its plan and entries.

    Check-ins come in the order of the file, and doses after them.
    """

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
        assert told["format"] == plan.format
        assert told["accepted"]["check_ins"] == counts.check_ins == len(plan.check_ins)
        assert told["accepted"]["dose_events"] == counts.dose_events == len(plan.doses)
        with database.write("Entries imported") as write:
            again = imports.bring_in(write.session, NOW, plan)
        assert (again.check_ins, again.dose_events) == (0, 0)
        with database.read() as session:
            assert len(timeline.keys(session)) == len(plan.check_ins) + len(plan.doses)
        return told, plan

    return brought_in


@pytest.mark.parametrize(("name", "said"), expected("bearable-csv"))
def test_a_bearable_table_gives_what_it_holds(brought_in, name, said):
    told, plan = brought_in(name)
    entries = (*plan.check_ins, *plan.doses)
    categories = Counter(json.loads(entry.source_row)["category"] for entry in entries)
    assert told["format"] == "bearable-csv"
    assert len(entries) == said["accepted"]
    assert len(entries) + len(told["held_aside"]) == said["rows"]
    assert [held["row"] for held in told["held_aside"]] == said["rejected_data_rows"]
    assert dict(categories) == said["by_category"]
    assert len(plan.doses) == said["by_category"].get("Meds/Supplements", 0)


@pytest.mark.parametrize(("name", "said"), expected("how-we-feel"))
def test_a_how_we_feel_table_gives_what_it_holds(brought_in, name, said):
    told, plan = brought_in(name)
    assert told["format"] == "how-we-feel"
    assert len(plan.check_ins) == said["entries"]
    walls = [entry.moment.local.replace(tzinfo=None) for entry in plan.check_ins]
    assert [wall.isoformat() for wall in walls] == said["times"]
    assert [entry.mood_word.split(", ") for entry in plan.check_ins] == said["moods"]
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("emoods"))
def test_an_emoods_archive_gives_what_it_holds(brought_in, name, said):
    told, plan = brought_in(name)
    assert told["format"] == "emoods"
    assert len({entry.moment.journal_day for entry in plan.check_ins}) == said["days"]
    assert len(plan.check_ins) == said["days"]
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("nomie"))
def test_a_nomie_export_gives_what_it_holds(brought_in, name, said):
    told, plan = brought_in(name)
    rows = dict.fromkeys(entry.source_row for entry in (*plan.check_ins, *plan.doses))
    written = [json.loads(row)["note"] for row in rows]
    tokens = [token for note in written for token in nomie_notes.read(note).tokens]
    readings = [[token.name, token.value] for token in tokens if token.sign == "#"]
    rated = sum(len(entry.ratings) for entry in plan.check_ins)
    assert told["format"] == "nomie-json"
    assert len(rows) == said["logs"]
    assert readings == said["readings"]
    assert sorted({tag for tag, _value in readings}) == said["trackers"]
    assert rated + len(plan.doses) == len(said["readings"])
    amounts = {dose.substance.casefold(): dose.amount for dose in plan.doses}
    assert all(amounts.get(tag, value) == value for tag, value in said["readings"])
    assert not told["held_aside"]
