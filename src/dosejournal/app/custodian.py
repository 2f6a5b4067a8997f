"""Who keeps the passphrase of the open journal, and changes it while the journal is closed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from dosejournal.app import keyrings
from dosejournal.app.claims import Claim
from dosejournal.app.opened import Opened
from dosejournal.errors import JournalError
from dosejournal.gui.backups import words
from dosejournal.gui.backups.restore_dialog import Chosen
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.custody import KeyringAnswer, Wishes
from dosejournal.gui.vault.working_window import WorkingWindow
from dosejournal.i18n import _
from dosejournal.store import backups, recovery, rekeying, restoring, vault
from dosejournal.store.vault import Key


class Done(NamedTuple):
    """The key a journal has now, and what could not be done besides."""

    key: Key | None
    trouble: str = ""


class Custodian(QObject):
    """Serves the window of the journal it guards, as `gui.vault.custody.Custody` says.

    `put_away` closes the journal and leaves its claim; `show` opens it again.
    """

    def __init__(
        self,
        preferences: Preferences,
        now: Callable[[], datetime],
        put_away: Callable[[], None],
        show: Callable[[Claim, Key | None], None],
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._now = now
        self._put_away = put_away
        self._show = show
        self._tasks = Tasks(self)
        self._opened: Opened | None = None
        self.working: WorkingWindow | None = None

    def guard(self, opened: Opened | None) -> None:
        """Serve the window of this journal from now on."""
        self._opened = opened

    def close(self) -> None:
        """Wait until what was begun is done."""
        self._tasks.close()

    @property
    def has_sheet(self) -> bool:
        """Whether a recovery sheet opens the journal."""
        return recovery.exists(self._journal.path)

    @property
    def n_backups(self) -> int:
        """How many backups there are, each with the passphrase of its time."""
        return len(backups.listed(self._journal.path))

    @property
    def n_plain_backups(self) -> int:
        """How many of them have none, because the journal had none then."""
        listed = backups.listed(self._journal.path)
        return sum(not vault.is_sealed(backup.path) for backup in listed)

    def give(self, passphrase: str, wishes: Wishes) -> None:
        """Set the passphrase, or another one."""
        journal = self._journal
        work = partial(
            _give, journal.claim, journal.key, passphrase, self._now(), drops=wishes.drops_backups
        )
        told = (
            _("The passphrase is set. The journal is encrypted now.")
            if journal.key is None
            else _("The passphrase is changed.")
        )
        sentence = _("The journal is being encrypted…")
        self._begin(sentence, work, lambda done: self._tell(done, told, wishes.wants_sheet))

    def take(self) -> None:
        """Remove the passphrase: everybody who has the file can read it then."""
        journal = self._journal
        if journal.key is None:
            return
        work = partial(_take, journal.claim, journal.key, self._now())
        told = _("The passphrase is removed. The journal is no longer encrypted.")
        sentence = _("The passphrase is being removed…")
        self._begin(sentence, work, lambda done: self._tell(done, told, wants_sheet=False))

    def restore(self, backup: Path, backup_key: Key | None) -> None:
        """Go back to a backup; what the journal is now is set aside, and nothing is deleted."""
        journal = self._journal
        chosen = Chosen(backup, backup_key)
        work = partial(_restore, journal.claim, journal.key, chosen, self._now())
        self._begin(_("The backup is being put in place…"), work, self._tell_restored)

    def make_sheet(self) -> str:
        """Return the code of a new recovery sheet, from any thread; raises JournalError."""
        journal = self._journal
        assert journal.key is not None  # noqa: S101 - no other window offers one
        return recovery.make(journal.path, journal.key)

    def offer_sheet(self) -> None:
        """Offer to make a recovery sheet, over the window of the journal."""
        # what prints is loaded by those who want a sheet
        from dosejournal.gui.vault.recovery_dialog import RecoveryDialog

        journal = self._journal
        RecoveryDialog(
            self.make_sheet,
            self._now(),
            journal.path,
            has_sheet=self.has_sheet,
            parent=journal.window,
        ).open()

    def ask_keyring(self, then: KeyringAnswer) -> None:
        """Tell, later, how it stands with the keyring of the system."""
        self._tasks.run(partial(_standing, self._journal.key), lambda told: then(*told), _fail)

    def use_keyring(self, on: bool, then: KeyringAnswer) -> None:
        """Keep the key in the keyring, or no longer; tell, later, how it stands then."""
        key = self._journal.key

        def tell(told: tuple[str, bool]) -> None:
            self._preferences.set(keyring="yes" if told[1] else "no")
            then(*told)

        self._tasks.run(partial(_use, key, on=on), tell, _fail)

    @property
    def _journal(self) -> Opened:
        assert self._opened is not None  # noqa: S101 - only its window asks
        return self._opened

    def _begin(
        self, sentence: str, work: Callable[[], Done], then: Callable[[Done], None]
    ) -> None:
        journal = self._journal
        journal.window.unrecorded.ask_before(lambda: self._work(journal, sentence, work, then))

    def _work(
        self,
        journal: Opened,
        sentence: str,
        work: Callable[[], Done],
        then: Callable[[Done], None],
    ) -> None:
        claim, key = journal.claim, journal.key
        self._put_away()
        hint = _(
            "The window of the journal comes back by itself. Leave the computer on meanwhile."
        )
        self.working = WorkingWindow(sentence, hint)
        self.working.show()

        def finish(done: Done) -> None:
            self._end_work()
            self._show(claim, done.key)
            then(done)

        def go_back(error: Exception) -> None:
            self._end_work()
            self._show(claim, key)
            if not isinstance(error, JournalError):
                raise error
            self._journal.window.messages.show_error(str(error))

        self._tasks.run(work, finish, go_back)

    def _end_work(self) -> None:
        if self.working is not None:
            self.working.done(0)
            self.working.deleteLater()
            self.working = None

    def _tell_restored(self, done: Done) -> None:
        # until the next start: it may have been the wrong one
        self._journal.window.workspace.thins_backups = False
        self._tell(done, _("The backup is the journal now."), wants_sheet=False)

    def _tell(self, done: Done, told: str, wants_sheet: bool) -> None:
        messages = self._journal.window.messages
        messages.show_notice(told)
        if done.trouble:
            messages.show_error(done.trouble)
        if wants_sheet:
            self.offer_sheet()


def _give(claim: Claim, key: Key | None, passphrase: str, now: datetime, *, drops: bool) -> Done:
    path = claim.path
    is_kept = key is not None and keyrings.find(key.salt) is not None
    if key is None:
        fresh, trouble = rekeying.seal(path, passphrase, now)
    else:
        fresh, trouble = rekeying.change(path, key, passphrase, now)
    if trouble or fresh is None:
        return Done(fresh, trouble)
    try:
        if drops:
            newest = backups.make(path, fresh, "rekey", now)
            backups.remove(
                path, [each for each in backups.listed(path) if each.path != newest.path]
            )
        if is_kept:
            keyrings.keep(fresh)
    except JournalError as error:
        # the journal has its passphrase, whatever became of the rest
        return Done(fresh, str(error))
    return Done(fresh)


def _take(claim: Claim, key: Key, now: datetime) -> Done:
    _none, trouble = rekeying.unseal(claim.path, key, now)
    try:
        keyrings.forget(key.salt)
    except JournalError as error:
        return Done(None, str(error))
    return Done(None, trouble)


def _restore(claim: Claim, key: Key | None, chosen: Chosen, now: datetime) -> Done:
    is_kept = key is not None and keyrings.find(key.salt) is not None
    done = restoring.restore(claim.path, key, chosen.backup, now, backup_key=chosen.key)
    told = "" if done.aside is None else words.set_aside(done.aside)
    try:
        if is_kept and done.key is not None:
            keyrings.keep(done.key)
    except JournalError as error:
        return Done(done.key, str(error))
    return Done(done.key, told)


def _standing(key: Key | None) -> tuple[str, bool]:
    trouble = keyrings.trouble()
    return trouble, not trouble and key is not None and keyrings.find(key.salt) == key


def _use(key: Key | None, *, on: bool) -> tuple[str, bool]:
    if key is None:
        return _standing(key)
    try:
        if on:
            keyrings.keep(key)
        else:
            keyrings.forget(key.salt)
    except JournalError as error:
        return str(error), _standing(key)[1]
    return _standing(key)


def _fail(error: Exception) -> None:
    raise error
