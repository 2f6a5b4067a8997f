from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import DoseDraft
from dosejournal.gui import entry_words
from dosejournal.gui.effects.effect_dialog import EffectDialog
from dosejournal.gui.effects.lasting_card import LastingCard
from dosejournal.gui.effects.urgent_dialog import UrgentDialog
from dosejournal.gui.resuming import open_dialog as resume
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.timeline_page import TimelinePage
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import adverse_effects, doses, drafts, timeline
from dosejournal.journal.timeline import Filter


@pytest.fixture
def show(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.fixture
def open_dialog(show, qtbot, workspace):
    """Opens the form above a window: it goes when it is closed."""

    window = show(QWidget())

    def open_dialog(entry=None):
        dialog = EffectDialog(workspace, entry, window)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return open_dialog


@pytest.fixture
def dialog(open_dialog):
    return open_dialog()


@pytest.fixture
def recorded(workspace, now):
    """Records an effect and returns its entry."""

    def recorded(name="Dry mouth", **more):
        began = now - timedelta(hours=2)
        said = EffectDraft(**{"started_at": began, "name": name, "severity": "noticed"} | more)
        number = workspace.perform("Effect recorded", adverse_effects.record, now, said)
        return workspace.read(timeline.entry, "adverse_effect", number)

    return recorded


def effects(workspace):
    return workspace.read(adverse_effects.history)


def help_windows():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, UrgentDialog)]


def test_an_effect_is_recorded_by_keyboard_alone(qtbot, dialog, workspace, now):
    assert dialog.form.name.hasFocus()
    qtbot.keyClicks(dialog.form.name, "Dry mouth")
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_Tab)
    assert dialog.form.severities.button(0).hasFocus()
    qtbot.keyClick(dialog.form.severities.button(0), Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = effects(workspace)
    assert (entry.effect.name, entry.effect.severity) == ("Dry mouth", "noticed")
    assert entry.moment.at == now
    assert entry.effect.ended_at is None
    assert not help_windows()


def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said(dialog, workspace):
    assert dialog.form.severities.checkedId() == -1
    dialog.form.name.setText("Dry mouth")
    dialog.save_button.click()
    assert "Choose how bad it is" in dialog.line.text()
    dialog.form.severities.button(1).click()
    assert not dialog.line.text()
    dialog.form.name.clear()
    dialog.save_button.click()
    assert "A name needs" in dialog.line.text()
    assert effects(workspace) == []


def test_all_that_is_said_of_it_is_kept(qtbot, dialog, workspace, now):
    form = dialog.form
    form.name.setText("Rash")
    form.severities.button(2).click()
    form.needed_help.click()
    form.is_over.click()
    assert form.ended_field.isVisible()
    form.relation.setCurrentIndex(2)
    qtbot.keyClicks(form.note, "left arm")
    dialog.save_button.click()
    (entry,) = effects(workspace)
    said = entry.effect
    assert (said.severity, said.needed_help, said.relation) == ("stopped", True, "unsure")
    assert said.ended_at == now
    assert entry.note == "left arm"


def test_words_used_before_complete_what_is_typed(open_dialog, recorded):
    recorded("Tingling fingers")
    dialog = open_dialog()
    completer = dialog.form.name.completer()
    completer.setCompletionPrefix("fing")
    assert completer.currentCompletion() == "Tingling fingers"


def test_an_effect_can_be_amended_and_keeps_its_time_and_zone(open_dialog, workspace, recorded):
    before = recorded(note="first")
    dialog = open_dialog(before)
    assert dialog.form.name.text() == "Dry mouth"
    assert not dialog.has_unsaved()
    dialog.form.severities.button(1).click()
    assert dialog.has_unsaved()
    dialog.save_button.click()
    after = workspace.read(timeline.entry, "adverse_effect", before.id)
    assert after.effect.severity == "bothered"
    assert after.moment == before.moment
    assert after.note == "first"


@pytest.mark.parametrize("is_over", [False, True])
def test_what_needs_help_at_once_is_met_with_whom_to_call(dialog, workspace, is_over):
    dialog.form.name.setText("Chest pain")
    dialog.form.severities.button(2).click()
    dialog.form.is_over.setChecked(is_over)
    dialog.save_button.click()
    assert len(effects(workspace)) == 1
    (found,) = help_windows()
    assert found.ways.way == "emergency"
    assert "call the emergency number" in found.words_label.text()
    assert "If it is over, tell a doctor today." in found.words_label.text()
    assert "no diagnosis" in found.words_label.text()
    found.close()


def test_thoughts_of_self_harm_are_met_with_three_ways_alike(dialog):
    dialog.form.name.setText("Suicidal thoughts")
    dialog.form.severities.button(0).click()
    dialog.save_button.click()
    (found,) = help_windows()
    assert found.ways.way == ""
    assert "You deserve support now" in found.words_label.text()
    found.close()


def test_a_name_that_is_changed_to_an_urgent_one_is_met_with_whom_to_call(
    open_dialog, recorded, workspace
):
    dialog = open_dialog(recorded("Odd feeling"))
    dialog.form.name.setText("Chest pain")
    dialog.save_button.click()
    (found,) = help_windows()
    assert found.ways.way == "emergency"
    found.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # what was met with it already is not again
    (entry,) = effects(workspace)
    again = open_dialog(entry)
    again.form.note.set_text("since noon")
    again.save_button.click()
    assert effects(workspace)[0].note == "since noon"
    assert help_windows() == []


def test_the_key_for_help_works_in_the_form_too(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(dialog.form.name, Qt.Key.Key_H, modifiers)
    (helping,) = dialog.findChildren(GetHelpDialog)
    assert helping.isVisible()
    helping.close()


def test_help_is_offered_while_an_urgent_name_is_written(qtbot, dialog):
    assert not dialog.form.help_button.isVisible()
    qtbot.keyClicks(dialog.form.name, "Chest pain")
    assert dialog.form.help_button.isVisible()
    dialog.form.help_button.click()
    (helping,) = dialog.findChildren(GetHelpDialog)
    helping.close()
    dialog.form.name.setText("Headache")
    assert not dialog.form.help_button.isVisible()


def test_today_shows_what_is_not_over_and_ends_it(show, qtbot, workspace, recorded, now):
    entry = recorded()
    card = show(LastingCard(workspace))
    assert card.over_buttons[entry.id].accessibleName() == "Dry mouth is over"
    with qtbot.waitSignal(card.record_wanted):
        card.record_button.click()
    card.over_buttons[entry.id].click()
    assert effects(workspace)[0].effect.ended_at == now
    assert not card.isVisible()


def test_the_first_that_lasts_comes_to_today_at_once(show, recorded, workspace):
    page = show(TodayPage(workspace))
    assert not page.effects.isVisible()
    entry = recorded()
    assert page.effects.isVisible()
    page.effects.over_buttons[entry.id].click()
    assert not page.effects.isVisible()
    workspace.undo()
    assert page.effects.over_buttons[entry.id].isVisible()


def test_only_a_few_stand_on_today(show, workspace, recorded):
    for number in range(6):
        recorded(f"Effect {number}")
    card = show(LastingCard(workspace))
    assert len(card.over_buttons) == 4


def test_effects_stand_aside_while_a_check_in_is_filled_in(show, workspace, recorded):
    recorded()
    page = show(TodayPage(workspace))
    assert page.effects.list.isVisible()
    page.form.note.setPlainText("slow")
    assert not page.effects.list.isVisible()
    assert page.effects.record_button.isVisible()
    page.form.clear()
    page.form.edited.emit()
    assert page.effects.list.isVisible()


def test_the_timeline_tells_changes_and_removes_effects(show, qtbot, workspace, recorded, now):
    entry = recorded(needed_help=True, relation="no")
    page = show(TimelinePage(workspace))
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("adverse_effect"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.list.setCurrentIndex(page.model.index(0, 0))
    told = dict(page.details.facts.lines())
    assert told["Last dose before"] == "No dose with a known time in the 24 hours before."
    assert "Over" not in told
    workspace.perform("Over", adverse_effects.end, now, entry.id, now)
    taken = DoseDraft(now - timedelta(hours=5), "Item A", "10", "mg")
    workspace.perform("Taken", doses.record, now, taken)
    page.details.show_line(page.list.line(), page.model.measures)
    told = dict(page.details.facts.lines())
    assert told["Last dose before"] == "Began 3 h 0 min after a dose: Item A, 10 mg."
    assert told["Over"].startswith("2 Mar 2026")
    assert told["How bad"] == "noticed it, needed help"
    assert "not connected" in told["As you see it"]
    assert entry_words.title(entry, {}).startswith("\u2068Dry mouth\u2069 · noticed it")
    page.details.amend.click()
    (opened,) = page.findChildren(EffectDialog)
    opened.reject()
    page.details.remove.click()
    assert not workspace.read(timeline.keys, Filter(kinds=("adverse_effect",)))


def test_what_is_being_written_is_kept_and_can_be_gone_on_with(open_dialog, workspace, now):
    dialog = open_dialog()
    dialog.form.name.setText("Dry mouth")
    dialog.form.severities.button(1).click()
    dialog.form.is_over.click()
    dialog.form.relation.setCurrentIndex(2)
    dialog.form.note.insertPlainText("after lunch")
    dialog.drafting.save()
    (draft,) = workspace.read(drafts.read)
    again = resume(workspace, draft, dialog.parentWidget())
    assert again.form.draft() == dialog.form.draft()
    again.save_button.click()
    assert workspace.read(drafts.read) == []
    assert len(effects(workspace)) == 1


def test_a_change_that_is_being_made_is_kept_too(open_dialog, workspace, recorded):
    entry = recorded()
    dialog = open_dialog(entry)
    dialog.form.name.setText("Very dry mouth")
    dialog.form.edited.emit()
    dialog.drafting.save()
    (draft,) = workspace.read(drafts.read)
    again = resume(workspace, draft, dialog.parentWidget())
    assert again.form.name.text() == "Very dry mouth"
    again.save_button.click()
    (kept,) = effects(workspace)
    assert (kept.effect.name, kept.moment) == ("Very dry mouth", entry.moment)


def test_what_was_not_chosen_stays_unchosen(open_dialog, workspace):
    dialog = open_dialog()
    dialog.form.name.setText("Dry mouth")
    dialog.form.edited.emit()
    dialog.drafting.save()
    (draft,) = workspace.read(drafts.read)
    assert resume(workspace, draft, dialog.parentWidget()).form.severities.checkedId() == -1
