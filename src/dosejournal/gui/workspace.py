"""The open journal as the widgets see it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from sqlmodel import Session

from dosejournal.errors import JournalError
from dosejournal.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")


class Workspace(QObject):
    """Runs acts on the journal, then tells every widget which tables changed.

    `changed` carries the names of the tables an act touched, `done` the act's label,
    `failed` a sentence for the person, `rating` whether a check-in is being filled in, beside
    which nothing may tell of what was recorded before.
    """

    changed = Signal(frozenset)
    done = Signal(str)
    failed = Signal(str)
    rating = Signal(bool)

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
        self.now = now

    def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Return what a query finds."""
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
            with self._database.write(label) as write:
                result = act(write.session, *args, **kwargs)
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

        Returns what it returns, or None when it failed; trouble is told once, as by `attend`.
        """
        try:
            with self._database.write("", undoable=False) as write:
                result = act(write.session, *args, **kwargs)
        except JournalError as error:
            self._tell_once(act, error)
            return None
        self._failing.discard(act)
        self.changed.emit(write.changes)
        return result

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
    def journal_path(self) -> Path:
        """Where the journal file is."""
        return self._database.path

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

    def _tell_once(self, act: Callable[..., object], error: JournalError) -> None:
        if act not in self._failing:
            self._failing.add(act)
            self.failed.emit(str(error))

    def _move(self, move: Callable[[], frozenset[str]]) -> None:
        try:
            changes = move()
        except JournalError as error:
            self.failed.emit(str(error))
            changes = frozenset()
        # also after a refusal, because the step is gone from the menu
        self.changed.emit(changes)
