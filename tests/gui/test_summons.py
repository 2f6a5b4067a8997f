"""A second start of the program, as the first one meets it."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLockFile
from PySide6.QtWidgets import QApplication

from dosejournal.app import summons
from dosejournal.app.claims import Claim
from dosejournal.app.opened import Opened
from dosejournal.app.program import Program
from dosejournal.app.summons import Summons

pytestmark = [
    pytest.mark.usefixtures("plain_again"),
    pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True),
]


class Caller(threading.Thread):
    """A second start, beside the event loop of the first."""

    def __init__(self, journal):
        super().__init__()
        self._journal = journal
        self.is_answered = None

    def run(self):
        self.is_answered = summons.call(self._journal, patience_seconds=20)


@pytest.fixture
def opened(qapp, journal_path, preferences, now):
    opened = Opened.at((Claim(journal_path), None), qapp, preferences, lambda: now)
    yield opened
    opened.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def make_program(qapp, preferences, now):
    yield lambda: Program(qapp, preferences, lambda: now)
    qapp.setQuitOnLastWindowClosed(True)


def files(journal_path):
    return {each.name for each in journal_path.parent.iterdir()}


def test_a_second_start_brings_up_a_window_that_is_out_of_sight(qtbot, opened, journal_path):
    assert not opened.window.isVisible()
    caller = Caller(journal_path)
    caller.start()
    qtbot.waitUntil(lambda: not caller.is_alive(), timeout=20_000)
    assert caller.is_answered
    qtbot.waitUntil(opened.window.isVisible)
    assert "journal.db.show" not in files(journal_path)


def test_one_that_came_while_the_first_was_starting_is_heard(qtbot, journal_path):
    journal_path.with_name("journal.db.show").touch()
    heard = Summons(journal_path)
    with qtbot.waitSignal(heard.came):
        pass
    assert "journal.db.show" not in files(journal_path)


def test_other_files_beside_the_journal_ask_for_nothing(qtbot, journal_path):
    heard = Summons(journal_path)
    with qtbot.assertNotEmitted(heard.came, wait=100):
        journal_path.with_name("other.db").touch()


def test_where_nobody_hears_nothing_is_left(journal_path):
    before = files(journal_path)
    assert not summons.call(journal_path, patience_seconds=0.05)
    assert files(journal_path) == before


def test_where_nothing_can_be_asked_nobody_answers(tmp_path):
    assert not summons.call(tmp_path / "none" / "journal.db")


def test_what_cannot_be_taken_away_was_not_answered(journal_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert not summons.call(journal_path, patience_seconds=0.05)


def test_who_runs_on_another_computer_is_told_apart(journal_path):
    lock = QLockFile(f"{journal_path}.lock")
    assert not summons.is_here(journal_path)
    assert lock.tryLock(0)
    assert summons.is_here(journal_path)
    own = Path(f"{journal_path}.lock").read_text().splitlines()
    lock.unlock()
    Path(f"{journal_path}.lock").write_text("\n".join([*own[:2], "elsewhere", *own[3:], ""]))
    assert not summons.is_here(journal_path)


def test_a_start_that_is_answered_opens_nothing_and_complains_of_nothing(
    qtbot, capsys, opened, make_program, journal_path, monkeypatch
):
    calls = []
    monkeypatch.setattr(summons, "call", lambda path: calls.append(path) or True)
    second = make_program()
    assert not second.start(journal_path)
    assert second.is_handed_over
    assert calls == [Path(os.path.realpath(journal_path))]
    assert second.opened is None
    assert capsys.readouterr().err == ""


def test_a_start_in_the_tray_beside_an_open_journal_asks_for_no_window(
    qtbot, capsys, opened, make_program, journal_path
):
    second = make_program()
    assert not second.start(journal_path, in_tray=True)
    assert second.is_handed_over
    qtbot.wait(50)
    assert not opened.window.isVisible()
    assert capsys.readouterr().err == ""


def test_a_start_that_nobody_answers_says_why_it_opens_nothing(
    capsys, opened, make_program, journal_path, monkeypatch
):
    monkeypatch.setattr(summons, "call", lambda _path: False)
    second = make_program()
    assert not second.start(journal_path)
    assert not second.is_handed_over
    assert "open in another window" in capsys.readouterr().err
