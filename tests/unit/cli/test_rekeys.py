import pytest

from dosejournal.cli import passphrases
from dosejournal.store import connections, recovery, vault
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel"
OTHER = "orbit nineteen mustard"

pytestmark = pytest.mark.usefixtures("cheap_recipe")


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old"
    path.write_text(WORDS)
    return str(path)


@pytest.fixture
def fresh(tmp_path):
    path = tmp_path / "fresh"
    path.write_text(OTHER)
    return str(path)


@pytest.fixture
def sealed(terminal, old):
    terminal.say("check-in", "--rate", "mood=62")
    terminal.say("passphrase", "set", "--new-passphrase-file", old)
    return terminal


def test_a_plain_journal_is_encrypted(terminal, old):
    terminal.say("check-in", "--rate", "mood=62", "--note", "mine")
    said = terminal.say("passphrase", "set", "--new-passphrase-file", old)
    assert "encrypted now" in said
    assert "can still be read by everybody" in said
    assert b"mine" not in terminal.journal.read_bytes()
    (entry,) = terminal.json("--passphrase-file", old, "list")
    assert entry["note"] == "mine"


def test_a_passphrase_is_changed_and_the_sheet_is_void(sealed, old, fresh):
    words = ("--passphrase-file", old, "passphrase", "change", "--new-passphrase-file", fresh)
    recovery.make(sealed.journal, connections.unlock(sealed.journal, WORDS))
    said = sealed.say(*words)
    assert "The passphrase was changed." in said
    assert "recovery sheet opens nothing any more" in said
    assert connections.unlock(sealed.journal, OTHER)
    assert "the passphrase was changed since" in sealed.refused(*words)


def test_without_a_sheet_nothing_is_said_of_one(sealed, old, fresh):
    said = sealed.say(
        "--passphrase-file", old, "passphrase", "change", "--new-passphrase-file", fresh
    )
    assert "sheet" not in said


def test_a_passphrase_is_removed(sealed, old):
    said = sealed.say("--passphrase-file", old, "passphrase", "remove")
    assert "who has the file can read everything" in said
    assert not vault.is_sealed(sealed.journal)
    assert len(sealed.json("list")) == 1


def test_what_does_not_fit_the_journal_is_refused(sealed, old, fresh):
    said = sealed.refused(
        "--passphrase-file", old, "passphrase", "set", "--new-passphrase-file", fresh
    )
    assert "passphrase change" in said
    sealed.say("--passphrase-file", old, "passphrase", "remove")
    for act in ("change", "remove"):
        assert "has no passphrase" in sealed.refused("passphrase", act)


def test_a_new_passphrase_that_is_too_short_changes_nothing(sealed, old, tmp_path):
    (tmp_path / "short").write_text("short")
    words = ("passphrase", "change", "--new-passphrase-file", str(tmp_path / "short"))
    assert "at least 8" in sealed.refused("--passphrase-file", old, *words)
    assert connections.unlock(sealed.journal, WORDS)


def test_nobody_at_the_terminal_changes_nothing(terminal, monkeypatch):
    monkeypatch.setattr(passphrases, "has_terminal", lambda: False)
    assert "no terminal" in terminal.refused("passphrase", "set")
    assert not vault.is_sealed(terminal.journal)


def test_a_journal_that_a_window_has_open_is_left_alone(terminal, old):
    window = Database(terminal.journal)
    said = terminal.refused("passphrase", "set", "--new-passphrase-file", old)
    window.close()
    assert "quit that first" in said
    assert not vault.is_sealed(terminal.journal)
