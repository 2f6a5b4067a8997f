import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dosejournal.domain.help_contacts import Person
from dosejournal.errors import DamagedJournalError
from dosejournal.gui.help_dialog import HelpDialog
from dosejournal.gui.safety import get_help, help_card
from dosejournal.gui.safety.contact_forms import NumberDialog, PersonDialog
from dosejournal.gui.safety.contacts_dialog import ContactsDialog
from dosejournal.gui.safety.get_help import GetHelpDialog
from dosejournal.gui.safety.help_card import HelpCard
from dosejournal.journal import help_contacts


@pytest.fixture(autouse=True)
def in_germany(monkeypatch):
    """Let this computer be set to Germany."""
    monkeypatch.setattr(get_help, "here", lambda: "DE")
    monkeypatch.setattr(help_card.help_words, "here", lambda: "DE")


@pytest.fixture
def dialog(qtbot, workspace):
    made = GetHelpDialog(workspace)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def card(qtbot, workspace):
    made = HelpCard(workspace)
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    return made


def numbers(dialog):
    return [row.number_label.text() for row in dialog.ways.rows]


def said(widget):
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def read(workspace):
    return workspace.read(help_contacts.read, "DE")


def test_help_is_at_the_foot_of_every_page_in_the_menu_and_by_a_key(qtbot, window):
    for page in ("today", "trends", "settings"):
        window.open_page(page)
        qtbot.mouseClick(window.sidebar.help_button, Qt.MouseButton.LeftButton)
        (dialog,) = window.findChildren(GetHelpDialog)
        assert dialog.isVisible()
        dialog.reject()
        qtbot.waitUntil(lambda: not window.findChildren(GetHelpDialog))
    assert window.menus.get_help.shortcut().toString() == "Ctrl+Shift+H"
    window.menus.get_help.trigger()
    (dialog,) = window.findChildren(GetHelpDialog)
    dialog.manual_button.click()
    assert window.findChildren(HelpDialog)


def test_each_way_shows_its_numbers_by_keyboard_alone(qtbot, dialog, workspace):
    workspace.perform("x", help_contacts.name_person, workspace.now(), "Ada", "030 1234")
    first = dialog.ways.buttons["emergency"]
    qtbot.waitUntil(first.hasFocus)
    assert dialog.ways.way == ""
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert numbers(dialog) == ["112"]
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert "0800 111 0 111" in numbers(dialog)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert numbers(dialog) == ["030 1234"]
    assert dialog.isVisible()


def test_a_country_that_is_picked_is_kept_in_the_journal(dialog, workspace):
    dialog.ways.show_way("crisis")
    assert "after the settings of this computer" in said(dialog)
    dialog.country.setCurrentIndex(dialog.country.findData("US"))
    dialog.country.activated.emit(dialog.country.currentIndex())
    assert numbers(dialog) == ["988"]
    assert "after the settings" not in said(dialog)
    assert read(workspace).code == "US"


def test_a_number_is_marked_until_it_is_confirmed(dialog, workspace):
    dialog.ways.show_way("emergency")
    (row,) = dialog.ways.rows
    assert "Check this number" in said(dialog)
    row.beside.click()
    (row,) = dialog.ways.rows
    assert row.beside is None
    assert row.number_label.hasFocus()
    assert "Check this number" not in said(dialog)
    assert read(workspace).of("emergency")[0].is_confirmed


def test_numbers_come_up_where_the_journal_cannot_be_read(qtbot, workspace, monkeypatch):
    def broken(*_words):
        raise DamagedJournalError("It is damaged.")

    monkeypatch.setattr(help_contacts, "read", broken)
    dialog = GetHelpDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.ways.show_way("emergency")
    assert numbers(dialog) == ["112"]
    # there is nothing to confirm it in
    dialog.close()


def test_where_nothing_can_be_written_the_country_changes_for_this_once(
    dialog, workspace, monkeypatch
):
    monkeypatch.setattr(
        type(workspace), "only_read_because", property(lambda _self: ("It is only read.",))
    )
    dialog.country.picked.emit("GB")
    dialog.ways.show_way("emergency")
    assert numbers(dialog) == ["999"]
    assert read(workspace).code == "DE"


def test_without_a_journal_nothing_of_one_is_told(qtbot):
    dialog = GetHelpDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.ways.show_way("crisis")
    assert "0800 111 0 111" in numbers(dialog)
    assert all(row.beside is None for row in dialog.ways.rows)
    assert not dialog.change_button.isVisible()
    dialog.ways.show_way("person")
    assert "once it is unlocked" in said(dialog)
    dialog.country.picked.emit("GB")
    dialog.ways.show_way("emergency")
    assert numbers(dialog) == ["999"]


def test_the_card_confirms_and_takes_back_what_was_confirmed(card, workspace):
    assert card.rows[0].line.number == "112"
    card.rows[0].confirm_button.setFocus()
    card.rows[0].confirm_button.click()
    assert card.rows[0].mark_label.text() == "Confirmed by you"
    assert not card.rows[0].confirm_button.isVisible()
    card.rows[0].forget_button.click()
    assert card.rows[0].mark_label.text() == "Check this number"
    workspace.undo()
    assert card.rows[0].line.is_confirmed


def test_the_keyboard_stays_where_it_was_when_a_number_is_confirmed(qtbot, card):
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.rows[1].confirm_button.setFocus()
    qtbot.keyClick(card.rows[1].confirm_button, Qt.Key.Key_Space)
    assert card.rows[1].change_button.hasFocus()


def test_a_number_can_be_written_anew_and_one_added(qtbot, card, workspace):
    card.rows[0].change_button.click()
    (form,) = card.findChildren(NumberDialog)
    form.number.setText("call me")
    form.save_button.click()
    assert "two digits" in said(form)
    form.name.clear()
    form.save_button.click()
    assert "A name needs" in said(form)
    form.name.setText("Ours")
    form.number.setText("0049 112")
    form.save_button.click()
    qtbot.waitUntil(lambda: not card.findChildren(NumberDialog))
    assert card.rows[0].number_label.text() == "0049 112"
    card.add_buttons["crisis"].click()
    (form,) = card.findChildren(NumberDialog)
    assert form.windowTitle() == "Add a number"
    form.name.setText("Mine")
    form.number.setText("0900 1")
    form.save_button.click()
    assert "0900 1" in [line.number for line in read(workspace).of("crisis")]
    assert not card.add_buttons["crisis"].isVisible()
    assert card.add_buttons["emergency"].isVisible()


def test_somebody_is_entered_and_taken_out_again(qtbot, card, workspace):
    assert "nobody entered yet" in said(card)
    card.person_button.click()
    (form,) = card.findChildren(PersonDialog)
    form.number.setText("030 1234")
    form.save_button.click()
    assert "A name needs" in said(form)
    form.name.setText("Ada")
    form.save_button.click()
    qtbot.waitUntil(lambda: not card.findChildren(PersonDialog))
    assert "Ada, 030 1234" in said(card)
    card.person_button.click()
    (form,) = card.findChildren(PersonDialog)
    assert form.name.text() == "Ada"
    form.number.clear()
    form.save_button.click()
    assert read(workspace).person == Person("Ada", "")
    assert "My person: Ada" in said(card)
    qtbot.waitUntil(lambda: not card.findChildren(PersonDialog))
    card.person_button.click()
    (form,) = card.findChildren(PersonDialog)
    form.name.clear()
    form.save_button.click()
    assert read(workspace).person is None


def test_a_country_chosen_on_the_card_is_kept(card, workspace):
    card.country.picked.emit("IE")
    assert read(workspace).code == "IE"
    assert [row.line.number for row in card.rows] == ["112", "116 123"]


def test_numbers_are_changed_from_the_dialog_too(qtbot, dialog, workspace):
    dialog.change_button.click()
    (contacts,) = dialog.findChildren(ContactsDialog)
    contacts.card.country.picked.emit("US")
    contacts.close_button.click()
    dialog.ways.show_way("emergency")
    assert numbers(dialog) == ["911"]
