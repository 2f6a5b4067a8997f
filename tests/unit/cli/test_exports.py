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
