import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QLockFile, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from dosejournal import app as app_package
from dosejournal import i18n, paths
from dosejournal.app import another_journal, displays, opened, speech
from dosejournal.app.program import Program
from dosejournal.errors import JournalInUseError, NoJournalError, NotAJournalError, StorageError
from dosejournal.gui import theme
from dosejournal.store.database import Database

pytestmark = pytest.mark.usefixtures("plain_again")


@pytest.fixture
def make_program(qapp, preferences, now):
    made = []

    def make():
        made.append(Program(qapp, preferences, lambda: now))
        return made[-1]

    yield make
    for each in made:
        each.close()
    # windows that are only waiting to be deleted would all be dressed anew below
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def started(make_program, journal_path):
    started = make_program()
    assert started.start(journal_path)
    return started


def test_the_window_opens_the_journal_it_was_given(started, journal_path):
    assert started.opened.window.isVisible()
    assert started.opened.path == journal_path


def test_without_a_journal_and_a_screen_none_is_made(make_program, tmp_path, monkeypatch, capsys):
    place = tmp_path / "home" / "dosejournal" / "journal.db"
    monkeypatch.setattr(paths, "default_journal", lambda: place)
    assert not make_program().start(None)
    assert "dosejournal new" in capsys.readouterr().err
    assert not place.parent.exists()


def test_a_missing_journal_that_was_asked_for_is_not_made(make_program, tmp_path, capsys):
    assert not make_program().start(tmp_path / "missing.db")
    assert "There is no journal at" in capsys.readouterr().err
    assert list(tmp_path.glob("missing*")) == []


def test_another_journal_can_be_chosen_when_the_first_does_not_open(
    make_program, tmp_path, journal_path, monkeypatch
):
    answers = [tmp_path / "neither.db", journal_path]
    monkeypatch.setattr(another_journal, "ask_for_another", lambda _sentence: answers.pop(0))
    monkeypatch.setattr(displays, "has_watcher", lambda: True)
    started = make_program()
    assert started.start(tmp_path / "missing.db")
    assert started.opened.path == journal_path


def test_a_second_window_on_the_same_journal_is_refused(
    started, make_program, journal_path, capsys
):
    assert not make_program().start(journal_path)
    assert "open in another window" in capsys.readouterr().err
    assert started.opened.window.isVisible()


def test_a_second_window_is_refused_by_whatever_name_it_comes(started, make_program, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(started.opened.path)
    with pytest.raises(JournalInUseError):
        make_program().open(link)


def test_the_terminal_may_write_while_the_window_is_open(started, journal_path, qtbot):
    window = started.opened.window
    window.open_page("timeline")
    listed = window.page("timeline").model
    assert listed.rowCount() == 0
    command = ["--journal", str(journal_path), "check-in", "--rate", "mood=8"]
    finished = subprocess.run(
        [sys.executable, "-m", "dosejournal", *command],
        capture_output=True,
        timeout=50,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, b"")
    qtbot.waitUntil(lambda: listed.rowCount() == 1)
    (rating,) = listed.line(0).entry.ratings
    assert (rating.measure, rating.value) == ("mood", 8.0)
    # what another program did is not for this window to undo
    assert window.workspace.undo_label is None


def test_the_lock_of_a_window_that_was_killed_holds_nobody_up(make_program, journal_path):
    lock = journal_path.with_name("journal.db.lock")
    name = QLibraryInfo.version().toString()
    lock.write_text(f"999999999\n{name}\n\n\n")
    assert make_program().start(journal_path)


def test_closing_leaves_the_journal_alone_in_its_folder(started, tmp_path):
    assert started.close() == 0
    assert started.close() == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "journal.backups",
        "journal.db",
        "settings.json",
    ]


def test_another_journal_takes_the_place_of_the_first(
    started, make_program, tmp_path, journal_path
):
    first = started.opened.window
    first.new_asked.emit(tmp_path / "second")
    started.entrance.waiting.dialog.plain_chosen.emit()
    assert started.opened.path == tmp_path / "second.db"
    assert not first.isVisible()
    started.opened.window.open_asked.emit(journal_path)
    assert started.opened.path == journal_path
    assert started.opened.window.isVisible()


def test_opening_the_journal_that_is_open_does_nothing(started, journal_path):
    before = started.opened
    before.window.open_asked.emit(journal_path)
    assert started.opened is before


def test_when_another_journal_does_not_open_the_first_stays(started, tmp_path):
    before = started.opened
    before.window.open_asked.emit(tmp_path / "missing.db")
    before.window.new_asked.emit(before.path)
    assert started.opened is before
    assert len(before.window.messages.banners) == 2


def test_a_refusal_with_no_window_to_show_it_in_is_told_nowhere_twice(make_program, tmp_path):
    idle = make_program()
    with pytest.raises(NoJournalError):
        idle.open(tmp_path / "missing.db")
    assert idle.opened is None
    assert idle.close() == 0


def test_a_file_that_is_no_journal_keeps_no_lock(make_program, tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear diary, " * 20)
    with pytest.raises(NotAJournalError):
        make_program().open(path)
    assert list(tmp_path.glob("*.lock")) == []


def test_a_fault_while_the_window_is_built_closes_the_file(
    make_program, journal_path, monkeypatch
):
    class FaultError(Exception):
        pass

    def fail(*_args):
        raise FaultError

    monkeypatch.setattr(opened, "MainWindow", fail)
    with pytest.raises(FaultError):
        make_program().open(journal_path)
    lock = QLockFile(f"{journal_path}.lock")
    assert lock.tryLock(0)
    lock.unlock()


def test_the_program_ends_although_it_asks_about_a_check_in(started):
    window = started.opened.window
    window.page("today").form.inputs["mood"].set_value(62.0)
    assert not window.close()
    assert window.isVisible()
    assert started.close() == 0
    assert not window.isVisible()


def test_a_disk_that_refuses_at_closing_is_told(started, monkeypatch, capsys):
    close = Database.close

    def fail(database):
        close(database)
        raise StorageError("The disk refuses. Nothing is lost.")

    monkeypatch.setattr(Database, "close", fail)
    assert started.close() == 1
    assert "Nothing is lost" in capsys.readouterr().err


def test_a_chosen_theme_is_worn_at_once(qapp, started, preferences):
    preferences.set(theme="dark")
    assert theme.tokens(qapp.palette()) is theme.DARK
    preferences.set(window="somewhere")
    assert theme.tokens(qapp.palette()) is theme.DARK


@pytest.mark.parametrize("choice", ["another", "quit", "no file"])
def test_the_person_may_choose_another_journal_or_quit(qapp, monkeypatch, tmp_path, choice):
    shown = []

    def answer(box):
        shown.append(box.text())
        wanted = QMessageBox.ButtonRole.RejectRole
        if choice != "quit":
            wanted = QMessageBox.ButtonRole.AcceptRole
        (button,) = [each for each in box.buttons() if box.buttonRole(each) == wanted]
        button.click()

    name = str(tmp_path / "other.db") if choice == "another" else ""
    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (name, ""))
    chosen = another_journal.ask_for_another("The file is not a journal.")
    assert shown == ["The file is not a journal."]
    assert chosen == (tmp_path / "other.db" if choice == "another" else None)


def test_a_language_sets_its_direction(qapp):
    speech.speak(qapp, "ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speech.speak(qapp, "")
    assert qapp.layoutDirection() == QLocale.system().textDirection()
    speech.speak(qapp, "en")
    assert i18n.gettext  # the language is English again for the tests after this one


def test_without_a_display_one_sentence_says_what_still_works(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert app_package.run(None) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    for command in ("check-in", "dose", "list", "trend", "import"):
        assert command in told


def test_a_missing_library_of_qt_is_named(monkeypatch, capsys):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert app_package.run(None) == 2
    assert "a library that Qt needs" in capsys.readouterr().err
