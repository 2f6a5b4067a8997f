import json
from collections import Counter

import pytest

from dosejournal.exchange.importers import nomie_notes


@pytest.mark.samples("bearable-csv/")
def test_a_bearable_table_gives_what_it_holds(brought_in, name, said):
    told, plan, _entries = brought_in(name)
    entries = (*plan.check_ins, *plan.doses)
    categories = Counter(json.loads(entry.source_row)["category"] for entry in entries)
    assert told["format"] == "bearable-csv"
    assert len(entries) == said["accepted"]
    assert len(entries) + len(told["held_aside"]) == said["rows"]
    assert [held["row"] for held in told["held_aside"]] == said["rejected_data_rows"]
    assert dict(categories) == said["by_category"]
    assert len(plan.doses) == said["by_category"].get("Meds/Supplements", 0)


@pytest.mark.samples("how-we-feel/")
def test_a_how_we_feel_table_gives_what_it_holds(brought_in, name, said):
    told, plan, _entries = brought_in(name)
    assert told["format"] == "how-we-feel"
    assert len(plan.check_ins) == said["entries"]
    walls = [entry.moment.local.replace(tzinfo=None) for entry in plan.check_ins]
    assert [wall.isoformat() for wall in walls] == said["times"]
    assert [entry.mood_word.split(", ") for entry in plan.check_ins] == said["moods"]
    assert not told["held_aside"]


@pytest.mark.samples("emoods/")
def test_an_emoods_archive_gives_what_it_holds(brought_in, name, said):
    told, plan, _entries = brought_in(name)
    assert told["format"] == "emoods"
    assert len({entry.moment.journal_day for entry in plan.check_ins}) == said["days"]
    assert len(plan.check_ins) == said["days"]
    assert not told["held_aside"]


@pytest.mark.samples("nomie/")
def test_a_nomie_export_gives_what_it_holds(brought_in, name, said):
    told, plan, _entries = brought_in(name)
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
