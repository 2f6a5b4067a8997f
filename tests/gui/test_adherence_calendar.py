"""The calendar of planned doses: its cells, their shapes, and what is told of them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui import theme
from dosejournal.gui.plots import calendar_grid, calendar_shapes
from dosejournal.gui.plots.adherence_calendar import AdherenceCalendar
from dosejournal.gui.plots.calendar_grid import Grid
from dosejournal.gui.plots.calendar_shapes import Look
from dosejournal.gui.plots.day_words import DayWords
from dosejournal.gui.plots.marks import Marks
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.journal import check_ins, doses, pauses, plan, planning, ratings, regimens, trends

BERLIN = ZoneInfo("Europe/Berlin")
# a Monday; `now` is Monday 2 March 2026
FIRST = datetime(2026, 2, 2, 7, tzinfo=BERLIN)
DAY = FIRST.toordinal()
MONDAY = 1
DRAFT = RegimenDraft(
    "Item A",
    parse("daily"),
    (time(8), time(20)),
    FIRST.date(),
    steps=(DoseStep(FIRST.date(), "10", "mg"),),
)


@pytest.fixture(autouse=True)
def british(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def at(days, hour, minute=0):
    return (FIRST + timedelta(days=days)).replace(hour=hour, minute=minute)


def ref(database, when):
    with database.read() as session:
        lines = plan.lines(session, when)
    dose = next(line.planned for line in lines if line.at == when)
    return PlannedRef(dose.regimen.id, dose.wall)


@pytest.fixture
def planned(database):
    """Two a day from a Monday on: every standing in the first week, then a change and a pause."""
    series_id = do(database, planning.add, FIRST, DRAFT)
    for days, hour, minutes in ((0, 8, 0), (0, 20, 5), (1, 8, 0), (1, 20, 155), (2, 8, 0)):
        when = at(days, hour)
        taken = when + timedelta(minutes=minutes)
        do(database, doses.take, taken, ref(database, when))
    for days, status in ((3, "skipped"), (4, "missed")):
        for hour in (8, 20):
            do(database, doses.leave, at(days, 22), ref(database, at(days, hour)), status)
    do(database, pauses.pause, at(7, 0), series_id)
    do(database, pauses.resume, at(9, 0), series_id)
    once = RegimenDraft("Item A", parse("daily"), (time(9),), at(14, 0).date())
    do(database, regimens.change, at(13, 21), series_id, once)
    do(database, check_ins.record, at(20, 12), CheckInDraft(at(20, 12), {"mood": 50}))
    return database


def overview(database, now):
    with database.read() as session:
        return trends.overview(session, now)


@pytest.fixture
def page(qtbot, workspace, planned):
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 1000)
    with qtbot.waitExposed(page):
        page.show()
    # what is in sight is drawn when it is painted
    page.grab()
    return page


def calendar(page):
    return page.panels["adherence"].plot


def move(canvas, x, y):
    area = canvas.readout.parentWidget()
    place = QPointF(x, y)
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        area,
        QMouseEvent(
            QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier
        ),
    )


def test_a_column_is_a_week_that_begins_as_the_locale_begins_it():
    grid = Grid(MONDAY)
    assert (grid.column(DAY), grid.row(DAY)) == (DAY, 0)
    assert (grid.column(DAY + 6), grid.row(DAY + 6)) == (DAY, 6)
    sunday = Grid(DayWords(QLocale("en_US")).first_weekday)
    assert (sunday.column(DAY), sunday.row(DAY)) == (DAY - 1, 1)


def test_columns_that_would_be_narrow_hold_several_weeks():
    assert calendar_grid.grid(MONDAY, 0.1).weeks == 1
    assert calendar_grid.grid(MONDAY, 1.0).weeks == 1
    assert calendar_grid.grid(MONDAY, 1.1).weeks == 2
    assert calendar_grid.grid(MONDAY, 4.0).weeks == 4
    assert calendar_grid.grid(MONDAY, 1e6).weeks == 104


def test_days_of_one_weekday_share_the_cell_of_a_wide_column():
    grid = Grid(MONDAY, 4)
    first = grid.column(DAY)
    assert list(grid.in_cell(first + 9)) == [first + 2, first + 9, first + 16, first + 23]


@pytest.mark.parametrize("weeks", [1, 4])
def test_a_place_over_a_cell_means_a_day_of_that_cell(weeks):
    grid = Grid(MONDAY, weeks)
    for day in range(DAY, DAY + 2 * grid.days):
        middle_of_week = day - grid.row(day) + 3.5
        assert grid.nearest(middle_of_week, grid.row(day)) == day


def test_cells_count_the_days_between_the_first_dose_and_today(planned, now):
    counted = calendar_grid.counts(overview(planned, now).planned)
    columns, rows, sums = counted.cells(Grid(MONDAY), DAY - 400, DAY + 400)
    assert len(columns) == len(sums) == now.toordinal() - DAY + 1
    assert (columns[0], rows[0]) == (DAY, 0)
    assert sums.sum() == counted.counts.sum()
    assert sums[0][ratings.TAKEN] == 2
    wide_columns, _rows, wide = counted.cells(Grid(MONDAY, 4), DAY, DAY + 27)
    assert wide.sum() >= sums[:28].sum()
    assert len(wide_columns) <= 14


def test_there_are_no_cells_beyond_the_plan(planned, database, now):
    counted = calendar_grid.counts(overview(planned, now).planned)
    for low, high in ((DAY - 90, DAY - 30), (DAY + 60, DAY + 90)):
        columns, rows, sums = counted.cells(Grid(MONDAY), low, high)
        assert (len(columns), len(rows), sums.shape[0]) == (0, 0, 0)


def test_a_journal_without_a_plan_has_no_cells(database, now):
    counted = calendar_grid.counts(overview(database, now).planned)
    assert counted.of(range(DAY, DAY + 9)).sum() == 0
    assert len(counted.cells(Grid(MONDAY), DAY, DAY + 9)[0]) == 0


@pytest.mark.parametrize(
    ("counts", "look"),
    [
        ({}, Look.NOTHING_PLANNED),
        ({ratings.OPEN: 1}, Look.OPEN),
        ({ratings.TAKEN: 2}, Look.ALL),
        ({ratings.TAKEN: 1, ratings.LATE: 1}, Look.LATE),
        ({ratings.TAKEN: 1, ratings.SKIPPED: 9}, Look.QUARTER),
        ({ratings.TAKEN: 1, ratings.OPEN: 1}, Look.HALF),
        ({ratings.TAKEN: 99, ratings.MISSED: 1}, Look.MOST),
        ({ratings.SKIPPED: 1}, Look.SKIPPED),
        ({ratings.SKIPPED: 1, ratings.MISSED: 1}, Look.MISSED),
        ({ratings.SKIPPED: 1, ratings.NOT_RECORDED: 1}, Look.NOT_RECORDED),
    ],
)
def test_a_cell_looks_as_what_became_of_its_doses(counts, look):
    row = np.zeros((1, calendar_grid.N_STATES), dtype=np.int64)
    for state, n in counts.items():
        row[0, state] = n
    assert calendar_shapes.looks(row).tolist() == [look]


def test_every_look_has_a_shape_of_its_own(qapp):
    drawn = {}
    for look in Look:
        inside = calendar_shapes.shape(look, 14.0, 14.0)
        outline = look >= calendar_shapes.FRAMED
        room = inside.boundingRect()
        drawn[look] = (outline, inside.elementCount(), round(room.height()), round(room.width()))
        assert calendar_shapes.frame(14.0, 14.0).boundingRect().contains(room.center())
    assert len(set(drawn.values())) == len(Look)


@pytest.mark.parametrize("look", Look)
def test_a_cell_is_drawn_whole_wherever_its_shape_lies(qapp, look):
    path = calendar_shapes.shape(look, 14.0, 14.0)
    marks = Marks()
    marks.set_shape(path, QColor("black"), QColor("black"))
    marks.set_places(np.array([20.5]), np.array([20.5]))
    copied, straight = (QImage(41, 41, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (copied, straight):
        image.fill(QColor("white"))
    painter = QPainter(copied)
    marks.paint(painter, None)
    painter.end()
    painter = QPainter(straight)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(20.5, 20.5)
    painter.setPen(QPen(QColor("black"), 1))
    painter.setBrush(QColor("black"))
    painter.drawPath(path)
    painter.end()
    assert ink(copied) == pytest.approx(ink(straight), rel=0.02)


def ink(image):
    return sum(
        255 - image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_the_calendar_draws_a_mark_for_every_day(page, now):
    marks = {look: item.count for look, item in calendar(page).cells.items()}
    assert sum(marks.values()) == now.toordinal() - DAY + 1
    assert marks[Look.ALL] == 1
    assert marks[Look.LATE] == 1
    assert marks[Look.HALF] == 1
    assert marks[Look.SKIPPED] == marks[Look.MISSED] == 1
    assert marks[Look.NOTHING_PLANNED] == 2
    assert marks[Look.OPEN] == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (0, "Mon, 2 Feb 2026 · 2 planned: 2 taken in time"),
        (1, "Tue, 3 Feb 2026 · 2 planned: 1 taken in time, 1 late by 2 h 35 min"),
        (2, "Wed, 4 Feb 2026 · 2 planned: 1 taken in time, 1 not recorded"),
        (3, "Thu, 5 Feb 2026 · 2 planned: 2 skipped"),
        (4, "Fri, 6 Feb 2026 · 2 planned: 2 missed"),
        (7, "Mon, 9 Feb 2026 · nothing planned"),
        (14, "Mon, 16 Feb 2026 · 1 planned: 1 not recorded"),
        (28, "Mon, 2 Mar 2026 · 1 planned: 1 still open"),
    ],
)
def test_a_day_is_told_in_words(page, day, told):
    assert calendar(page).canvas.describe(DAY + day).replace("\N{NO-BREAK SPACE}", " ") == told


def test_the_ground_counts_the_planned_doses_of_the_days_shown(page):
    ground = calendar(page).ground
    assert ground(DAY, DAY + 6) == (
        "14 planned doses due: 4 taken in time, 1 late, 2 skipped, 2 missed, 5 not recorded"
    )
    assert ground(DAY + 28, DAY + 28) == "no planned dose was due on these days"
    assert ground(DAY, DAY).startswith("2 planned doses due: 2 taken")


def test_words_that_are_wider_than_the_picture_take_more_lines(page):
    canvas = page.panels["measure:mood"].plot.canvas
    page.span.point_at(DAY + 14.5, canvas)
    readout, one_line = canvas.readout, canvas.readout.plate
    page.resize(480, 1000)
    QApplication.processEvents()
    page.span.point_at(DAY + 14.5, canvas)
    assert readout.plate.width() < one_line.width()
    assert readout.plate.height() > one_line.height()
    assert readout.rect().contains(readout.plate.toRect())


def test_the_dotted_line_is_explained_where_there_is_one(page, qtbot, workspace, planned):
    assert "dotted = regimen began or changed" in page.panels["measure:mood"].plot.hint


def test_the_mouse_points_at_the_day_of_its_row(page):
    canvas = calendar(page).canvas
    for row in range(7):
        page.span.point_at(DAY + row + 0.5, canvas)
        cell = canvas.readout.frame.center()
        page.span.point_at(None)
        move(canvas, cell.x(), cell.y())
        assert page.span.place == DAY + row + 0.5
    move(canvas, 2, 60)
    assert page.span.place is None


def test_the_day_pointed_at_is_framed_in_the_calendar_and_crossed_in_the_others(page):
    canvas = calendar(page).canvas
    page.span.point_at(DAY + 1.5, canvas)
    assert "late by" in canvas.readout.text
    framed = canvas.readout.frame
    assert canvas.day_meant(framed.center().x(), framed.center().y()) == DAY + 1
    assert page.panels["measure:mood"].plot.canvas.readout.frame is None
    before = canvas.grab().toImage()
    page.span.point_at(None)
    assert canvas.grab().toImage() != before


def test_keys_go_from_day_to_day(page):
    canvas = calendar(page).canvas
    canvas.setFocus()
    page.span.point_at(DAY + 0.5, canvas)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.accessibleDescription().startswith("Tue, 3 Feb 2026")


def test_many_years_are_told_by_weekdays_of_several_weeks(qtbot, workspace, planned):
    old = FIRST - timedelta(days=3000)
    do(planned, check_ins.record, old, CheckInDraft(old, {"mood": 40}))
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 1000)
    with qtbot.waitExposed(page):
        page.show()
    # what is in sight is drawn when it is painted
    page.grab()
    page.ranges.chips[-1].click()
    plot = calendar(page)
    told = plot.canvas.describe(DAY)
    assert told.startswith("Monday, ")
    assert "planned: " in told
    assert "each cell stands for one weekday of 4 weeks" in plot.ground(DAY - 99, DAY + 20)
    # a month of one weekday in a cell, which is no wider than its column
    assert plot.canvas.frame(DAY) == plot.canvas.frame(DAY + 7)
    assert 7 < plot.canvas.frame(DAY).width() < 2 * 28


def test_the_calendar_follows_the_theme(qapp, page, plain_again):
    canvas = calendar(page).canvas
    light = canvas.grab().toImage()
    theme.apply(qapp, "dark")
    assert canvas.grab().toImage() != light


def test_a_regimen_that_is_only_as_needed_has_no_calendar(database, now):
    draft = RegimenDraft("Item A", parse("as needed"), (), FIRST.date())
    do(database, planning.add, FIRST, draft)
    do(database, doses.record, FIRST, DoseDraft(FIRST, "Item A"))
    assert AdherenceCalendar.subjects(overview(database, now)) == []


def test_the_page_draws_a_new_regimen_at_once(qtbot, workspace, page):
    assert "adherence" in page.panels
    before = page.panels["doses"].plot.ends.count
    draft = RegimenDraft("Item B", parse("daily"), (time(6),), date(2026, 2, 20))
    workspace.perform("Added", planning.add, workspace.now(), draft)
    assert page.panels["doses"].plot.ends.count == before + 1


def test_a_version_is_a_line_in_the_strip_and_in_every_measure(page):
    strip, mood = page.panels["doses"].plot, page.panels["measure:mood"].plot
    assert strip.ends.count == 2
    assert not strip.held.path().isEmpty()
    assert mood.versions.days == [DAY, DAY + 14]
    assert mood.versions.item.path().elementCount() == 4
    assert "line = regimen" in strip.hint


def test_a_version_is_named_where_one_points_at_it(page):
    strip, mood = page.panels["doses"].plot, page.panels["measure:mood"].plot
    began = "regimen of Item A began: \u206810\u00a0mg\u2069 · every day · 08:00, 20:00"
    changed = "regimen of Item A changed: every day · 09:00"
    assert strip.canvas.describe(DAY) == f"Mon, 2 Feb 2026 · Item A × 2 · {began}"
    assert mood.canvas.describe(DAY + 14) == f"Mon, 16 Feb 2026 · not rated · {changed}"
    assert mood.canvas.snap(DAY + 14.2) == DAY + 14
    assert strip.canvas.snap(DAY + 14.01) == DAY + 14


def test_a_late_dose_is_told_from_one_in_time_by_its_shape(page):
    strip = page.panels["doses"].plot
    late, taken = (strip.ticks[state] for state in (ratings.LATE, ratings.TAKEN))
    assert (late.count, taken.count) == (1, 4)
    assert late.path.elementCount() != taken.path.elementCount()
    assert "late" in strip.canvas.describe(DAY + 1)
    assert "missed" in strip.canvas.describe(DAY + 4)


def test_what_is_not_recorded_is_told_from_what_was_missed(page, planned, now):
    strip = page.panels["doses"].plot
    unknown, missed = (strip.ticks[state] for state in (ratings.NOT_RECORDED, ratings.MISSED))
    states = overview(planned, now).planned.states
    assert unknown.count == np.count_nonzero(states == ratings.NOT_RECORDED) > 2
    assert missed.count == 2
    assert unknown.path.boundingRect().height() < missed.path.boundingRect().height()
    assert "dot = not recorded" in strip.hint
    assert strip.canvas.describe(DAY + 20).endswith("· Item A not recorded")


def test_a_version_that_begins_within_a_day_belongs_to_that_day(planned, qtbot, workspace):
    change = RegimenDraft("Item A", parse("daily"), (time(10),), at(18, 0).date())
    do(planned, regimens.change, at(18, 14), 1, change)
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    assert page.panels["measure:mood"].plot.versions.days[-1] == DAY + 18
