import json

import pytest

from dosejournal.store import migrations


@pytest.fixture
def archive(terminal, tmp_path):
    """An archive of two check-ins and a dose, and an empty journal to bring it into."""
    file = tmp_path / "mine.jsonl"
    terminal.say("check-in", "--rate", "mood=62", "--note", "one", "--at", "2026-02-27T08:00")
    terminal.say("check-in", "--rate", "mood=40", "--note", "two", "--at", "2026-03-01T08:00")
    terminal.say("dose", "Item A", "--amount", "2.50", "--unit", "mg")
    told = terminal.say("export", "--format", "archive", str(file))
    assert told.startswith(f"The archive is at {file}, with all of the journal: 3 entries.")
    before = terminal.json("list")
    terminal.journal = tmp_path / "other.db"
    terminal.say("new", "--no-passphrase")
    return file, before


def test_what_goes_out_comes_in_the_same(terminal, archive):
    file, before = archive
    said = terminal.say("import", str(file))
    assert said.startswith("DoseJournal archive\nWritten: 2026-03-02T09:30:00+01:00, by Dose")
    assert (
        "Days: 2026-02-27 – 2026-03-02\nNew check-ins: 2\nNew ratings: 2\nNew doses: 1\n" in said
    )
    assert "settings and measures come from the archive too" in said
    assert said.endswith("All of this is in the journal now.\n")
    assert terminal.json("list") == before
    again = terminal.say("import", str(file), "--format", "archive")
    assert "New lines in all: 0\n" in again
    assert terminal.json("list") == before


def test_a_dry_run_of_an_archive_changes_nothing(terminal, archive):
    file, _before = archive
    said = terminal.say("import", str(file), "--dry-run")
    assert said.endswith("This was a dry run: nothing was changed.\n")
    assert terminal.json("list") == []
    told = terminal.json("import", str(file), "--dry-run")
    assert (told["format"], told["replaces"]) == ("archive", True)
    assert told["version"] == migrations.VERSION
    assert told["accepted"]["check_in"] == 2
    assert (told["duplicates"], told["held_aside"]) == (6, [])
    assert (told["first_day"], told["last_day"]) == ("2026-02-27", "2026-03-02")
    assert (told["from"], told["to"]) == (None, None)
    assert terminal.json("list") == []


def test_an_archive_can_hold_some_days_only(terminal, archive, tmp_path):
    file, before = archive
    terminal.say("import", str(file))
    some = tmp_path / "some.jsonl"
    told = terminal.say("export", "--format", "archive", str(some), "--from", "2026-03-01")
    assert "with 2 entries and all they refer to" in told
    assert json.loads(some.read_bytes().split(b"\n")[0])["from"] == "2026-03-01"
    terminal.journal = tmp_path / "third.db"
    terminal.say("new", "--no-passphrase")
    assert "It holds a part of a journal: 2026-03-01 – …\n" in terminal.say("import", str(some))
    assert terminal.json("list") == before[:2]


def test_what_stays_outside_is_told_with_its_line(terminal, archive, tmp_path):
    file, _before = archive
    terminal.say("import", str(file))
    terminal.say("remove", "check-in", "1")
    terminal.say("plan", "add", "Item A", "--pattern", "daily", "--times", "08:00")
    changed = tmp_path / "changed.jsonl"
    text = file.read_text(encoding="utf-8").replace('"note": "two"', '"note": "changed"')
    changed.write_text(text.replace('"day_starts_at": 240', '"day_starts_at": 0'))
    said = terminal.say("import", str(changed))
    assert "- of these, entries removed by you earlier: 1\n" in said
    assert "Settings that stay as the journal has them: 1\n" in said
    assert "Line 3 is held aside: The journal has this entry in another form.\n" in said
    assert "changed" not in said


def test_a_regimen_that_was_ended_there_is_ended(terminal, archive, tmp_path):
    terminal.say("check-in", "--rate", "mood=1")
    terminal.say("plan", "add", "Item A", "--pattern", "daily", "--times", "08:00")
    first, second = terminal.journal, tmp_path / "second.db"
    for number, (out, into) in enumerate(((first, second), (second, first))):
        file = tmp_path / f"{number}.jsonl"
        terminal.journal = out
        if number:
            terminal.say("plan", "close", "Item A")
        terminal.say("export", "--format", "archive", str(file))
        terminal.journal = into
        if not number:
            terminal.say("new", "--no-passphrase")
        said = terminal.say("import", str(file))
    assert "Regimens and pauses that end as in the archive: 1\n" in said


def test_a_broken_archive_is_refused_in_one_sentence(terminal, archive, tmp_path):
    file, _before = archive
    half = tmp_path / "half.jsonl"
    half.write_bytes(file.read_bytes()[:-200])
    assert "Nothing was brought in" in terminal.refused("import", str(half))
    assert "does not ask" in terminal.refused("import", str(file), "--zone", "Europe/Paris")
    noise = tmp_path / "noise.jsonl"
    noise.write_bytes(terminal.journal.read_bytes())
    assert "Line 1" in terminal.refused("import", str(noise), "--format", "archive")
    assert terminal.json("list") == []
