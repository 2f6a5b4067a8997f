"""A file that is not encrypted, in the place of a journal that was, is asked about first."""

import shutil

import pytest
from PySide6.QtWidgets import QMessageBox

from dosejournal.app import another_journal, damaged_start, displays, plain_files
from dosejournal.errors import UnsealedJournalError
from dosejournal.gui.backups import restore_dialog
from dosejournal.gui.backups.restore_dialog import Chosen
from dosejournal.gui.damage.damage_dialog import DamageDialog
from dosejournal.gui.vault.custody import Wishes

WORDS = "walrus teacup gravel"

pytestmark = pytest.mark.usefixtures("plain_again", "cheap_recipe")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def asked(monkeypatch):
    """Answer each question as the test says; return what was asked."""
    questions = []

    def will(role):
        def answer(box):
            questions.append(box.text())
            button = next(each for each in box.buttons() if box.buttonRole(each) == role)
            assert box.buttonRole(box.defaultButton()) == QMessageBox.ButtonRole.RejectRole
            button.click()

        monkeypatch.setattr(QMessageBox, "exec", answer)
        return questions

    return will


@pytest.fixture
def plain(tmp_path, new_journal):
    """Return a journal that everybody can read."""
    return shutil.copy(new_journal, tmp_path / "plain.db")


@pytest.fixture
def swapped(sealed_path, key, plain):
    """Return the place of an encrypted journal that was opened, and where a plain one is now."""
    plain_files.remember(sealed_path, key)
    shutil.copyfile(plain, sealed_path)
    return sealed_path


def test_opening_it_is_asked_before_anything_can_be_typed(make_program, swapped, asked):
    questions = asked(QMessageBox.ButtonRole.AcceptRole)
    program = make_program()
    assert program.start(swapped)
    (question,) = questions
    assert str(swapped) in question
    assert "is not encrypted" in question
    assert program.opened.path == swapped
    # who has said so is not asked again
    program.close()
    assert make_program().start(swapped)
    assert len(questions) == 1


def test_who_does_not_want_it_finds_it_as_it_was(make_program, swapped, asked, monkeypatch):
    before = swapped.read_bytes()
    asked(QMessageBox.ButtonRole.RejectRole)
    told = []
    monkeypatch.setattr(another_journal, "ask_for_another", told.append)
    program = make_program()
    assert not program.start(swapped)
    assert program.opened is None
    assert "left alone" in told[0]
    assert swapped.read_bytes() == before
    assert sorted(each.name for each in swapped.parent.glob("sealed.db*")) == ["sealed.db"]


def test_where_nobody_can_be_asked_it_stays_closed(make_program, swapped, monkeypatch):
    monkeypatch.setattr(displays, "has_watcher", lambda: False)
    with pytest.raises(UnsealedJournalError, match="left alone"):
        make_program().open(swapped)


def test_a_journal_that_was_unlocked_is_remembered(make_program, sealed_path, plain, asked):
    program = make_program()
    assert program.start(sealed_path, passphrase=WORDS)
    program.close()
    shutil.copyfile(plain, sealed_path)
    questions = asked(QMessageBox.ButtonRole.AcceptRole)
    assert make_program().start(sealed_path)
    assert len(questions) == 1


def test_removing_the_passphrase_and_setting_it_are_remembered(
    qtbot, make_program, sealed_path, plain, asked
):
    questions = asked(QMessageBox.ButtonRole.AcceptRole)
    program = make_program()
    assert program.start(sealed_path, passphrase=WORDS)
    program.custodian.take()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.key is None)
    program.close()
    program = make_program()
    assert program.start(sealed_path)
    assert questions == []
    program.custodian.give(WORDS, Wishes(drops_backups=False, wants_sheet=False))
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.key is not None)
    program.close()
    shutil.copyfile(plain, sealed_path)
    assert make_program().start(sealed_path)
    assert len(questions) == 1


def test_going_back_to_a_plain_backup_of_a_damaged_journal_is_no_surprise(
    make_program, swapped, plain, now, asked, monkeypatch
):
    questions = asked(QMessageBox.ButtonRole.AcceptRole)
    swapped.write_bytes(b"\xff" * 4096)
    monkeypatch.setattr(restore_dialog, "choose", lambda *_words: Chosen(plain, None))
    monkeypatch.setattr(DamageDialog, "exec", lambda dialog: dialog.restore_wanted.emit())
    assert damaged_start.way_on(swapped, "Damaged.", lambda: now) == swapped
    assert make_program().start(swapped)
    assert questions == []
