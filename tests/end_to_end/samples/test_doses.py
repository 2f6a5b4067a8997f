from collections import Counter
from datetime import UTC, datetime

import pytest

from dosejournal.domain.entries import record

NO_DOSES = ("RAISED", "DELETED", "ACKNOWLEDGED", "OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL")


@pytest.mark.samples("medtimer/", ".json")
def test_a_medtimer_backup_gives_what_it_holds(brought_in, name, said):
    told, _plan, found = brought_in(name)
    entries = [record(entry) for entry in found]
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


@pytest.mark.samples("medtimer/", ".csv")
def test_a_medtimer_table_gives_what_it_holds(brought_in, name, said):
    told, _plan, found = brought_in(name)
    entries = [record(entry) for entry in found]
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


@pytest.mark.samples("psychonautwiki-journal/", ".json")
def test_a_psychonautwiki_journal_gives_what_it_holds(brought_in, name, said):
    told, _plan, found = brought_in(name)
    entries = [record(entry) for entry in found]
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


@pytest.mark.samples("health-auto-export/", ".json")
def test_a_health_auto_export_gives_what_it_holds(brought_in, name, said):
    told, _plan, found = brought_in(name)
    entries = [record(entry) for entry in found]
    statuses = Counter(e["status"] for e in entries if e["kind"] == "dose_event")
    assert told["format"] == "health-auto-export"
    assert sum(each["kind"] == "check_in" for each in entries) == said["state_of_mind"]
    assert (statuses["taken"], statuses["skipped"]) == (said["taken"], said["skipped"])
    assert not told["held_aside"]


def utc(text):
    return datetime.fromisoformat(text).astimezone(UTC)
