import pytest

from dosejournal.cli import columns

SHEET = (
    "Datum;Stimmung;Energie;Medikament;Dosis;Wetter\n"
    "13.1.2026;gut;7;Calmol;12,5 mg;sonnig\n"
    "14.1.2026;müde;3;;;Regen\n"
)


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET, encoding="utf-8")
    return str(file)


def test_a_table_of_unknown_columns_tells_what_they_may_hold_and_how_to_say_so(terminal, sheet):
    said = terminal.say("import", sheet, "--dry-run")
    assert said.startswith("Any table, column by column (CSV)\n")
    assert "- Datum: day\n- Stimmung: mood\n- Energie: unused\n- Medikament: substance\n" in said
    assert '- to say otherwise: --answer "column:NAME=…" with one of: unused, time, day' in said
    assert "Without a place in a journal: Energie (2)\n" in said
    assert "New doses: 1\n" in said
    assert said.count("column:") == 1
    # a terminal is not to repeat what stands in the file
    assert "sonnig" not in said
    assert terminal.json("list") == []


def test_columns_are_said_in_the_terminal(terminal, sheet):
    words = ("--answer", "column:Energie=measure", "--answer", "scale:Energie=0-10")
    words += ("--answer", "column:Wetter=tags", "--map", "gut=4")
    told = terminal.json("import", sheet, *words)
    assert told["format"] == "table"
    assert told["accepted"] == {
        "check_ins": 2, "ratings": 3, "dose_events": 1, "notes": 0, "tags": 2,
    }  # fmt: skip
    assert told["unknown"] == {}
    entries = terminal.json("list")
    assert [entry.get("amount") for entry in entries if entry["kind"] == "dose_event"] == ["12.5"]
    # the measure has its scale by now
    again = terminal.json("import", sheet, "--answer", "column:Wetter=tags")
    assert (again["duplicates"], again["accepted"]["check_ins"]) == (3, 0)


def test_what_a_column_cannot_hold_and_a_slip_in_its_name_are_refused(terminal, sheet):
    before = terminal.json("list")
    said = terminal.refused("import", sheet, "--answer", "column:Energie=colour")
    assert "choose one of: unused, time" in said
    said = terminal.refused("import", sheet, "--answer", "column:Energy=measure")
    assert "does not ask for “column:Energy”" in said
    assert terminal.json("list") == before


def test_what_was_said_is_kept_under_a_name_used_again_and_forgotten(terminal, sheet, tmp_path):
    words = ("--answer", "column:Energie=measure", "--answer", "scale:Energie=0-10")
    terminal.say("import", sheet, *words, "--map", "gut=4", "--keep-columns", "My sheet")
    kept = terminal.json("columns")
    assert [each["name"] for each in kept] == ["My sheet"]
    answers = kept[0]["answers"]
    assert (answers["column:Energie"], answers["scale:Energie"]) == ("measure", "0-10")
    # nothing that stands in the table
    assert not any(word in str(kept) for word in ("gut", "Calmol", "sonnig"))
    assert terminal.say("columns").startswith("My sheet: Datum · Dosis · Energie · ")

    later = tmp_path / "later.csv"
    later.write_text(SHEET.splitlines()[0] + "\n15.1.2026;gut;8;;;Nebel\n", encoding="utf-8")
    said = terminal.say("import", str(later), "--dry-run")
    assert 'What is kept as “My sheet” fits this table: --columns "My sheet"\n' in said
    told = terminal.json("import", str(later), "--columns", "my sheet")
    assert told["accepted"]["ratings"] == 2
    assert not [each for each in told["questions"] if each["key"].startswith("column:")]

    assert terminal.say("columns", "--remove", "MY sheet") == (
        "Nothing is kept of the columns of tables.\n"
    )
    assert "kept are: none" in terminal.refused("import", sheet, "--columns", "My sheet")


def test_a_dry_run_keeps_no_columns(terminal, sheet):
    terminal.say("import", sheet, "--dry-run", "--keep-columns", "My sheet")
    assert terminal.json("columns") == []


def test_what_is_kept_does_for_no_other_columns_and_no_other_format(terminal, sheet, tmp_path):
    terminal.say("import", sheet, "--keep-columns", "My sheet")
    other = tmp_path / "other.csv"
    other.write_text("at,mood,note\n2026-03-01,62,hello\n", encoding="utf-8")
    before = terminal.json("list")
    said = terminal.refused("import", str(other), "--columns", "My sheet")
    assert "for a table with other columns" in said
    said = terminal.refused("import", str(other), "--columns", "My sheet", "--format", "tidy")
    assert "--format table" in said
    said = terminal.refused("import", str(other), "--keep-columns", "x", "--format", "tidy")
    assert "--format table" in said
    assert terminal.json("list") == before


def test_a_name_that_cannot_be_kept_brings_nothing_in(terminal, sheet):
    before = terminal.json("list")
    assert "A name needs" in terminal.refused("import", sheet, "--keep-columns", "x" * 200)
    assert terminal.json("list") == before


def test_without_questions_about_columns_there_is_no_line():
    assert list(columns.lines(())) == []
