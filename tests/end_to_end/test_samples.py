"""Other people's files, where they are at hand: each gives the counts it is known to hold.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from dosejournal.exchange import importers
from dosejournal.journal import imports, timeline

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"

pytestmark = pytest.mark.skipif(
    not EXPECTED.is_file(),
    reason="no samples at hand: set DOSEJOURNAL_SAMPLES to their folder",
)


def expected(folder):
    if not EXPECTED.is_file():
        return [pytest.param("", {}, id="none")]
    known = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return [pytest.param(name, said, id=name) for name, said in known.items() if folder in name]


@pytest.fixture
def brought_in(database, now):
    """Brings a sample in twice; gives its plan and the entries that the journal then holds."""

    def brought_in(name):
        with database.read() as session:
            answers = imports.answers(session, "Europe/Berlin")
        plan = importers.plan("auto", SAMPLES / name, answers)
        with database.write("Entries imported") as write:
            imports.bring_in(write.session, now, plan)
        with database.write("Entries imported") as write:
            again = imports.bring_in(write.session, now, plan)
        assert (again.check_ins, again.duplicates) == (0, len(plan.check_ins))
        with database.read() as session:
            return plan, timeline.entries(session, timeline.keys(session))

    return brought_in


@pytest.mark.parametrize(("name", "said"), expected("daylio-csv/"))
def test_a_daylio_table_gives_what_it_holds(brought_in, name, said):
    plan, entries = brought_in(name)
    rows = [json.loads(entry.source_row) for entry in plan.check_ins]
    walls = sorted(entry.moment.local.isoformat()[:16] for entry in entries)
    assert plan.format == "daylio-csv"
    assert len(entries) == said["entries"]
    assert [held.row for held in plan.held_aside] == said["rejected_data_rows"]
    assert sorted({entry.mood_word for entry in entries}) == said["distinct_moods"]
    assert len({tag for entry in entries for tag in entry.tags}) == said["distinct_activities"]
    assert (walls[0], walls[-1]) == (said["first"], said["last"])
    assert sum("note" in row for row in rows) == said["notes_non_empty"]
    assert sum("scales" in row for row in rows) == said["rows_with_scales"]


@pytest.mark.parametrize(("name", "said"), expected("daylio-backup/"))
def test_a_daylio_backup_gives_what_it_holds(brought_in, name, said):
    plan, entries = brought_in(name)
    days = sorted(entry.moment.local.date().isoformat() for entry in entries)
    levels = Counter(str(round(entry.ratings[0].raw_value)) for entry in entries)
    assert plan.format == "daylio-backup"
    assert len(entries) == said["entries"]
    assert {level: levels[level] for level in "54321"} == said["mood_level_counts"]
    assert sum(e.moment.precision == "day" for e in entries) == said["entries_without_clock_time"]
    assert (days[0], days[-1]) == (said["first"], said["last"])
    assert sum(bool(entry.note) for entry in entries) == said["notes_non_empty"]
    assert not plan.held_aside
    assert not plan.remarks
