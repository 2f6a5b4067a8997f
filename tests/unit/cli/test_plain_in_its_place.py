"""A file that is not encrypted, in the place of a journal that was, is refused by its name."""

import shutil

import pytest

WORDS = "walrus teacup gravel"
OTHER = "orbit nineteen mustard"

pytestmark = pytest.mark.usefixtures("cheap_recipe")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "passphrase"
    path.write_text(WORDS)
    return str(path)


@pytest.fixture
def sealed(terminal, tmp_path, file):
    """Return a terminal whose journal is encrypted."""
    terminal.journal = tmp_path / "sealed.db"
    terminal.say("--passphrase-file", file, "new")
    return terminal


@pytest.fixture
def swapped(sealed, new_journal):
    """Return a terminal in the place of whose journal somebody has put a plain one."""
    _put(new_journal, sealed.journal)
    return sealed


def _put(other, journal):
    for end in ("-wal", "-shm"):
        journal.with_name(f"{journal.name}{end}").unlink(missing_ok=True)
    journal.unlink()
    shutil.copy(other, journal)


@pytest.mark.parametrize(
    "words",
    [
        ("check-in", "--rate", "mood=62"),
        ("list",),
        ("check",),
        ("backup",),
        ("passphrase", "set", "--new-passphrase-file", "nowhere"),
    ],
)
def test_it_is_refused_and_not_touched(swapped, words):
    before = swapped.journal.read_bytes()
    complained = swapped.refused(*words)
    assert "was when it was opened last" in complained
    assert "--not-encrypted" in complained
    assert swapped.journal.read_bytes() == before


def test_a_passphrase_does_not_open_it_either(swapped, file):
    assert "--not-encrypted" in swapped.refused("--passphrase-file", file, "list")


def test_by_another_name_it_is_the_same_place(swapped, tmp_path):
    shortcut = tmp_path / "shortcut.db"
    shortcut.symlink_to(swapped.journal)
    swapped.journal = shortcut
    assert "--not-encrypted" in swapped.refused("list")


def test_who_says_so_once_is_not_asked_again(swapped):
    assert swapped.say("--not-encrypted", "list", "--json") == "[]\n"
    assert swapped.say("list", "--json") == "[]\n"


def test_who_says_so_to_the_window_is_not_asked_by_it(swapped):
    swapped.bare("--journal", str(swapped.journal), "--not-encrypted", "open")
    assert swapped.say("list", "--json") == "[]\n"


def test_one_that_was_only_opened_here_is_known_as_well(
    sealed, file, new_journal, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another"))
    sealed.say("--passphrase-file", file, "list", "--json")
    _put(new_journal, sealed.journal)
    assert "--not-encrypted" in sealed.refused("list")


def test_what_the_program_itself_decrypts_opens_without_a_word(sealed, file):
    sealed.say("--passphrase-file", file, "passphrase", "remove")
    assert sealed.say("list", "--json") == "[]\n"


def test_one_that_got_its_passphrase_later_is_known(terminal, file, new_journal):
    terminal.say("passphrase", "set", "--new-passphrase-file", file)
    _put(new_journal, terminal.journal)
    assert "--not-encrypted" in terminal.refused("list")


def test_going_back_to_a_plain_backup_is_said_already(swapped, new_journal, tmp_path):
    backup = shutil.copy(new_journal, tmp_path / "backup.db")
    swapped.say("restore", str(backup))
    assert swapped.say("list", "--json") == "[]\n"


def test_going_back_to_an_encrypted_backup_is_remembered(sealed, file, new_journal, tmp_path):
    backup = shutil.copy(sealed.journal, tmp_path / "backup.db")
    _put(new_journal, sealed.journal)
    sealed.say("--not-encrypted", "list")
    sealed.say("--passphrase-file", file, "restore", str(backup))
    _put(new_journal, sealed.journal)
    assert "--not-encrypted" in sealed.refused("list")


def test_a_new_one_made_there_is_what_was_said(sealed):
    sealed.journal.unlink()
    sealed.say("new", "--no-passphrase")
    assert sealed.say("list", "--json") == "[]\n"
    sealed.journal.unlink()
