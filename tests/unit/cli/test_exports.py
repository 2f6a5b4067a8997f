import pytest


@pytest.fixture
def plan(terminal):
    terminal.say(
        "plan", "add", "Item A", "--pattern", "daily", "--times", "08:00", "--amount", "10",
        "--unit", "mg",
    )  # fmt: skip
    return terminal


def _export(terminal, file, *words):
    return terminal.say("export", "--format", "calendar", str(file), *words)


def test_a_calendar_is_written_without_names(plan, tmp_path):
    file = tmp_path / "plan.ics"
    assert _export(plan, file) == f"The calendar is at {file}; it names no substance.\n"
    data = file.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"BEGIN:VEVENT" in data
    assert b"Item A" not in data


def test_names_are_in_it_when_asked_for(plan, tmp_path):
    file = tmp_path / "plan.ics"
    assert _export(plan, file, "--names").endswith("substances are named in it.\n")
    assert b"Item A" in file.read_bytes()


def test_one_without_events_is_told_to_be_empty(terminal, tmp_path):
    terminal.say("plan", "add", "Item A", "--pattern", "as needed")
    file = tmp_path / "plan.ics"
    assert "it is empty" in _export(terminal, file)
    data = file.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"VEVENT" not in data


def test_a_calendar_of_some_days_has_these_alone(plan, tmp_path):
    file = tmp_path / "plan.ics"
    _export(plan, file, "--from", "2026-03-05", "--to", "2026-03-07")
    data = file.read_bytes()
    assert b"T080000\r\nDURATION" in data
    assert b"DTSTART;TZID=Europe/Berlin:20260305T080000\r\n" in data
    assert b"UNTIL=20260307T070000Z" in data
    told = _export(plan, tmp_path / "none.ics", "--to", "2026-01-31")
    assert "no dose is planned for those days" in told


def test_an_existing_file_is_never_overwritten(plan, tmp_path):
    file = tmp_path / "plan.ics"
    file.write_text("mine")
    told = plan.refused("export", "--format", "calendar", str(file))
    assert "already a file" in told
    assert file.read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(plan, tmp_path):
    told = plan.refused("export", "--format", "calendar", str(tmp_path / "none" / "plan.ics"))
    assert "no folder" in told
    assert not (tmp_path / "none").exists()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(plan, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.fsync", full)
    told = plan.refused("export", "--format", "calendar", str(tmp_path / "plan.ics"))
    assert "could not be written" in told
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("words", [("export", "--format", "calendar"), ("demo",)])
@pytest.mark.parametrize("place", [".", "/", "..", ""])
def test_a_folder_is_no_place_for_a_file(plan, words, place):
    assert "already a file" in plan.refused(*words, place)


# --- a folder of tables ---


@pytest.fixture
def record(plan):
    plan.say("check-in", "--rate", "mood=62", "--note", "=1+1", "--at", "2026-02-20T08:00")
    plan.say("check-in", "--rate", "mood=40", "--at", "2026-03-01T08:00")
    plan.say("dose", "Item A", "--amount", "10", "--expect", "mood=5", "--sure", "60")
    return plan


def _tables(record, folder, *words):
    return record.say("export", "--format", "tidy", str(folder), *words)


def _said(folder, name="observations.csv"):
    return (folder / name).read_bytes().decode().split("\r\n")[1:-1]


def test_tables_are_written_to_a_new_folder(record, tmp_path):
    folder = tmp_path / "out"
    told = _tables(record, folder)
    assert told == f"The tables are in {folder}; they name substances and hold your notes.\n"
    assert sorted(each.name for each in folder.iterdir()) == [
        "adverse_effects.csv", "codebook.csv", "datapackage.json", "doses.csv",
        "expectancies.csv", "observations.csv", "questionnaire_answers.csv",
        "questionnaires.csv",
    ]  # fmt: skip
    assert len(_said(folder)) == 3
    assert len(_said(folder, "doses.csv")) == len(_said(folder, "expectancies.csv")) == 1


def test_tables_of_some_days_hold_these_alone(record, tmp_path):
    _tables(record, tmp_path / "out", "--from", "2026-02-20", "--to", "2026-02-28")
    assert len(_said(tmp_path / "out")) == 2
    assert _said(tmp_path / "out", "doses.csv") == []
    told = _tables(record, tmp_path / "none", "--from", "2026-04-01")
    assert "they are empty" in told


def test_the_copy_for_spreadsheets_is_asked_for_and_named_so(record, tmp_path):
    assert "spreadsheet-safe copy" in _tables(record, tmp_path / "safe", "--spreadsheet-safe")
    assert ",'=1+1," in "".join(_said(tmp_path / "safe"))
    _tables(record, tmp_path / "plain")
    assert ",=1+1," in "".join(_said(tmp_path / "plain"))


def test_exporting_changes_nothing_in_the_journal(record, tmp_path):
    before = record.say("list", "--json")
    stood = record.journal.read_bytes()
    _tables(record, tmp_path / "out")
    _export(record, tmp_path / "plan.ics")
    assert record.journal.read_bytes() == stood
    assert record.say("list", "--json") == before


@pytest.mark.parametrize("made", ["folder", "file"])
def test_tables_are_never_written_over_anything(record, tmp_path, made):
    place = tmp_path / "out"
    if made == "folder":
        place.mkdir()
        (place / "mine.csv").write_text("mine")
    else:
        place.write_text("mine")
    told = record.refused("export", "--format", "tidy", str(place))
    assert "already a file" in told
    kept = place / "mine.csv" if made == "folder" else place
    assert kept.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if "out" in each.name] == ["out"]


def test_tables_do_not_grow_folders_on_the_way(record, tmp_path):
    told = record.refused("export", "--format", "tidy", str(tmp_path / "none" / "out"))
    assert "no folder" in told
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("after", [0, 3])
def test_a_full_drive_leaves_no_half_of_a_folder(record, tmp_path, monkeypatch, after):
    written = []

    def full(handle):
        if len(written) == after:
            raise OSError(28, "No space left on device")
        written.append(handle)

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.fsync", full)
    told = record.refused("export", "--format", "tidy", str(tmp_path / "out"))
    assert "could not be written" in told
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_may_not_be_written_is_told(record, tmp_path, monkeypatch):
    def refuse(**_where):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    told = record.refused("export", "--format", "tidy", str(tmp_path / "out"))
    assert "could not be written" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "option"),
    [("fhir", "--names"), ("archive", "--spreadsheet-safe"), ("calendar", "--spreadsheet-safe")],
)
def test_an_option_that_a_format_does_not_have_is_refused(plan, tmp_path, name, option):
    told = plan.refused("export", "--format", name, str(tmp_path / "out"), option)
    assert f"{option} is for" in told
    assert not (tmp_path / "out").exists()


def test_a_name_that_is_too_long_for_a_folder_is_told(plan, tmp_path):
    told = plan.refused("export", "--format", "tidy", str(tmp_path / ("a" * 300)))
    assert "could not be written" in told


@pytest.mark.parametrize("place", [".", "/", ".."])
def test_what_is_there_is_no_place_for_a_folder(plan, place):
    assert "already a file" in plan.refused("export", "--format", "tidy", place)
