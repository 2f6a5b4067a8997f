"""Other people's files of doses, where they are at hand: each gives what it is known to hold.

The samples are no part of this project, and nothing of them is printed or kept.
"""

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dosejournal import cli
from dosejournal.domain.entries import record
from dosejournal.exchange import importers
from dosejournal.journal import imports, timeline

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
EXPECTED = SAMPLES / "EXPECTED.json"
# after the last day of any sample
NOW = datetime(2027, 1, 1, tzinfo=UTC)
NO_DOSES = ("RAISED", "DELETED", "ACKNOWLEDGED", "OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL")

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
        assert told["accepted"]["dose_events"] == counts.dose_events == len(plan.doses)
        assert told["accepted"]["check_ins"] == counts.check_ins == len(plan.check_ins)
        with database.write("Entries imported") as write:
            again = imports.bring_in(write.session, NOW, plan)
        assert (again.check_ins, again.dose_events) == (0, 0)
        with database.read() as session:
            entries = timeline.entries(session, timeline.keys(session))
            return told, [record(entry) for entry in reversed(entries)]

    return brought_in


@pytest.mark.parametrize(("name", "said"), expected("medtimer/", ".json"))
def test_a_medtimer_backup_gives_what_it_holds(brought_in, name, said):
    told, entries = brought_in(name)
    statuses = Counter(entry["status"] for entry in entries)
    assert told["format"] == "medtimer-json"
    assert told["unknown"].get("medicines", 0) == said["medicines"]
    assert told["unknown"].get("reminders", 0) == said["schedules"]
    assert statuses["taken"] == said["doses_taken"]
    assert statuses["skipped"] == said["doses_skipped"]
    no_doses = sum(told["unknown"].get(word, 0) for word in NO_DOSES)
    assert no_doses == said["not_doses"]
    assert len(entries) + no_doses == said["events"]
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("medtimer/", ".csv"))
def test_a_medtimer_table_gives_what_it_holds(brought_in, name, said):
    told, entries = brought_in(name)
    taken = [time for time in said["taken_utc"] if time]
    assert told["format"] == "medtimer-csv"
    assert len(entries) == said["taken"] == len(taken)
    assert len(entries) + len(told["held_aside"]) == said["rows"]
    assert {entry["status"] for entry in entries} == {"taken"}
    assert {entry["substance"] for entry in entries} <= set(said["names"])
    assert [utc(entry["at"]) for entry in entries] == [utc(time) for time in taken]
    with_note = zip(said["notes"], said["taken_utc"], strict=True)
    notes = [note for note, time in with_note if time]
    assert all(e["note"].startswith(note) for e, note in zip(entries, notes, strict=True))


@pytest.mark.parametrize(("name", "said"), expected("psychonautwiki-journal/", ".json"))
def test_a_psychonautwiki_journal_gives_what_it_holds(brought_in, name, said):
    told, entries = brought_in(name)
    doses = [entry for entry in entries if entry["kind"] == "dose_event"]
    others = [entry for entry in entries if entry["kind"] == "check_in"]
    amounts = [
        [each["substance"], each["amount"] and float(each["amount"]), each["unit"] or None]
        for each in doses
    ]
    people = told["unknown"].get("doses of other people", 0)
    assert told["format"] == "psychonautwiki-journal"
    assert (len(doses), people) == (said["own_ingestions"], said["other_people"])
    assert len(doses) + people == said["ingestions"]
    assert sum(each["amount"] is None for each in doses) == said["unknown_dose"]
    assert amounts == said["amounts"]
    assert sum(len(each["ratings"]) for each in others) == said["ratings"]
    written = said["experiences"] + said["timed_notes"]
    assert sum(bool(each["note"]) for each in others) == written
    assert min(utc(each["at"]) for each in doses) == utc(said["first_utc"])
    assert not told["held_aside"]


@pytest.mark.parametrize(("name", "said"), expected("health-auto-export/", ".json"))
def test_a_health_auto_export_gives_what_it_holds(brought_in, name, said):
    told, entries = brought_in(name)
    statuses = Counter(e["status"] for e in entries if e["kind"] == "dose_event")
    assert told["format"] == "health-auto-export"
    assert sum(each["kind"] == "check_in" for each in entries) == said["state_of_mind"]
    assert (statuses["taken"], statuses["skipped"]) == (said["taken"], said["skipped"])
    assert not told["held_aside"]


def utc(text):
    return datetime.fromisoformat(text).astimezone(UTC)
