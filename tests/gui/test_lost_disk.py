"""The disk goes while the window is open: each page says so, and none makes a mistake."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.errors import StorageError
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.journal import check_ins, doses

SENTENCE = "The disk could not be read. Nothing is lost."


@pytest.fixture
def told(workspace):
    sentences = []
    workspace.failed.connect(sentences.append)
    return sentences


@pytest.fixture
def filled(workspace, now):
    check_in = CheckInDraft(now, {"mood": 62.0}, "lake", ("walk",))
    workspace.perform("Check-in recorded", check_ins.record, now, check_in)
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item A", "10", "mg"))


@pytest.fixture
def disk(database, monkeypatch):
    """Give a way to take the disk away, and to bring it back."""

    @contextmanager
    def refuse():
        raise StorageError(SENTENCE)
        yield

    @contextmanager
    def gone():
        with monkeypatch.context() as without:
            without.setattr(database, "read", refuse)
            yield

    return gone


def change(database, workspace):
    workspace.changed.emit(frozenset(database.table_names))
    QApplication.processEvents()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("key", ["today", "timeline", "doses", "trends", "settings"])
def test_a_page_that_cannot_be_read_again_says_so_once(
    window, workspace, database, disk, told, key
):
    window.open_page(key)
    with disk():
        change(database, workspace)
        assert set(told) == {SENTENCE}
        assert [banner.text for banner in window.messages.banners] == [SENTENCE]
        told.clear()
        change(database, workspace)
        assert told == []
    change(database, workspace)
    with disk():
        change(database, workspace)
    assert set(told) == {SENTENCE}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("key", ["timeline", "trends"])
def test_a_page_catches_up_when_the_disk_is_back(window, workspace, database, now, disk, key):
    window.open_page(key)
    page = window.page(key)
    before = page.subtitle_label.text()
    with disk():
        with database.write("x") as write:
            check_ins.record(write.session, now, CheckInDraft(now, {"focus": 10.0}))
        change(database, workspace)
        assert page.subtitle_label.text() == before
    window.open_page("today")
    window.open_page(key)
    if key == "timeline":
        assert page.subtitle_label.text() == "3 entries"
    else:
        assert "measure:focus" in page.panels


def test_today_catches_up_by_itself(window, workspace, database, now, filled, disk):
    page = window.page("today")
    with disk():
        with database.write("x") as write:
            check_ins.record(write.session, now, CheckInDraft(now, {"focus": 10.0}))
        change(database, workspace)
        assert page.count_label.text() == "1 check-in so far"
    page.hide()
    page.show()
    assert page.count_label.text() == "2 check-ins so far"


def test_a_page_that_cannot_be_built_leaves_the_person_where_they_are(window, disk, told):
    with disk():
        window.sidebar.buttons["trends"].click()
    assert told == [SENTENCE]
    assert window.stack.currentWidget() is window.page("today")
    assert window.sidebar.buttons["today"].isChecked()
    assert window.menus.pages["today"].isChecked()
    window.sidebar.buttons["trends"].click()
    assert window.stack.currentWidget() is window.page("trends")


@pytest.mark.parametrize(("key", "chosen"), [("doses", 1), ("settings", "mood")])
@pytest.mark.usefixtures("filled")
def test_a_form_that_cannot_be_filled_is_not_opened(qtbot, window, disk, told, key, chosen):
    window.open_page(key)
    page = window.page(key)
    rows = page.recent.list if key == "doses" else page.measures.list
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    rows.choose(chosen)
    with disk():
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert told == [SENTENCE]
    assert not any(dialog.isVisible() for dialog in window.findChildren(FormDialog))


@pytest.mark.usefixtures("filled")
def test_an_entry_that_cannot_be_read_opens_no_dialog(window, disk, told):
    window.open_page("timeline")
    page = window.page("timeline")
    page.list.setCurrentIndex(page.model.index(0))
    for act in (page.amend, page.show_history):
        told.clear()
        with disk():
            act()
        assert told == [SENTENCE]


def test_typing_and_recording_go_on(window, workspace, filled, disk, told):
    window.open_page("doses")
    form = window.page("doses").form
    with disk():
        form.substance.setEditText("Item B")
        form.substance.setEditText("Item C")
        assert told == [SENTENCE]
        window.page("today").form.clear()
    assert set(told) == {SENTENCE}


def test_a_start_of_day_that_was_never_read_is_not_overwritten(window, workspace, database, disk):
    page = window.page("settings")
    with disk():
        window.open_page("settings")
        page.journal.day_start.editingFinished.emit()
    assert workspace.undo_label is None
