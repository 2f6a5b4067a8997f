"""The offer to see what speaks of psychedelics, where the person did not ask for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain import evidence
from dosejournal.gui.cards import button, label
from dosejournal.gui.evidence.outset import ROOM
from dosejournal.i18n import _


class TopicOffer(QWidget):
    """Says what is left out, and shows it for now: the choice of topics stays as it is.

    It belongs into an `Outset`.
    """

    turned = Signal()

    def __init__(self, left_out: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more = False
        self._chosen = evidence.topics_of("")
        self.sentence_label = label(left_out, "hint")
        self.button = button("", "link")
        self.button.clicked.connect(lambda _checked: self._turn())
        # the link reaches beyond its words
        self.sentence_label.setContentsMargins(ROOM, 0, ROOM, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sentence_label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._say()

    @property
    def topics(self) -> frozenset[str]:
        """The topics to show now."""
        return frozenset(evidence.TOPICS) if self._more else self._chosen

    def follow(self, choice: str) -> None:
        """Take over what the person chose; who chose everything is offered nothing."""
        self._chosen = evidence.topics_of(choice)
        self.setVisible(self._chosen != frozenset(evidence.TOPICS))

    def _turn(self) -> None:
        self._more = not self._more
        self._say()
        self.turned.emit()

    def _say(self) -> None:
        self.sentence_label.setVisible(not self._more)
        self.button.setText(
            _("Hide studies about microdosing")
            if self._more
            else _("Show studies about microdosing too")
        )
