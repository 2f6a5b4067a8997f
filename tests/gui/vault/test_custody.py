"""The passphrase of the open journal is set, changed and removed from the Settings page."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from dosejournal.app import keyrings
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import StorageError, WrongPassphraseError
from dosejournal.gui import clipboard
from dosejournal.gui.vault.custody import Wishes
from dosejournal.gui.vault.passphrase_dialog import PassphraseDialog, RemovalDialog
from dosejournal.gui.vault.recovery_dialog import RecoveryDialog
from dosejournal.journal import check_ins, timeline
from dosejournal.store import backups, connections, recovery, rekeying, vault

WORDS = "walrus teacup gravel"
OTHERS = "orbit nineteen pepper"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


class Ring:
    """A keyring of the tests: what is kept, and whether it refuses."""

    def __init__(self):
        self.kept = {}
        self.refuses = False

    def get_password(self, _service, account):
        return self.kept.get(account)

    def set_password(self, _service, account, secret):
        if self.refuses:
            raise RuntimeError(secret)
        self.kept[account] = secret

    def delete_password(self, _service, account):
        if self.refuses:
            raise RuntimeError
        del self.kept[account]


@pytest.fixture(autouse=True)
def ring(monkeypatch):
    ring = Ring()
    monkeypatch.setattr(keyrings, "_keyring", lambda: ring)
    return ring


@pytest.fixture
def plain(make_program, journal_path):
    program = make_program()
    assert program.start(journal_path)
    program.opened.window.workspace.perform(
        "Recorded", check_ins.record, *_check_in(program.opened.window.workspace.now())
    )
    return program


@pytest.fixture
def sealed(make_program, sealed_path):
    program = make_program()
    assert program.start(sealed_path, passphrase=WORDS)
    return program


def _check_in(now):
    return now, CheckInDraft(now, {"mood": 50.0}, "a note", ())


def card(program):
    window = program.opened.window
    window.open_page("settings")
    return window.page("settings").vault


def dialog(program, kind):
    (found,) = program.opened.window.findChildren(kind)
    return found


def type_passphrase(qtbot, asking, words, *, backups_too=False, sheet=False):
    qtbot.keyClicks(asking.passphrase.first.field, words)
    qtbot.keyClicks(asking.passphrase.again.field, words)
    asking.backups.setChecked(backups_too)
    asking.sheet.setChecked(sheet)
    asking.set_button.click()


def wait_for_return(qtbot, program, before):
    qtbot.waitUntil(lambda: program.opened is not None and program.opened is not before)


def notes(program):
    found = program.opened.window.workspace.read(
        lambda session: timeline.entries(session, timeline.keys(session))
    )
    return [entry.note for entry in found]


def test_a_plain_journal_says_so_and_gets_a_passphrase(qtbot, plain, journal_path):
    before = plain.opened
    settings = card(plain)
    assert "not encrypted" in settings.state_label.text()
    settings.set_button.click()
    type_passphrase(qtbot, dialog(plain, PassphraseDialog), WORDS)
    assert plain.custodian.working.isVisible()
    wait_for_return(qtbot, plain, before)
    assert plain.custodian.working is None
    assert vault.is_sealed(journal_path)
    connections.unlock(journal_path, WORDS)
    assert notes(plain) == ["a note"]
    assert plain.opened.window.isVisible()
    assert plain.opened.window.menus.lock.isEnabled()
    assert "encrypted now" in plain.opened.window.messages.toast.label.text()
    assert "is encrypted" in card(plain).state_label.text()


def test_the_passphrase_is_changed_and_the_old_one_opens_only_old_backups(
    qtbot, sealed, sealed_path, key, now
):
    old = backups.make(sealed_path, key, "asked", now)
    before = sealed.opened
    card(sealed).change_button.click()
    asking = dialog(sealed, PassphraseDialog)
    type_passphrase(qtbot, asking, OTHERS)
    wait_for_return(qtbot, sealed, before)
    connections.unlock(sealed_path, OTHERS)
    with pytest.raises(WrongPassphraseError):
        connections.unlock(sealed_path, WORDS)
    connections.unlock(old.path, WORDS)


def test_old_backups_can_go_with_the_old_passphrase(qtbot, sealed, sealed_path, key, now):
    backups.make(sealed_path, key, "asked", now)
    before = sealed.opened
    card(sealed).change_button.click()
    type_passphrase(qtbot, dialog(sealed, PassphraseDialog), OTHERS, backups_too=True)
    wait_for_return(qtbot, sealed, before)
    (left,) = backups.listed(sealed_path)
    connections.unlock(left.path, OTHERS)


def test_what_is_said_of_old_backups_holds_for_each_of_them(qtbot, sealed, sealed_path, key, now):
    first = backups.make(sealed_path, key, "asked", now)
    second = backups.make(sealed_path, key, "asked", now)
    for plain_ones, told in (
        ((), "keep the passphrase of their time"),
        ((first,), "1 of the backups made before has no passphrase: anybody can read it."),
        ((second,), "made before have no passphrase: anybody can read them."),
    ):
        for each in plain_ones:
            each.path.write_bytes(b"SQLite format 3\0" + each.path.read_bytes()[16:])
        card(sealed).change_button.click()
        asking = dialog(sealed, PassphraseDialog)
        assert any(told in each.text() for each in asking.findChildren(QLabel))
        asking.reject()
        qtbot.waitUntil(lambda: not sealed.opened.window.findChildren(PassphraseDialog))


def test_the_passphrase_is_removed_only_after_a_plain_question(qtbot, sealed, sealed_path, key):
    recovery.make(sealed_path, key)
    before = sealed.opened
    card(sealed).remove_button.click()
    dialog(sealed, RemovalDialog).keep_button.click()
    assert sealed.opened is before
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    card(sealed).remove_button.click()
    dialog(sealed, RemovalDialog).remove_button.click()
    wait_for_return(qtbot, sealed, before)
    assert not vault.is_sealed(sealed_path)
    assert not recovery.exists(sealed_path)
    assert not sealed.opened.window.menus.lock.isEnabled()


def test_what_cannot_be_done_leaves_the_journal_as_it_was(qtbot, sealed, sealed_path, monkeypatch):
    def refuse(*_args):
        raise StorageError("The disk refuses. Nothing was changed.")

    monkeypatch.setattr(rekeying, "change", refuse)
    before = sealed.opened
    card(sealed).change_button.click()
    type_passphrase(qtbot, dialog(sealed, PassphraseDialog), OTHERS)
    wait_for_return(qtbot, sealed, before)
    (banner,) = sealed.opened.window.messages.banners
    assert "The disk refuses" in banner.text
    connections.unlock(sealed_path, WORDS)


def test_what_is_not_recorded_is_asked_about_first(qtbot, sealed):
    window = sealed.opened.window
    window.page("today").form.inputs["mood"].set_value(62.0)
    card(sealed).change_button.click()
    type_passphrase(qtbot, dialog(sealed, PassphraseDialog), OTHERS)
    assert sealed.opened.window is window
    window.unrecorded.dialog.discard_button.click()
    qtbot.waitUntil(lambda: sealed.opened is not None and sealed.opened.window is not window)


def test_a_sheet_is_made_shown_once_and_saved(qtbot, sealed, sealed_path, tmp_path):
    card(sealed).sheet_button.click()
    made = dialog(sealed, RecoveryDialog)
    assert not made.void.isVisible()
    made.save(tmp_path / "early.pdf")
    made.make_button.click()
    qtbot.waitUntil(made.print_button.isVisible)
    code = made.code_card.accessibleDescription()
    assert recovery.unlock(sealed_path, code) == sealed.opened.key
    made.copy_button.click()
    assert QGuiApplication.clipboard().text() == code
    assert "ten seconds" in made.line.text()
    clipboard.forget_secret()
    assert QGuiApplication.clipboard().text() == ""
    made.save(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: "delete the file" in made.line.text())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert not (tmp_path / "early.pdf").exists()
    made.save(sealed_path)
    qtbot.waitUntil(lambda: "journal itself" in made.line.text())
    made.close_button.click()


def test_a_sheet_is_printed(qtbot, sealed, tmp_path):
    from dosejournal.gui.report import printing

    card(sealed).sheet_button.click()
    made = dialog(sealed, RecoveryDialog)
    device = printing.device("sheet", "a4", tmp_path / "printed.pdf")
    made.print_on(device)
    made.make_button.click()
    qtbot.waitUntil(made.print_button.isVisible)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.print_on(device)
    qtbot.waitUntil(lambda: "printer" in made.line.text())
    assert (tmp_path / "printed.pdf").stat().st_size > 1_000


def test_a_sheet_that_cannot_be_made_can_be_tried_again(qtbot, sealed, monkeypatch):
    def refuse(*_args):
        raise StorageError("The disk refuses. Nothing was changed.")

    monkeypatch.setattr(recovery, "make", refuse)
    card(sealed).sheet_button.click()
    made = dialog(sealed, RecoveryDialog)
    made.make_button.click()
    qtbot.waitUntil(lambda: "refuses" in made.line.text())
    assert made.make_button.isEnabled()


def test_a_new_passphrase_voids_the_sheet_and_offers_another(qtbot, sealed, sealed_path, key):
    code = recovery.make(sealed_path, key)
    before = sealed.opened
    card(sealed).change_button.click()
    asking = dialog(sealed, PassphraseDialog)
    assert asking.sheet.isChecked()
    type_passphrase(qtbot, asking, OTHERS, sheet=True)
    wait_for_return(qtbot, sealed, before)
    assert dialog(sealed, RecoveryDialog).isVisible()
    with pytest.raises(WrongPassphraseError):
        recovery.unlock(sealed_path, code)


def test_the_lock_is_set_by_keyboard(qtbot, sealed, preferences):
    settings = card(sealed)
    assert settings.after.currentText() == "After 5 minutes"
    settings.after.setFocus()
    qtbot.keyClick(settings.after, Qt.Key.Key_Home)
    assert preferences.value.lock_after_minutes == "0"
    for box in (settings.with_screen, settings.suspend):
        assert box.isChecked()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert (preferences.value.lock_with_screen, preferences.value.lock_on_suspend) == ("no", "no")


def test_what_is_known_while_locked_is_said(sealed):
    told = " ".join(
        each.text() for each in card(sealed).findChildren(type(card(sealed).hint_label))
    )
    assert "in memory only" in told


def test_the_keyring_keeps_the_key_while_it_is_ticked(qtbot, sealed, preferences, ring):
    settings = card(sealed)
    qtbot.waitUntil(settings.keyring.isEnabled)
    assert not settings.keyring.isChecked()
    settings.keyring.click()
    qtbot.waitUntil(lambda: preferences.value.keyring == "yes")
    key = sealed.opened.key
    assert ring.kept == {key.salt.hex(): key.raw.hex()}
    qtbot.waitUntil(settings.keyring.isEnabled)
    settings.keyring.click()
    qtbot.waitUntil(lambda: preferences.value.keyring == "no")
    assert ring.kept == {}


def test_a_new_passphrase_is_kept_in_the_keyring_and_a_removed_one_leaves_it(qtbot, sealed, ring):
    first = sealed.opened
    ring.kept = {first.key.salt.hex(): first.key.raw.hex()}
    card(sealed).change_button.click()
    type_passphrase(qtbot, dialog(sealed, PassphraseDialog), OTHERS)
    wait_for_return(qtbot, sealed, first)
    second = sealed.opened
    assert ring.kept == {second.key.salt.hex(): second.key.raw.hex()}
    card(sealed).remove_button.click()
    dialog(sealed, RemovalDialog).remove_button.click()
    wait_for_return(qtbot, sealed, second)
    assert ring.kept == {}


def test_a_keyring_that_refuses_is_told_and_the_passphrase_is_changed(qtbot, sealed, ring):
    first = sealed.opened
    ring.kept = {first.key.salt.hex(): first.key.raw.hex()}
    ring.refuses = True
    settings = card(sealed)
    qtbot.waitUntil(settings.keyring.isChecked)
    settings.keyring.click()
    qtbot.waitUntil(lambda: "still holds it" in settings.keyring_label.text())
    assert settings.keyring.isChecked()
    settings.change_button.click()
    type_passphrase(qtbot, dialog(sealed, PassphraseDialog), OTHERS)
    wait_for_return(qtbot, sealed, first)
    (banner,) = sealed.opened.window.messages.banners
    assert "does not take the key" in banner.text
    assert first.key.raw.hex() not in banner.text
    second = sealed.opened
    card(sealed).remove_button.click()
    dialog(sealed, RemovalDialog).remove_button.click()
    wait_for_return(qtbot, sealed, second)
    assert "still holds it" in sealed.opened.window.messages.banners[0].text


def test_a_backup_that_fails_after_the_passphrase_is_set_is_told_in_the_window(
    qtbot, plain, monkeypatch
):
    def fail(*_words, **_more):
        raise StorageError("No backup could be made.")

    before = plain.opened.window
    monkeypatch.setattr(rekeying.backups, "make", fail)
    plain.custodian.give(WORDS, Wishes(drops_backups=False, wants_sheet=False))
    qtbot.waitUntil(lambda: plain.opened is not None and plain.opened.window is not before)
    assert plain.opened.key == connections.unlock(plain.opened.path, WORDS)
    assert "No backup could be made." in plain.opened.window.messages.banners[0].text


@pytest.mark.parametrize("act", ["give", "take"])
def test_a_sheet_that_cannot_be_taken_away_keeps_no_journal_closed(
    qtbot, sealed, monkeypatch, act
):
    def fail(_path):
        raise PermissionError

    before, key = sealed.opened.window, sealed.opened.key
    monkeypatch.setattr(rekeying.recovery, "drop", fail)
    if act == "give":
        sealed.custodian.give(OTHERS, Wishes(drops_backups=False, wants_sheet=False))
    else:
        sealed.custodian.take()
    qtbot.waitUntil(lambda: sealed.opened is not None and sealed.opened.window is not before)
    assert sealed.opened.key != key
    assert (sealed.opened.key is None) is (act == "take")
    assert "“.recovery”" in sealed.opened.window.messages.banners[0].text


@pytest.mark.parametrize("act", ["give", "take"])
def test_what_fails_before_anything_changed_leaves_the_passphrase(qtbot, sealed, monkeypatch, act):
    def fail(*_words, **_more):
        raise StorageError("No backup could be made.")

    before, key = sealed.opened.window, sealed.opened.key
    monkeypatch.setattr(rekeying.backups, "make", fail)
    if act == "give":
        sealed.custodian.give(OTHERS, Wishes(drops_backups=False, wants_sheet=False))
    else:
        sealed.custodian.take()
    qtbot.waitUntil(lambda: sealed.opened is not None and sealed.opened.window is not before)
    assert sealed.opened.key == key


def test_nothing_is_squeezed_where_there_is_most_to_say(qtbot, plain_again):
    dialog = PassphraseDialog(is_change=True, has_sheet=True, n_backups=5, n_plain=2)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.set_button.click()
    assert dialog.line.isVisible()
    for field in (dialog.passphrase.first.field, dialog.passphrase.again.field):
        assert field.height() >= field.sizeHint().height()
    assert dialog.height() <= 640
