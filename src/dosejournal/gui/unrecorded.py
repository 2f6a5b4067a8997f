"""Before the window goes: what is filled in, but not recorded, is not lost unasked."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.i18n import _

_WIDTH = 440


@runtime_checkable
class Recorder(Protocol):
    """A page on which something is filled in and then recorded."""

    def has_unsaved(self) -> bool:
        """Say whether something is filled in that is not recorded."""
        ...

    def record(self) -> None:
        """Record it; what cannot be recorded stays, and the person is told why."""
        ...


class Unrecorded(QObject):
    """Asks about each page with something unrecorded before it lets the person leave."""

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
        return bool(self._waiting(frozenset()))

    def ask_before(
        self, leave: Callable[[], object], discarded: frozenset[str] = frozenset()
    ) -> None:
        """Call `leave` when nothing would be lost, or the person does not want to keep it.

        Nothing waits for the answer: a program that is told to end while it is asked does end.
        """
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        waiting = self._waiting(discarded)
        if not waiting:
            leave()
            return
        key, page = waiting[0]
        if not self._pages[key].isVisible():
            # who is there already keeps the keyboard where it was
            self._visit(key)
        self.dialog = UnrecordedDialog(key, self._window)
        self.dialog.finished.connect(self._forget)
        self.dialog.record_wanted.connect(lambda: self._record(page, leave, discarded))
        self.dialog.discard_wanted.connect(lambda: self.ask_before(leave, discarded | {key}))
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _record(
        self, page: Recorder, leave: Callable[[], object], discarded: frozenset[str]
    ) -> None:
        page.record()
        if not page.has_unsaved():
            self.ask_before(leave, discarded)

    def _waiting(self, discarded: frozenset[str]) -> list[tuple[str, Recorder]]:
        return [
            (key, page)
            for key, page in self._pages.items()
            if isinstance(page, Recorder) and key not in discarded and page.has_unsaved()
        ]


class UnrecordedDialog(QDialog):
    """Says what is not recorded yet; Escape goes back to it."""

    record_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, page_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = {
            "today": _("This check-in is not recorded yet"),
            "doses": _("This dose is not recorded yet"),
        }[page_key]
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.record_button = button(_("Record"), "primary")
        self.discard_button = button(_("Discard"), "danger")
        self.keep_button = button(_("Keep editing"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(title, "card-title"))
        layout.addWidget(label(_("Record it before you leave, or discard it for good."), "hint"))
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
