import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.rating_slider import RatingSlider

pytestmark = pytest.mark.usefixtures("british")

MOOD = Measure("mood", "Mood", low_anchor="low", high_anchor="high")


def shown(qtbot, measure=MOOD):
    slider = RatingSlider(measure)
    qtbot.addWidget(slider)
    slider.resize(400, 60)
    slider.show()
    qtbot.waitExposed(slider)
    slider.activateWindow()
    slider.track.setFocus()
    qtbot.waitUntil(slider.track.hasFocus)
    return slider


def click(slider, fraction):
    x = 10 + round(fraction * (slider.track.width() - 20))
    QTest.mouseClick(slider.track, Qt.MouseButton.LeftButton, pos=QPoint(x, 16))


def press(slider, *keys):
    for key in keys:
        QTest.keyClick(slider.track, key)


def accent_pixels(slider):
    image = slider.track.grab().toImage()
    accent = theme.tokens(slider.palette()).accent.lower()
    return sum(
        image.pixelColor(x, y).name() == accent
        for x in range(image.width())
        for y in range(image.height())
    )


def test_an_untouched_slider_has_no_value_no_number_and_no_handle(qtbot):
    slider = shown(qtbot)
    slider.track.clearFocus()
    assert slider.value() is None
    assert slider.is_empty()
    assert slider.value_label.text() == "–"
    assert accent_pixels(slider) == 0


def test_the_ends_are_worded(qtbot):
    slider = shown(qtbot)
    assert slider.low_label.text() == "low"
    assert slider.high_label.text() == "high"


def test_a_click_on_the_line_rates_there(qtbot):
    slider = shown(qtbot)
    with qtbot.waitSignal(slider.edited):
        click(slider, 0.62)
    assert slider.value() == 62.0
    assert slider.value_label.text() == "62"
    assert accent_pixels(slider) > 0


def test_a_drag_ends_where_the_pointer_is_let_go_and_stays_on_the_scale(qtbot):
    slider = shown(qtbot)
    track = slider.track
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(40, 16))
    QTest.mouseMove(track, QPoint(track.width() + 50, 16))
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() + 50, 16))
    assert slider.value() == 100.0


def test_moving_without_a_pressed_button_or_with_another_one_rates_nothing(qtbot):
    slider = shown(qtbot)
    QTest.mouseMove(slider.track, QPoint(60, 16))
    QTest.mouseClick(slider.track, Qt.MouseButton.RightButton, pos=QPoint(60, 16))
    assert slider.value() is None


def test_a_wheel_never_changes_a_rating(qtbot):
    slider = shown(qtbot)
    slider.set_value(50.0)
    event = QWheelEvent(
        QPointF(50, 16),
        slider.track.mapToGlobal(QPointF(50, 16)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider.track, event)
    assert slider.value() == 50.0
    assert not event.isAccepted()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Right, 51.0),
        (Qt.Key.Key_Up, 51.0),
        (Qt.Key.Key_Left, 49.0),
        (Qt.Key.Key_Down, 49.0),
        (Qt.Key.Key_PageUp, 60.0),
        (Qt.Key.Key_PageDown, 40.0),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 100.0),
    ],
)
def test_the_first_arrow_key_starts_in_the_middle_and_the_next_one_moves(qtbot, key, value):
    slider = shown(qtbot)
    press(slider, key)
    if key not in {Qt.Key.Key_Home, Qt.Key.Key_End}:
        assert slider.value() == 50.0
        press(slider, key)
    assert slider.value() == value


def test_arrow_keys_stop_at_the_ends(qtbot):
    slider = shown(qtbot)
    press(slider, Qt.Key.Key_End, Qt.Key.Key_Right)
    assert slider.value() == 100.0
    with qtbot.assertNotEmitted(slider.edited):
        press(slider, Qt.Key.Key_PageUp)


def test_typed_digits_are_the_value(qtbot):
    slider = shown(qtbot)
    QTest.keyClicks(slider.track, "62")
    assert slider.value() == 62.0


def test_return_ends_a_number_so_that_the_next_digit_begins_another(qtbot):
    slider = shown(qtbot)
    QTest.keyClicks(slider.track, "6")
    press(slider, Qt.Key.Key_Return)
    QTest.keyClicks(slider.track, "2")
    assert slider.value() == 2.0


def test_a_pause_ends_a_number(qtbot):
    slider = shown(qtbot)
    slider.track.findChild(QTimer).setInterval(10)
    QTest.keyClicks(slider.track, "6")
    QTest.qWait(80)
    QTest.keyClicks(slider.track, "2")
    assert slider.value() == 2.0


def test_a_typed_number_off_the_scale_is_refused_with_a_sentence_and_leaves_no_part_of_it(qtbot):
    slider = shown(qtbot)
    QTest.keyClicks(slider.track, "150")
    assert slider.value() is None
    assert "0 to 100" in slider.sentence_label.text()
    assert slider.sentence_label.isVisible()
    QTest.keyClicks(slider.track, "15")
    assert slider.value() == 15.0
    assert not slider.sentence_label.isVisible()


def test_a_refused_number_leaves_the_rating_that_was_there(qtbot):
    slider = shown(qtbot)
    slider.set_value(40.0)
    QTest.keyClicks(slider.track, "999")
    assert slider.value() == 40.0


def test_decimals_can_be_typed_with_a_comma_or_a_point(qtbot):
    slider = shown(qtbot)
    QTest.keyClicks(slider.track, "62,5")
    assert slider.value() == 62.5
    assert slider.value_label.text() == "62.5"


def test_a_scale_that_begins_above_zero_waits_for_the_second_digit(qtbot):
    slider = shown(qtbot, Measure("m", "M", minimum=20, maximum=80))
    QTest.keyClicks(slider.track, "6")
    assert slider.value() is None
    QTest.keyClicks(slider.track, "2")
    assert slider.value() == 62.0


def test_a_number_that_stops_before_it_reaches_the_scale_is_refused(qtbot):
    slider = shown(qtbot, Measure("m", "M", minimum=20, maximum=80))
    QTest.keyClicks(slider.track, "6")
    press(slider, Qt.Key.Key_Return)
    assert slider.value() is None
    assert "20 to 80" in slider.sentence_label.text()


def test_a_scale_below_zero_takes_a_minus_sign(qtbot):
    slider = shown(qtbot, Measure("m", "M", minimum=-50, maximum=50))
    QTest.keyClicks(slider.track, "-30")
    assert slider.value() == -30.0
    press(slider, Qt.Key.Key_Return)
    QTest.keyClicks(slider.track, "-")
    press(slider, Qt.Key.Key_Return)
    assert slider.value() == -30.0


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0-7", -7.0),
        ("0−7", -7.0),
        ("10-10", -10.0),
        ("10−1", -1.0),
        ("-3-4", -4.0),
        ("--5", -5.0),
        ("10-", 10.0),
        ("10+5", 5.0),
        ("-10+5", 5.0),
    ],
)
def test_a_sign_begins_another_number(qtbot, typed, value):
    slider = shown(qtbot, Measure("m", "M", minimum=-50, maximum=50))
    for key in typed:
        sent = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
        QApplication.sendEvent(slider.track, sent)
    assert slider.value() == value


def test_a_correction_off_the_scale_leaves_what_was_typed_before_it(qtbot):
    slider = shown(qtbot, Measure("m", "M", minimum=-50, maximum=50))
    QTest.keyClicks(slider.track, "10-55")
    assert slider.value() == 10.0
    assert slider.sentence_label.isVisible()


def test_minus_nothing_is_written_without_a_sign(qtbot):
    slider = shown(qtbot, Measure("m", "M", minimum=-50, maximum=50))
    QTest.keyClicks(slider.track, "-0")
    assert slider.value_label.text() == "0"


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_a_rating_back(qtbot, key):
    slider = shown(qtbot)
    slider.set_value(62.0)
    with qtbot.waitSignal(slider.edited):
        press(slider, key)
    assert slider.value() is None
    assert slider.value_label.text() == "–"


def test_the_cross_takes_a_rating_back_by_mouse(qtbot):
    slider = shown(qtbot)
    assert not slider.unrate_button.isVisible()
    click(slider, 0.5)
    assert slider.unrate_button.isVisible()
    QApplication.sendEvent(slider, QEvent(QEvent.Type.Leave))
    assert slider.unrate_button.isVisible()
    with qtbot.waitSignal(slider.edited):
        slider.unrate_button.click()
    assert slider.value() is None
    assert not slider.unrate_button.isVisible()


def test_keys_that_mean_something_else_pass_by(qtbot):
    slider = shown(qtbot)
    press(slider, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_F5)
    QTest.keyClick(slider.track, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert slider.value() is None


def test_setting_a_value_tells_nobody_and_keeps_it_exactly(qtbot):
    slider = shown(qtbot)
    with qtbot.assertNotEmitted(slider.edited):
        slider.set_value(62.375)
    assert slider.value() == 62.375


def test_from_right_to_left_the_line_is_mirrored(qtbot):
    slider = shown(qtbot)
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    click(slider, 0.2)
    assert slider.value() == 80.0
    press(slider, Qt.Key.Key_Left)
    assert slider.value() == 81.0
    assert slider.low_label.alignment() & Qt.AlignmentFlag.AlignRight
    assert accent_pixels(slider) > 0


def test_a_screen_reader_hears_the_measure_and_its_rating(qtbot):
    slider = shown(qtbot)
    reader = QAccessible.queryAccessibleInterface(slider.track)
    assert reader.role() == QAccessible.Role.Slider
    assert reader.text(QAccessible.Text.Name) == "Mood"
    assert reader.text(QAccessible.Text.Description) == "not rated"
    slider.set_value(62.0)
    assert reader.text(QAccessible.Text.Description) == "62 of 100"
    assert reader.valueInterface().currentValue() == 62


def test_a_screen_reader_can_move_the_handle(qtbot):
    slider = shown(qtbot)
    with qtbot.waitSignal(slider.edited):
        QAccessible.queryAccessibleInterface(slider.track).valueInterface().setCurrentValue(30)
    assert slider.value() == 30.0


def test_the_cross_follows_the_theme(qtbot, qapp):
    slider = shown(qtbot)
    click(slider, 0.5)
    before = slider.unrate_button.icon().cacheKey()
    palette = slider.palette()
    palette.setColor(palette.ColorRole.Window, Qt.GlobalColor.black)
    slider.setPalette(palette)
    assert slider.unrate_button.icon().cacheKey() != before
