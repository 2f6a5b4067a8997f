"""Before a window goes: what is filled in, but not recorded, is not lost unasked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.drafts.drafting import Drafting
from dosejournal.i18n import _

_WIDTH = 440


@dataclass(frozen=True, slots=True)
class Question:
    """What is said to be unrecorded, what can be done, and how recording it is called."""

    title: str
    hint: str
    record_text: str

    @classmethod
    def of_entry(cls, title: str) -> "Question":
        """Return the question about an entry on a page."""
        hint = _("Record it before you leave, or discard it for good.")
        return cls(title, hint, _("Record"))


@runtime_checkable
class Recorder(Protocol):
    """A page or dialog in which something is filled in and then recorded."""

    def has_unsaved(self) -> bool:
        """Say whether something is filled in that is not recorded."""
        ...

    def record(self) -> None:
        """Record it; what cannot be recorded stays, and the person is told why."""
        ...

    def question(self) -> Question:
        """Return what is asked before it is lost."""
        ...


class Unrecorded(QObject):
    """Asks about each page and dialog with something unrecorded before the person leaves."""

    def __init__(
        self, window: QWidget, pages: dict[str, QWidget], visit: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._visit = visit
        self.dialog: UnrecordedDialog | None = None

    def anywhere(self) -> bool:
        """Say whether something would be lost."""
        return any(True for _each in self._waiting(()))

    def ask_before(
        self, leave: Callable[[], object], discarded: tuple[Recorder, ...] = ()
    ) -> None:
        """Call `leave` when nothing would be lost, or the person does not want to keep it.

        Nothing waits for the answer: a program that is told to end while it is asked does end.
        """
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        recorder = next(self._waiting(discarded), None)
        if recorder is None:
            for each in discarded:
                _drop(each)
            leave()
            return
        self.dialog = UnrecordedDialog(recorder.question(), self._bring_up(recorder))
        self.dialog.finished.connect(self._forget)
        self.dialog.record_wanted.connect(lambda: self._record(recorder, leave, discarded))
        self.dialog.discard_wanted.connect(lambda: self._discard(recorder, leave, discarded))
        self.dialog.open()

    def _bring_up(self, recorder: Recorder) -> QWidget:
        """Show where the unrecorded is; return the window over which to ask."""
        if isinstance(recorder, QDialog):
            # its own question, when it was about to be closed, gives way to this one
            for asking in recorder.findChildren(UnrecordedDialog):
                asking.reject()
            return recorder
        keys: dict[object, str] = {page: key for key, page in self._pages.items()}
        if not self._pages[keys[recorder]].isVisible():
            # who is there already keeps the keyboard where it was
            self._visit(keys[recorder])
        return self._window

    def _forget(self) -> None:
        self.dialog = None

    def _record(
        self, recorder: Recorder, leave: Callable[[], object], discarded: tuple[Recorder, ...]
    ) -> None:
        recorder.record()
        if not recorder.has_unsaved():
            self.ask_before(leave, discarded)

    def _discard(
        self, recorder: Recorder, leave: Callable[[], object], discarded: tuple[Recorder, ...]
    ) -> None:
        if isinstance(recorder, QDialog):
            recorder.done(QDialog.DialogCode.Rejected)
        self.ask_before(leave, (*discarded, recorder))

    def _waiting(self, discarded: tuple[Recorder, ...]) -> Iterator[Recorder]:
        # dialogs first: they lie over the pages
        for place in (*self._window.findChildren(QDialog), *self._pages.values()):
            if isinstance(place, Recorder) and place not in discarded and place.has_unsaved():
                yield place


def _drop(page: object) -> None:
    """Keep no draft of what the person discarded; a dialog that is closed has dropped its own."""
    if isinstance(page, QWidget) and not isinstance(page, QDialog):
        for drafting in page.findChildren(Drafting):
            drafting.drop()


class UnrecordedDialog(QDialog):
    """Says what is not recorded yet; Escape goes back to it."""

    record_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setMinimumWidth(_WIDTH)
        self.record_button = button(question.record_text, "primary")
        self.discard_button = button(_("Discard"), "danger")
        self.keep_button = button(_("Keep editing"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(question.title, "card-title"))
        layout.addWidget(label(question.hint, "hint"))
        layout.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.discard_button)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(self.record_button)
        layout.addLayout(row)
        for first, second in (
            (self.record_button, self.keep_button),
            (self.keep_button, self.discard_button),
        ):
            self.setTabOrder(first, second)
        self.keep_button.clicked.connect(self.reject)
        # gone before the answer is acted upon: what comes next may ask about another page
        self.record_button.clicked.connect(lambda: self._answer(self.record_wanted.emit))
        self.discard_button.clicked.connect(lambda: self._answer(self.discard_wanted.emit))
        self.finished.connect(self.deleteLater)
        self.record_button.setFocus()

    def _answer(self, tell: Callable[[], None]) -> None:
        self.accept()
        tell()
