"""The pages of a report as they are looked at."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dosejournal.gui import theme
from dosejournal.gui.report import sheets
from dosejournal.gui.report.pages_view import STEPS, PagesView, larger, smaller
from dosejournal.gui.report.preview import Preview


@pytest.fixture
def preview(page):
    return page.preview


@pytest.fixture
def view(preview):
    return preview.view


def rest(qtbot, page, settle):
    """Wait until the pages are as sharp as they are looked at."""
    view = page.preview.view
    qtbot.waitUntil(lambda: abs(view.sheets.dots - view.look().dots) < 1, timeout=20_000)
    settle(page)


def wheel(view, turned, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_pages_are_as_wide_as_the_room_and_set_for_it(page, view, qtbot, settle):
    rest(qtbot, page, settle)
    width = view.sheets.pixels.width() / view.devicePixelRatioF()
    assert abs(width - (view.viewport().width() - 8)) <= 1
    assert view.horizontalScrollBar().maximum() == 0
    assert page.preview.fit.isChecked()
    assert page.preview.percent.text() == f"{round(100 * view.zoom)} %"


def test_a_wider_window_makes_pages_larger_and_sharper(page, view, qtbot, settle):
    rest(qtbot, page, settle)
    before = view.sheets.dots
    page.resize(1300, 720)
    rest(qtbot, page, settle)
    assert view.sheets.dots > before


def test_steps_go_from_a_quarter_to_twice():
    zoom, steps = 0.01, []
    while not steps or zoom != steps[-1]:
        steps.append(zoom)
        zoom = larger(zoom)
    assert tuple(steps[1:]) == STEPS
    assert smaller(0.76) == 0.67
    assert smaller(STEPS[0]) == STEPS[0]


def test_buttons_and_keys_zoom(page, preview, view, qtbot):
    view.set_zoom(1.0)
    assert preview.percent.text() == "100 %"
    assert not preview.fit.isChecked()
    preview.larger.click()
    assert view.zoom == 1.1
    preview.smaller.click()
    assert view.zoom == 1.0
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    field = page.form.visit.name
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Plus, control)
    QTest.keyClick(field, Qt.Key.Key_Equal, control)
    assert view.zoom == 1.25
    QTest.keyClick(field, Qt.Key.Key_Minus, control)
    assert view.zoom == 1.1
    QTest.keyClick(field, Qt.Key.Key_0, control)
    assert view.fits
    preview.larger.click()
    preview.fit.click()
    assert view.fits
    for zoom, button in ((STEPS[0], preview.smaller), (STEPS[-1], preview.larger)):
        view.set_zoom(zoom)
        assert not button.isEnabled()


def test_the_wheel_scrolls_and_with_ctrl_it_zooms(view):
    bar = view.verticalScrollBar()
    wheel(view, -120)
    assert bar.value() > 0
    view.set_zoom(1.0)
    control = Qt.KeyboardModifier.ControlModifier
    wheel(view, 120, control)
    assert view.zoom == 1.1
    wheel(view, -120, control)
    wheel(view, 0, control)
    assert view.zoom == 1.0


def test_keys_go_to_the_beginning_and_the_end_and_say_where_one_is(preview, view):
    n = len(view.sheets)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert preview.place.text() == view.accessibleDescription() == f"Page {n} of {n}"
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert preview.place.text() == f"Page 1 of {n}"
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_what_is_in_sight_stays_when_other_pages_come_and_when_it_grows(page, view, settle):
    view.verticalScrollBar().setValue(900)
    page.form.visit.name.setText("A. Person")
    settle(page)
    assert view.verticalScrollBar().value() == 900
    before = view.page_in_the_middle()
    view.set_zoom(2.0)
    assert view.page_in_the_middle() == before
    assert view.horizontalScrollBar().maximum() > 0


def test_fewer_pages_than_one_was_at_show_their_end(page, view, settle):
    QTest.keyClick(view, Qt.Key.Key_End)
    for name in ("charts", "table", "methods", "calendar"):
        page.form.sections.boxes[name].click()
    settle(page)
    assert len(view.sheets) == 1
    assert 0 in view.sheets.pictures
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_pages_become_pictures_as_they_come_near_and_are_dropped_far_away(page, tasks, qtbot):
    few = page.preview.view.sheets
    pages = sheets.of(few.files * 5, few.dots, range(1))
    preview = Preview(tasks)
    qtbot.addWidget(preview)
    preview.resize(400, 600)
    preview.show()
    view = preview.view
    preview.show_sheets(pages)
    n = len(pages)
    qtbot.waitUntil(lambda: view.in_sight().stop in pages.pictures)
    assert 0 in pages.pictures
    assert len(pages.pictures) < n
    QTest.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: n - 1 in pages.pictures)
    assert 0 not in pages.pictures
    QTest.keyClick(view, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: 0 in pages.pictures)


def test_pages_that_come_too_late_are_dropped(qtbot, held, view):
    preview = Preview(held)
    qtbot.addWidget(preview)
    preview.resize(500, 400)
    preview.show()
    assert preview.view.page_in_the_middle() == 0
    preview.view.moved.emit()
    preview.view.add_pictures({})
    pages = view.sheets
    pages.pictures.clear()
    preview.show_sheets(pages)
    other = type(pages)(pages.files, pages.dots, pages.pixels)
    preview.show_sheets(other)
    held.finish()
    assert not pages.pictures
    assert not other.pictures
    held.finish()
    assert 0 in other.pictures
    preview.wait()
    preview.wait()
    other.pictures.clear()
    preview.view.moved.emit()
    with pytest.raises(ZeroDivisionError):
        held.fail(ZeroDivisionError())


def test_a_page_is_drawn_on_the_ground_with_a_ring_while_it_has_the_keyboard(view):
    def colour(x, y):
        return view.viewport().grab().toImage().pixelColor(x, y).name()

    middle = view.viewport().width() // 2
    assert colour(middle, 12) == "#ffffff"
    accent = QColor(theme.tokens(view.palette()).accent).name()
    assert colour(middle, 1) != accent
    view.window().activateWindow()
    view.setFocus()
    assert view.hasFocus()
    assert colour(middle, 1) == accent


def test_nothing_is_drawn_before_there_is_a_page(qtbot):
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.grab()
    assert view.in_sight().start == 0
    assert view.verticalScrollBar().maximum() == 0


def test_a_finer_screen_asks_for_finer_pages(view):
    asked = []
    view.resized.connect(lambda: asked.append(True))
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert asked == [True]


def test_where_there_is_no_room_for_both_one_of_them_is_shown(page):
    halves = page.halves
    assert not halves.tabs.isVisible()
    assert halves.stop is page.form
    page.resize(572, 640)
    assert halves.tabs.isVisible()
    assert page.form.isVisible()
    assert not page.preview.isVisible()
    halves.preview_tab.click()
    assert page.preview.isVisible()
    assert not page.form.isVisible()
    assert halves.stop is halves.preview_tab
    assert page.horizontalScrollBar().maximum() == 0
    page.resize(1016, 640)
    assert page.form.isVisible()
    assert page.preview.isVisible()


def test_where_one_is_is_said_only_where_there_is_room(preview):
    assert preview.place.isVisible()
    narrow = preview.minimumSizeHint()
    preview.resize(narrow.width(), 600)
    assert not preview.place.isVisible()
    assert preview.minimumSizeHint() == narrow
    preview.resize(600, 600)
    assert preview.place.isVisible()


def test_tab_goes_through_the_form_to_the_pages_and_to_what_is_done_with_them(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    assert QApplication.focusWidget() is page.form.period.chips[1]
    wanted = [page.form.visit.name, page.preview.view, page.print_button, page.save_button]
    reached = []
    for _each in range(60):
        focus = QApplication.focusWidget()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    places = [reached.index(each) for each in wanted]
    assert places == sorted(places)
