"""Keeping what is being written, so that who is interrupted loses no more than a second of it."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dosejournal.gui.workspace import Workspace
from dosejournal.journal import drafts
from dosejournal.journal.drafts import Content, Draft

P = ParamSpec("P")
T = TypeVar("T")

# counted from the first change that is not kept yet: also who never pauses loses no more
_WITHIN_MS = 950


class Drafting(QObject):
    """Keeps what `content` returns of a form: within a second, and when the keyboard leaves it.

    `content` returns None while nothing would be lost; a draft of before is dropped then.
    """

    def __init__(
        self,
        workspace: Workspace,
        form: QWidget,
        about: tuple[str, str],
        content: Callable[[], Content | None],
    ) -> None:
        super().__init__(form)
        self._workspace = workspace
        self._form = form
        self._kind, self._subject = about
        self._content = content
        self._place: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WITHIN_MS)
        self._timer.timeout.connect(self._keep)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there are no widgets without
        application.focusChanged.connect(self._leave)

    @property
    def place(self) -> str | None:
        """Where it is kept, None while nothing is."""
        return self._place

    @property
    def is_kept(self) -> bool:
        """Whether nothing was changed that is not kept yet."""
        return not self._timer.isActive()

    def note(self) -> None:
        """Take notice that something was changed."""
        if not (self._timer.isActive() or self._workspace.only_read_because):
            self._timer.start()

    def save(self) -> None:
        """Keep at once what is not kept yet."""
        if self._timer.isActive():
            self._keep()

    def go_on(self, draft: Draft) -> None:
        """Keep what is written from now on in place of this draft, with which it was filled."""
        self._timer.stop()
        self._place = draft.place

    def put_aside(self) -> str | None:
        """Leave what is written where it is kept, and begin anew; return where that is."""
        self.save()
        place, self._place = self._place, None
        return place

    def ending(self, act: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
        """Return the act that records it, and in the same transaction drops the draft."""
        # what is shown by the recording may hide the form: nothing is left then to be kept of it
        self.save()
        return drafts.ending(self._place, act)

    def end(self) -> None:
        """Begin anew: it was recorded."""
        self._timer.stop()
        self._place = None

    def drop(self) -> None:
        """Forget what is written: the person discarded it."""
        self._timer.stop()
        if self._place is not None and self._workspace.jot(drafts.drop, self._place):
            self._place = None

    def _keep(self) -> None:
        self._timer.stop()
        content = self._content()
        if content is None:
            self.drop()
            return
        now = self._workspace.now()
        if self._place is None:
            self._place = drafts.place(self._kind, self._subject, now.isoformat())
        if not self._workspace.jot(drafts.keep, now, self._place, content):
            self._timer.start()

    def _leave(self, before: QWidget | None, after: QWidget | None) -> None:
        if not isValid(self._form):
            # a form that goes gives the keyboard away; what it held was kept when it was closed
            return
        if before is not None and self._holds(before) and not (after and self._holds(after)):
            self.save()

    def _holds(self, widget: QWidget) -> bool:
        return widget is self._form or self._form.isAncestorOf(widget)
