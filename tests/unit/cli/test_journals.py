from dosejournal import paths
from dosejournal.store import places
from dosejournal.store.database import Database


def test_a_new_journal_is_made_where_it_is_said(terminal, tmp_path):
    terminal.journal = tmp_path / "folder" / "mine.db"
    assert "make the folder first" in terminal.refused("new", "--no-passphrase")
    assert list(tmp_path.glob("folder*")) == []
    terminal.journal.parent.mkdir()
    assert terminal.say("new", "--no-passphrase") == (
        f"A new journal is at {terminal.journal}. It is not encrypted.\n"
    )
    assert terminal.json("check-in", "--rate", "mood=5")["id"] == 1
    assert terminal.journal.stat().st_mode & 0o777 == 0o600


def test_without_a_place_the_usual_one_is_used(terminal, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "default_journal", lambda: tmp_path / "usual" / "journal.db")
    assert terminal.bare("check-in", "--rate", "mood=5")[0] == 1
    assert terminal.bare("new", "--no-passphrase")[0] == 0
    assert terminal.bare("check-in", "--rate", "mood=5")[0] == 0


def test_a_journal_that_is_there_is_never_overwritten(terminal, tmp_path):
    terminal.say("check-in", "--rate", "mood=62")
    before = terminal.journal.read_bytes()
    assert "already a file" in terminal.refused("new", "--no-passphrase")
    assert "already a file" in terminal.refused("demo", str(terminal.journal))
    assert terminal.journal.read_bytes() == before


def test_a_demo_journal_is_made(terminal, tmp_path):
    place = tmp_path / "demo.db"
    assert terminal.say("demo", str(place), "--days", "30", "--seed", "7") == (
        f"A demo journal of 30 days is at {place}.\n"
    )
    terminal.journal = place
    assert terminal.json("trend", "mood")["n_days"] > 15


def test_a_demo_journal_for_measuring_is_as_large_as_asked(terminal, tmp_path):
    terminal.journal = tmp_path / "demo.db"
    terminal.say("demo", str(terminal.journal), "--days", "3", "--check-ins-per-day", "5")
    assert terminal.json("trend", "calm")["n_check_ins"] == 15


def test_the_file_is_closed_also_when_a_command_is_refused(terminal, monkeypatch):
    closed = []
    close = Database.close
    monkeypatch.setattr(Database, "close", lambda self: (closed.append(self.path), close(self)))
    terminal.refused("check-in")
    assert closed == [terminal.journal]


def test_a_folder_of_several_devices_is_warned_of_and_not_at_each_command(terminal, monkeypatch):
    monkeypatch.setattr(places.cloud_folders, "holds", lambda *_where: True)
    terminal.journal.unlink()
    given = ("--journal", str(terminal.journal))
    code, said, warned = terminal.bare(*given, "new", "--no-passphrase")
    assert (code, said.count("\n")) == (0, 1)
    assert "kept the same on several devices" in warned
    code, _said, warned = terminal.bare(*given, "check-in", "--rate", "mood=62")
    assert (code, "kept the same on several devices" in warned) == (0, True)
    assert terminal.bare(*given, "check-in", "--rate", "mood=62")[2] == ""
