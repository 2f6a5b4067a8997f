import os

import pytest

from dosejournal.cli import passphrases
from dosejournal.store import connections, vault

WORDS = "walrus teacup gravel"


@pytest.fixture
def typed(monkeypatch):
    """Let somebody sit at the terminal who types these one after the other."""
    answers: list[str] = []
    prompts: list[str] = []

    def answer(prompt):
        prompts.append(prompt)
        return answers.pop(0)

    monkeypatch.setattr(passphrases.getpass, "getpass", answer)
    monkeypatch.setattr(passphrases, "has_terminal", lambda: True)
    monkeypatch.setattr(passphrases.time, "sleep", lambda _seconds: None)
    answers.append(prompts)
    return answers


@pytest.fixture
def nobody(monkeypatch):
    """Let nobody sit at the terminal."""
    monkeypatch.setattr(passphrases, "has_terminal", lambda: False)


@pytest.fixture
def at_terminal(typed):
    return typed.pop(0)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "passphrase"
    path.write_text(f"{WORDS}\n")
    return path


@pytest.fixture
def sealed(terminal, tmp_path, file, cheap_recipe):
    """Return a terminal whose journal is encrypted."""
    terminal.journal = tmp_path / "sealed.db"
    said = terminal.say("--passphrase-file", str(file), "new")
    assert said == f"A new journal is at {terminal.journal}. It is encrypted: " + (
        "keep its passphrase safe.\n"
    )
    return terminal


def test_a_new_journal_is_encrypted_and_a_file_opens_it(sealed, file):
    assert vault.is_sealed(sealed.journal)
    said = sealed.say("--passphrase-file", str(file), "check-in", "--rate", "mood=62")
    assert said == "Check-in 1 recorded.\n"
    assert "62" in sealed.say("--passphrase-file", str(file), "list")


def test_a_descriptor_opens_it_as_well(sealed):
    reading, writing = os.pipe()
    os.write(writing, f"{WORDS}\r\nmore".encode())
    os.close(writing)
    assert sealed.say("--passphrase-fd", str(reading), "list", "--json") == "[]\n"


def test_a_journal_is_not_made_without_a_word_about_its_passphrase(terminal, tmp_path, nobody):
    terminal.journal = tmp_path / "new.db"
    assert "--no-passphrase" in terminal.refused("new")
    assert not terminal.journal.exists()


def test_a_passphrase_and_none_at_once_are_refused(terminal, tmp_path, file):
    terminal.journal = tmp_path / "new.db"
    complained = terminal.refused("--passphrase-file", str(file), "new", "--no-passphrase")
    assert "leave one of them out" in complained
    assert not terminal.journal.exists()


@pytest.mark.usefixtures("cheap_recipe")
def test_a_new_passphrase_is_typed_twice_and_told_of(terminal, tmp_path, typed, at_terminal):
    terminal.journal = tmp_path / "new.db"
    typed.extend([WORDS, WORDS])
    code, said, complained = terminal.bare("--journal", str(terminal.journal), "new")
    assert code == 0
    assert "It is encrypted" in said
    assert "if it is lost, what you recorded is lost" in complained
    assert "Very good" in complained
    assert at_terminal == ["New passphrase: ", "The same again: "]
    assert connections.unlock(terminal.journal, WORDS)


def test_two_different_passphrases_make_no_journal(terminal, tmp_path, typed, at_terminal):
    terminal.journal = tmp_path / "new.db"
    typed.extend([WORDS, f"{WORDS}s"])
    code, _said, complained = terminal.bare("--journal", str(terminal.journal), "new")
    assert (code, "two different" in complained) == (1, True)
    assert not terminal.journal.exists()


def test_a_passphrase_that_is_too_short_makes_no_journal(terminal, tmp_path, file):
    file.write_text("short\n")
    for command in (("new",), ("demo", str(tmp_path / "demo.db"), "--days", "2")):
        terminal.journal = tmp_path / "new.db"
        assert "at least 8" in terminal.refused("--passphrase-file", str(file), *command)
    assert {each.name for each in tmp_path.iterdir()} == {"passphrase", "journal.db"}


@pytest.mark.usefixtures("cheap_recipe")
def test_a_demo_journal_is_encrypted_where_a_passphrase_is_given(terminal, tmp_path, file):
    place = tmp_path / "demo.db"
    terminal.say("--passphrase-file", str(file), "demo", str(place), "--days", "2")
    assert connections.unlock(place, WORDS)


def test_it_is_asked_for_and_a_wrong_one_may_be_typed_again(sealed, typed, at_terminal):
    typed.extend(["wrong passphrase", WORDS])
    code, said, complained = sealed.bare("--journal", str(sealed.journal), "list", "--json")
    assert (code, said) == (0, "[]\n")
    assert "does not open the journal" in complained
    assert at_terminal == ["Passphrase: ", "Passphrase: "]


def test_after_three_wrong_ones_it_is_over(sealed, typed, at_terminal):
    typed.extend(["wrong passphrase"] * 4)
    code, said, complained = sealed.bare("--journal", str(sealed.journal), "list")
    assert (code, said, complained.count("does not open")) == (1, "", 3)
    assert len(typed) == 1


@pytest.mark.parametrize(
    "trouble", [EOFError(), UnicodeDecodeError("utf-8", b"\xe4", 0, 1, "invalid")]
)
def test_a_passphrase_that_a_terminal_does_not_give_is_told(sealed, typed, monkeypatch, trouble):
    def give_up(_prompt):
        raise trouble

    monkeypatch.setattr(passphrases.getpass, "getpass", give_up)
    new = sealed.journal.with_name("new.db")
    for place, command in ((sealed.journal, "list"), (new, "new")):
        code, said, complained = sealed.bare("--journal", str(place), command)
        assert (code, said) == (1, "")
        assert "No passphrase could be read from the terminal" in complained
    assert not new.exists()


def test_a_wrong_one_from_a_file_is_told_once(sealed, file):
    file.write_text("wrong passphrase\n")
    complained = sealed.refused("--passphrase-file", str(file), "list")
    assert "does not open the journal" in complained
    assert "wrong" not in complained


def test_without_terminal_and_file_it_stays_closed(sealed, nobody):
    assert "--passphrase-file" in sealed.refused("list")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00broken", b"\xef\xbb\xbf"])
def test_a_file_without_a_passphrase_is_told(sealed, file, content):
    file.write_bytes(content)
    assert "no passphrase in its first line" in sealed.refused(
        "--passphrase-file", str(file), "list"
    )


def test_a_descriptor_that_is_not_open_is_told(sealed):
    assert "descriptor 999 cannot be read" in sealed.refused("--passphrase-fd", "999", "list")


def test_file_and_descriptor_at_once_are_wrong(sealed, file):
    complained = sealed.wrong("--passphrase-file", str(file), "--passphrase-fd", "0", "list")
    assert "not allowed with" in complained


def test_the_window_is_given_the_passphrase_and_reads_it_once(terminal, file):
    terminal.say("--passphrase-file", str(file), "open")
    terminal.say("open")
    assert terminal.passphrases == [WORDS, None]


def test_a_terminal_that_nobody_sits_at_is_recognised(monkeypatch):
    def refuse(*_words):
        raise OSError

    monkeypatch.setattr(passphrases.os, "open", refuse)
    assert not passphrases.has_terminal()
    monkeypatch.undo()
    monkeypatch.setattr(passphrases.os, "open", lambda *_words: os.dup(0))
    assert passphrases.has_terminal()
    monkeypatch.setattr(passphrases.os, "name", "nt")
    monkeypatch.setattr(passphrases.sys, "stdin", None)
    assert not passphrases.has_terminal()
