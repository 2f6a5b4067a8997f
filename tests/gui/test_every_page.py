import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QTableView

from dosejournal import i18n, paths
from dosejournal.gui import pages


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
