"""An encrypted journal is opened by its passphrase, or by the code of its recovery sheet."""

import pytest
from PySide6.QtCore import QLockFile, Qt
from PySide6.QtWidgets import QLineEdit

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui import saved_files
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.vault import unlock_window
from dosejournal.gui.vault.unlock_window import UnlockWindow
from dosejournal.journal import check_ins, timeline
from dosejournal.store import recovery
from dosejournal.store.database import Database

WORDS = "walrus teacup gravel"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


@pytest.fixture
def program(make_program, sealed_path):
    program = make_program()
    assert program.start(sealed_path)
    return program


@pytest.fixture
def window(qtbot):
    window = UnlockWindow("journal.db", has_recovery=True, second_ms=200)
    qtbot.addWidget(window)
    window.show()
    return window


def type_in(qtbot, window, text):
    window.secret.clear()
    qtbot.keyClicks(window.secret.field, text)
    qtbot.keyClick(window.secret.field, Qt.Key.Key_Return)


def test_the_passphrase_opens_the_journal_and_its_window_gives_way(qtbot, program, sealed_path):
    asking = program.entrance.waiting.window
    assert asking.isVisible()
    assert program.opened is None
    assert asking.windowTitle() == "DoseJournal"
    type_in(qtbot, asking, WORDS)
    qtbot.waitUntil(lambda: program.opened is not None)
    assert program.opened.path == sealed_path
    assert program.opened.window.isVisible()
    assert program.entrance.waiting is None


def test_a_wrong_passphrase_is_told_and_changes_nothing(qtbot, program, sealed_path):
    before = sealed_path.read_bytes()
    asking = program.entrance.waiting.window
    type_in(qtbot, asking, "something else")
    qtbot.waitUntil(lambda: "does not open" in asking.line.text())
    assert not asking.unlock_button.isEnabled()
    assert asking.secret.field.isEnabled()
    assert sealed_path.read_bytes() == before
    assert program.opened is None


def test_a_wrong_passphrase_from_a_file_ends_the_start_with_a_sentence(
    make_program, sealed_path, capsys
):
    program = make_program()
    wrong = "something else"
    assert not program.start(sealed_path, passphrase=wrong)
    assert "does not open" in capsys.readouterr().err
    assert program.entrance.waiting is None


def test_each_wrong_passphrase_makes_the_next_try_wait_longer():
    waits = [unlock_window.wait_seconds(times) for times in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_the_button_counts_down_and_takes_nothing_meanwhile(qtbot, window, monkeypatch):
    given = []
    window.passphrase_given.connect(given.append)
    for _time in range(3):
        window.refuse_wrong("Wrong.")
    assert window.unlock_button.text() == "Unlock in 4 seconds"
    type_in(qtbot, window, "meanwhile")
    assert given == []
    for text in ("Unlock in 1 second", "Unlock"):
        qtbot.waitUntil(lambda text=text: window.unlock_button.text() == text)
    qtbot.keyClick(window.secret.field, Qt.Key.Key_Return)
    assert given == ["meanwhile"]


def test_nothing_typed_is_not_tried(qtbot, window):
    given = []
    window.passphrase_given.connect(given.append)
    qtbot.keyClick(window.secret.field, Qt.Key.Key_Return)
    assert given == []


def test_what_is_typed_is_hidden_until_it_is_to_be_seen(qtbot, window):
    assert window.secret.field.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(window.shown, Qt.Key.Key_Space)
    assert window.secret.field.echoMode() == QLineEdit.EchoMode.Normal
    hints = window.secret.field.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData
    assert hints & Qt.InputMethodHint.ImhNoPredictiveText


def test_letters_that_come_as_caps_lock_makes_them_are_told(qtbot, window):
    field, told = window.secret.field, window.secret.caps_label
    qtbot.keyClicks(field, "a7")
    assert not told.isVisible()
    qtbot.keyClick(field, "B")
    assert told.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_CapsLock)
    assert not told.isVisible()
    qtbot.keyClick(field, "C", Qt.KeyboardModifier.ShiftModifier)
    assert not told.isVisible()


def test_the_recovery_sheet_opens_the_journal(qtbot, make_program, sealed_path, key):
    code = recovery.make(sealed_path, key)
    program = make_program()
    program.start(sealed_path)
    asking = program.entrance.waiting.window
    qtbot.mouseClick(asking.recovery_button, Qt.MouseButton.LeftButton)
    assert "recovery sheet" in asking.secret.field.accessibleName()
    type_in(qtbot, asking, "ABCD-EFGH")
    qtbot.waitUntil(lambda: "typing error" in asking.line.text())
    # what cannot be a code is no try
    assert asking.unlock_button.isEnabled()
    type_in(qtbot, asking, code.lower())
    qtbot.waitUntil(lambda: program.opened is not None)


def test_without_a_sheet_none_is_offered(program):
    assert not program.entrance.waiting.window.recovery_button.isVisible()


def test_back_from_the_sheet_a_passphrase_is_asked_for(qtbot, window):
    given = []
    window.passphrase_given.connect(given.append)
    for _time in range(2):
        window.recovery_button.click()
    assert window.secret.field.accessibleName() == "Passphrase"
    type_in(qtbot, window, "words")
    assert given == ["words"]


def test_another_journal_can_be_opened_instead(
    qtbot, program, journal_path, tmp_path, monkeypatch
):
    asking = program.entrance.waiting.window
    answers = [None, tmp_path / "missing.db", journal_path]
    monkeypatch.setattr(saved_files, "ask_for_journal", lambda _parent: answers.pop(0))
    asking.other_button.click()
    asking.other_button.click()
    assert "There is no journal at" in asking.line.text()
    asking.other_button.click()
    assert program.opened.path == journal_path
    assert program.entrance.waiting is None


@pytest.mark.parametrize("way", ["quit", "escape"])
def test_who_does_not_unlock_leaves_and_the_journal_is_free(
    qtbot, qapp, program, sealed_path, monkeypatch, way
):
    ended = []
    monkeypatch.setattr(qapp, "exit", lambda: ended.append(True))
    asking = program.entrance.waiting.window
    if way == "quit":
        asking.quit_button.click()
    else:
        qtbot.keyClick(asking, Qt.Key.Key_Escape)
    assert ended
    assert program.close() == 0
    lock = QLockFile(f"{sealed_path}.lock")
    assert lock.tryLock(0)
    lock.unlock()


def test_the_first_journal_stays_until_the_other_is_unlocked(
    qtbot, make_program, journal_path, sealed_path
):
    program = make_program()
    program.start(journal_path)
    first = program.opened
    first.window.open_asked.emit(sealed_path)
    asking = program.entrance.waiting.window
    # asked once more, the same window comes up
    first.window.open_asked.emit(sealed_path)
    assert program.entrance.waiting.window is asking
    assert program.opened is first
    asking.quit_button.click()
    assert program.opened is first
    assert program.entrance.waiting is None
    first.window.open_asked.emit(sealed_path)
    type_in(qtbot, program.entrance.waiting.window, WORDS)
    qtbot.waitUntil(lambda: program.opened.path == sealed_path)
    assert program.entrance.waiting is None


def test_a_journal_that_breaks_meanwhile_is_told_in_the_same_window(qtbot, program, sealed_path):
    asking = program.entrance.waiting.window
    sealed_path.write_bytes(sealed_path.read_bytes()[:1000])
    type_in(qtbot, asking, WORDS)
    qtbot.waitUntil(lambda: "not a journal" in asking.line.text())
    assert asking.isVisible()
    assert program.opened is None


def test_in_the_tray_it_waits_out_of_sight_until_it_is_asked_for(qtbot, make_program, sealed_path):
    program = make_program()
    program.start(sealed_path, in_tray=True)
    asking = program.entrance.waiting.window
    # without a tray it is in the task bar
    assert asking.isMinimized()
    program.tray.check_in_asked.emit()
    assert not asking.isMinimized()
    type_in(qtbot, asking, WORDS)
    qtbot.waitUntil(lambda: program.opened is not None)
    assert program.opened.window.isVisible()
    assert program.opened.window.page("today").isVisible()


def test_unlocking_keeps_what_was_recorded(qtbot, make_program, sealed_path, key, now):
    database = Database(sealed_path, key)
    with database.write("") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 50.0}, "a note", ()))
    database.close()
    program = make_program()
    program.start(sealed_path, passphrase=WORDS)
    found = program.opened.window.workspace.read(
        lambda session: timeline.entries(session, timeline.keys(session))
    )
    assert [entry.note for entry in found] == ["a note"]


def test_help_is_a_key_away_before_the_journal_is_unlocked(qtbot, program):
    asking = program.entrance.waiting.window
    asking.activateWindow()
    qtbot.waitUntil(asking.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(asking.secret.field, Qt.Key.Key_H, modifiers)
    qtbot.waitUntil(lambda: bool(asking.findChildren(GetHelpDialog)))
    (dialog,) = asking.findChildren(GetHelpDialog)
    assert dialog.isVisible()
    assert not dialog.change_button.isVisible()
    assert program.opened is None
    dialog.reject()
