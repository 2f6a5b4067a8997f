import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from dosejournal import i18n, paths
from dosejournal.gui import pages
from dosejournal.journal import timeline
from dosejournal.journal.timeline import Filter


def test_every_control_of_every_page_has_a_name(window):
    for place in pages.PLACES:
        page = window.page(place.key)
        for control in page.findChildren(QAbstractButton):
            # Qt's own button to clear a field, and the corner of a table
            inner = isinstance(control.parent(), QLineEdit | QTableView)
            if inner or not control.isVisibleTo(page):
                continue
            assert control.text() or control.accessibleName(), (place.key, control)


@pytest.fixture
def pseudo():
    i18n.use(i18n.PSEUDO, paths.resource("translations"))
    yield
    i18n.use("en", paths.resource("translations"))


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@pytest.mark.parametrize("place", pages.PLACES, ids=lambda place: place.key)
def test_a_longer_language_cuts_no_word_off(qapp, pseudo, make_window, place, direction):
    qapp.setLayoutDirection(direction)
    try:
        window = make_window()
        window.resize(960, 640)
        window.open_page(place.key)
        QApplication.processEvents()
        for shown in window.findChildren(QPushButton):
            if shown.isVisible() and shown.text():
                assert shown.width() >= shown.sizeHint().width(), shown.text()
        page = window.page(place.key)
        bar = page.horizontalScrollBar()
        assert bar.maximum() == 0, "the page does not fit the width of a small window"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("place", pages.PLACES, ids=lambda place: place.key)
def test_no_part_of_a_page_comes_up_as_a_window_of_its_own(qapp, window, place):
    class Watch(QObject):
        def __init__(self):
            super().__init__()
            self.seen = []

        def eventFilter(self, watched, event):  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
                self.seen += [watched] if watched.isWindow() else []
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window.open_page(place.key)
    qapp.removeEventFilter(watch)
    assert watch.seen == []
    assert window.isActiveWindow()


STOPS = {
    "today": ["Mood", "Focus", "Energy", "Calm", "Sleep quality", "Note", "Add a tag"],
    "doses": ["Substance", "Amount", "Unit", "Note"],
}
LAST = {
    "today": ["Change", "Record check-in"],
    "doses": ["Change", "Record dose"],
}


@pytest.mark.parametrize("key", STOPS)
def test_tab_walks_through_the_form_from_top_to_bottom(qapp, window, key):
    window.open_page(key)
    reached = []
    for _each in range(len(STOPS[key]) + len(LAST[key])):
        reached.append(qapp.focusWidget())
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
    named = len(STOPS[key])
    assert [each.accessibleName() for each in reached[:named]] == STOPS[key]
    assert [each.text() for each in reached[named:]] == LAST[key]


def test_a_check_in_takes_less_than_ten_key_presses(qapp, window, workspace):
    pressed = ["6", "2", Qt.Key.Key_Tab, "4", "1", Qt.Key.Key_Tab, "5", "5"]
    for key in pressed:
        QTest.keyClick(qapp.focusWidget(), key)
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (key,) = workspace.read(timeline.keys, Filter())
    (entry,) = workspace.read(timeline.entries, [key])
    assert {each.measure: each.value for each in entry.ratings} == {
        "mood": 62.0,
        "focus": 41.0,
        "energy": 55.0,
    }
    assert len(pressed) + 1 < 10


@pytest.mark.parametrize("place", pages.PLACES, ids=lambda place: place.key)
def test_a_narrow_window_shows_the_whole_width_of_every_page(window, place):
    window.resize(640, 700)
    window.open_page(place.key)
    QApplication.processEvents()
    assert window.page(place.key).horizontalScrollBar().maximum() == 0
    assert window.sidebar.buttons[place.key].toolTip() == place.word()
    window.resize(960, 700)
    QApplication.processEvents()
    assert window.sidebar.buttons[place.key].text() == place.word()
