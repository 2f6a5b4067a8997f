import json
from collections import Counter

import pytest


@pytest.mark.samples("daylio-csv/")
def test_a_daylio_table_gives_what_it_holds(brought_in, name, said):
    _told, plan, entries = brought_in(name)
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


@pytest.mark.samples("daylio-backup/")
def test_a_daylio_backup_gives_what_it_holds(brought_in, name, said):
    _told, plan, entries = brought_in(name)
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
