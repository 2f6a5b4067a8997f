"""A card on the Evidence page, with its sources one click away."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import evidence
from dosejournal.gui.cards import Card, label
from dosejournal.gui.evidence import card_words
from dosejournal.gui.evidence.outset import Outset
from dosejournal.gui.evidence.source_box import SourceFold
from dosejournal.gui.workspace import Workspace


class CardView(Card):
    """Shows one evidence card for good."""

    def __init__(
        self, workspace: Workspace, card: evidence.Card, parent: QWidget | None = None
    ) -> None:
        super().__init__(hint=card_words.heading(card), parent=parent)
        self.card = card
        self.setAccessibleName(card_words.heading(card))
        self.setAccessibleDescription(card.text)
        acts, below = QHBoxLayout(), QVBoxLayout()
        self.source = SourceFold(workspace, acts, below)
        self.source.show_card(card)
        acts.addStretch(1)
        self.body.addWidget(label(card.text))
        links = Outset()
        links.addLayout(acts)
        self.body.addLayout(links)
        self.body.addLayout(below)
