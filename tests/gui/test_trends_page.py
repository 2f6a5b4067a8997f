import shutil
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.gui import theme
from dosejournal.gui.panels_dialog import PanelsDialog
from dosejournal.gui.range_chips import RangeChips
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.journal import (
    check_ins,
    choices,
    doses,
    look_backs,
    measures,
    planning,
    substances,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

BERLIN = ZoneInfo("Europe/Berlin")
# a day before the day of `now`
LAST = datetime(2026, 3, 1, 20, tzinfo=BERLIN)
DAYS = 120


@pytest.fixture(autouse=True)
def british(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def fill(database, now, days=DAYS, last=LAST):
    with database.write("Filled") as write:
        for n in range(days):
            at = last - timedelta(days=n)
            if not 20 <= n < 26:
                ratings = {"mood": 50 + n % 7, "focus": 40 + n % 5}
                check_ins.record(write.session, now, CheckInDraft(at, ratings))
            if n % 3 == 0:
                status = "skipped" if n % 9 == 0 else "taken"
                doses.record(write.session, now, DoseDraft(at, "Item A", status=status))


def open_the_way(workspace):
    """Let neither the question of the week nor a note from research stand before the panels."""
    now = workspace.now()
    workspace.keep(choices.choose, now, "cards", "never")
    question = workspace.read(look_backs.due, now)
    if question is not None:
        workspace.keep(look_backs.answer, now, question, None)


def shown(qtbot, workspace, width=1080, height=1000):
    open_the_way(workspace)
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    # what is in sight is drawn when it is painted
    page.grab()
    return page


@pytest.fixture(scope="module")
def filled_journal(tmp_path_factory, new_journal, now):
    path = shutil.copy(new_journal, tmp_path_factory.mktemp("filled") / "journal.db")
    database = Database(path)
    fill(database, now)
    database.close()
    return path


@pytest.fixture
def journal_path(request, journal_path):
    """Return a journal, in which much is recorded where a test wants the page."""
    if "page" in request.fixturenames:
        shutil.copy(request.getfixturevalue("filled_journal"), journal_path)
    return journal_path


@pytest.fixture
def page(qtbot, workspace):
    return shown(qtbot, workspace)


def canvas(page, key="measure:mood"):
    return page.panels[key].plot.canvas


def area(canvas):
    return canvas.readout.parentWidget()


def wheel(canvas, up=0, right=0, x=500):
    event = QWheelEvent(
        QPointF(x, 60),
        QPointF(x, 60),
        QPoint(),
        QPoint(right, up),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area(canvas), event)


def mouse(canvas, kind, x, button=Qt.MouseButton.NoButton):
    event = QMouseEvent(
        kind, QPointF(x, 60), QPointF(x, 60), button, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(area(canvas), event)
    return event


def ordinal(on):
    return date.fromisoformat(on).toordinal()


def test_one_panel_a_rated_measure_and_the_doses_below(page):
    assert list(page.panels) == ["measure:mood", "measure:focus", "doses"]
    assert [panel.accessibleName() for panel in page.panels.values()] == [
        "Mood",
        "Focus",
        "Doses",
    ]
    tops = [panel.y() for panel in page.panels.values()]
    assert tops == sorted(tops)


def test_it_opens_on_three_months_that_end_with_the_last_day_rated(page):
    assert page.span.whole == (ordinal("2026-03-01") - 89, ordinal("2026-03-01"))
    assert page.subtitle_label.text().startswith("2 Dec 2025")
    assert not page.ranges.is_free


def test_the_ground_of_each_panel_counts_the_days_shown(page):
    said = page.panels["measure:mood"].ground_label.text()
    assert said.startswith("84 days rated, 6 missing · ")
    assert page.panels["doses"].ground_label.text() == "20 doses taken"


def test_today_ends_the_range_once_it_is_rated(qtbot, workspace, database, now):
    fill(database, now, last=now - timedelta(minutes=5))
    assert shown(qtbot, workspace).span.whole[1] == ordinal("2026-03-02")


def test_a_record_that_ended_long_ago_is_seen_from_its_own_end(qtbot, workspace, database, now):
    fill(database, now, last=LAST - timedelta(days=900))
    page = shown(qtbot, workspace)
    assert page.span.whole[1] == ordinal("2026-03-01") - 900


def test_days_missing_until_yesterday_are_shown(qtbot, workspace, database, now):
    fill(database, now, last=LAST - timedelta(days=10))
    assert shown(qtbot, workspace).span.whole[1] == ordinal("2026-03-01")


@pytest.mark.parametrize(("chip", "days"), [(0, 14), (1, 30), (2, 90), (3, 120), (4, 120)])
def test_each_range_shows_its_days_but_no_more_than_the_record(page, chip, days):
    page.ranges.chips[chip].click()
    first, last = page.span.whole
    assert last - first + 1 == days


def test_the_wheel_zooms_and_the_place_under_it_stays(qtbot, page):
    plot = canvas(page)
    before, days = plot.place_at(500), page.span.days
    wheel(plot, up=120)
    assert page.span.days < days
    assert plot.place_at(500) == pytest.approx(before, abs=0.2)
    assert page.ranges.is_free
    wheel(plot, up=-120)
    assert page.span.days == pytest.approx(days)


def test_a_wheel_to_the_side_moves_the_days(page):
    first = page.span.first
    wheel(canvas(page), right=120)
    assert page.span.first < first


def test_all_panels_move_together_and_say_what_they_show(qtbot, page):
    plot = canvas(page)
    mouse(plot, QEvent.Type.MouseButtonPress, 400, Qt.MouseButton.LeftButton)
    mouse(plot, QEvent.Type.MouseMove, 600, Qt.MouseButton.LeftButton)
    mouse(plot, QEvent.Type.MouseButtonRelease, 600, Qt.MouseButton.LeftButton)
    assert plot.hasFocus()
    moved = page.span.first - (ordinal("2026-03-01") - 89)
    assert moved == pytest.approx(-200 * plot.day_width, rel=0.01)
    others = [canvas(page, key).place_at(300) for key in page.panels]
    assert others == pytest.approx([others[0]] * 3)
    qtbot.waitUntil(lambda: "Nov" in page.subtitle_label.text())
    mouse(plot, QEvent.Type.MouseButtonDblClick, 600, Qt.MouseButton.LeftButton)
    assert page.span.whole[1] == ordinal("2026-03-01")


def test_a_right_click_on_a_plot_opens_the_menu_of_its_panel(qtbot, page):
    point = QPoint(400, 60)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, area(canvas(page)).mapToGlobal(point)
    )
    QApplication.sendEvent(area(canvas(page)), event)
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    menu.close()


def test_pointing_tells_the_day_and_its_value_and_marks_it_in_all_panels(page):
    plot, other = canvas(page), canvas(page, "measure:focus")
    mouse(plot, QEvent.Type.MouseMove, 900)
    day = date.fromordinal(int(page.span.place))
    assert f"{day.day} {day:%b} {day.year} · " in plot.readout.text
    assert "7-day mean" in plot.readout.text
    assert plot.accessibleDescription() == plot.readout.text
    assert (other.readout.isVisible(), other.readout.text) == (True, "")
    mouse(plot, QEvent.Type.MouseMove, 2)
    assert not plot.readout.isVisible()
    mouse(plot, QEvent.Type.MouseMove, 900)
    QApplication.sendEvent(area(plot), QEvent(QEvent.Type.Leave))
    assert page.span.place is None


def test_the_text_beside_the_mouse_stays_within_the_plot(qtbot, page):
    plot = canvas(page)
    for x in (60, 500, area(plot).width() - 20):
        mouse(plot, QEvent.Type.MouseMove, x)
        assert plot.readout.text
        page.grab()


def test_pointing_near_a_rated_day_means_that_day(page):
    page.ranges.chips[0].click()
    plot = canvas(page)
    assert plot.snap(ordinal("2026-03-01") + 0.9) == ordinal("2026-03-01")
    page.ranges.chips[2].click()
    gap = ordinal("2026-03-01") - 23
    assert plot.snap(gap + 0.5) == gap
    assert plot.describe(gap).endswith("not rated")


def test_the_doses_of_a_day_are_told_by_name_and_state(page):
    plot = canvas(page, "doses")
    last = ordinal("2026-03-01")
    assert plot.describe(last) == "Sun, 1 Mar 2026 · Item A skipped"
    assert plot.describe(last - 3) == "Thu, 26 Feb 2026 · Item A"
    assert plot.describe(last - 1).endswith("no dose recorded")
    assert plot.snap(last - 3 + 0.8) == last - 3


def test_several_substances_have_a_row_each_under_their_label(
    qtbot, page, workspace, database, now
):
    with database.write("Logged") as write:
        for hours, status in ((0, "taken"), (1, "taken"), (2, "missed")):
            draft = DoseDraft(LAST - timedelta(hours=hours), "Item B", status=status)
            doses.record(write.session, now, draft)
    b = next(row for row in workspace.read(substances.listing) if row.name == "Item B")
    height = canvas(page, "doses").height()
    workspace.perform("Labelled", substances.amend, b.id, SubstanceDraft("Item B", "Bee"))
    assert canvas(page, "doses").height() > height
    assert canvas(page, "doses").describe(ordinal("2026-03-01")) == (
        "Sun, 1 Mar 2026 · Item A skipped, Bee × 2, Bee missed"
    )


def test_the_keys_move_zoom_point_and_come_back(qtbot, page):
    plot = canvas(page)
    plot.setFocus()
    home = page.span.whole
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert page.span.first == home[0] - 9
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert page.span.whole == home
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert page.span.days == pytest.approx(63)
    qtbot.keyClick(plot, Qt.Key.Key_Minus)
    assert page.span.days == pytest.approx(90)
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert page.span.whole == home
    qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert plot.readout.text.startswith("Sun, 1 Mar 2026 · ")
    qtbot.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert plot.readout.text.startswith("Sat, 28 Feb 2026 · ")
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert page.span.place is None
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert page.span.whole == home


def test_other_keys_scroll_the_page(qtbot, workspace, database, now):
    fill(database, now)
    page = shown(qtbot, workspace, height=500)
    canvas(page).setFocus()
    qtbot.keyClick(canvas(page), Qt.Key.Key_Down)
    assert page.verticalScrollBar().value() > 0


def test_a_new_check_in_is_seen_at_once_and_the_view_stays_where_it_was_put(page, workspace, now):
    wheel(canvas(page), up=120)
    before = page.span.first
    draft = CheckInDraft(now - timedelta(hours=1), {"energy": 7})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert list(page.panels) == ["measure:mood", "measure:focus", "measure:energy", "doses"]
    assert page.span.first == before
    workspace.undo()
    assert "measure:energy" not in page.panels


def test_a_hidden_page_reads_when_it_comes_into_sight(page, workspace, now):
    page.hide()
    draft = CheckInDraft(now - timedelta(hours=1), {"energy": 7})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert "measure:energy" not in page.panels
    page.show()
    assert "measure:energy" in page.panels


def test_changes_elsewhere_draw_nothing_anew(page, workspace):
    before = dict(page.panels)
    page.hide()
    workspace.changed.emit(frozenset({"tag"}))
    page.show()
    assert page.panels == before


def test_a_renamed_measure_has_its_new_name(page, workspace):
    renamed = Measure("mood", "Spirits", low_anchor="low", high_anchor="high")
    workspace.perform("Measure changed", measures.amend, renamed)
    assert page.panels["measure:mood"].accessibleName() == "Spirits"


def test_an_empty_journal_says_what_will_be_here_and_offers_the_first_act(qtbot, workspace):
    page = shown(qtbot, workspace)
    assert page.empty.isVisible()
    assert not page.ranges.isVisible()
    page.ranges.chips[0].click()
    with qtbot.waitSignal(page.check_in_wanted):
        page.empty.action.click()


def test_panels_can_be_chosen(qtbot, page):
    page.measures_button.click()
    dialog = page.findChild(PanelsDialog)
    assert [box.text() for box in dialog.boxes.values()] == ["Mood", "Focus", "Doses"]
    dialog.boxes["measure:mood"].setChecked(False)
    assert not page.panels["measure:mood"].isVisible()
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert page.none_chosen.isVisible()
    assert not page.picture_button.isEnabled()
    dialog.boxes["measure:mood"].setChecked(True)
    assert page.panels["measure:mood"].isVisible()
    done = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Done")
    done.click()
    assert not dialog.isVisible()


def test_a_chosen_panel_stays_hidden_after_a_change(page, workspace, now):
    page.choose_panel("measure:mood", shown=False)
    draft = CheckInDraft(now - timedelta(hours=1), {"mood": 7})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    assert not page.panels["measure:mood"].isVisible()


@pytest.mark.parametrize(("width", "beside"), [(1080, True), (700, False)])
def test_the_buttons_stand_beside_the_title_or_below_it(
    qtbot, workspace, database, now, width, beside
):
    fill(database, now)
    page = shown(qtbot, workspace, width=width)
    below = (
        page.picture_button.mapTo(page, QPoint()).y()
        > page.title_label.mapTo(page, QPoint(0, page.title_label.height())).y()
    )
    assert below is not beside
    assert page.horizontalScrollBar().maximum() == 0
    page.resize(1200 if not beside else 700, 900)
    assert (page.actions.indexOf(page.tools) >= 0) is not beside


@pytest.mark.usefixtures("plain_again")
def test_the_plots_follow_light_and_dark(qapp, qtbot, page):
    def ground():
        picture = page.panels["measure:mood"].plot.canvas.grab().toImage()
        return picture.pixelColor(5, 5).name().upper()

    theme.apply(qapp, "light")
    assert ground() == theme.LIGHT.card
    theme.apply(qapp, "dark")
    assert ground() == theme.DARK.card


def test_a_focused_plot_has_a_ring(qtbot, page):
    def ring(plot):
        image: QImage = plot.grab().toImage()
        return image.pixelColor(plot.width() // 2, 1)

    plot = canvas(page)
    before = ring(plot)
    plot.setFocus()
    assert ring(plot) != before


def test_the_menu_of_a_panel_offers_its_picture(qtbot, page):
    panel = page.panels["measure:mood"]
    panel.customContextMenuRequested.emit(QPoint(10, 10))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions()] == [
        "Copy picture",
        "Save as PNG…",
        "Save as SVG…",
    ]
    menu.close()


def test_ten_thousand_days_are_drawn_with_few_points(qtbot, workspace, database, now):
    with database.write("Filled") as write:
        for n in range(1500):
            draft = CheckInDraft(LAST - timedelta(days=n * 4), {"mood": n % 101})
            check_ins.record(write.session, now, draft)
    page = shown(qtbot, workspace)
    page.ranges.chips[4].click()
    page.grab()
    plot = page.panels["measure:mood"].plot
    assert 0 < plot.dots.count <= 1500
    assert "Feb" not in page.subtitle_label.text()[:6]


def test_a_panel_out_of_sight_is_drawn_when_it_comes_into_sight(qtbot, workspace, database, now):
    fill(database, now)
    page = shown(qtbot, workspace, height=300)
    plot = canvas(page, "doses")
    assert plot.day_width == 0
    page.ensureWidgetVisible(plot)
    qtbot.waitUntil(lambda: plot.day_width > 0)
    assert plot.place_at(300) == pytest.approx(canvas(page).place_at(300), abs=0.01)


def test_the_keyboard_reaches_the_chosen_range_and_goes_on_with_arrows(qtbot):
    ranges = RangeChips()
    qtbot.addWidget(ranges)
    ranges.show()
    stops = [bool(chip.focusPolicy() & Qt.FocusPolicy.TabFocus) for chip in ranges.chips]
    assert stops == [False, False, True, False, False]
    ranges.activateWindow()
    ranges.chips[2].setFocus()
    qtbot.waitUntil(ranges.chips[2].hasFocus)
    QTest.keyClick(ranges.chips[2], Qt.Key.Key_Right)
    assert ranges.days() == 365


@pytest.fixture
def begins_today(workspace, now):
    draft = RegimenDraft("Item P", parse("daily"), (time(10),), now.date())
    workspace.perform("Regimen added", planning.add, now, draft)


@pytest.mark.usefixtures("begins_today")
@pytest.mark.parametrize("rating", [True, False])
def test_a_plan_that_begins_today_and_nothing_recorded(qtbot, workspace, now, rating):
    workspace.is_rating = rating
    page = shown(qtbot, workspace)
    workspace.is_rating = False
    assert page.panels == {}
    assert page.empty.isVisible()
    assert not page.subtitle_label.isVisible()
    assert not page.ranges.isVisible()
    # the first dose is a day
    workspace.perform("Dose recorded", doses.record, now, DoseDraft(now, "Item P"))
    assert list(page.panels) == ["doses", "adherence"]
    assert not page.empty.isVisible()
    assert page.subtitle_label.isVisible()


def test_what_explains_a_picture_goes_below_its_name_where_it_has_no_room(
    qtbot, workspace, database, now
):
    name = "A measure with a name that is longer than most of them are"
    with database.write("Filled") as write:
        measures.add(write.session, Measure("long", name))
        for n in range(5):
            at = LAST - timedelta(days=n)
            check_ins.record(write.session, now, CheckInDraft(at, {"long": 5}))
    page = shown(qtbot, workspace)
    labels = page.panels["measure:long"].findChildren(QLabel)
    title, hint = (
        next(each for each in labels if each.text().startswith(text))
        for text in ("A measure", "each rating")
    )
    assert hint.x() > title.geometry().right()
    page.resize(500, 700)
    qtbot.waitUntil(lambda: hint.y() > title.geometry().bottom())
    # the page is laid out once more when all its cards are
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    page.resize(1080, 700)
    qtbot.waitUntil(lambda: hint.x() > title.geometry().right())
