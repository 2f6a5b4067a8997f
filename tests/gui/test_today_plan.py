from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft, as_draft
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.plan.plan_mark import PlanMark
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import choices, doses, information, pauses, planning, regimens, timeline
from dosejournal.journal.timeline import Filter

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def clock(clock):
    clock.at = at(9, 30)
    return clock


@pytest.fixture
def page(qtbot, workspace):
    today = TodayPage(workspace)
    qtbot.addWidget(today)
    today.resize(1080, 800)
    today.show()
    qtbot.waitExposed(today)
    today.activateWindow()
    qtbot.waitUntil(today.isActiveWindow)
    return today


def at(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


def planned(workspace, *times, substance="Item A", amount="10", first=date(2026, 3, 2), **more):
    draft = RegimenDraft(
        substance,
        parse(more.pop("pattern", "daily")),
        tuple(time.fromisoformat(each) for each in times),
        first,
        steps=(DoseStep(first, amount, "mg"),),
        **more,
    )
    return workspace.perform("Regimen added", planning.add, workspace.now(), draft)


def start_of_day(workspace, hour):
    workspace.perform("Setting changed", information.start_day_at, time(hour))


def entries(workspace):
    keys = workspace.read(timeline.keys, Filter(kinds=("dose_event",)))
    return workspace.read(timeline.entries, keys)


def pass_time(page, clock, to):
    clock.at = to
    for timer in page.findChildren(QTimer):
        timer.timeout.emit()


def rows(page):
    return list(page.doses.plan.rows.rows.values())


def before(page):
    return list(page.doses.plan.before.rows.values())


def said(row):
    found = (row.time_label, row.name_label, row.amount_label, row.words_label)
    return tuple(each.text().replace("\N{NO-BREAK SPACE}", " ") for each in found)


def standing(page):
    return [(row.time_label.text(), row.mark.sign) for row in rows(page)]


def choose(row, text):
    (action,) = [each for each in row.menu.actions() if each.text() == text]
    action.trigger()


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_without_a_regimen_the_card_lists_doses_as_ever(page, workspace, clock):
    workspace.perform("x", doses.record, clock.at, DoseDraft(clock.at, "Item A", "5", "mg"))
    assert texts(page.doses) == ["Doses today", "Item A", "5 mg · 09:30"]


def test_with_a_regimen_it_is_todays_plan_in_order_of_time(page, workspace):
    planned(workspace, "20:00", "08:00")
    planned(workspace, "09:00", substance="Item B", amount="1")
    assert page.doses.title_label.text() == "Today’s plan"
    assert [said(row) for row in rows(page)] == [
        ("08:00", "Item A", "10 mg", "Due"),
        ("09:00", "Item B", "1 mg", "Due"),
        ("20:00", "Item A", "10 mg", "Planned"),
    ]
    assert not page.doses.plan.before_line.isVisible()


@pytest.mark.parametrize(
    ("pattern", "last_day"), [("as needed", None), ("daily", date(2026, 2, 27))]
)
def test_a_regimen_that_plans_nothing_any_more_makes_no_plan(page, workspace, pattern, last_day):
    times = () if pattern == "as needed" else ("08:00",)
    planned(workspace, *times, pattern=pattern, first=date(2026, 2, 20), last_day=last_day)
    assert page.doses.title_label.text() == "Doses today"
    assert not page.doses.plan.isVisible()


def test_a_day_off_says_that_nothing_is_planned(page, workspace):
    planned(workspace, "08:00", pattern="weekdays tue", first=date(2026, 3, 1))
    assert texts(page.doses) == ["Today’s plan", "Nothing is planned today."]


def test_a_pause_takes_the_lines_out_and_its_end_brings_them_back(page, workspace):
    series_id = planned(workspace, "20:00")
    workspace.perform("Regimen paused", pauses.pause, workspace.now(), series_id)
    assert "Nothing is planned today." in texts(page.doses)
    workspace.undo()
    assert standing(page) == [("20:00", "planned")]


def test_what_is_to_come_becomes_due_and_then_overdue_by_itself(page, workspace, clock):
    planned(workspace, "10:00")
    (row,) = rows(page)
    assert said(row)[3] == "Planned"
    pass_time(page, clock, at(10, 0))
    assert said(row)[3] == "Due"
    pass_time(page, clock, at(12, 0))
    assert said(row)[3] == "Due"
    pass_time(page, clock, at(12, 1))
    assert said(row)[3] == "Overdue by 2 h 1 min"
    # it stands out among what is quiet, and is no error
    assert row.words_label.property("role") == ""
    pass_time(page, clock, at(13, 0))
    assert said(row)[3] == "Overdue by 3 h"
    # the same line all the time: nothing was built anew
    assert rows(page) == [row]


def test_a_dose_of_later_can_be_taken_but_does_not_call_for_it(page, workspace, clock):
    planned(workspace, "09:00", "20:00")
    due, later = rows(page)
    assert [row.first_button.property("role") for row in (due, later)] == ["quiet", "link"]
    QTest.mouseClick(later.first_button, Qt.MouseButton.LeftButton)
    assert later.mark.sign == "taken"
    workspace.undo()
    pass_time(page, clock, at(20, 0))
    assert later.first_button.property("role") == "quiet"


def test_missed_is_not_the_same_as_not_recorded(page, workspace, clock):
    planned(workspace, "08:00", "20:00")
    choose(rows(page)[0], "Skip…")
    dialog = QApplication.activeModalWidget()
    dialog.missed.setChecked(True)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert rows(page)[0].mark.sign == "missed"
    pass_time(page, clock, at(9, 30, day=3))
    assert [row.mark.sign for row in before(page)] == ["not_recorded"]


def test_while_nothing_changes_nothing_is_touched(qtbot, page, workspace, clock):
    planned(workspace, "20:00")
    shown = page.doses.plan.plan
    with qtbot.assertNotEmitted(page.doses.plan.emptied):
        pass_time(page, clock, at(12))
    # the very same: what was read again was equal, and left alone
    assert page.doses.plan.plan is shown
    pass_time(page, clock, at(20))
    assert page.doses.plan.plan is not shown


def test_taken_now_records_the_planned_amount_with_one_press(qtbot, page, workspace, clock):
    planned(workspace, "08:00")
    (row,) = rows(page)
    with qtbot.waitSignal(workspace.done) as done:
        qtbot.mouseClick(row.first_button, Qt.MouseButton.LeftButton)
    assert done.args == ["Dose recorded"]
    (entry,) = entries(workspace)
    assert (entry.dose.amount, entry.dose.unit, entry.dose.status) == ("10", "mg", "taken")
    assert entry.moment.at == clock.at
    assert said(row)[3] == "Taken 09:30"
    assert not row.first_button.isVisible()


def test_a_late_dose_says_when_it_was_taken_and_how_late(page, workspace, clock):
    planned(workspace, "08:00")
    pass_time(page, clock, at(10, 5))
    rows(page)[0].first_button.click()
    assert standing(page) == [("08:00", "late")]
    assert said(rows(page)[0])[3] == "Taken 10:05, late by 2 h 5 min"


def test_taken_twice_is_recorded_once_and_the_second_time_refused(qtbot, page, workspace):
    planned(workspace, "08:00")
    (row,) = rows(page)
    line = row.facts.subject
    row.wanted.emit("now")
    # as from a window that has not caught up with another program
    with qtbot.waitSignal(workspace.failed) as failed:
        page.doses.plan.wanted.emit("now", line)
    assert "recorded already" in failed.args[0]
    assert len(entries(workspace)) == 1


def test_undo_brings_the_open_line_back(page, workspace):
    planned(workspace, "08:00")
    rows(page)[0].first_button.click()
    assert standing(page) == [("08:00", "taken")]
    workspace.undo()
    assert standing(page) == [("08:00", "due")]
    assert rows(page)[0].first_button.isVisible()
    workspace.redo()
    assert standing(page) == [("08:00", "taken")]


def test_take_back_opens_the_line_again(qtbot, page, workspace):
    planned(workspace, "08:00")
    rows(page)[0].first_button.click()
    with qtbot.waitSignal(workspace.done) as done:
        choose(rows(page)[0], "Take back")
    assert done.args == ["Dose taken back"]
    assert standing(page) == [("08:00", "due")]
    assert entries(workspace) == []


def test_change_opens_what_was_recorded(page, workspace):
    planned(workspace, "08:00")
    rows(page)[0].first_button.click()
    choose(rows(page)[0], "Change…")
    (dialog,) = page.findChildren(AmendDialog)
    assert dialog.isVisible()
    assert dialog.form.substance.currentText() == "Item A"


def test_change_of_what_is_gone_is_refused_with_a_sentence(qtbot, page, workspace):
    planned(workspace, "08:00")
    rows(page)[0].first_button.click()
    line = rows(page)[0].facts.subject
    choose(rows(page)[0], "Take back")
    with qtbot.waitSignal(workspace.failed) as failed:
        page.doses.plan.wanted.emit("change", line)
    assert "no longer in the journal" in failed.args[0]


def test_an_open_line_offers_every_act(page, workspace):
    planned(workspace, "08:00")
    (row,) = rows(page)
    assert row.first_button.text() == "Taken now"
    assert [action.text() for action in row.menu.actions()] == [
        "Taken at…",
        "Amount differs…",
        "Skip…",
    ]


def test_doses_for_no_plan_stand_between_the_planned_ones(qtbot, page, workspace, clock):
    planned(workspace, "08:00")
    for hour, name, status in ((7, "Item B", "taken"), (9, "Item A", "extra")):
        draft = DoseDraft(at(hour), name, "5", "mg", status=status)
        workspace.perform("Dose recorded", doses.record, clock.at, draft)
    assert [said(row) for row in rows(page)] == [
        ("07:00", "Item B", "5 mg", "Taken"),
        ("08:00", "Item A", "10 mg", "Due"),
        ("09:00", "Item A", "5 mg", "Extra: not planned"),
    ]
    assert [row.mark.sign for row in rows(page)] == ["taken", "due", "extra"]
    with qtbot.waitSignal(workspace.done) as done:
        choose(rows(page)[0], "Remove")
    assert done.args == ["Dose removed"]
    assert len(rows(page)) == 2


def test_what_was_taken_other_than_planned_says_both(page, workspace, clock):
    planned(workspace, "08:00")
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(8, 10), "Item A", "5", "mg"))
    (row,) = rows(page)
    assert said(row) == ("08:00", "Item A", "5 mg", "Taken 08:10 · planned 10 mg")


def test_a_skipped_and_a_missed_dose_say_why(page, workspace, clock):
    planned(workspace, "06:00", "07:00", "08:00", "09:00")
    for row, status, reason in zip(
        rows(page),
        ("skipped", "skipped", "missed", "missed"),
        ("", "felt\nunwell", "", "asleep"),
        strict=True,
    ):
        ref = doses.PlannedRef(
            row.facts.subject.planned.regimen.id, row.facts.subject.planned.wall
        )
        workspace.perform("x", doses.leave, clock.at, ref, status, reason)
    words = [said(row)[3].replace("\u2068", "").replace("\u2069", "") for row in rows(page)]
    assert words == ["Skipped", "Skipped: felt unwell", "Missed", "Missed: asleep"]


def test_two_regimens_of_one_substance_are_two_lines(page, workspace):
    planned(workspace, "08:00")
    planned(workspace, "08:00", amount="2.5")
    first, second = rows(page)
    assert (said(first)[2], said(second)[2]) == ("10 mg", "2.5 mg")
    second.first_button.click()
    assert standing(page) == [("08:00", "due"), ("08:00", "taken")]
    (entry,) = entries(workspace)
    assert entry.dose.amount == "2.5"


def test_a_plan_that_is_edited_keeps_the_dose_that_is_overdue(page, workspace, clock):
    series_id = planned(workspace, "08:00", "20:00")
    pass_time(page, clock, at(12, 0))
    (current,) = workspace.read(regimens.of_series, series_id)
    changed = as_draft(current)
    draft = RegimenDraft(
        changed.substance,
        changed.pattern,
        (time(21),),
        date(2026, 3, 2),
        steps=(DoseStep(date(2026, 3, 2), "20", "mg"),),
    )
    workspace.perform("Regimen changed", regimens.change, clock.at, series_id, draft)
    assert standing(page) == [("08:00", "overdue"), ("21:00", "planned")]
    rows(page)[0].first_button.click()
    (entry,) = entries(workspace)
    assert (entry.dose.amount, entry.dose.status) == ("10", "late")
    assert standing(page) == [("08:00", "late"), ("21:00", "planned")]


@pytest.mark.parametrize("hour", [4, 23])
def test_a_dose_planned_before_midnight_is_closed_after_it(page, workspace, clock, hour):
    start_of_day(workspace, hour)
    planned(workspace, "23:50")
    pass_time(page, clock, at(0, 20, day=3))
    assert standing(page) == [("23:50", "due")]
    rows(page)[0].first_button.click()
    assert said(rows(page)[0])[3] == "Taken 3 Mar 2026, 00:20"
    # the one of the next night stays open
    pass_time(page, clock, at(23, 51, day=3))
    assert standing(page) == [("23:50", "due")]


def test_where_days_start_at_midnight_it_is_closed_from_the_line_of_yesterday(
    qtbot, page, workspace, clock
):
    start_of_day(workspace, 0)
    planned(workspace, "23:50")
    pass_time(page, clock, at(0, 20, day=3))
    assert page.subtitle_label.text() == "Tuesday, 3 March 2026"
    assert standing(page) == [("23:50", "planned")]
    plan = page.doses.plan
    assert "Yesterday: 1 planned dose not recorded" in texts(plan)
    assert not plan.before.isVisible()
    plan.before_button.click()
    (row,) = before(page)
    assert row.first_button.isVisible()
    assert row.first_button.text() == "Taken at…"
    choose(row, "Taken now")
    (entry,) = entries(workspace)
    assert entry.dose.planned_wall == "2026-03-02T23:50"
    assert not plan.before_line.isVisible()
    # tomorrow's stays open, and what was taken today is seen
    assert [(said(row)[0], said(row)[3]) for row in rows(page)] == [
        ("00:20", "Taken · planned 2 Mar 2026, 23:50"),
        ("23:50", "Planned"),
    ]
    choose(rows(page)[0], "Take back")
    assert plan.before_line.isVisible()


def test_a_late_dose_of_yesterday_says_how_late(page, workspace, clock):
    start_of_day(workspace, 0)
    planned(workspace, "20:00", window_minutes=60)
    pass_time(page, clock, at(0, 20, day=3))
    page.doses.plan.before_button.click()
    choose(before(page)[0], "Taken now")
    assert said(rows(page)[0])[3] == "Taken late by 4 h 20 min · planned 2 Mar 2026, 20:00"


def test_what_was_left_open_yesterday_is_counted(page, workspace, clock):
    planned(workspace, "08:00", "12:00", "20:00")
    rows(page)[0].first_button.click()
    pass_time(page, clock, at(9, 30, day=3))
    assert "Yesterday: 2 planned doses not recorded" in texts(page.doses.plan)
    page.doses.plan.before_button.click()
    assert [said(row) for row in before(page)] == [
        ("12:00", "Item A", "10 mg", "Not recorded"),
        ("20:00", "Item A", "10 mg", "Not recorded"),
    ]
    assert page.doses.plan.before_button.text() == "Hide"
    page.doses.plan.before_button.click()
    assert not page.doses.plan.before.isVisible()


def test_a_suspend_over_two_nights_is_noticed(page, workspace, clock):
    planned(workspace, "08:00")
    rows(page)[0].first_button.click()
    pass_time(page, clock, at(7, 0, day=4))
    assert page.subtitle_label.text() == "Wednesday, 4 March 2026"
    assert standing(page) == [("08:00", "planned")]
    assert "Yesterday: 1 planned dose not recorded" in texts(page.doses.plan)


def test_the_plan_folds_away_while_a_check_in_is_filled_in(page, workspace):
    planned(workspace, "08:00", "20:00")
    QTest.keyClicks(page.form.inputs["mood"].track, "6")
    assert texts(page.doses) == ["Today’s plan", "Back when this check-in is recorded."]
    assert not any(row.isVisible() for row in rows(page))
    QTest.keyClick(page.form.inputs["mood"].track, Qt.Key.Key_Delete)
    assert all(row.isVisible() for row in rows(page))


def test_time_that_passes_does_not_unfold_it(page, workspace, clock):
    planned(workspace, "10:00")
    QTest.keyClicks(page.form.inputs["mood"].track, "6")
    pass_time(page, clock, at(14, 0))
    assert texts(page.doses) == ["Today’s plan", "Back when this check-in is recorded."]
    workspace.perform("x", doses.record, clock.at, DoseDraft(clock.at, "Item A"))
    assert texts(page.doses) == ["Today’s plan", "Back when this check-in is recorded."]


def test_an_open_menu_closes_when_a_rating_begins(qtbot, page, workspace):
    planned(workspace, "08:00")
    (row,) = rows(page)
    row.menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.waitUntil(row.menu.isVisible)
    page.form.inputs["mood"].set_value(62.0)
    page.form.edited.emit()
    assert not row.menu.isVisible()


def test_the_keyboard_stays_where_it_is_when_the_plan_is_read_again(page, workspace, clock):
    planned(workspace, "08:00", "20:00")
    rows(page)[1].first_button.setFocus()
    pass_time(page, clock, at(11, 0))
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(7), "Item B"))
    assert standing(page) == [("07:00", "taken"), ("08:00", "overdue"), ("20:00", "planned")]
    assert page.focusWidget() is rows(page)[2].first_button


def test_the_keyboard_stays_with_the_dose_that_was_taken(page, workspace):
    planned(workspace, "08:00", "20:00")
    rows(page)[0].first_button.setFocus()
    QTest.keyClick(rows(page)[0].first_button, Qt.Key.Key_Space)
    assert standing(page)[0] == ("08:00", "taken")
    assert page.focusWidget() is rows(page)[0].more_button


def test_the_keyboard_goes_to_the_next_line_when_its_own_leaves(page, workspace, clock):
    planned(workspace, "08:00", substance="Item B")
    for hour in (6, 7):
        workspace.perform("x", doses.record, clock.at, DoseDraft(at(hour), "Item A"))
    rows(page)[0].more_button.setFocus()
    choose(rows(page)[0], "Remove")
    assert page.focusWidget() is rows(page)[0].more_button
    assert said(rows(page)[0])[0] == "07:00"


def test_the_keyboard_goes_to_the_button_below_when_no_line_is_left(page, workspace, clock):
    planned(workspace, "08:00", pattern="weekdays tue", first=date(2026, 3, 1))
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(7), "Item B"))
    rows(page)[0].more_button.setFocus()
    choose(rows(page)[0], "Remove")
    assert rows(page) == []
    assert page.focusWidget() is page.doses.log_button


def test_the_keyboard_goes_from_line_to_line_and_to_the_button_below(page, workspace, clock):
    planned(workspace, "20:00", first=date(2026, 3, 1))
    planned(workspace, "08:00", substance="Item B")
    # a note from research has stops of its own
    workspace.perform("Choice changed", choices.choose, clock.at, "cards", "never")
    first, second = rows(page)
    stops = [
        page.record_button,
        first.first_button,
        first.more_button,
        second.first_button,
        second.more_button,
        page.doses.plan.before_button,
        page.doses.log_button,
        page.questions.options["general"],
        page.questions.measure,
        page.questions.save_button,
        page.questions.later_button,
        page.form.inputs["mood"].track,
    ]
    stops[0].setFocus()
    found = [page.focusWidget()]
    for _press in stops[1:]:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        found.append(page.focusWidget())
    assert found == stops


def test_every_button_says_which_dose_it_is_about(page, workspace):
    planned(workspace, "08:00")
    (row,) = rows(page)
    assert row.first_button.accessibleName() == "Taken now: Item A, 08:00"
    assert row.more_button.accessibleName() == "More for Item A, 08:00"


def test_every_standing_has_a_shape_of_its_own(qtbot, page):
    signs = (
        "planned", "due", "overdue", "taken", "late", "skipped", "missed", "not_recorded", "extra",
    )  # fmt: skip
    drawn = set()
    for sign in signs:
        mark = PlanMark()
        qtbot.addWidget(mark)
        mark.show_sign(sign)
        image = mark.grab().toImage()
        ground = image.pixelColor(0, 0)
        drawn.add(
            tuple(
                abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40
                for x in range(image.width())
                for y in range(image.height())
            )
        )
    assert len(drawn) == len(signs)


def test_a_dose_of_which_only_the_day_is_known_has_no_time(page, workspace, database, clock):
    planned(workspace, "08:00", substance="Item B")
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(7), "Item A"))
    row = entries(workspace)[0]

    def forget_time(session):
        session.get(doses.DoseEvent, row.id).time_precision = "day"

    workspace.perform("x", forget_time)
    assert "–" in [said(each)[0] for each in rows(page)]


def test_an_amount_that_is_left_open_is_not_called_unknown(page, workspace):
    first = date(2026, 3, 2)
    draft = RegimenDraft("Item A", parse("daily"), (time(8),), first)
    workspace.perform("Regimen added", planning.add, workspace.now(), draft)
    (row,) = rows(page)
    assert said(row) == ("08:00", "Item A", "", "Due")
    assert not row.amount_label.isVisible()
    row.first_button.click()
    assert said(row) == ("08:00", "Item A", "unknown amount", "Taken 09:30")


def test_a_line_follows_the_theme(page, workspace):
    planned(workspace, "08:00")
    (row,) = rows(page)
    before_key = row.more_button.icon().cacheKey()
    QApplication.sendEvent(row, QEvent(QEvent.Type.PaletteChange))
    assert row.more_button.icon().cacheKey() != before_key


def test_lines_that_left_are_gone_for_good(page, workspace, clock):
    planned(workspace, "08:00", substance="Item B")
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(7), "Item A"))
    gone = rows(page)[0]
    destroyed = []
    gone.destroyed.connect(lambda: destroyed.append(True))
    choose(gone, "Remove")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert destroyed == [True]


def test_the_last_regimen_that_goes_leaves_the_doses_of_the_day(page, workspace, clock):
    planned(workspace, "08:00")
    workspace.perform("x", doses.record, clock.at, DoseDraft(at(7), "Item B"))
    workspace.undo()
    workspace.undo()
    assert page.doses.title_label.text() == "Doses today"
    assert "No dose is recorded today." in texts(page.doses)


def test_a_plan_is_a_matter_of_two_days_however_long_it_is(page, workspace, clock):
    planned(workspace, "08:00", first=date(2016, 3, 2))
    assert standing(page) == [("08:00", "due")]
    assert "Yesterday: 1 planned dose not recorded" in texts(page.doses.plan)
