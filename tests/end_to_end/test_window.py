"""The window as a process: it starts, shares its journal, and ends as it should."""

import os
import signal
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def _left(program):
    """Return what is beside the journal, but for what the program keeps there on purpose."""
    kept = {"journal.db.ballast", "journal.backups"}
    return {file.name for file in program.journal.parent.iterdir()} - kept


def _end(running, number=signal.SIGTERM):
    running.send_signal(number)
    out, complained = running.communicate(timeout=20)
    return running.returncode, out, complained


def test_where_nobody_can_be_asked_no_journal_is_made(program):
    told = program.run(variables=OFFSCREEN)
    assert "dosejournal new" in told.sentence()
    assert not program.journal.exists()


def test_an_encrypted_journal_opens_without_a_screen_by_a_passphrase_from_a_file(program):
    given = program.home / "passphrase"
    given.write_text("correct horse battery staple\n")
    program.run("--passphrase-file", str(given), "new").line()
    assert "encrypted" in program.run(variables=OFFSCREEN).sentence()
    given.write_text("another one\n")
    wrong = program.run("--passphrase-file", str(given), variables=OFFSCREEN)
    assert "does not open" in wrong.sentence()
    given.write_text("correct horse battery staple\n")
    running = program.open_window("--passphrase-file", str(given))
    assert _end(running) == (0, b"", b"")


def test_the_window_closes_its_journal_when_it_is_ended(program):
    program.run("new", "--no-passphrase").line()
    running = program.open_window()
    assert _end(running) == (0, b"", b"")
    assert program.entries() == []
    # nothing is left beside the journal: no lock, and no log that the file still needs
    assert _left(program) == {"journal.db"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_terminal_that_ends_the_window_leaves_a_closed_journal(journal, number):
    running = journal.open_window("open")
    assert _end(running, number) == (0, b"", b"")
    assert _left(journal) == {"journal.db"}


@pytest.mark.parametrize("words", [("open",), ("open", "--tray")])
def test_a_second_start_leaves_it_to_the_first_and_the_terminal_works_meanwhile(journal, words):
    running = journal.open_window()
    try:
        told = journal.run(*words, variables=OFFSCREEN)
        assert (told.code, told.out, told.complained) == (0, "", "")
        assert journal.run("check-in", "--rate", "mood=8").line() == "Check-in 2 recorded."
        assert running.poll() is None
    finally:
        code, _out, complained = _end(running)
    assert code == 0
    # without a screen, Qt has a word to say when it is asked to bring the window to the front
    assert complained == (b"QtWarningMsg default\n" if words == ("open",) else b"")
    assert [entry["id"] for entry in journal.entries()] == [2, 1]


def test_a_second_start_says_so_where_the_first_does_not_answer(journal):
    running = journal.open_window()
    running.send_signal(signal.SIGSTOP)
    try:
        told = journal.run("open", variables=OFFSCREEN)
        assert "open in another window" in told.sentence()
    finally:
        running.send_signal(signal.SIGCONT)
        assert _end(running) == (0, b"", b"")
    assert _left(journal) == {"journal.db"}


def test_killing_the_window_loses_nothing_and_it_opens_again(journal):
    running = journal.open_window()
    journal.run("check-in", "--rate", "mood=8").line()
    assert _end(running, signal.SIGKILL)[0] == -signal.SIGKILL
    assert [entry["id"] for entry in journal.entries()] == [2, 1]
    again = journal.open_window()
    assert _end(again) == (0, b"", b"")
    assert [entry["id"] for entry in journal.entries()] == [2, 1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lack a display")
@pytest.mark.parametrize("words", [(), ("open",)])
def test_without_a_display_one_sentence_tells_what_works(journal, words):
    assert "check-in" in journal.run(*words).sentence(code=2)


def test_a_journal_that_cannot_be_opened_is_told_on_the_terminal(program):
    told = program.run(
        "--journal", str(program.home / "none.db"), variables={"QT_QPA_PLATFORM": "offscreen"}
    )
    assert "There is no journal at" in told.sentence()
