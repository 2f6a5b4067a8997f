"""Where a card has its text from: the whole citation, to be selected or copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain.evidence import Card
from dosejournal.gui import clipboard
from dosejournal.gui.cards import button, label
from dosejournal.gui.evidence import card_words
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _


class SourceBox(QWidget):
    """The sources of a card and what is to be known of them; nothing here opens a link."""

    def __init__(self, workspace: Workspace, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._card = card
        self.lines = [
            _reading(f"{each.full}\n{card_words.doi(each)}", _("Source"))
            for each in card.citations
        ]
        if card.remark:
            self.lines.append(_reading(card.remark, _("About the source")))
        self.copy_button = button(_("Copy"))
        self.copy_button.setAccessibleName(_("Copy the source"))
        self.copy_button.clicked.connect(lambda _checked: self._copy())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        for line in self.lines:
            layout.addWidget(line)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, from top to bottom."""
        return [*self.lines, self.copy_button]

    def _copy(self) -> None:
        clipboard.put_text(card_words.copied(self._card))
        # no table changed: the notice offers nothing to undo
        self._workspace.changed.emit(frozenset())
        self._workspace.done.emit(_("Source copied"))


class SourceFold:
    """The button that shows the sources of a card under it, and hides them again."""

    def __init__(self, workspace: Workspace, acts: QHBoxLayout, below: QVBoxLayout) -> None:
        self._workspace = workspace
        self._below = below
        self._card: Card | None = None
        self.box: SourceBox | None = None
        self.button: QPushButton = button("", "link")
        self.button.clicked.connect(lambda _checked: self._turn())
        acts.addWidget(self.button)

    def show_card(self, card: Card) -> None:
        """Belong to a card from now on, folded."""
        self._fold()
        self._card = card
        self._say(card)

    def _turn(self) -> None:
        if self._card is None:
            return
        if self.box is None:
            self.box = SourceBox(self._workspace, self._card)
            self._below.addWidget(self.box)
            self.box.show()  # at once, so that the keyboard can go there
        else:
            self._fold()
        self._say(self._card)

    def _fold(self) -> None:
        if self.box is not None:
            self._below.removeWidget(self.box)
            self.box.hide()
            self.box.deleteLater()
            self.box = None

    def _say(self, card: Card) -> None:
        self.button.setText(card_words.source_button(card, unfolded=self.box is not None))
        self.button.setAccessibleDescription(card.text)


def _reading(text: str, name: str) -> QLabel:
    made = label(text, "hint")
    made.setAccessibleName(name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    # to be selected by keyboard, it has to be reached by it: Qt leaves that to clicks
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
