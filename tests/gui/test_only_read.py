"""A journal in the window that can only be read."""

import hashlib

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from dosejournal.app import another_journal, displays
from dosejournal.app import opened as opening
from dosejournal.app.claims import claimed
from dosejournal.app.opened import Opened
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import NewerJournalError
from dosejournal.gui.pages import PLACES
from dosejournal.gui.resuming import LeftDialog
from dosejournal.journal import check_ins, drafts
from dosejournal.store import files, migrations
from dosejournal.store.database import Database

pytestmark = pytest.mark.usefixtures("plain_again")


@pytest.fixture
def path(journal_path, now):
    database = Database(journal_path)
    with database.write("") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 62.0}, "lake"))
    database.close()
    return journal_path


@pytest.fixture
def open_window(qapp, preferences, now):
    every = []

    def show(path):
        with claimed(path) as claim:
            every.append(Opened.at((claim, None), qapp, preferences, lambda: now))
        every[-1].window.show()
        return every[-1].window

    yield show
    for each in every:
        each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_was_being_written_can_be_seen_and_is_not_said_to_be_discarded(
    path, open_window, monkeypatch, now
):
    database = Database(path)
    with database.write("", undoable=False) as write:
        drafts.keep(write.session, now, "amend_check_in/99/then", {"note": "half a thought"})
    database.close()
    monkeypatch.setattr(files, "is_writable", lambda _path: False)
    window = open_window(path)
    (line,) = window.page("today").offers.lines.values()
    assert line.discard_button.isHidden()
    QTest.mouseClick(line.continue_button, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(LeftDialog)
    assert dialog.text.toPlainText() == "half a thought"
    assert dialog.discard_button.isHidden()


def make_newer(path, *statements):
    connection = dbapi2.connect(str(path))
    for statement in (*statements, f"PRAGMA user_version = {migrations.VERSION + 1}"):
        connection.execute(statement)
    connection.close()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def left_beside(path):
    return sorted(each.name for each in path.parent.glob("journal.db*"))


def refused_acts(window):
    """Try what a person tries, and return what they are told."""
    told = []
    window.workspace.failed.connect(told.append)
    page = window.page("today")
    page.form.inputs["mood"].set_value(50.0)
    QTest.keyClicks(page.form.note, "not to be kept")
    page.record()
    window.save_drafts_now()
    window.menus.undo.trigger()
    QTest.qWait(1_100)
    return told


def test_one_that_may_not_be_written_opens_to_be_read_and_says_so(path, open_window, monkeypatch):
    # root may write everywhere, and tests run as root too
    monkeypatch.setattr(files, "is_writable", lambda _path: False)
    before = digest(path)
    window = open_window(path)
    (banner,) = window.banners.lines.values()
    assert "This journal is read-only" in banner.text
    assert not banner.close_button.isVisibleTo(banner)
    for place in PLACES:
        window.open_page(place.key)
    assert window.messages.banners == []
    window.open_page("timeline")
    assert window.page("timeline").model.rowCount() == 1
    assert refused_acts(window) == [banner.text]
    assert digest(path) == before
    assert left_beside(path) == ["journal.db", "journal.db.lock"]


def test_a_newer_one_is_opened_to_be_read_by_who_wants_that(path, open_window, monkeypatch):
    make_newer(path, "ALTER TABLE check_in ADD COLUMN mystery VARCHAR")
    before = digest(path)
    monkeypatch.setattr(opening, "wants_to_read", lambda _sentence: False)
    with pytest.raises(NewerJournalError):
        open_window(path)
    assert left_beside(path) == ["journal.db"]
    monkeypatch.setattr(opening, "wants_to_read", lambda sentence: "newer" in sentence)
    window = open_window(path)
    assert "made by a newer DoseJournal" in window.banners.lines["only_read"].text
    window.open_page("timeline")
    assert window.page("timeline").model.rowCount() == 1
    (told,) = refused_acts(window)
    assert "update the program to write in it" in told
    assert digest(path) == before
    assert left_beside(path) == ["journal.db", "journal.db.lock"]


def test_what_a_newer_one_keeps_otherwise_is_told_and_is_no_mistake(
    path, open_window, monkeypatch
):
    make_newer(path, "ALTER TABLE dose_event RENAME COLUMN amount TO quantity")
    monkeypatch.setattr(opening, "wants_to_read", lambda _sentence: True)
    window = open_window(path)
    told = []
    window.workspace.failed.connect(told.append)
    for place in PLACES:
        window.open_page(place.key)
    assert all("made by a newer DoseJournal" in sentence for sentence in told)
    window.open_page("today")
    assert window.page("today").form.inputs["mood"].isVisible()


def test_one_that_others_write_is_read_again(path, open_window, monkeypatch, now):
    monkeypatch.setattr(files, "is_writable", lambda _path: False)
    window = open_window(path)
    window.open_page("timeline")
    monkeypatch.undo()
    database = Database(path)
    with database.write("") as write:
        check_ins.record(write.session, now, CheckInDraft(now, {"mood": 62.0}))
    database.close()
    window.look_around()
    assert window.page("timeline").model.rowCount() == 2


@pytest.mark.parametrize(("pressed", "wants"), [("Open to read", True), ("Cancel", False)])
def test_the_person_says_whether_a_newer_one_is_to_be_read(qtbot, monkeypatch, pressed, wants):
    assert not another_journal.wants_to_read("Newer.")
    monkeypatch.setattr(displays, "has_watcher", lambda: True)

    def press():
        box = QApplication.activeModalWidget()
        (wanted,) = [each for each in box.buttons() if each.text() == pressed]
        QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)
    assert another_journal.wants_to_read("Newer.") is wants
