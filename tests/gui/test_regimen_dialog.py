from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox

from dosejournal.domain.patterns import Pattern, parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui.plan.regimen_dialog import RegimenDialog
from dosejournal.gui.unrecorded import UnrecordedDialog
from dosejournal.journal import pauses, plan, planning, regimens, substances
from dosejournal.journal.substances import SubstanceDraft

TODAY = date(2026, 3, 2)


@pytest.fixture
def show(qtbot, workspace):
    def show(series_id=None, size=(900, 900)):
        dialog = RegimenDialog(workspace, series_id)
        # the dialog deletes itself when it is closed
        qtbot.addWidget(dialog, before_close_func=lambda _dialog: None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.resize(*size)
        QApplication.processEvents()
        return dialog

    return show


@pytest.fixture
def add(workspace, now):
    def add(pattern="daily", first_day=date(2026, 2, 1), **fields):
        draft = RegimenDraft(
            **{
                "substance": "Item A",
                "pattern": parse(pattern),
                "times": (time(8), time(20)),
                "first_day": first_day,
            }
            | fields
        )
        return workspace.perform("Regimen added", planning.add, now, draft)

    return add


def choose(dialog, kind):
    box = dialog.form.pattern.kind
    box.setCurrentIndex(box.findData(kind))


def kept(workspace):
    return workspace.read(regimens.every)


def save(dialog):
    dialog.save_button.click()


def filled(dialog):
    dialog.form.substance.setEditText("Item A")
    return dialog


def draw_daily(_form):
    pass


def draw_weekdays(form):
    for day in (0, 2, 4):
        form.weekdays.chips[day].click()


def draw_every(form):
    form.every.setValue(3)


def draw_on_off(form):
    form.on.setValue(4)
    form.off.setValue(3)


def draw_cycle(form):
    form.cycle.length.setValue(5)
    form.cycle.squares.set_signs("10010")


@pytest.mark.parametrize(
    ("kind", "draw", "text"),
    [
        ("daily", draw_daily, "daily"),
        ("weekdays", draw_weekdays, "weekdays mon,wed,fri"),
        ("every", draw_every, "every 3 days"),
        ("on_off", draw_on_off, "4 on 3 off"),
        ("cycle", draw_cycle, "cycle 10010"),
    ],
)
def test_every_kind_of_pattern_is_saved_and_read_back(show, workspace, kind, draw, text):
    dialog = filled(show())
    choose(dialog, kind)
    draw(dialog.form.pattern)
    dialog.form.late_after.minutes.setValue(30)
    dialog.form.remind.setChecked(False)
    dialog.form.note.insertPlainText("with water")
    save(dialog)
    (version,) = kept(workspace)
    assert version.pattern.text == text
    assert (version.substance, version.times) == ("Item A", (time(8),))
    assert (version.window_minutes, version.remind, version.note) == (150, False, "with water")
    assert (version.starts_at.date(), version.ends_at) == (TODAY, None)
    assert workspace.undo_label == "Regimen added"
    assert not dialog.isVisible()
    again = show(version.series_id)
    assert again.form.pattern.value().text == text
    assert again.form.note.text() == "with water"
    assert not again.has_unsaved()
    workspace.undo()
    assert kept(workspace) == []


def test_what_is_taken_as_needed_has_no_times(show, workspace):
    dialog = filled(show())
    choose(dialog, "as_needed")
    shown = (dialog.form.times_field, dialog.form.late_field, dialog.form.remind)
    assert not any(each.isVisible() for each in shown)
    assert "no dose is planned" in dialog.preview.words_label.text()
    save(dialog)
    (version,) = kept(workspace)
    assert (version.pattern, version.times) == (Pattern("as_needed"), ())
    again = show(version.series_id)
    choose(again, "daily")
    assert all(each.isVisible() for each in (again.form.times_field, again.form.remind))


def test_only_the_controls_of_the_chosen_kind_are_shown(show):
    dialog = show()
    pattern = dialog.form.pattern
    parts = {
        "weekdays": pattern.weekdays,
        "every": pattern.every,
        "on_off": pattern.off,
        "cycle": pattern.cycle,
    }
    for kind in ("daily", *parts, "as_needed"):
        choose(dialog, kind)
        assert [each for each in parts if parts[each].isVisible()] == [
            each for each in parts if each == kind
        ]


def test_times_are_added_removed_and_sorted(qtbot, show, workspace):
    dialog = filled(show())
    times = dialog.form.times
    assert not times.parts[0].remove_button.isVisible()
    times.parts[0].edit.setTime(QTime(21, 15))
    qtbot.mouseClick(times.add_button, Qt.MouseButton.LeftButton)
    assert times.parts[1].edit.hasFocus()
    assert times.parts[1].edit.accessibleName() == "Time 2"
    times.parts[1].edit.setTime(QTime(7, 0))
    times.add_button.click()
    assert len(set(times.value())) == 3
    times.parts[2].remove_button.click()
    assert times.parts[1].edit.hasFocus()
    save(dialog)
    assert kept(workspace)[0].times == (time(7), time(21, 15))


def test_there_are_at_most_twenty_four_times(show):
    dialog = show()
    times = dialog.form.times
    while times.add_button.isVisible():
        times.add_button.click()
    assert len(set(times.value())) == len(times.parts) == 24


def test_amounts_begin_on_days_and_may_stay_open(show, workspace):
    dialog = filled(show())
    steps = dialog.form.steps
    steps.rows[0].amount.setText("2,50")
    steps.rows[0].unit.setEditText("ug")
    for day, amount in ((9, ""), (16, "5"), (23, "6")):
        steps.add_button.click()
        assert QApplication.focusWidget() is steps.rows[-1].amount
        assert steps.rows[-1].amount.text() == ""
        steps.rows[-1].day.set_day(date(2026, 3, day))
        steps.rows[-1].amount.setText(amount)
    steps.rows[-1].remove_button.click()
    assert steps.rows[2].amount.hasFocus()
    save(dialog)
    assert kept(workspace)[0].steps == (
        DoseStep(TODAY, "2.50", "µg"),
        DoseStep(date(2026, 3, 9), None, "µg"),
        DoseStep(date(2026, 3, 16), "5", "µg"),
    )


def test_one_amount_alone_is_not_said_to_begin(show):
    dialog = show()
    steps = dialog.form.steps
    start = steps.rows[0].start_label
    assert not start.isVisible()
    assert steps.rows[0].unit.x() == steps.rows[0].amount.geometry().right() + 9
    steps.add_button.click()
    assert start.isVisible()
    steps.rows[-1].remove_button.click()
    assert not start.isVisible()


@pytest.mark.parametrize(
    ("locale", "day", "hour"),
    [
        ("C", "2026-03-02", "08:00"),
        ("de_DE", "02.03.2026", "08:00"),
        ("en_US", "3/2/2026", "8:00\u202fAM"),
        ("ar_EG", "٢\u200f/٣\u200f/٢٠٢٦", "٨:٠٠ ص"),  # noqa: RUF001
    ],
)
def test_days_and_times_are_written_as_the_country_does(show, locale, day, hour):
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    QApplication.setLayoutDirection(QLocale().textDirection())
    try:
        dialog = show()
        form = dialog.form
        assert form.first_day.text() == day
        assert form.times.parts[0].edit.text() == hour
    finally:
        QLocale.setDefault(before)
        QApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


def test_the_bar_takes_no_width_from_the_fields(show):
    dialog = show()
    dialog.fit()
    dialog.resize(dialog.width(), 400)
    QApplication.processEvents()
    assert dialog.area.verticalScrollBar().isVisible()
    assert dialog.area.viewport().width() >= 480
    assert dialog.area.horizontalScrollBar().maximum() == 0


def test_no_amount_at_all_is_none(show, workspace):
    dialog = filled(show())
    save(dialog)
    assert kept(workspace)[0].steps == ()


def test_the_usual_unit_of_a_known_substance_is_filled_in(show, workspace):
    workspace.perform("Added", substances.add, SubstanceDraft("Item A", unit="mg"))
    dialog = show()
    unit = dialog.form.steps.rows[0].unit
    dialog.form.substance.setEditText("item a")
    assert unit.currentText() == "mg"
    dialog.form.substance.setEditText("item b")
    assert unit.currentText() == ""
    unit.setEditText("drops")
    dialog.form.substance.setEditText("Item A")
    assert unit.currentText() == "drops"
    assert dialog.form.substance.itemText(0) == "Item A"


def test_first_and_last_day_are_kept(show, workspace):
    dialog = filled(show())
    form = dialog.form
    assert not form.last_day.day.isEnabled()
    form.first_day.set_day(date(2026, 3, 5))
    form.last_day.open_end.click()
    form.last_day.day.set_day(date(2026, 4, 1))
    save(dialog)
    (version,) = kept(workspace)
    assert (version.starts_at.date(), version.last_day) == (date(2026, 3, 5), date(2026, 4, 1))
    again = show(version.series_id)
    assert again.form.holds.later.isChecked()
    assert again.form.holds.value() == date(2026, 3, 5)
    assert again.form.last_day.value() == date(2026, 4, 1)


def spoil_substance(form):
    form.substance.setEditText("")
    return form.substance_field, form.substance


def spoil_weekdays(form):
    form.pattern.set_value(Pattern("weekdays"))
    return form.pattern_field, form.pattern.weekdays.chips[0]


def spoil_on_off(form):
    form.pattern.set_value(Pattern("on_off", on=300, off=300))
    return form.pattern_field, form.pattern.on


def spoil_cycle(form):
    form.pattern.set_value(Pattern("cycle", cycle="0000"))
    return form.pattern_field, form.pattern.cycle.squares


def spoil_times(form):
    form.times.set_value((time(8), time(9), time(8)))
    return form.times_field, form.times.parts[2].edit


def spoil_last_day(form):
    form.last_day.set_value(date(2026, 3, 1), TODAY)
    return form.last_day_field, form.last_day.day


def spoil_amount(form):
    form.steps.rows[0].amount.setText("two")
    return form.steps_field, form.steps.rows[0].amount


def spoil_unit(form):
    form.steps.rows[0].unit.setEditText("x" * 41)
    return form.steps_field, form.steps.rows[0].unit


def spoil_early_step(form):
    form.steps.fill((DoseStep(TODAY), DoseStep(date(2026, 3, 5), "1", "mg")), TODAY)
    form.first_day.set_day(date(2026, 3, 9))
    return form.steps_field, form.steps.rows[1].day


def spoil_same_step(form):
    same = DoseStep(date(2026, 3, 5), "1", "mg")
    form.steps.fill((DoseStep(TODAY), same, same), TODAY)
    return form.steps_field, form.steps.rows[2].day


def spoil_window(form):
    form.late_after.set_value(24 * 60 + 1)
    return form.late_field, form.late_after.hours


def spoil_note(form):
    form.note.set_text("word\n" * 250_000)
    return form.note_field, form.note


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_substance, "A name needs"),
        (spoil_weekdays, "No weekday is chosen"),
        (spoil_on_off, "more than 366 together"),
        (spoil_cycle, "No day of this cycle is on"),
        (spoil_times, "stands there twice"),
        (spoil_last_day, "The last day comes before the first"),
        (spoil_amount, "not an amount"),
        (spoil_unit, "A unit has at most"),
        (spoil_early_step, "begin before the plan does"),
        (spoil_same_step, "begin on the same day"),
        (spoil_window, "0 minutes to 24 hours"),
        (spoil_note, "larger than 1 MB"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(show, workspace, spoil, said):
    dialog = filled(show())
    field, control = spoil(dialog.form)
    draft = dialog.form.draft()
    save(dialog)
    assert said in field.line.text()
    assert field.refused
    assert QApplication.focusWidget() is control
    assert dialog.form.draft() == draft
    assert kept(workspace) == []
    assert dialog.isVisible()


def test_all_that_is_wrong_is_said_and_the_keyboard_goes_to_the_first(show, workspace):
    dialog = show()
    spoil_amount(dialog.form)
    spoil_times(dialog.form)
    save(dialog)
    refused = [
        field
        for field in (
            dialog.form.substance_field,
            dialog.form.times_field,
            dialog.form.steps_field,
        )
        if field.refused
    ]
    assert len(refused) == 3
    assert QApplication.focusWidget() is dialog.form.substance
    assert kept(workspace) == []


def test_a_field_that_was_wrong_is_quiet_once_it_is_right(show, workspace):
    dialog = filled(show())
    choose(dialog, "weekdays")
    save(dialog)
    assert dialog.form.pattern_field.refused
    choose(dialog, "every")
    dialog.form.substance.setEditText("")
    save(dialog)
    assert not dialog.form.pattern_field.refused
    assert "Counted from the first day" in dialog.form.pattern_field.line.text()
    dialog.form.substance.setEditText("Item A")
    save(dialog)
    assert len(kept(workspace)) == 1


def test_that_a_plan_can_never_be_compared_is_said_while_it_is_made(show):
    dialog = filled(show())
    field = dialog.form.pattern_field

    def said(kind, draw):
        choose(dialog, kind)
        draw(dialog.form.pattern)
        assert not field.refused
        assert field.control.accessibleDescription() == field.line.text()
        return field.line.text()

    assert "no days without a dose" in said("daily", draw_daily)
    assert "same weekdays" in said("weekdays", draw_weekdays)
    assert said("every", draw_every) == "Counted from the first day."
    assert "same weekdays" in said("on_off", draw_on_off)
    assert said("cycle", draw_cycle) == "Counted from the first day."
    dialog.form.pattern.cycle.length.setValue(7)
    counted, reason = field.line.text().split("\n")
    assert counted == "Counted from the first day."
    assert "Compare page" in reason
    assert said("as_needed", draw_daily) == ""


def test_nothing_is_said_of_comparing_until_a_weekday_is_chosen(show):
    dialog = show()
    choose(dialog, "weekdays")
    assert dialog.form.pattern_field.line.text() == ""


def test_the_reason_stays_in_sight_of_a_small_dialog(show):
    dialog = show(size=(640, 576))
    line = dialog.form.pattern_field.line
    assert "no days without a dose" in line.text()
    assert not line.visibleRegion().isEmpty()
    assert dialog.area.horizontalScrollBar().maximum() == 0


def test_what_the_journal_refuses_is_said_in_the_dialog_which_stays(show, add, workspace, now):
    series = add()
    dialog = show(series)
    dialog.form.last_day.open_end.setChecked(False)
    dialog.form.last_day.day.set_day(TODAY)
    # the change would hold from the first minute of the day after
    workspace.now = lambda: now.replace(hour=23, minute=59, second=30)
    save(dialog)
    assert "lies before this change holds" in dialog.line.text()
    assert dialog.isVisible()
    dialog.form.last_day.day.set_day(TODAY + timedelta(days=9))
    assert dialog.line.text() == ""
    save(dialog)
    assert kept(workspace)[-1].last_day == TODAY + timedelta(days=9)


def test_a_change_closes_the_version_and_opens_the_next(show, add, workspace, now):
    series = add(steps=(DoseStep(date(2026, 2, 1), "10", "mg"),))
    before = workspace.read(plan.today, now)
    overdue = [(line.at, line.status, line.amount) for line in before if line.status == "overdue"]
    dialog = show(series)
    assert not hasattr(dialog.form.substance, "text")
    assert not dialog.form.substance.isVisible()
    assert "stays as it was" in dialog.form.holds_field.line.text()
    choose(dialog, "every")
    assert "Counted from the day" in dialog.form.pattern_field.line.text()
    dialog.form.times.set_value((time(12),))
    dialog.form.steps.rows[0].amount.setText("5")
    save(dialog)
    old, new = kept(workspace)
    assert old.ends_at == new.starts_at
    assert (old.times, old.steps[0].amount) == ((time(8), time(20)), "10")
    assert (new.times, new.steps) == ((time(12),), (DoseStep(TODAY, "5", "mg"),))
    assert new.series_id == series
    assert workspace.undo_label == "Regimen changed"
    # the dose of eight o'clock, whose window is nearly over, stays what it was
    later = workspace.read(plan.today, now + timedelta(hours=1))
    assert [(line.status, line.amount) for line in later] == [("overdue", "10"), ("planned", "5")]
    assert overdue == []
    workspace.undo()
    assert [each.ends_at for each in kept(workspace)] == [None]


def test_a_change_may_hold_from_a_day_ahead(show, add, workspace):
    series = add("4 on 3 off")
    dialog = show(series)
    holds = dialog.form.holds
    assert holds.now.isChecked()
    assert not holds.day.isEnabled()
    assert "Counted on as until now" in dialog.form.pattern_field.line.text()
    holds.later.click()
    holds.day.set_day(date(2026, 3, 20))
    dialog.form.times.set_value((time(9),))
    save(dialog)
    old, new = kept(workspace)
    assert old.last_day == date(2026, 3, 19)
    assert new.starts_at.date() == date(2026, 3, 20)
    assert new.anchor == old.anchor


def test_the_step_that_holds_begins_the_next_version(show, add, workspace):
    series = add(
        steps=(
            DoseStep(date(2026, 2, 1), "10", "mg"),
            DoseStep(date(2026, 2, 20), "8", "mg"),
            DoseStep(date(2026, 3, 20), "6", "mg"),
        )
    )
    dialog = show(series)
    assert [row.amount.text() for row in dialog.form.steps.rows] == ["8", "6"]
    dialog.form.late_after.hours.setValue(1)
    save(dialog)
    assert kept(workspace)[1].steps == (
        DoseStep(TODAY, "8", "mg"),
        DoseStep(date(2026, 3, 20), "6", "mg"),
    )


def test_saving_without_a_change_opens_no_version(show, add, workspace):
    dialog = show(add())
    save(dialog)
    assert not dialog.isVisible()
    assert len(kept(workspace)) == 1
    assert workspace.undo_label == "Regimen added"


def test_a_closed_regimen_goes_on_again_when_it_is_saved(show, add, workspace, now):
    series = add("every 3 days")
    workspace.perform("Regimen closed", regimens.close, now, series)
    workspace.now = lambda: now + timedelta(days=3)
    dialog = show(series)
    assert dialog.form.last_day.value() is None
    assert dialog.windowTitle() == "Begin the regimen again"
    assert dialog.save_button.text() == "Begin again"
    assert dialog.form.holds_field.caption.text() == "It begins again"
    days = {day.on: day for day in dialog.preview.calendar.shown.days}
    assert not days[date(2026, 3, 4)].inside
    save(dialog)
    first, again = kept(workspace)
    assert first.last_day == TODAY
    assert (again.starts_at.date(), again.ends_at) == (date(2026, 3, 5), None)
    assert again.anchor == first.anchor


def test_what_is_not_saved_is_asked_about(show):
    dialog = filled(show())
    assert dialog.has_unsaved()
    dialog.cancel_button.click()
    asking = dialog.findChild(UnrecordedDialog)
    assert asking.isVisible()
    assert dialog.isVisible()
    asking.reject()
    dialog.form.substance.setEditText("")
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_a_cycle_is_drawn_by_keyboard(qtbot, show, workspace):
    dialog = filled(show())
    choose(dialog, "cycle")
    cycle = dialog.form.pattern.cycle
    squares = cycle.squares
    squares.setFocus()
    qtbot.waitUntil(squares.hasFocus)
    assert squares.signs() == "0000000"
    qtbot.keyClick(squares, Qt.Key.Key_Space)
    qtbot.keyClick(squares, Qt.Key.Key_Right)
    qtbot.keyClick(squares, Qt.Key.Key_Right)
    qtbot.keyClick(squares, Qt.Key.Key_Space)
    assert squares.signs() == "1010000"
    assert squares.accessibleDescription() == "Day 3 of 7: on. Days on: 1, 3."
    qtbot.keyClick(squares, Qt.Key.Key_Space)
    qtbot.keyClick(squares, Qt.Key.Key_Left)
    assert squares.accessibleDescription() == "Day 2 of 7: off. Days on: 1."
    qtbot.keyClick(squares, Qt.Key.Key_End)
    qtbot.keyClicks(squares, "+++1-")
    assert cycle.length.value() == 9
    assert squares.current == 7
    assert squares.signs() == "100000100"
    qtbot.keyClick(squares, Qt.Key.Key_Home)
    qtbot.keyClicks(squares, "0110")
    assert squares.signs() == "011000100"
    assert not dialog.grab().isNull()
    save(dialog)
    assert kept(workspace)[0].pattern.text == "cycle 011000100"


def test_arrow_keys_go_up_and_down_between_the_rows_of_a_cycle(qtbot, show):
    dialog = show()
    choose(dialog, "cycle")
    squares = dialog.form.pattern.cycle.squares
    squares.set_signs("0" * 60)
    QApplication.processEvents()
    assert squares.height() >= squares.heightForWidth(squares.width())
    squares.setFocus()
    in_a_row = next(day for day in range(60) if squares.square(day).top() > 0)
    qtbot.keyClick(squares, Qt.Key.Key_Down)
    assert squares.current == in_a_row
    qtbot.keyClick(squares, Qt.Key.Key_Up)
    qtbot.keyClick(squares, Qt.Key.Key_Up)
    assert squares.current == 0
    qtbot.keyClick(squares, Qt.Key.Key_A)
    qtbot.keyClick(squares, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert squares.signs() == "0" * 60


def test_a_cycle_is_never_longer_or_shorter_than_can_be(qtbot, show):
    dialog = show()
    choose(dialog, "cycle")
    cycle = dialog.form.pattern.cycle
    cycle.squares.setFocus()
    cycle.length.setValue(60)
    qtbot.keyClicks(cycle.squares, "+")
    assert len(cycle.squares.signs()) == 60
    cycle.length.setValue(1)
    qtbot.keyClicks(cycle.squares, "-")
    assert len(cycle.squares.signs()) == 1


def test_days_drawn_come_back_when_a_cycle_grows_again(show):
    dialog = show()
    choose(dialog, "cycle")
    cycle = dialog.form.pattern.cycle
    cycle.set_signs("1001001")
    cycle.length.setValue(3)
    assert cycle.squares.signs() == "100"
    cycle.length.setValue(8)
    assert cycle.squares.signs() == "10010010"


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_a_cycle_is_drawn_by_the_pointer(qtbot, show, direction):
    dialog = show()
    dialog.setLayoutDirection(direction)
    choose(dialog, "cycle")
    squares = dialog.form.pattern.cycle.squares
    QApplication.processEvents()
    left = Qt.MouseButton.LeftButton
    centre = [squares.square(day).center() for day in range(7)]
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    assert all((first.x() > second.x()) == mirrored for first, second in pairwise(centre))
    qtbot.mousePress(squares, left, pos=centre[1])
    qtbot.mouseMove(squares, centre[2])
    qtbot.mouseMove(squares, centre[3])
    qtbot.mouseMove(squares, QPoint(centre[0].x(), -8))
    qtbot.mouseRelease(squares, left, pos=centre[3])
    qtbot.mouseMove(squares, centre[5])
    assert squares.signs() == "0111000"
    qtbot.mouseClick(squares, left, pos=centre[2])
    assert squares.signs() == "0101000"
    qtbot.mouseClick(squares, Qt.MouseButton.RightButton, pos=centre[0])
    assert squares.signs() == "0101000"
    squares.setFocus()
    qtbot.keyClick(squares, Qt.Key.Key_Home)
    qtbot.keyClick(squares, Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right)
    assert squares.current == 1


def test_a_number_stands_in_a_sentence_that_agrees_with_it(show):
    dialog = show()
    choose(dialog, "on_off")
    on = dialog.form.pattern.on
    assert on.text() == "1 day on"
    on.setValue(4)
    assert on.text() == "4 days on"


def test_weekdays_stand_in_the_order_of_the_persons_week(show):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        dialog = filled(show())
        chips = dialog.form.pattern.weekdays.chips
        assert [chip.accessibleName() for chip in chips.values()][:2] == ["Sunday", "Monday"]
        choose(dialog, "weekdays")
        chips[6].click()
        assert dialog.form.draft().pattern == parse("weekdays sun")
        first = dialog.preview.calendar.shown.days[0]
        assert first.on == date(2026, 3, 1)
        assert "Sun Mar 8" in dialog.preview.words_label.text()
        assert "AM" in dialog.form.times.parts[0].edit.text()
    finally:
        QLocale.setDefault(before)


def test_the_wheel_changes_nothing_it_happens_to_cross(show):
    dialog = show()
    for kind in ("every", "on_off", "cycle"):
        choose(dialog, kind)
        dialog.form.substance.setFocus()
        draft = dialog.form.draft()
        for control in dialog.form.findChildren(QAbstractSpinBox):
            turn(control)
        for control in dialog.form.findChildren(QComboBox):
            if control is not dialog.form.substance:
                turn(control)
        assert dialog.form.draft() == draft


def turn(control):
    at = QPointF(control.rect().center())
    wheel = QWheelEvent(
        at,
        control.mapToGlobal(at),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, wheel)


def test_the_preview_moves_among_the_fields_of_a_small_window(qtbot, show):
    dialog = filled(show(size=(900, 800)))
    form, preview = dialog.form, dialog.preview
    assert not form.isAncestorOf(preview)
    dialog.resize(640, 480)
    qtbot.waitUntil(lambda: form.isAncestorOf(preview))
    assert preview.isVisible()
    qtbot.waitUntil(lambda: dialog.area.horizontalScrollBar().maximum() == 0)
    assert dialog.area.verticalScrollBar().maximum() > 0
    assert form.last_day_field.y() < preview.y() < form.steps_field.y()
    spoil_window(form)
    save(dialog)
    field = form.late_field
    assert not field.visibleRegion().isEmpty()
    dialog.resize(900, 480)
    qtbot.waitUntil(lambda: not form.isAncestorOf(preview))
    assert preview.isVisible()


def test_where_the_screen_is_wide_the_dialog_has_room_for_the_preview(show, monkeypatch):
    dialog = show()
    monkeypatch.setattr("dosejournal.gui.plan.regimen_dialog._WIDE_SCREEN", 0)
    dialog.fit()
    assert dialog.width() >= 824
    assert not dialog.form.isAncestorOf(dialog.preview)


def test_tab_walks_through_the_fields_from_top_to_bottom(qtbot, show):
    dialog = filled(show())
    form = dialog.form
    form.times.add_button.click()
    form.steps.add_button.click()
    form.substance.setFocus()
    qtbot.waitUntil(form.substance.field.hasFocus)
    heights, stops = [], []
    while form.isAncestorOf(QApplication.focusWidget()) and len(stops) < 60:
        focus = QApplication.focusWidget()
        heights.append(focus.mapTo(form, focus.rect().center()).y())
        stops.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    # what stands in one row differs by a few pixels
    assert all(second > first - 8 for first, second in pairwise(heights))
    assert QApplication.focusWidget() is dialog.cancel_button
    for part in (form.times, form.first_day, form.steps, form.late_after, form.note):
        assert any(part is stop or part.isAncestorOf(stop) for stop in stops)


def test_a_note_that_is_too_large_is_refused_at_its_field(show):
    dialog = show()
    dialog.form.note.refused.emit("too large")
    assert dialog.form.note_field.line.text() == "too large"


def test_a_paused_regimen_can_be_changed(show, add, workspace, now):
    series = add()
    workspace.perform("Regimen paused", pauses.pause, now, series)
    dialog = show(series)
    assert "is paused" in dialog.preview.words_label.text()
