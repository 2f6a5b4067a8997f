"""Ticking the notes that a report shows."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QLocale, QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dosejournal.gui.cards import button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.report.note_list import NoteList
from dosejournal.gui.report.note_model import NoteModel
from dosejournal.gui.theme import tokens
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _, ngettext
from dosejournal.journal.timeline import Filter

_SIZE = QSize(560, 560)
_TYPING_MS = 150
_LONGEST_SEARCH = 200


class NotesDialog(QDialog):
    """All entries with a note in a period, newest first; `toggled` tells of a tick at once."""

    toggled = Signal(int, bool)

    def __init__(
        self,
        workspace: Workspace,
        asked: Filter,
        ticked: Iterable[int],
        parent: QWidget | None = None,
    ) -> None:
        # first of all: where it cannot be read, no half of a dialog stays with the parent
        model = NoteModel(workspace, ticked)
        model.ask(asked)
        super().__init__(parent)
        self._workspace, self._asked = workspace, asked
        self.model = model
        model.setParent(self)
        self.setWindowTitle(_("Choose notes"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search notes"))
        self.search.setAccessibleName(_("Search notes"))
        self.search.setMaxLength(_LONGEST_SEARCH)
        self.search.setClearButtonEnabled(True)
        sign = icon("search", tokens(self.palette()).soft)
        self.search.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self.list = NoteList(model)
        self.nothing_found = label(_("No note has words that begin so."), "hint")
        self.stack = QStackedWidget()
        self.count = label("", "hint")
        self.done_button = button(_("Done"), "primary")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._look)
        model.toggled.connect(self.toggled)
        model.toggled.connect(lambda _key, _ticked: self._say())
        self.done_button.clicked.connect(self.accept)
        self._say()
        self.list.setCurrentIndex(model.index(0))
        self.list.setFocus()

    def _lay_out(self) -> None:
        self.nothing_found.setContentsMargins(16, 16, 16, 16)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing_found)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        # the list reaches the card's sides, and leaves its round corners free
        inside.setContentsMargins(1, 8, 1, 8)
        inside.addWidget(self.stack)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(_("Ticked notes stand in the report word for word."), "hint"))
        layout.addWidget(self.search)
        layout.addWidget(card, 1)
        layout.addLayout(foot)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    def _look(self) -> None:
        wanted = replace(self._asked, search=self.search.text())
        self._workspace.attempt(self.model.ask, wanted)
        self.stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.list.scrollToTop()
        self._say()

    def _say(self) -> None:
        locale, most = QLocale(), self.model.rowCount()
        self.count.setText(
            ngettext("{n} of {most} note ticked", "{n} of {most} notes ticked", most).format(
                n=locale.toString(self.model.n_ticked()), most=locale.toString(most)
            )
        )
