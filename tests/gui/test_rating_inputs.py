import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, OffScaleError
from dosejournal.gui import rating_inputs
from dosejournal.gui.rating_inputs import NumberInput, StepInput
from dosejournal.gui.rating_slider import RatingSlider

pytestmark = pytest.mark.usefixtures("british")

WORDS = ("none", "some", "enough", "a lot", "A & B")
STEPPED = Measure("s", "Stress", minimum=1, maximum=5, words=WORDS)
TENS = Measure("t", "Tens", minimum=1, maximum=10, words=tuple("abcdefghij"))
YES_NO = Measure("h", "Headache", "yes_no", minimum=0, maximum=1)
RATE = Measure("r", "Heart rate", "number", minimum=20, maximum=250, unit="beats/min")


def shown(qtbot, measure):
    rating_input = rating_inputs.for_measure(measure)
    qtbot.addWidget(rating_input)
    rating_input.resize(400, 60)
    rating_input.show()
    qtbot.waitExposed(rating_input)
    rating_input.activateWindow()
    rating_input.stops[0].setFocus()
    qtbot.waitUntil(rating_input.stops[0].hasFocus)
    return rating_input


def keys(row, *pressed):
    for key in pressed:
        stop = row.window().focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(stop, key)
        else:
            QTest.keyClick(stop, key)


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        (Measure("m", "Mood"), RatingSlider),
        (STEPPED, StepInput),
        (YES_NO, StepInput),
        (RATE, NumberInput),
        (Measure("w", "Weight", "number", minimum=None, maximum=None), NumberInput),
    ],
)
def test_every_kind_of_measure_has_its_input_and_starts_empty(qtbot, measure, kind):
    rating_input = shown(qtbot, measure)
    assert isinstance(rating_input, kind)
    assert rating_input.is_empty()
    assert rating_input.value() is None


def test_every_step_has_its_word_and_a_click_chooses_it(qtbot):
    row = shown(qtbot, STEPPED)
    assert [step.accessibleName() for step in row.steps.values()] == [
        f"Stress: {word}" for word in WORDS
    ]
    assert row.steps[5.0].text() == "A && B"
    with qtbot.waitSignal(row.edited):
        row.steps[3.0].click()
    assert row.value() == 3.0
    assert row.steps[3.0].isChecked()
    row.steps[4.0].click()
    assert not row.steps[3.0].isChecked()


def test_the_chosen_step_pressed_again_is_taken_back(qtbot):
    row = shown(qtbot, STEPPED)
    row.steps[3.0].click()
    row.steps[3.0].click()
    assert row.value() is None
    assert not any(step.isChecked() for step in row.steps.values())


def test_digits_choose_a_step_by_its_number(qtbot):
    row = shown(qtbot, STEPPED)
    keys(row, "4")
    assert row.value() == 4.0
    keys(row, "2")
    assert row.value() == 2.0
    with qtbot.assertNotEmitted(row.edited):
        keys(row, "9", "0")
    assert row.value() == 2.0


def test_two_digits_choose_the_tenth_step(qtbot):
    row = shown(qtbot, TENS)
    keys(row, "10")
    assert row.value() == 10.0


def test_a_decimal_sign_chooses_no_step(qtbot):
    row = shown(qtbot, STEPPED)
    keys(row, "3", ".", "-")
    assert row.value() == 3.0


def test_a_letter_chooses_the_only_word_that_begins_with_it(qtbot):
    row = shown(qtbot, STEPPED)
    keys(row, "e")
    assert row.value() == 3.0
    keys(row, "a")
    assert row.value() == 3.0


def test_yes_and_no_are_one_and_zero(qtbot):
    row = shown(qtbot, YES_NO)
    keys(row, "n")
    assert row.value() == 0.0
    keys(row, "y")
    assert row.value() == 1.0


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_a_step_back(qtbot, key):
    row = shown(qtbot, STEPPED)
    row.set_value(2.0)
    with qtbot.waitSignal(row.edited):
        keys(row, key)
    assert row.value() is None
    keys(row, "4")
    assert row.window().focusWidget() is row.steps[4.0]


def test_arrow_keys_walk_and_the_space_bar_chooses(qtbot):
    row = shown(qtbot, STEPPED)
    keys(row, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert row.value() is None
    keys(row, Qt.Key.Key_Space)
    assert row.value() == 2.0


def test_from_right_to_left_the_arrow_keys_walk_the_other_way(qtbot):
    row = shown(qtbot, STEPPED)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    keys(row, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert row.value() == 2.0


def test_a_row_of_steps_is_one_stop_for_the_tab_key(qtbot):
    row = shown(qtbot, STEPPED)
    stops = [step for step in row.steps.values() if step.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [row.steps[1.0]]
    row.set_value(4.0)
    stops = [step for step in row.steps.values() if step.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [row.steps[4.0]]


def test_keys_with_control_are_left_to_the_page(qtbot):
    row = shown(qtbot, STEPPED)
    QTest.keyClick(row.focusWidget(), Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert row.value() is None


def test_steps_wrap_where_there_is_little_room(qtbot):
    row = shown(qtbot, STEPPED)
    assert row.heightForWidth(120) > row.heightForWidth(800)
    assert row.minimumSizeHint().width() < 120


def test_a_number_shows_its_unit_and_takes_what_is_typed(qtbot):
    row = shown(qtbot, RATE)
    with qtbot.waitSignal(row.edited):
        QTest.keyClicks(row.field, "72.5")
    assert row.value() == 72.5
    assert row.field.accessibleName() == "Heart rate in beats/min"


def test_a_number_off_the_limits_is_said_and_not_changed(qtbot):
    row = shown(qtbot, RATE)
    QTest.keyClicks(row.field, "300")
    with pytest.raises(OffScaleError):
        row.value()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert "20 to 250" in row.sentence_label.text()
    assert row.field.text() == "300"
    assert not row.is_empty()
    row.set_value(None)
    assert row.sentence_label.isHidden()


@pytest.mark.parametrize("text", ["fast", "7-2", "nan", "inf", "1e5", "1_000"])
def test_what_is_no_number_is_said_and_kept(qtbot, text):
    row = shown(qtbot, RATE)
    QTest.keyClicks(row.field, text)
    with pytest.raises(InputError):
        row.value()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.sentence_label.text()
    assert row.field.text() == text


@pytest.mark.parametrize(
    ("locale", "typed", "value", "written"),
    [
        ("de_DE", "72,5", 72.5, "72,5"),
        ("de_DE", "72.5", 72.5, "72,5"),
        ("en_GB", "72.5", 72.5, "72.5"),
        ("en_GB", "72,5", 72.5, "72.5"),
        ("en_GB", " 72 ", 72.0, "72"),
    ],
)
def test_both_decimal_signs_are_understood_and_the_field_shows_how(
    qtbot, locale, typed, value, written
):
    QLocale.setDefault(QLocale(locale))
    row = shown(qtbot, RATE)
    QTest.keyClicks(row.field, typed)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.value() == value
    assert row.field.text() == written


@pytest.mark.parametrize(
    ("locale", "typed", "value", "written"),
    [
        ("de_DE", "1.072,5", 1072.5, "1072,5"),
        ("en_GB", "1,072.5", 1072.5, "1072.5"),
        ("fr_FR", "1 072,5", 1072.5, "1072,5"),
        ("en_GB", "0.00001", 0.00001, "0.00001"),
        ("sv_SE", "-3", -3.0, "−3"),
    ],
)
def test_a_number_as_it_was_understood_is_understood_again(qtbot, locale, typed, value, written):
    QLocale.setDefault(QLocale(locale))
    row = shown(qtbot, Measure("s", "Steps", "number", minimum=None, maximum=None))
    QTest.keyClicks(row.field, typed)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.field.text() == written
    assert row.value() == value


def test_a_number_set_is_kept_exactly_until_it_is_typed_over(qtbot):
    row = shown(qtbot, RATE)
    exact = 70 + 1 / 3
    row.set_value(exact)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.value() == exact
    row.field.clear()
    assert row.value() is None
