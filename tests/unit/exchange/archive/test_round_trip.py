import hashlib
import json
import shutil
from datetime import date

import pytest

from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.store import migrations, rows


def lines(content):
    # a note may hold what Python too takes for the end of a line; JSON Lines has but one
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def test_an_archive_of_a_journal_makes_an_empty_one_the_same_in_every_table(journal, fill):
    full, empty = journal("full"), journal("empty")
    fill(full)
    counts = empty.bring_in(full.archive())
    assert counts.replaces
    assert counts.accepted["check_in"] == 13
    assert empty.tables() == full.tables()


def test_bringing_an_archive_in_twice_changes_nothing(journal, fill):
    full, empty = journal("full"), journal("empty")
    fill(full)
    content = full.archive()
    empty.bring_in(content)
    before = empty.tables()
    again = empty.bring_in(content)
    assert not again.changes
    assert set(again.accepted.values()) == {0}
    assert (again.held_aside, again.removed_earlier, again.ended, again.left_out) == ((), 0, 0, 0)
    assert empty.tables() == before
    # nor into the journal that it was made of
    assert not full.bring_in(content).changes
    assert full.tables() == before


def test_an_empty_archive_changes_nothing_of_an_empty_journal(journal):
    one = journal()
    assert not one.bring_in(one.archive()).changes
    assert one.database.undo_label is None


def test_bringing_in_is_one_step_to_undo(journal, fill):
    full, empty = journal("full"), journal("empty")
    before = empty.tables()
    fill(full)
    empty.bring_in(full.archive())
    assert empty.database.undo_label == "Archive imported"
    empty.database.undo()
    assert {**empty.tables(), "numbers": {}} == {**before, "numbers": {}}
    empty.database.redo()
    assert empty.tables() == full.tables()


def test_exporting_never_changes_the_journal(journal, fill):
    full = journal()
    fill(full)
    full.database.close()
    full = journal(path=full.path)
    before = hashlib.sha256(full.path.read_bytes()).hexdigest()
    rows_before = full.tables()
    full.archive()
    full.archive(date(2026, 2, 1))
    assert full.tables() == rows_before
    assert hashlib.sha256(full.path.read_bytes()).hexdigest() == before


def test_the_first_line_says_what_follows(journal, fill, now):
    full = journal()
    fill(full)
    first, *others = lines(full.archive())
    assert first["type"] == "header"
    assert (first["format"], first["version"]) == ("dosejournal-jsonl", migrations.VERSION)
    assert first["exported"] == now.isoformat()
    assert (first["from"], first["to"]) == (None, None)
    assert list(first["counts"]) == [table.name for table in rows.tables()]
    for name, n in first["counts"].items():
        assert n == sum(line["type"] == name for line in others)
    assert first["numbers"]["check_in"] == 14


def test_many_rows_come_in_by_and_by(journal, fill, monkeypatch):
    monkeypatch.setattr("dosejournal.exchange.archive.reading._AT_ONCE", 2)
    full, empty = journal("full"), journal("empty")
    fill(full)
    empty.bring_in(full.archive())
    assert empty.tables() == full.tables()


def test_no_table_has_a_column_that_a_line_uses_itself():
    assert not any("type" in table.columns for table in rows.tables())


def test_values_stand_as_they_are(journal, fill):
    full = journal()
    fill(full)
    found = lines(full.archive())
    dose = next(line for line in found if line["type"] == "dose_event" and line["amount"])
    assert (dose["amount"], dose["estimated"], dose["source"]) == ("2.50", False, None)
    unknown = [line for line in found if line["type"] == "dose_event" and line["amount"] is None]
    assert len(unknown) == 1


def test_a_number_without_end_survives(journal, fill):
    full, empty = journal("full"), journal("empty")
    fill(full)
    for sign in ("", "-"):
        with full.database.write("Act") as write:
            write.session.connection().exec_driver_sql(
                f"UPDATE rating SET raw_value = {sign}9e999, raw_text = 'x' WHERE check_in_id = 1"
            )
        content = full.archive()
        assert f'"raw_value": {sign}1e999'.encode() in content
        assert empty.bring_in(content).replaces
        assert empty.tables() == full.tables()
        empty.database.undo()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_archive_of_an_older_version_is_brought_in_as_its_journal_is(
    journal, data, tmp_path, version
):
    content = (data / "archives" / f"version-{version}.jsonl").read_bytes()
    assert archive.read(content).version == version
    empty = journal("empty")
    empty.bring_in(content)
    path = tmp_path / "upgraded.db"
    shutil.copy(data / "journals" / f"version-{version}.db", path)
    assert empty.tables() == journal(path=path).tables()
    assert not empty.bring_in(content).changes


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_every_line_of_an_older_version_is_there_with_all_it_says(journal, data, version):
    content = (data / "archives" / f"version-{version}.jsonl").read_bytes()
    empty = journal("empty")
    empty.bring_in(content)
    found = lines(empty.archive())[1:]
    for old in lines(content)[1:]:
        assert any(old.items() <= line.items() for line in found)


def test_days_choose_entries_and_leave_all_they_refer_to(journal, fill):
    full = journal()
    fill(full)
    first, last = date(2026, 2, 24), date(2026, 2, 26)
    content = archive.read(full.archive(first, last))
    assert (content.first_day, content.last_day) == (first, last)
    assert content.days == (first, last)
    whole = archive.read(full.archive())
    assert content.counts["check_in"] == 3
    assert content.counts["rating"] == 6
    assert content.counts["dose_event"] == 3
    # what was amended or removed on other days stays out
    for name in ("revision", "expectancy", "card_shown", "look_back"):
        assert content.counts[name] == 0
    for name in ("measure", "substance", "tag", "regimen", "regimen_step", "regimen_pause"):
        assert content.tables[name] == whole.tables[name]
    assert list(content.tables) == list(whole.tables)


def test_days_take_versions_of_entries_with_them(journal, fill):
    full, empty = journal("full"), journal("empty")
    fill(full)
    kept = archive.read(full.archive(last_day=date(2026, 3, 1)))
    assert kept.tables["revision"].column("act") == ["amended"]
    kept = archive.read(full.archive(date(2026, 3, 2)))
    assert kept.tables["revision"].column("act") == [
        *["removed"] * 3,
        "amended",
        "removed",
        "removed",
    ]
    content = full.archive(date(2026, 3, 2))
    empty.bring_in(content)
    assert empty.archive().splitlines()[1:] == content.splitlines()[1:]
    # and the rest goes beside it
    counts = empty.bring_in(full.archive())
    assert counts.accepted["check_in"] == 12
    assert counts.held_aside == ()
    assert empty.archive().count(b"\n") == full.archive().count(b"\n")


def test_what_was_written_is_told(journal, fill):
    full = journal()
    fill(full)
    whole = full.ask(archive.gather, full.now, Asked())
    assert archive.told(whole).startswith(
        "The archive is at {place}, with all of the journal: 32 "
    )
    some = full.ask(archive.gather, full.now, Asked(first_day=date(2026, 3, 2)))
    assert "6 entries and all they refer to" in archive.told(some)
    assert archive.title() == "DoseJournal archive"
    assert archive.SUFFIX == ".jsonl"
