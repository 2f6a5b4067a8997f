"""The Questionnaires page, its forms by keyboard alone, and help before any score."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from dosejournal.domain.questionnaires import shipped
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.gui import entry_words
from dosejournal.gui.questionnaires.answers_dialog import AnswersDialog
from dosejournal.gui.questionnaires.assumptions_dialog import AssumptionsDialog
from dosejournal.gui.questionnaires.own_dialog import OwnDialog
from dosejournal.gui.questionnaires.page import QuestionnairesPage
from dosejournal.gui.safety import help_words
from dosejournal.gui.timeline_page import TimelinePage
from dosejournal.journal import (
    choices,
    drafts,
    help_contacts,
    own_questionnaires,
    questionnaires,
    timeline,
)

DAY = timedelta(days=1)
LOW = (2, 2, 1, 3, 1, 2, 1, 0, 0)
MARKED = (2, 2, 1, 3, 1, 2, 1, 0, 2)
OWN = OwnDraft("My evening", "How much?", ("Restless", "Tired"), ("no", "a bit", "a lot"))
KIND = "questionnaire_response"


@pytest.fixture
def page(qtbot, workspace, british):
    page = QuestionnairesPage(workspace)
    qtbot.addWidget(page)
    page.resize(900, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def fill_in(database, now):
    def fill_in(key, answers, days_ago=0, note=""):
        at = now - days_ago * DAY
        with database.write("Filled in") as write:
            return questionnaires.record(
                write.session, now, ResponseDraft(at, key, answers, note=note)
            )

    return fill_in


def row(page, key):
    return next(each for each in page.rows if each.due.instrument.key == key)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def history(workspace):
    return workspace.read(questionnaires.history)


def dialog(page, kind):
    return page.findChildren(kind)[-1]


@pytest.mark.parametrize("key", list(shipped()))
def test_each_form_is_filled_in_by_keyboard_alone(page, qtbot, workspace, key, now):
    workspace.perform(
        "Chosen", choices.choose, now, "low_mood_form", "phq-8" * (key == "phq-8") or "phq-9"
    )
    row(page, key).fill_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    form = page.form
    n = len(form.items)
    for place in range(n):
        assert form.at == place
        assert form.items[place].isVisible()
        press(qtbot, Qt.Key(Qt.Key.Key_0.value + place % 4))
    assert form.at == n
    if form.difficulty is not None:
        press(qtbot, Qt.Key.Key_2)
    assert QApplication.focusWidget() is form.record_button
    press(qtbot, Qt.Key.Key_Space)
    (entry,) = history(workspace)
    assert entry.response.instrument == key
    assert entry.response.answers == tuple(place % 4 for place in range(n))
    assert entry.response.difficulty == (2 if key == "phq-9" else None)
    assert page.form is None


def test_no_sum_is_shown_while_it_is_filled_in(page, qtbot):
    page.fill_in("gad-7")
    for _place in range(7):
        press(qtbot, Qt.Key.Key_3)
    told = [each.text() for each in page.form.findChildren(type(page.form.progress_label))]
    assert not any("21" in text or "severe" in text for text in told)
    assert page.form.progress_label.text() == "7 of 7 answered"


def test_keys_go_back_and_on_and_an_answer_can_be_changed(page, qtbot):
    page.fill_in("phq-4")
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_2)
    qtbot.keyClick(page.form, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.form.at == 1
    press(qtbot, Qt.Key.Key_3)
    assert page.form.answers() == (1, 3, None, None)
    assert page.form.at == 2
    # a key that is no answer is none
    press(qtbot, Qt.Key.Key_7)
    assert page.form.answers() == (1, 3, None, None)
    qtbot.keyClick(page.form, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.form.at == 3


def test_the_mouse_chooses_and_goes_on(page, qtbot):
    page.fill_in("phq-4")
    button = page.form.items[0].buttons[2]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.form.answers()[0] == 2
    assert page.form.at == 1
    page.form.back_button.click()
    assert page.form.at == 0
    page.form.next_button.click()
    assert page.form.at == 1


def test_an_item_may_be_left_out_and_then_there_is_no_score(page, qtbot, workspace):
    page.fill_in("phq-4")
    form = page.form
    assert not form.next_button.isEnabled()
    press(qtbot, Qt.Key.Key_1)
    form.leave_out_button.click()
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_1)
    assert "1 item has no answer" in form.left_out_label.text()
    form.record_button.click()
    assert history(workspace)[0].response.score is None
    assert "no score: 1 item was left out" in page.histories[0].rows[0][1]
    assert page.histories[0].plot.canvas.isHidden()


def test_all_items_can_be_answered_at_once(page, qtbot, workspace):
    page.fill_in("phq-4")
    form = page.form
    form.ways["all"].click()
    assert all(item.isVisible() for item in form.items)
    assert not form.record_button.isEnabled()
    form.items[0].take_keyboard()
    press(qtbot, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
    form.record_button.click()
    assert history(workspace)[0].response.score == 6


def test_what_is_filled_in_is_kept_when_the_form_is_left_and_gone_on_with(page, qtbot, workspace):
    page.fill_in("gad-7")
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_2)
    page.form.later_button.click()
    assert page.form is None
    assert history(workspace) == []
    button = row(page, "gad-7").fill_button
    assert button.text() == "Continue…"
    button.click()
    assert page.form.answers() == (1, 2, None, None, None, None, None)
    assert page.form.at == 2
    for _place in range(5):
        press(qtbot, Qt.Key.Key_0)
    page.form.record_button.click()
    assert workspace.read(drafts.read) == []
    assert history(workspace)[0].response.score == 3


def test_a_draft_survives_the_page_and_the_window(page, qtbot, workspace, make_window):
    page.fill_in("phq-9")
    press(qtbot, Qt.Key.Key_3)
    page.hide()
    (draft,) = workspace.read(drafts.read)
    window = make_window()
    window.open_page(f"questionnaires#{draft.place}")
    other = window.page("questionnaires")
    assert other.form.answers()[0] == 3
    assert other.has_unsaved()
    assert "questionnaire" in other.question().title
    other.form.later_button.click()
    assert not other.has_unsaved()


def test_what_is_not_due_is_not_offered(page, fill_in, workspace):
    fill_in("gad-7", (0,) * 7, days_ago=3)
    workspace.notice_others()
    page.refresh()
    found = row(page, "gad-7")
    assert not found.fill_button.isVisible()
    assert found.when_label.text() == (
        "Filled in 3 days ago. Due from 13 Mar 2026 on: its items ask about two weeks."
    )
    assert row(page, "phq-4").fill_button.isVisible()


def test_one_filled_in_two_weeks_ago_is_due(page, fill_in):
    fill_in("gad-7", (0,) * 7, days_ago=14)
    fill_in("phq-4", (0,) * 4)
    page.refresh()
    assert row(page, "gad-7").when_label.text() == "Filled in 14 days ago. Due."
    assert row(page, "gad-7").fill_button.isVisible()
    assert row(page, "phq-4").when_label.text().startswith("Filled in today.")


def test_the_phq_8_is_offered_openly_beside_the_phq_9(page):
    found = row(page, "phq-9")
    assert found.other_button.isVisible()
    assert "PHQ-8 leaves it out" in found.other_label.text()
    found.other_button.click()
    assert page.form.form.key == "phq-8"
    assert len(page.form.items) == 8
    assert not row(page, "gad-7").other_label.isVisible()


def test_tab_comes_to_filling_in_before_what_may_be_done_instead(page, qtbot):
    page.add_button.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row(page, "phq-9").fill_button
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row(page, "phq-9").other_button
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row(page, "gad-7").fill_button


def test_histories_show_bands_changes_and_what_is_assumed(page, fill_in):
    fill_in("phq-9", (3,) * 8 + (0,), days_ago=30)
    fill_in("phq-9", LOW, days_ago=15)
    page.refresh()
    (card,) = page.histories
    assert card.rows == [
        [
            "15 Feb 2026\n15 days later", "12 of 27, moderate",
            "−12 since the one before, larger than measurement error",
        ],
        ["31 Jan 2026", "24 of 27, severe", ""],
    ]  # fmt: skip
    canvas = card.plot.canvas
    assert canvas.n_points == 2
    canvas.point_at(1)
    assert canvas.accessibleDescription() == "Sun, 15 Feb 2026 · 12 of 27, moderate"
    assert canvas.accessibleName() == "Scores of PHQ-9"
    page.grab()


def test_a_plot_of_one_day_and_of_the_line_at_ten_can_be_drawn(page, fill_in):
    fill_in("phq-8", (2,) * 8)
    fill_in("phq-4", (None, 1, 1, 1), days_ago=40)
    fill_in("phq-4", (1, 1, 1, 1), days_ago=20)
    page.refresh()
    assert [card.history.instrument.key for card in page.histories] == ["phq-8", "phq-4"]
    assert page.histories[0].rows[0][1] == "16 of 24, 10 or more"
    assert "Anxiety 2 of 6, below the line at 3" in page.histories[1].rows[0][1]
    assert page.histories[1].assumptions_button.isHidden()
    page.grab()


def test_long_histories_show_the_latest_first(page, fill_in):
    for n in range(14):
        fill_in("phq-4", (1,) * 4, days_ago=15 * n)
    page.refresh()
    (card,) = page.histories
    assert len(card.rows) == 12
    assert card.more_button.text() == "Show 2 earlier ones"
    card.more_button.click()
    assert len(card.rows) == 14
    assert card.more_button.isHidden()


def test_answers_are_read_again_and_a_note_is_written_to_them(page, fill_in, workspace, qtbot):
    number = fill_in("phq-9", LOW, note="first")
    page.refresh()
    (button,) = [
        each for each in page.histories[0].findChildren(QPushButton) if each.text() == "Answers…"
    ]
    button.click()
    shown = dialog(page, AnswersDialog)
    texts = [each.text() for each in shown.findChildren(type(row(page, "phq-4").name_label))]
    assert f"6. {shipped()['phq-9'].items[5].text}" in texts
    assert "Nearly every day" in texts
    shown.note.selectAll()
    shown.note.insertPlainText("later")
    shown.save_button.click()
    assert workspace.read(timeline.entry, KIND, number).note == "later"


def test_what_is_assumed_can_be_changed(page, fill_in, workspace):
    fill_in("gad-7", (3,) * 7, days_ago=20)
    fill_in("gad-7", (2, 2, 2, 2, 2, 2, 3))
    page.refresh()
    assert "larger" in page.histories[0].rows[0][2]
    page.histories[0].assumptions_button.click()
    shown = dialog(page, AssumptionsDialog)
    assert (shown.sd.value(), shown.reliability.value()) == (4.7, 0.83)
    shown.sd.setValue(6.0)
    shown.save_button.click()
    assert "within" in page.histories[0].rows[0][2]
    assert "As you chose it." in " ".join(
        each.text() for each in page.histories[0].findChildren(type(page.title_label))
    )


def test_ones_own_questionnaire_is_written_changed_and_filled_in(page, workspace, qtbot):
    page.add_button.click()
    shown = dialog(page, OwnDialog)
    shown.save_button.click()
    assert "A name needs" in shown.line.text()
    shown.name.setText("My evening")
    shown.items.setPlainText("Restless\n\nTired\n")
    shown.answers.setPlainText("no\nyes")
    shown.save_button.click()
    (own,) = workspace.read(own_questionnaires.listing)
    assert [item.text for item in own.items] == ["Restless", "Tired"]
    found = row(page, own.key)
    found.fill_button.click()
    press(qtbot, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_Space)
    assert history(workspace)[0].response.score == 2
    row(page, own.key).change_button.click()
    shown = dialog(page, OwnDialog)
    assert shown.items.toPlainText() == "Restless\nTired"
    shown.name.setText("Evenings")
    shown.save_button.click()
    assert row(page, own.key).name_label.text() == entry_words.isolated("Evenings")
    row(page, own.key).aside_button.click()
    assert [each.due.instrument.key for each in page.rows] == ["phq-9", "gad-7", "phq-4"]
    assert len(page.histories) == 1


def test_dialogs_begin_where_something_is_written(page, fill_in, qtbot):
    fill_in("phq-9", LOW)
    page.refresh()
    page.add_button.click()
    qtbot.waitUntil(dialog(page, OwnDialog).name.hasFocus)
    dialog(page, OwnDialog).reject()
    page.histories[0].assumptions_button.click()
    qtbot.waitUntil(dialog(page, AssumptionsDialog).sd.hasFocus)
    dialog(page, AssumptionsDialog).reject()
    page.histories[0].answers_wanted.emit(page.histories[0].history.lines[0].entry)
    qtbot.waitUntil(dialog(page, AnswersDialog).note.hasFocus)
    dialog(page, AnswersDialog).reject()


def test_scores_stand_aside_while_a_check_in_is_filled_in(page, fill_in, workspace):
    fill_in("phq-4", (1,) * 4)
    page.refresh()
    workspace.is_rating = True
    assert page.aside.isVisible()
    assert not page.histories[0].isVisible()
    workspace.is_rating = False
    assert page.histories[0].isVisible()


def test_help_comes_before_any_score_and_until_it_is_acknowledged(
    make_window, qtbot, workspace, fill_in, now
):
    window = make_window()
    window.open_page("questionnaires")
    page = window.page("questionnaires")
    page.fill_in("phq-9")
    for answer in MARKED:
        press(qtbot, Qt.Key(Qt.Key.Key_0.value + answer))
    page.form.record_button.click()
    care = window.care.care_screen
    assert care.isVisible()
    assert not page.isVisible()
    assert "You deserve support now" in care.thanks_label.text()
    assert "today" in care.doctor_label.text()
    window.leave()
    # the next start shows it again, before anything else
    window = make_window()
    care = window.care.care_screen
    assert care.isVisible()
    assert not window.page("today").isVisible()
    care.read_button.click()
    assert window.care.care_screen is None
    assert window.page("today").isVisible()
    (entry,) = history(workspace)
    assert entry.response.acknowledged_at == now
    window.leave()
    window = make_window()
    assert window.care.care_screen is None
    window.leave()


def test_what_was_recorded_is_no_draft_any_more_where_help_comes_in_its_place(
    make_window, qtbot, workspace
):
    window = make_window()
    window.open_page("questionnaires")
    page = window.page("questionnaires")
    page.fill_in("phq-9")
    press(qtbot, *(Qt.Key(Qt.Key.Key_0.value + answer) for answer in MARKED))
    # the last answers are not kept yet: the page that goes would keep them
    assert not page.drafting.is_kept
    page.form.record_button.click()
    assert window.care.care_screen.isVisible()
    assert workspace.read(drafts.read) == []
    window.care.care_screen.read_button.click()
    assert row(page, "phq-9").fill_button.isHidden()
    window.leave()


def test_help_keeps_the_keyboard_while_the_page_behind_it_changes(make_window, qtbot, fill_in):
    fill_in("phq-9", MARKED)
    window = make_window()
    care = window.care.care_screen
    window.open_page("timeline")
    assert care.isVisible()
    assert care.ways.buttons["emergency"].hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert care.ways.way == "emergency"
    window.leave()


def test_help_shows_the_numbers_of_a_country_that_is_chosen_meanwhile(
    make_window, workspace, fill_in, now, monkeypatch
):
    monkeypatch.setattr(help_words, "here", lambda: "")
    fill_in("phq-9", MARKED)
    window = make_window()
    care = window.care.care_screen
    care.country.picked.emit("DE")
    care.ways.show_way("crisis")
    assert care.ways.rows[0].number_label.text() == "0800 111 0 111"
    # under "Get help", which is a key away
    workspace.perform("Chosen", help_contacts.choose_country, now, "FR")
    assert care.ways.rows[0].number_label.text() == "3114"
    window.leave()


def test_a_country_is_shown_for_this_once_where_nothing_can_be_kept(
    make_window, workspace, fill_in, monkeypatch
):
    monkeypatch.setattr(help_words, "here", lambda: "")
    fill_in("phq-9", MARKED)
    window = make_window()
    monkeypatch.setattr(type(workspace), "only_read_because", "a reason")
    care = window.care.care_screen
    care.country.picked.emit("DE")
    care.ways.show_way("emergency")
    assert care.ways.rows[0].number_label.text() == "112"
    assert not workspace.read(help_contacts.read).is_chosen
    window.leave()


def test_help_goes_when_the_questionnaire_is_taken_back(make_window, workspace, fill_in, now):
    window = make_window()
    said = ResponseDraft(now, "phq-9", MARKED)
    workspace.perform("Questionnaire recorded", questionnaires.record, now, said)
    assert window.care.care_screen is not None
    workspace.undo()
    assert window.care.care_screen is None
    window.leave()


def test_without_a_mark_no_help_is_pushed_upon_anybody(make_window, workspace, now):
    window = make_window()
    said = ResponseDraft(now, "phq-9", LOW)
    workspace.perform("Questionnaire recorded", questionnaires.record, now, said)
    assert window.care.care_screen is None
    window.leave()


def test_who_asked_for_it_is_reminded_on_today(make_window, workspace, fill_in, now):
    fill_in("gad-7", (0,) * 7, days_ago=20)
    fill_in("phq-4", (0,) * 4, days_ago=3)
    window = make_window()
    strip = window.page("today").due
    assert not strip.isVisible()
    workspace.perform("Chosen", choices.choose, now, "remind_questionnaires", "yes")
    assert strip.isVisible()
    assert strip.label.text() == "Due again: GAD-7"
    strip.open_button.click()
    assert window.page("questionnaires").isVisible()
    said = ResponseDraft(now, "gad-7", (0,) * 7)
    workspace.perform("Questionnaire recorded", questionnaires.record, now, said)
    window.open_page("today")
    assert not strip.isVisible()
    window.leave()


def test_the_timeline_tells_of_it_and_removes_it(qtbot, workspace, fill_in, british):
    number = fill_in("phq-9", LOW, note="a note")
    left_out = fill_in("gad-7", (None, 0, 0, 0, 0, 0, 0), days_ago=1)
    entry = workspace.read(timeline.entry, KIND, number)
    spoken = entry_words.spoken(entry, {})
    assert "Questionnaire" in spoken
    assert "12 of 27, moderate" in spoken
    other = workspace.read(timeline.entry, KIND, left_out)
    assert ("Items left out", "1") in [(f.label, f.text) for f in entry_words.facts(other, {})]
    page = TimelinePage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(KIND))
    page.list.setCurrentIndex(page.model.index(0))
    page.amend()
    assert dialog(page, AnswersDialog).note.text() == "a note"
    dialog(page, AnswersDialog).reject()
    page.remove()
    assert len(history(workspace)) == 1
