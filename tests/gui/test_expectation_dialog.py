"""The question before a dose: what it says, and how it is answered."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from dosejournal import i18n, paths
from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui import theme
from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog
from dosejournal.gui.expectation.said import Subject
from dosejournal.journal import check_ins, expectations, measures

pytestmark = pytest.mark.usefixtures("british")

MOOD = Measure("mood", "Mood", low_anchor="low", high_anchor="high")
DOSE = Subject("Item A")


@pytest.fixture
def asked(qtbot, workspace):
    def make(subject=DOSE, measure=MOOD):
        dialog = ExpectationDialog(workspace, subject, measure)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.answers = []
        dialog.answered.connect(dialog.answers.append)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return make


@pytest.fixture
def pseudo():
    i18n.use(i18n.PSEUDO, paths.resource("translations"))
    yield
    i18n.use("en", paths.resource("translations"))


def bare(text):
    """Return a text without the marks that keep its direction to itself."""
    return text.replace("\u2068", "").replace("\u2069", "")


def type_(dialog, keys):
    for key in keys:
        QTest.keyClicks(dialog.focusWidget(), key)


def press(dialog, key):
    QTest.keyClick(dialog.focusWidget(), key)


def set_(slider, value):
    slider.track.setFocus()
    slider.set_value(value)
    slider.edited.emit()


def accent_columns(track):
    image = track.grab().toImage()
    accent = theme.tokens(track.palette()).accent.lower()
    row = image.height() // 2
    return [x for x in range(image.width()) if image.pixelColor(x, row).name() == accent]


def test_nothing_is_said_before_it_is_touched(asked):
    dialog = asked()
    for slider in (dialog.change, dialog.certainty):
        assert slider.value() is None
        assert slider.value_label.text() == "–"
    dialog.not_now_button.setFocus()
    assert accent_columns(dialog.change.track) == []
    assert accent_columns(dialog.certainty.track) == []
    assert not dialog.record_button.isEnabled()


def test_what_is_still_open_is_said_and_why_the_button_cannot_be_pressed(asked):
    dialog = asked(measure=None)

    def said():
        assert dialog.record_button.accessibleDescription() == dialog.open_label.text()
        assert dialog.open_label.isVisible() == (not dialog.record_button.isEnabled())
        return dialog.open_label.text()

    assert said() == "Choose the measure above first."
    dialog.choice.setCurrentText("Focus")
    assert said() == "What you expect is still open."
    set_(dialog.change, 10.0)
    assert said() == "How sure is still open."
    set_(dialog.certainty, 60.0)
    assert said() == ""
    assert dialog.record_button.isEnabled()
    dialog.change.unrate_button.click()
    assert said() == "What you expect is still open."


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("dose", "Esc or “Not now” records the dose alone."),
        ("skipped", "Esc or “Not now” records only that the dose was skipped."),
        ("off_day", "Esc or “Not now” records nothing; the question stays on Today."),
    ],
)
def test_what_not_now_does_is_said_with_its_key(asked, kind, words):
    dialog = asked(Subject("Item A", kind))
    assert dialog.hint_label.text() == words
    assert dialog.not_now_button.accessibleDescription() == words
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    assert dialog.hint_label.isVisible()
    assert dialog.hint_label.text() == words


def test_the_buttons_stay_where_they_are_when_nothing_is_open_any_more(asked):
    dialog = asked()
    before = dialog.record_button.geometry()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    QApplication.processEvents()
    assert dialog.record_button.geometry() == before


def test_return_goes_to_what_is_still_open(asked):
    dialog = asked(measure=None)
    for focused in (dialog.change.track, dialog.certainty.track, dialog.choice):
        focused.setFocus()
        press(dialog, Qt.Key.Key_Return)
        assert dialog.focusWidget() is dialog.choice
    dialog.choice.setCurrentText("Focus")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.change.track
    type_(dialog, "5")
    press(dialog, Qt.Key.Key_Enter)
    assert dialog.focusWidget() is dialog.certainty.track
    type_(dialog, "6")
    press(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.answers[0].draft.change == 5.0


def test_return_with_its_commands_goes_to_what_is_still_open_too(asked):
    dialog = asked()
    type_(dialog, "5")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.answers == []
    assert dialog.focusWidget() is dialog.certainty.track


def test_both_are_said_by_keyboard_alone(asked, clock, now):
    dialog = asked()
    assert dialog.focusWidget() is dialog.change.track
    type_(dialog, "-10")
    press(dialog, Qt.Key.Key_Tab)
    clock.set(9, 31)
    type_(dialog, "60")
    clock.set(9, 33)
    press(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (said,) = dialog.answers
    assert not said.chooses
    draft = said.draft
    assert (draft.substance, draft.measure) == ("Item A", "mood")
    assert (draft.change, draft.certainty) == (-10.0, 60.0)
    # when it was said, not when it was recorded
    assert draft.at == now.replace(minute=31)


def test_what_is_corrected_was_said_then(asked, clock, now):
    dialog = asked()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    clock.set(9, 40)
    set_(dialog.change, 12.0)
    dialog.record_button.click()
    assert dialog.answers[0].draft.at == now.replace(minute=40)


def test_a_number_off_the_scale_is_refused_and_return_goes_nowhere(asked):
    dialog = asked()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    type_(dialog, "-5")
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.certainty.value() == 60.0
    assert dialog.certainty.sentence_label.text() == "From 0 to 100."
    press(dialog, Qt.Key.Key_Return)
    assert len(dialog.answers) == 1


def test_a_mistake_has_room_of_its_own_below_the_words_at_the_ends(asked):
    dialog = asked()
    change = dialog.change
    track = change.track.mapTo(dialog, QPoint())
    type_(dialog, "55")
    QApplication.processEvents()
    sentence = change.sentence_label
    assert bare(sentence.text()) == "From −50 to +50."
    assert sentence.isVisible()
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
    for shown in (change.low_label, change.middle_label, change.high_label):
        assert shown.isVisible()
        assert shown.height() >= shown.heightForWidth(shown.width())
        bottom = shown.mapTo(dialog, QPoint(0, shown.height())).y()
        assert sentence.mapTo(dialog, QPoint()).y() >= bottom
    assert change.track.mapTo(dialog, QPoint()) == track
    type_(dialog, "5")
    assert not sentence.isVisible()


def test_tab_goes_through_both_answers_and_both_buttons(asked):
    dialog = asked()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    stops = [
        dialog.change.track,
        dialog.certainty.track,
        dialog.record_button,
        dialog.not_now_button,
        dialog.change.track,
    ]
    stops[0].setFocus()
    found = [dialog.focusWidget()]
    for _press in stops[1:]:
        press(dialog, Qt.Key.Key_Tab)
        found.append(dialog.focusWidget())
    assert found == stops


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_not_now_is_one_key_one_button_and_the_cross_of_the_window(asked, way):
    dialog = asked()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    if way == "escape":
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    elif way == "button":
        dialog.not_now_button.click()
    else:
        dialog.close()
    assert not dialog.isVisible()
    assert dialog.answers == [None]


@pytest.mark.parametrize(
    ("value", "words"),
    [(10.0, "+10"), (-10.0, "−10"), (0.0, "0"), (50.0, "+50"), (-50.0, "−50"), (2.5, "+2.5")],
)
def test_a_change_is_written_with_its_sign(asked, value, words):
    dialog = asked()
    set_(dialog.change, value)
    assert bare(dialog.change.value_label.text()) == words
    heard = bare(dialog.change.track.accessibleDescription())
    assert heard == f"{words}, on a scale from −50 to +50"


def test_certainty_is_written_without_a_sign(asked):
    dialog = asked()
    set_(dialog.certainty, 60.0)
    assert dialog.certainty.value_label.text() == "60"
    assert dialog.certainty.track.accessibleDescription() == "60 of 100"


def test_a_change_is_filled_from_the_middle_to_either_side(asked):
    dialog = asked()
    track = dialog.change.track
    middle = track.width() / 2
    track.set_rating(-25.0)
    worse = accent_columns(track)
    track.set_rating(25.0)
    better = accent_columns(track)
    quarter = track.width() / 4
    assert min(worse) > quarter - 16
    assert max(worse) == pytest.approx(middle, abs=4)
    assert min(better) == pytest.approx(middle, abs=4)
    assert max(better) < 3 * quarter + 16


def test_no_difference_fills_nothing_but_the_handle(asked):
    dialog = asked()
    track = dialog.change.track
    track.set_rating(0.0)
    columns = accent_columns(track)
    assert max(columns) - min(columns) <= 28


def test_certainty_is_filled_from_its_beginning(asked):
    dialog = asked()
    track = dialog.certainty.track
    track.set_rating(50.0)
    assert min(accent_columns(track)) <= 12


def test_a_change_is_filled_from_the_middle_where_the_language_goes_the_other_way(asked, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        dialog = asked()
        track = dialog.change.track
        track.set_rating(25.0)
        columns = accent_columns(track)
        assert max(columns) == pytest.approx(track.width() / 2, abs=4)
        assert min(columns) < track.width() / 3
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_middle_is_marked_before_it_is_touched_and_is_no_handle(asked):
    dialog = asked()
    dialog.not_now_button.setFocus()

    def drawn(track, x):
        image = track.grab().toImage()
        ground = image.pixelColor(0, 0)
        return sum(image.pixelColor(x, y) != ground for y in range(image.height()))

    change, certainty = dialog.change.track, dialog.certainty.track
    assert drawn(change, change.width() // 2) > 8
    assert drawn(certainty, certainty.width() // 2) <= 3
    assert dialog.change.middle_label.text() == "no difference"
    ends = dialog.change.ends
    label = dialog.change.middle_label
    assert label.geometry().center().x() == pytest.approx(ends.width() / 2, abs=3)


def test_worry_can_be_said_as_well_as_hope(asked):
    dialog = asked()
    assert dialog.change.low_label.text() == "much worse"
    assert dialog.change.high_label.text() == "much better"
    QTest.mouseClick(dialog.change.track, Qt.MouseButton.LeftButton, pos=QPoint(10, 16))
    assert dialog.change.value() == -50.0


@pytest.mark.parametrize(
    ("better", "words"),
    [
        ("higher", ("much worse", "much better")),
        ("lower", ("much worse", "much better")),
        ("neither", ("much lower", "much higher")),
    ],
)
def test_the_ends_suit_what_is_better(asked, better, words):
    dialog = asked(measure=Measure("pulse", "Pulse", better=better))
    found = dialog.change.low_label.text(), dialog.change.high_label.text()
    assert found == words


@pytest.mark.parametrize(
    ("kind", "title", "question", "record"),
    [
        (
            "dose",
            "Before this dose",
            "Mood: what do you expect of today’s dose, for the rest of the day?",
            "Record dose",
        ),
        (
            "skipped",
            "Before this day goes on",
            "Mood: what do you expect of the rest of today, without this dose?",
            "Record",
        ),
        (
            "off_day",
            "Before this day goes on",
            "Mood: what do you expect of the rest of today?",
            "Record",
        ),
    ],
)
def test_the_question_says_what_it_is_about(asked, kind, title, question, record):
    dialog = asked(Subject("Item A", kind))
    assert dialog.windowTitle() == title
    assert bare(dialog.question_label.text()) == question
    assert bare(dialog.change.track.accessibleName()) == question
    assert dialog.certainty.track.accessibleName() == "How sure are you of that?"
    assert dialog.record_button.text() == record


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("dose", "What do you expect of today’s dose, for the rest of the day?"),
        ("skipped", "What do you expect of the rest of today, without this dose?"),
        ("off_day", "What do you expect of the rest of today?"),
    ],
)
def test_the_question_can_be_asked_before_a_measure_is_chosen(asked, kind, question):
    dialog = asked(Subject("Item A", kind), measure=None)
    assert dialog.question_label.text() == question


def test_what_asking_does_is_said(asked):
    dialog = asked()
    said = [each.text() for each in dialog.findChildren(type(dialog.hint_label))]
    limits = "Only for comparing you with yourself. Asking may itself raise attention."
    assert limits in said


def test_every_control_has_a_name(asked):
    dialog = asked(measure=None)
    for control in dialog.findChildren(QAbstractButton):
        assert control.text() or control.accessibleName()
    for control in (dialog.change.track, dialog.certainty.track, dialog.choice):
        heard = QAccessible.queryAccessibleInterface(control)
        assert heard.text(QAccessible.Text.Name)
    for slider in (dialog.change, dialog.certainty):
        heard = QAccessible.queryAccessibleInterface(slider.track)
        assert heard.text(QAccessible.Text.Description) == "not answered"


def test_a_main_measure_that_is_known_is_not_asked_for(asked):
    dialog = asked()
    assert not dialog.choice_field.isVisible()


def test_the_main_measure_is_chosen_first_and_nothing_is_preset(asked):
    dialog = asked(measure=None)
    assert dialog.choice_field.isVisible()
    assert dialog.choice.currentIndex() == -1
    assert dialog.choice.placeholderText() == "Choose…"
    assert dialog.focusWidget() is dialog.choice
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    assert not dialog.record_button.isEnabled()
    dialog.choice.setCurrentText("Focus")
    assert "Focus" in dialog.question_label.text()
    assert dialog.record_button.isEnabled()
    dialog.record_button.click()
    (said,) = dialog.answers
    assert said.chooses
    assert said.draft.measure == "focus"


def test_only_scales_in_use_can_become_the_main_measure(asked, workspace):
    added = Measure("", "Pulse", "number", minimum=None, maximum=None, unit="bpm")
    workspace.perform("Measure added", measures.add, added)
    workspace.perform("Measure archived", measures.archive, "calm")
    dialog = asked(measure=None)
    offered = [dialog.choice.itemText(n) for n in range(dialog.choice.count())]
    assert offered == ["Mood", "Focus", "Energy", "Sleep quality"]


def test_the_words_at_the_ends_follow_the_chosen_measure(asked, workspace):
    added = Measure("", "Appetite", better="neither")
    workspace.perform("Measure added", measures.add, added)
    dialog = asked(measure=None)
    dialog.choice.setCurrentText("Appetite")
    assert dialog.change.low_label.text() == "much lower"


def test_it_shows_nothing_of_before(asked, workspace, now):
    before = now - timedelta(days=1)
    check_in = CheckInDraft(before, {"mood": 87.0})
    expected = ExpectancyDraft(before, "Item A", "mood", 37.0, 73.0)
    workspace.perform("Check-in recorded", check_ins.record, before, check_in)
    workspace.perform("Expectation recorded", expectations.record, before, expected)
    dialog = asked()
    shown = " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
    assert "Item A" in shown
    assert not [number for number in ("87", "37", "73") if number in shown]


def test_it_is_not_lost_unasked_and_discarded_on_demand(asked):
    dialog = asked()
    assert dialog.has_unsaved()
    assert dialog.question().title == "This dose is not recorded yet"
    dialog.done(0)
    assert dialog.answers == []
    assert not dialog.has_unsaved()


def test_recording_it_from_outside_takes_all_that_was_said_or_nothing(asked):
    dialog = asked()
    set_(dialog.change, 10.0)
    dialog.record()
    assert dialog.answers == [None]
    dialog = asked()
    set_(dialog.change, 10.0)
    set_(dialog.certainty, 60.0)
    dialog.record()
    assert dialog.answers[0].draft.change == 10.0


def test_a_day_without_a_dose_is_lost_only_where_something_was_said(asked):
    dialog = asked(Subject("Item A", "off_day"))
    assert not dialog.has_unsaved()
    assert dialog.question().title == "What you expect is not recorded yet"
    set_(dialog.certainty, 60.0)
    assert dialog.has_unsaved()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_longer_language_fits_a_small_window(qapp, pseudo, asked, direction):
    qapp.setLayoutDirection(direction)
    try:
        dialog = asked(Subject("Item A", "skipped"), measure=None)
        QApplication.processEvents()
        assert dialog.width() <= 640
        assert dialog.height() <= 600
        for shown in (dialog.record_button, dialog.not_now_button):
            assert shown.width() >= shown.sizeHint().width()
        for shown in dialog.findChildren(type(dialog.hint_label)):
            if shown.isVisible() and shown.wordWrap():
                assert shown.height() >= shown.heightForWidth(shown.width()), shown.text()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
