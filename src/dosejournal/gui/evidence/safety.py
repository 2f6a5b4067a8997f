"""What is to be known before anything else, and what research says of risks."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dosejournal.domain import evidence
from dosejournal.gui.cards import label
from dosejournal.gui.evidence.card_view import CardView
from dosejournal.gui.evidence.outset import ROOM, Outset
from dosejournal.gui.evidence.topic_offer import TopicOffer
from dosejournal.gui.reading import WholeReading
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import choices


class Safety(QWidget):
    """Our own words stay in sight always; the cards stand back beside a check-in."""

    def __init__(
        self, workspace: Workspace, go_on: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.views: list[CardView] = []
        self.text = WholeReading("evidence", "safety.md", _("Safety"))
        self.aside = StandingAside(go_on)
        self.body = QWidget()
        self.offer = TopicOffer(
            _("Some notes on safety speak of psychedelics. You see them when you ask for them.")
        )
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(ROOM, 0, ROOM, 0)
        self._column.setSpacing(16)
        self._column.addWidget(
            label(
                _("The notes below come from research. They are few, and they are not complete.")
            )
        )
        self._column.addLayout(Outset(self.offer))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(ROOM, 0, ROOM, 0)
        layout.setSpacing(16)
        for part in (self.text, self.aside):
            layout.addWidget(part)
        layout.addLayout(Outset(self.body))
        self.offer.turned.connect(self.refresh)
        workspace.rating.connect(lambda _rating: self._stand_back())
        Upkeep(self, workspace, frozenset({"choice"}), self.refresh)

    def refresh(self) -> None:
        """Read again which cards may be seen."""
        self.offer.follow(self._workspace.read(choices.read).topics)
        known = evidence.of_topics(evidence.cards(), self.offer.topics)
        wanted = [card for card in known if card.stance == "safety"]
        if wanted != [view.card for view in self.views]:
            for old in self.views:
                old.hide()
                old.setParent(None)
                old.deleteLater()
            self.views = [CardView(self._workspace, card) for card in wanted]
            for view in self.views:
                self._column.addWidget(view)
                view.show()
        self._stand_back()

    def _stand_back(self) -> None:
        rating = self._workspace.is_rating
        self.aside.setVisible(rating)
        self.body.setVisible(not rating)
