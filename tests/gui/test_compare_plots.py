"""The pictures of the Compare page by themselves: what they draw, and what pointing tells."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from dosejournal.analysis.compared import Expected, Group, Rated
from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.compare import group_words, numbers
from dosejournal.gui.compare.before_after_plot import BeforeAfterPlot
from dosejournal.gui.compare.choosers import Chooser, Option
from dosejournal.gui.compare.expectation_plot import ExpectationPlot
from dosejournal.gui.compare.group_plot import GroupPlot
from dosejournal.gui.compare.interval_plot import Interval, IntervalPlot
from dosejournal.gui.plots.day_words import DayWords

MOOD = Measure("mood", "Mood")
FIRST = 739_000  # 24 April 2024, a Wednesday


@pytest.fixture(autouse=True)
def british(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def days(n, first=FIRST):
    return np.arange(first, first + n, dtype=np.int64)


def group(key, n, mean=None, first=FIRST):
    ends = (None, None) if mean is None else (mean - 4.0, mean + 4.0)
    return Group(key, days(n, first), np.linspace(40, 60, n), mean, *ends)


def group_plot(qtbot, groups, width=600, words=group_words.by_distance, values=None):
    plot = GroupPlot(DayWords(), 400)
    qtbot.addWidget(plot.canvas)
    axis = numbers.value_axis(MOOD, np.array([20.0, 80.0]) if values is None else values)
    plot.show(words(groups), MOOD, axis)
    plot.canvas.resize(width, 400)
    plot.canvas.show()
    return plot


def bare(text):
    """Return a text without the invisible marks that keep words together or their direction."""
    return re.sub("[\u2066-\u2069]", "", text).replace("\u00a0", " ")


FOUR = ("0", "1", "2", "other")


def strong(plot):
    """Return how many pixels have the full colour of means; points are translucent."""
    image = plot.canvas.grab().toImage()
    colour = QColor(theme.tokens(plot.canvas.palette()).data[0])
    return sum(
        image.pixelColor(x, y) == colour
        for x in range(image.width())
        for y in range(0, image.height(), 2)
    )


def test_a_mean_is_drawn_only_where_it_may_be_told(qtbot):
    # few points far apart: translucent ones that lie over each other come near the full colour
    told = group_plot(qtbot, [group(key, 5, 50.0) for key in FOUR])
    withheld = group_plot(qtbot, [group(key, 5) for key in FOUR])
    assert len(told.means) == 4
    assert strong(told) > 100
    assert withheld.means == []
    assert strong(withheld) == 0


def test_a_group_without_a_mean_stands_beside_those_with_one(qtbot):
    plot = group_plot(qtbot, [group("0", 20, 50.0), group("1", 3)])
    assert plot.means == [50.0]
    assert bare(plot.canvas.accessibleDescription()) == (
        "Dose day · mean 50.0, 95 % interval 46.0 to 54.0 · n = 20. Day +1 · n = 3"
    )


def test_points_lie_where_they_lay_before(qtbot):
    one, other = (group_plot(qtbot, [group(key, 30, 50.0) for key in FOUR]) for _n in range(2))
    places = [(one.canvas.place(n), other.canvas.place(n)) for n in range(120)]
    assert all(first == second for first, second in places)
    assert len({round(first.x(), 3) for first, _second in places}) > 60


def test_every_mark_stays_within_its_column(qtbot):
    plot = group_plot(qtbot, [group(key, 300, 50.0) for key in FOUR], width=400)
    room = plot.canvas.room
    for mark in range(1200):
        column = int((plot.canvas.place(mark).x() - room.left()) // (room.width() / 4))
        assert column == mark // 300


def test_pointing_at_a_day_tells_it_and_its_value(qtbot):
    plot = group_plot(qtbot, [group(key, 5, 50.0) for key in FOUR])
    canvas = plot.canvas
    move(canvas, canvas.place(4))
    assert canvas.readout.text == "Sun, 28 Apr 2024 · 60"
    assert canvas.accessibleDescription() == canvas.readout.text
    canvas.grab()
    move(canvas, canvas.place(20))
    assert bare(canvas.readout.text) == "Dose day · mean 50.0, 95 % interval 46.0 to 54.0 · n = 5"
    move(canvas, QPointF(2, 2))
    assert not canvas.readout.isVisible()
    assert canvas.accessibleDescription().startswith("Dose day · mean")
    move(canvas, canvas.place(4))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert not canvas.readout.isVisible()


def move(canvas, place):
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        place,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)


def test_days_long_after_a_dose_have_a_name_of_their_own():
    heads = group_words.by_distance([group(key, 1) for key in FOUR])
    assert [head.name for head in heads] == ["Dose day", "Day +1", "Day +2", "Day +3 and later"]
    heads = group_words.by_distance([group(key, 0) for key in FOUR])
    assert [head.name for head in heads] == ["Dose day", "Day +1", "Day +2"]


def test_amounts_stand_in_the_order_of_how_much_was_taken():
    keys = ("7.5 mg", "100 mg", "2 drops", "2 × 10 mg", "other", "10 mg", "15 mg", "5", "as much")
    heads = group_words.by_amount([group(key, 1) for key in keys])
    assert [bare(head.name) for head in heads] == [
        "No dose", "5", "as much", "2 drops",
        "7.5 mg", "10 mg", "15 mg", "2 × 10 mg", "100 mg",
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [("", "day"), ("amount of it", "amount of it")])
def test_narrow_columns_say_of_what_their_short_names_are(qtbot, kind, name):
    plot = GroupPlot(DayWords(), 300, kind=kind)
    qtbot.addWidget(plot.canvas)
    axis = numbers.value_axis(MOOD, np.array([20.0, 80.0]))
    plot.show(group_words.by_amount([group(f"{n} mg", 3) for n in range(1, 9)]), MOOD, axis)
    plot.canvas.resize(900, 300)
    wide = plot.canvas.room.left()
    assert plot.canvas.beside() == ()
    plot.canvas.resize(420, 300)
    assert plot.canvas.beside() == (name, "n")
    metrics = QFontMetricsF(plot.canvas.lettering())
    assert plot.canvas.room.left() - 8 >= max(metrics.horizontalAdvance(name), wide - 8)
    plot.canvas.grab()


def test_what_is_told_of_a_point_hides_neither_it_nor_the_axis(qtbot):
    canvas = group_plot(qtbot, [group(key, 5, 50.0) for key in FOUR]).canvas
    for mark in range(24):
        canvas.point_at(mark)
        plate = canvas.readout.plate
        assert plate.right() >= canvas.room.right()
        assert plate.left() > canvas.room.left()
        assert plate.bottom() < canvas.room.top()
    # of a long text that would lie on its point it gets out of the way
    canvas.describe = lambda _mark: "many words " * 30
    canvas.point_at(19)
    assert canvas.readout.plate.left() >= 2
    assert canvas.readout.plate.right() <= canvas.width() - 2
    canvas.describe = lambda _mark: "many\nmore words" * 8
    canvas.point_at(19)
    assert canvas.readout.plate.right() < canvas.readout.frame.left()


def test_nothing_is_told_without_a_point(qtbot):
    canvas = group_plot(qtbot, [group("0", 5, 50.0)]).canvas
    assert canvas.readout.plate.isEmpty()


def test_the_number_of_a_mean_can_be_read_over_points(qtbot):
    canvas = group_plot(qtbot, [group("0", 5, 50.0)]).canvas
    image = QImage(80, 30, QImage.Format.Format_RGB32)
    points = QColor(theme.tokens(canvas.palette()).data[0])
    image.fill(points)
    painter = QPainter(image)
    painter.setFont(canvas.lettering())
    canvas.paint_haloed(painter, QRectF(10, 8, 60, 16), Qt.AlignmentFlag.AlignLeft, "58.1")
    painter.end()
    card = QColor(theme.tokens(canvas.palette()).card)
    found = [image.pixelColor(x, y) for x in range(80) for y in range(30)]
    assert found.count(card) > 100
    assert found.count(points) > 500


def test_the_keys_go_from_group_to_group(qtbot):
    canvas = group_plot(qtbot, [group("0", 5, 50.0), group("1", 3)]).canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.readout.text.startswith("Dose day · mean 50.0")
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert bare(canvas.readout.text) == "Day +1 · n = 3"
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.readout.text.startswith("Dose day")
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.readout.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert bare(canvas.readout.text) == "Day +1 · n = 3"
    canvas.clearFocus()


def test_the_focus_has_a_ring_and_takes_what_was_told_with_it(qtbot):
    canvas = group_plot(qtbot, [group("0", 5, 50.0)]).canvas
    before = canvas.grab().toImage().pixelColor(300, 1)
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    assert canvas.grab().toImage().pixelColor(300, 1) != before
    canvas.point_at(0)
    canvas.clearFocus()
    assert not canvas.readout.isVisible()


def test_a_picture_without_marks_takes_the_mouse_and_the_keys(qtbot):
    plot = GroupPlot(DayWords(), 200)
    qtbot.addWidget(plot.canvas)
    plot.canvas.show()
    move(plot.canvas, QPointF(50, 50))
    qtbot.keyClick(plot.canvas, Qt.Key.Key_Right)
    plot.canvas.grab()
    assert plot.canvas.pointed is None


def cycle_words(signs):
    return lambda groups: group_words.by_cycle_day(groups, signs)


@pytest.mark.parametrize("width", [1000, 500, 220])
def test_a_cycle_shades_the_days_with_a_dose(qtbot, width):
    groups = [group(str(n + 1), 4, 50.0) for n in range(10)]
    plot = group_plot(qtbot, groups, width, cycle_words("1100000100"))
    image = plot.canvas.grab().toImage()
    room = plot.canvas.room
    shade = QColor(theme.tokens(plot.canvas.palette()).accent_soft)
    height = round(room.bottom()) + 2
    found = [
        image.pixelColor(round(room.left() + (n + 0.5) * room.width() / 10), height) == shade
        for n in range(10)
    ]
    assert found == [sign == "1" for sign in "1100000100"]


def test_many_days_are_drawn_smaller(qtbot):
    plot = group_plot(qtbot, [group(key, 300, 50.0) for key in FOUR])
    plot.canvas.grab()
    assert plot.canvas.n_points == 1200


def test_an_interval_that_leaves_the_scale_is_cut_at_its_edge(qtbot):
    wide = Group("0", days(5), np.linspace(40, 60, 5), 50.0, -500.0, 600.0)
    plot = group_plot(qtbot, [wide])
    image = plot.canvas.grab().toImage()
    x = round(plot.canvas.place(5).x())
    colour = QColor(theme.tokens(plot.canvas.palette()).data[0])
    assert image.pixelColor(x, 10) != colour


def test_a_change_has_days_on_both_sides_and_a_line_between(qtbot):
    plot = BeforeAfterPlot(DayWords(), 280)
    qtbot.addWidget(plot.canvas)
    rated = Rated("mood", days(120), np.full(120, 50.0), np.zeros(120, dtype=np.bool_))
    plot.show(rated, FIRST + 60.0, MOOD, numbers.value_axis(MOOD, rated.means))
    plot.canvas.resize(600, 280)
    plot.canvas.show()
    assert plot.canvas.n_points == 56
    middle = plot.canvas.room.center().x()
    assert plot.canvas.place(27).x() < middle < plot.canvas.place(28).x()
    assert plot.canvas.describe(28) == "Sun, 23 Jun 2024 · 50"
    plot.canvas.grab()
    qtbot.keyClick(plot.canvas, Qt.Key.Key_Right)
    assert plot.canvas.readout.text == "Sun, 26 May 2024 · 50"


def test_expected_changes_lie_around_no_change(qtbot):
    plot = ExpectationPlot(DayWords(), 300)
    qtbot.addWidget(plot.canvas)
    changes = np.array([10.0, -5.0, 2.5, 30.0])
    later = np.array([60.0, 40.0, 50.5, np.nan])
    expected = Expected(days(4), changes, np.full(4, 60.0), later)
    plot.show(expected, MOOD, numbers.value_axis(MOOD, np.array([20.0, 80.0])))
    plot.canvas.resize(600, 300)
    plot.canvas.show()
    assert plot.canvas.n_points == 3
    places = [plot.canvas.place(n).x() for n in range(3)]
    assert places == sorted(places)
    assert plot.canvas.describe(0) == "Thu, 25 Apr 2024 · expected −5 · rated 40"
    assert plot.canvas.describe(1) == "Fri, 26 Apr 2024 · expected +2.5 · rated 50.5"
    assert plot.canvas.accessibleDescription().startswith("3 days rated after saying")
    plot.canvas.grab()


def test_two_intervals_share_an_axis_around_no_change(qtbot):
    plot = IntervalPlot()
    qtbot.addWidget(plot)
    plot.show_intervals(
        [
            Interval("Expected", 10.0, 8.0, 12.0, 1, "n = 20"),
            Interval("Difference", -1.0, -3.0, 1.0, 1, "n = 30"),
        ]
    )
    plot.resize(400, plot.sizeHint().height())
    plot.show()
    image = plot.grab().toImage()
    data = theme.tokens(plot.palette()).data
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert {data[0], data[1]} <= colours
    assert plot.accessibleDescription() == (
        "Expected +10.0 (+8.0 … +12.0) n = 20. Difference −1.0 (−3.0 … +1.0) n = 30"
    )
    assert plot.minimumSizeHint().height() == plot.sizeHint().height()


def test_a_difference_that_may_not_be_told_is_not_drawn(qtbot):
    plot = IntervalPlot()
    qtbot.addWidget(plot)
    plot.show_intervals(
        [
            Interval("Expected", 10.0, None, None, 1, "n = 1"),
            Interval("Difference", None, None, None, 1, "Not enough yet"),
        ]
    )
    plot.resize(400, plot.sizeHint().height())
    plot.show()
    image = plot.grab().toImage()
    data = theme.tokens(plot.palette()).data
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }
    assert data[1] in colours
    assert data[0] not in colours
    assert plot.accessibleDescription() == "Expected +10.0 n = 1. Difference Not enough yet"


@pytest.mark.usefixtures("plain_again")
def test_pictures_follow_light_and_dark(qapp, qtbot):
    plot = group_plot(qtbot, [group("0", 5, 50.0)])
    intervals = IntervalPlot()
    qtbot.addWidget(intervals)
    intervals.show()
    theme.apply(qapp, "light")
    light = strong(plot)
    theme.apply(qapp, "dark")
    assert theme.tokens(plot.canvas.palette()) is theme.DARK
    assert light
    assert strong(plot)


@pytest.mark.parametrize(
    ("measure", "values", "low", "high", "ticks"),
    [
        (MOOD, [22.0, 97.0], 20.0, 100.0, ["20", "40", "60", "80", "100"]),
        (MOOD, [], 0.0, 100.0, ["0", "50", "100"]),
        (MOOD, [50.0], 49.0, 51.0, None),
        (Measure("rest", "Rest", kind="yes_no", maximum=1.0), [1.0], 0.0, 1.0, ["no", "yes"]),
        (
            Measure("pain", "Pain", maximum=2.0, words=("none", "some", "much")),
            [1.0],
            0.0,
            2.0,
            ["none", "some", "much"],
        ),
    ],
)
def test_the_axis_holds_what_was_rated(measure, values, low, high, ticks):
    axis = numbers.value_axis(measure, np.array(values))
    assert (axis.low, axis.high) == (low, high)
    assert ticks is None or [text for _at, text in axis.ticks] == ticks


@pytest.mark.parametrize(
    ("farthest", "ticks"),
    [(0.0, ["−1", "0", "+1"]), (32.0, ["−40", "0", "+40"]), (0.3, ["−0.4", "0.0", "+0.4"])],
)
def test_the_axis_of_changes_is_as_far_down_as_up(farthest, ticks):
    axis = numbers.change_axis(farthest)
    assert axis.low == -axis.high
    assert [text for _at, text in axis.ticks] == ticks


def test_numbers_have_their_sign_and_no_more_decimals_than_they_need():
    assert [numbers.signed(value, 1) for value in (1.25, -0.04, -3.16)] == ["+1.2", "0.0", "−3.2"]
    hours = Measure("sleep", "Sleep", kind="number", minimum=None, maximum=None, unit="h")
    assert numbers.rated(7.0, hours) == "7 h"
    assert numbers.rated(7.26, hours) == "7.3 h"
    steps = Measure("pain", "Pain", maximum=2.0, words=("none", "some", "much"))
    assert numbers.rated(1.0, steps) == "some"
    assert numbers.rated(1.5, steps) == "1.50"
    yes_no = Measure("rest", "Rest", kind="yes_no")
    assert [numbers.rated(value, yes_no) for value in (0.0, 1.0, 0.5)] == ["no", "yes", "0.50"]


def test_a_chooser_shows_what_is_chosen_and_tells_of_another_only(qtbot):
    chooser = Chooser("Measure")
    qtbot.addWidget(chooser)
    options = [Option("a", "Mood & more", "main"), Option("b", "A name\tas long as it gets " * 4)]
    chooser.offer(options, "a")
    assert chooser.text() == "Mood && more"
    assert chooser.accessibleName() == "Measure: Mood & more"
    first, second = chooser.options_menu.actions()
    assert (first.text(), first.isChecked()) == ("Mood && more\tmain", True)
    chosen = []
    chooser.chosen.connect(chosen.append)
    first.trigger()
    assert chosen == []
    second.trigger()
    assert chosen == ["b"]
    assert chooser.text().endswith("…")
    assert chooser.toolTip() == options[1].text
    assert chooser.sizeHint().width() >= chooser.fontMetrics().horizontalAdvance(chooser.text())
    chooser.offer(options, "nothing of these")
    assert chooser.text() == ""
