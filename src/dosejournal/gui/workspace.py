"""The open journal as the widgets see it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from sqlmodel import Session

from dosejournal.errors import JournalBusyError, JournalError
from dosejournal.journal import discretion
from dosejournal.store import ballast
from dosejournal.store.aside import Aside, Written
from dosejournal.store.database import Database, Write
from dosejournal.store.places import Place
from dosejournal.store.vault import Key

P = ParamSpec("P")
T = TypeVar("T")


class Workspace(QObject):
    """Runs acts on the journal, then tells every widget which tables changed.

    `changed` carries the names of the tables an act touched, `done` the act's label,
    `failed` a sentence for the person, `rating` whether a check-in is being filled in, beside
    which nothing may tell of what was recorded before, `discreet` whether words stand for the
    names of substances from now on, in whatever is read. `reserve_used` tells that the disk is
    full, and that what was done last was saved in the room that is kept for it.
    """

    changed = Signal(frozenset)
    done = Signal(str)
    failed = Signal(str)
    rating = Signal(bool)
    discreet = Signal(bool)
    reserve_used = Signal()

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._failing: set[Callable[..., object]] = set()
        self._is_rating = False
        self._is_discreet = False
        self._is_written_aside = False
        # off for a while after a backup was restored: it may have been the wrong one
        self.thins_backups = True
        self.now = now

    def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Return what a query finds, to be shown: where the window is discreet, without names."""
        with self._database.read() as session:
            if self._is_discreet:
                discretion.tell_words(session)
            return query(session, *args, **kwargs)

    def gather(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Return what a query finds, for a file or to be compared with one: always with names."""
        with self._database.read() as session:
            return query(session, *args, **kwargs)

    def perform(
        self,
        label: str,
        act: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Do one undoable act; on failure nothing is kept and the person is told why.

        `label` names what was done, as the menu and the notice will: "Record check-in".
        Returns what the act returns, or None when it failed.
        """
        try:
            result, write = self._written(label, not self._is_written_aside, act, args, kwargs)
        except JournalError as error:
            self.failed.emit(str(error))
            return None
        self.changed.emit(write.changes)
        self.done.emit(label)
        return result

    def keep(
        self,
        act: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Do what the program keeps for itself: no notice, nothing to undo.

        Returns what it returns, or None when it failed; trouble is told once, as by `attend`. Of
        a journal that is only read, nothing is kept.
        """
        # while this program itself writes a lot in the background, what calls tries again
        kept = self._kept(not self._is_written_aside, act, args, kwargs)
        if kept is None:
            return None
        self.changed.emit(kept[1].changes)
        return kept[0]

    def jot(
        self,
        act: Callable[Concatenate[Session, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Keep what is no part of the record, waiting for nobody; say whether it is kept now.

        No page shows it, so none is told; trouble is told once, as by `attend`. Of a journal that
        is only read, nothing is kept.
        """
        return self._kept(False, act, args, kwargs) is not None

    def aside(self) -> Aside | None:
        """Return what does an act in the background, for `adopt`; None where only this can."""
        aside = self._database.aside()
        self._is_written_aside = aside is not None
        return aside

    def adopt(self, label: str, written: Written[T] | None) -> None:
        """Take what was written aside for an act done here; None is that nothing was written."""
        self._is_written_aside = False
        if written is None:
            return
        self._database.adopt(label, written)
        # it looks like the doing of another program, and one may have written meanwhile as well
        self.attend(self._database.changed_by_others)
        if written.used_reserve:
            self.reserve_used.emit()
        self.changed.emit(frozenset(self._database.table_names))
        self.done.emit(label)

    @property
    def is_rating(self) -> bool:
        """Whether a check-in is being filled in."""
        return self._is_rating

    @is_rating.setter
    def is_rating(self, value: bool) -> None:
        if value != self._is_rating:
            self._is_rating = value
            self.rating.emit(value)

    @property
    def is_discreet(self) -> bool:
        """Whether words stand for the names of substances."""
        return self._is_discreet

    @is_discreet.setter
    def is_discreet(self, value: bool) -> None:
        if value != self._is_discreet:
            self._is_discreet = value
            self.discreet.emit(value)
            # all that is shown was read with the words of before
            self.changed.emit(frozenset(self._database.table_names))

    @property
    def journal_path(self) -> Path:
        """Where the journal file is."""
        return self._database.path

    @property
    def only_read_because(self) -> tuple[str, ...]:
        """Why the journal is only read, and what may be missing of it; empty where it is not."""
        return self._database.only_read_because

    def hold(self, why: str) -> None:
        """Write nothing more to a damaged file; every act is refused with this sentence."""
        self._database.hold(why)
        self.changed.emit(frozenset())

    @property
    def place(self) -> Place:
        """What kind of place the journal lies at."""
        return self._database.place

    @property
    def is_encrypted(self) -> bool:
        """Whether a passphrase opens the journal, and nobody can read it without."""
        return self._database.key is not None

    @property
    def key(self) -> Key | None:
        """What opens the journal, for work in the background; None where it is not encrypted."""
        return self._database.key

    def lend(self, act: Callable[[Any], T]) -> T:
        """Return what an act finds through the connection of the window itself."""
        with self._database.lent() as connection:
            return act(connection)

    @property
    def undo_label(self) -> str | None:
        """The name of the act that undo would revert."""
        return self._database.undo_label

    @property
    def redo_label(self) -> str | None:
        """The name of the act that redo would do again."""
        return self._database.redo_label

    def undo(self) -> None:
        """Revert the last act."""
        self._move(self._database.undo)

    def redo(self) -> None:
        """Do the last undone act again."""
        self._move(self._database.redo)

    def notice_others(self) -> None:
        """Tell the widgets when another program has written to the journal."""
        if self.attend(self._database.changed_by_others):
            self.changed.emit(frozenset(self._database.table_names))

    def attempt(self, look: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Return what a look finds that the person asked for; trouble is told every time."""
        try:
            return look(*args, **kwargs)
        except JournalError as error:
            self.failed.emit(str(error))
            return None

    def attend(self, look: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Return what a look finds that nobody asked for: one of a timer, or after a change.

        Trouble is told once, and again only after the same look has succeeded in between:
        a disk that is gone must not bring its sentence back every two seconds.
        """
        try:
            found = look(*args, **kwargs)
        except JournalError as error:
            self._tell_once(look, error)
            return None
        self._failing.discard(look)
        return found

    def _kept(
        self, waits: bool, act: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[T, Write] | None:
        if self.only_read_because:
            return None
        try:
            kept = self._written("", waits, act, args, kwargs)
        except JournalError as error:
            # who waits for nobody tries again soon
            if waits or not isinstance(error, JournalBusyError):
                self._tell_once(act, error)
            return None
        self._failing.discard(act)
        return kept

    def _written(
        self,
        label: str,
        waits: bool,
        act: Callable[..., T],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> tuple[T, Write]:
        def run() -> tuple[T, Write]:
            # what the program keeps for itself has no name, and is not to be undone
            with self._database.write(label, undoable=label != "", waits=waits) as written:
                if self._is_discreet:
                    # an act is told of a substance as the person saw it called
                    discretion.heed_words(written.session)
                return act(written.session, *args, **kwargs), written

        return ballast.second_try(self.journal_path, run, self.reserve_used.emit)

    def _tell_once(self, act: Callable[..., object], error: JournalError) -> None:
        if act not in self._failing:
            self._failing.add(act)
            self.failed.emit(str(error))

    def _move(self, move: Callable[[], frozenset[str]]) -> None:
        try:
            changes = ballast.second_try(self.journal_path, move, self.reserve_used.emit)
        except JournalError as error:
            self.failed.emit(str(error))
            changes = frozenset()
        # also after a refusal, because the step is gone from the menu
        self.changed.emit(changes)
