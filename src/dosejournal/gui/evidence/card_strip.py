"""One quiet note from research at the moment it concerns; it never asks for anything."""

import random
from secrets import SystemRandom

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain import card_rules
from dosejournal.gui.cards import button, label
from dosejournal.gui.evidence import card_words
from dosejournal.gui.evidence.outset import Outset
from dosejournal.gui.evidence.source_box import SourceFold
from dosejournal.gui.icons import SIDE, icon
from dosejournal.gui.theme import tokens
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import cards, choices
from dosejournal.journal.cards import Found

# what decides which card may stand; that one was shown is not among it
_TABLES = frozenset(
    {
        "adverse_effect",
        "check_in",
        "choice",
        "dose_event",
        "expectancy",
        "journal_info",
        "look_back",
        "rating",
    }
)


class CardStrip(QFrame):
    """The card of a moment; without a moment, the one that Today asks for.

    It is hidden where there is no card, and beside a check-in that is filled in it shows nothing
    but what belongs before a rating. A card counts as shown once half of it was in sight.
    """

    def __init__(
        self,
        workspace: Workspace,
        moment: str = "",
        chance: random.Random | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._moment = moment
        self._chance = chance or SystemRandom()
        self._found: Found | None = None
        self._is_noted = False
        self._is_rare = False
        self._beside_difference = False
        self._place: QWidget | None = None
        self.setProperty("role", "strip")
        self.setAccessibleName(_("A note from research"))
        self.heading_label = label("", "hint")
        self.text_label = label("")
        self.less_button = button("", "link")
        self.close_button = QPushButton()
        self._lay_out()
        self._draw_sign()
        self.less_button.clicked.connect(lambda _checked: self._show_less_often())
        self.close_button.clicked.connect(lambda _checked: self._dismiss())
        workspace.changed.connect(self._notice)
        workspace.rating.connect(lambda _rating: self._look())
        self.hide()
        self._follow_place()

    @property
    def found(self) -> Found | None:
        """The card that is shown, and its moment."""
        return self._found

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        unfolded = [] if self.source.box is None else self.source.box.stops
        return [self.source.button, self.less_button, self.close_button, *unfolded]

    def stand_beside(self, *, difference: bool) -> None:
        """Follow what its page says: beside a difference, not every card fits."""
        if difference != self._beside_difference:
            self._beside_difference = difference
            self._look()

    def refresh(self) -> None:
        """Look which card belongs here now."""
        self._show(self._workspace.attend(self._find))

    def event(self, event: QEvent) -> bool:
        """Notice where the strip is put."""
        if event.type() == QEvent.Type.ParentChange:
            self._follow_place()
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look for a card whenever the page comes into sight."""
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Keep that the card was seen, now that it is drawn."""
        super().paintEvent(event)
        in_sight = self.visibleRegion().boundingRect().height()
        if not self._is_noted and 2 * in_sight >= self.height():
            self._is_noted = True
            QTimer.singleShot(0, self, self._note)

    def _lay_out(self) -> None:
        self.close_button.setProperty("role", "icon")
        self.close_button.setIconSize(QSize(SIDE, SIDE))  # drawn smaller, it turns pale
        for name in (self.close_button.setAccessibleName, self.close_button.setToolTip):
            name(_("Send this note away"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading_label, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        acts, below = QHBoxLayout(), QVBoxLayout()
        acts.setSpacing(8)
        self.source = SourceFold(self._workspace, acts, below)
        acts.addWidget(self.less_button)
        acts.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 8, 8)
        outer.setSpacing(4)
        outer.addWidget(self.text_label)
        links = Outset()
        links.addLayout(acts)
        outer.addLayout(links)
        outer.addLayout(below)
        # put in last, so that Tab comes to it last
        outer.insertLayout(0, head)

    def _draw_sign(self) -> None:
        # its own palette tells nothing: the ground of the strip is transparent
        self.close_button.setIcon(icon("close", tokens(QGuiApplication.palette()).soft))

    def _follow_place(self) -> None:
        # hidden, the strip hears nothing of its page: what it stands in does
        if self._place is not None:
            self._place.removeEventFilter(self)
        self._place = self.parentWidget()
        if self._place is not None:
            self._place.installEventFilter(self)
            self._look()

    def _notice(self, changes: frozenset[str]) -> None:
        if changes & _TABLES:
            self._look()

    def _look(self) -> None:
        if self._place is not None and self._place.isVisible():
            self.refresh()

    def _find(self) -> Found | None:
        self._is_rare = self._workspace.read(choices.read).cards == "rare"
        rating = self._workspace.is_rating
        moments: tuple[str, ...] = (self._moment or card_rules.BEFORE_RATING,)
        if not self._moment and not rating:
            moments = self._workspace.read(cards.moments_today, self._workspace.now())
        return self._workspace.read(
            cards.first,
            self._workspace.now(),
            moments,
            self._chance,
            is_rating=rating,
            shows_difference=self._beside_difference,
        )

    def _show(self, found: Found | None) -> None:
        self.less_button.setText(_("No more notes") if self._is_rare else _("Less often"))
        if found == self._found:
            return
        self._found = found
        self._is_noted = False
        if found is None:
            self.hide()
            return
        self.heading_label.setText(card_words.heading(found.card))
        self.text_label.setText(found.card.text)
        self.setAccessibleDescription(found.card.text)
        self.source.show_card(found.card)
        self.show()

    def _note(self) -> None:
        if self._found is None:
            return
        seen, moment = self._found.card.id, self._found.moment
        if not self._workspace.keep(cards.note_shown, self._workspace.now(), seen, moment):
            # what cannot be kept as shown would upset the balance
            self._show(None)

    def _dismiss(self) -> None:
        self._answer("dismissed")
        self._show(None)

    def _show_less_often(self) -> None:
        value, done = "rare", _("Notes from research come less often")
        if self._is_rare:
            value, done = "never", _("No more notes from research")
        self._answer("less_often")
        self._workspace.perform(done, choices.choose, self._workspace.now(), "cards", value)

    def _answer(self, answer: cards.Answer) -> None:
        if self._found is not None:
            shown, moment = self._found.card.id, self._found.moment
            now = self._workspace.now()
            self._workspace.keep(cards.dismiss, now, shown, moment, answer)
