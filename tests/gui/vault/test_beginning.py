"""A new journal is encrypted unless the person says otherwise."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from dosejournal import paths
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.beginning_dialog import BeginningDialog
from dosejournal.gui.vault.new_passphrase import NewPassphrase
from dosejournal.store import connections, vault

WORDS = "walrus teacup gravel"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


@pytest.fixture
def place(tmp_path, monkeypatch):
    place = tmp_path / "home" / "dosejournal" / "journal.db"
    monkeypatch.setattr(paths, "default_journal", lambda: place)
    return place


@pytest.fixture
def program(make_program, place):
    program = make_program()
    assert program.start(None)
    return program


@pytest.fixture
def tasks(qapp):
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def form(qtbot, tasks):
    form = NewPassphrase(tasks)
    qtbot.addWidget(form)
    form.show()
    return form


def choose(qtbot, dialog, first, again):
    dialog.passphrase.clear()
    qtbot.keyClicks(dialog.passphrase.first.field, first)
    qtbot.keyClicks(dialog.passphrase.again.field, again)
    dialog.create_button.click()


def said(dialog):
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def test_the_first_start_makes_an_encrypted_journal(qtbot, program, place):
    dialog = program.entrance.waiting.dialog
    assert dialog.isVisible()
    assert not place.exists()
    choose(qtbot, dialog, WORDS, WORDS)
    qtbot.waitUntil(lambda: program.opened is not None)
    assert program.opened.window.isVisible()
    assert program.entrance.waiting is None
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert vault.is_sealed(place)
    connections.unlock(place, WORDS)


def test_what_a_lost_passphrase_means_is_said_before_one_is_set(program):
    told = said(program.entrance.waiting.dialog)
    assert "Nobody can open the journal without it, not even us. There is no reset" in told


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [("", "", "at least 8"), ("short", "short", "at least 8"), (WORDS, "x", "different")],
)
def test_a_passphrase_that_cannot_be_one_is_refused(qtbot, program, place, first, again, told):
    dialog = program.entrance.waiting.dialog
    choose(qtbot, dialog, first, again)
    assert told in dialog.line.text()
    assert not place.exists()
    qtbot.keyClicks(dialog.passphrase.again.field, "x")
    assert dialog.line.text() == ""


def test_no_passphrase_is_a_choice_of_its_own_with_a_plain_sentence(qtbot, program, place):
    dialog = program.entrance.waiting.dialog
    dialog.plain_button.click()
    assert "Anybody who can read this computer’s files" in said(dialog)
    assert not place.exists()
    dialog.back_button.click()
    assert dialog.create_button.isVisible()
    dialog.plain_button.click()
    dialog.confirm_button.click()
    assert program.opened.path == place
    assert not vault.is_sealed(place)


def test_escape_goes_back_from_the_choice_of_no_passphrase(qapp, qtbot, program, monkeypatch):
    ended = []
    monkeypatch.setattr(qapp, "exit", lambda: ended.append(True))
    dialog = program.entrance.waiting.dialog
    dialog.plain_button.click()
    qtbot.keyClick(dialog.back_button, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.create_button.isVisible()
    assert not ended
    qtbot.keyClick(dialog.passphrase.first.field, Qt.Key.Key_Escape)
    assert ended


def test_a_line_that_was_copied_is_the_passphrase_in_it(qtbot, form):
    QGuiApplication.clipboard().setText(f"{WORDS}\n")
    for secret in (form.first, form.again):
        secret.field.paste()
    assert form.chosen() == WORDS
    form.again.field.setText(WORDS)
    assert form.chosen() == WORDS


def test_who_leaves_has_no_journal(qapp, program, place, monkeypatch):
    ended = []
    monkeypatch.setattr(qapp, "exit", lambda: ended.append(True))
    program.entrance.waiting.dialog.leave_button.click()
    assert ended
    assert program.close() == 0
    assert not place.parent.exists()


def test_a_second_start_of_the_first_day_opens_what_was_made(qtbot, program, make_program, place):
    choose(qtbot, program.entrance.waiting.dialog, WORDS, WORDS)
    qtbot.waitUntil(lambda: program.opened is not None)
    program.close()
    again = make_program()
    assert again.start(None)
    assert again.entrance.waiting.window.isVisible()


def test_where_something_has_come_meanwhile_nothing_is_made_over_it(qtbot, program, place):
    place.parent.mkdir(parents=True)
    place.write_text("a letter")
    dialog = program.entrance.waiting.dialog
    choose(qtbot, dialog, WORDS, WORDS)
    qtbot.waitUntil(lambda: "already a file" in dialog.line.text())
    assert dialog.passphrase.isEnabled()
    assert place.read_text() == "a letter"


def test_a_new_journal_of_the_menu_is_encrypted_as_well(
    qtbot, make_program, journal_path, tmp_path
):
    program = make_program()
    program.start(journal_path)
    first = program.opened
    first.window.new_asked.emit(tmp_path / "second")
    dialog = program.entrance.waiting.dialog
    assert dialog.isModal()
    dialog.leave_button.click()
    assert program.opened is first
    first.window.new_asked.emit(tmp_path / "second")
    choose(qtbot, program.entrance.waiting.dialog, WORDS, WORDS)
    qtbot.waitUntil(lambda: program.opened.path == tmp_path / "second.db")
    assert vault.is_sealed(tmp_path / "second.db")


def test_advice_comes_while_one_types(qtbot, form):
    assert "words" in form.advice_label.text()
    qtbot.keyClicks(form.first.field, "password")
    qtbot.waitUntil(lambda: "Easy to guess" in form.advice_label.text())
    assert form.bar.value() == 0
    qtbot.keyClicks(form.first.field, " walrus teacup gravel")
    qtbot.waitUntil(lambda: form.bar.value() == 4)
    assert form.first.field.accessibleDescription() == form.advice_label.text()


def test_the_last_word_of_advice_is_about_what_stands_there(qtbot, form):
    form.first.field.setText("qwertyuiop")
    qtbot.wait(160)
    # typed on while the first is looked at
    form.first.field.setText(WORDS)
    qtbot.waitUntil(lambda: form.bar.value() >= 3)


def test_both_fields_can_be_seen(qtbot, form):
    form.shown.click()
    for secret in (form.first, form.again):
        assert secret.field.echoMode() == QLineEdit.EchoMode.Normal


def test_everything_is_reached_by_keyboard(qtbot, tasks):
    dialog = BeginningDialog(tasks, "Quit")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.passphrase.first.field.hasFocus)
    reached = []
    for _stop in range(8):
        reached.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {
        dialog.passphrase.first.field,
        dialog.passphrase.again.field,
        dialog.passphrase.shown,
        dialog.sheet,
        dialog.plain_button,
        dialog.leave_button,
        dialog.create_button,
    } <= set(reached)
    for widget in reached:
        assert widget.accessibleName() or widget.text()
