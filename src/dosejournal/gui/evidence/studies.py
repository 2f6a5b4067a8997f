"""What the evidence says: both sides beside each other, and what concerns every record."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain import evidence
from dosejournal.domain.evidence import Stance
from dosejournal.gui.cards import FlowLayout, button, label
from dosejournal.gui.evidence import card_words
from dosejournal.gui.evidence.card_view import CardView
from dosejournal.gui.evidence.outset import ROOM, Outset
from dosejournal.gui.evidence.topic_offer import TopicOffer
from dosejournal.gui.evidence.two_sides import TwoSides
from dosejournal.gui.standing_aside import StandingAside
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import cards

_TABLES = frozenset({"choice", "check_in", "rating", "dose_event", "journal_info"})
# those of safety stand with what else is to be said of it
_FILTERS: tuple[Stance, ...] = ("sceptical", "favourable", "open", "method")
_CHIP_HEIGHT = 28
_SECOND_SIDE: tuple[Stance, ...] = ("favourable", "open")


class Studies(QWidget):
    """All cards of the person's topics; nothing of them beside a check-in that is filled in.

    After a dose, until the day's rating, what speaks for or against an effect waits behind a
    button: it would colour the rating, and yet it can be read at any time. `go_on` leads back
    to the check-in. The cards stand a little inside: their links reach beyond them.
    """

    def __init__(
        self, workspace: Workspace, go_on: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._awaits_rating = False
        self._shown_anyway = False
        self.views: list[CardView] = []
        self.aside = StandingAside(go_on)
        self.body = QWidget()
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.offer = TopicOffer(
            _(
                "Every study here that speaks for or against an effect is about microdosing "
                "psychedelics. You see them when you ask for them."
            )
        )
        self.dose_label = label(
            _(
                "You took a dose today and have not rated since. Studies for and against an "
                "effect wait until you have, so that they do not colour the rating."
            ),
            "hint",
        )
        self.anyway_button = button(_("Show them now"), "link")
        self.sides = TwoSides(_("Sceptical"), _("Favourable and open"))
        self.method_label = label(_("Expectation, memory and chance"), "card-title")
        self.method = TwoSides()
        self._lay_out()
        self.offer.turned.connect(self.refresh)
        self.anyway_button.clicked.connect(lambda _checked: self._show_anyway())
        workspace.rating.connect(lambda _rating: self._stand_back())
        Upkeep(self, workspace, _TABLES, self.refresh)

    @property
    def shown(self) -> list[CardView]:
        """The cards that are to be seen, in the order of their numbers."""
        return [view for view in self.views if not view.isHidden()]

    def refresh(self) -> None:
        """Read again which cards may be seen."""
        here = self._workspace.read(cards.situation, self._workspace.now())
        chosen = "microdosing" if "microdosing" in here.topics else "general"
        self.offer.follow(chosen)
        self._awaits_rating = here.dose_awaits_rating
        self._shown_anyway &= here.dose_awaits_rating
        wanted = [
            card
            for card in evidence.of_topics(evidence.cards(), self.offer.topics)
            if card.stance in _FILTERS
            and (here.hides_earlier_ratings or not card.limits.only_if_earlier_ratings_are_hidden)
        ]
        if wanted != [view.card for view in self.views]:
            self._list(wanted)
        self._show_chosen()
        self._stand_back()

    def _lay_out(self) -> None:
        chips = QWidget()
        row = FlowLayout(chips)
        show = label(_("Show"), "hint")
        show.setMinimumHeight(_CHIP_HEIGHT)
        show.setWordWrap(False)
        row.addWidget(show)
        self._add_chip(row, "", _("All"))
        for stance in _FILTERS:
            self._add_chip(row, stance, card_words.stance(stance))
        self.chips[""].setChecked(True)
        self._group.idClicked.connect(lambda _index: self._show_chosen())
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(ROOM, 0, ROOM, 0)
        inside.setSpacing(16)
        inside.addWidget(chips)
        anyway = Outset()
        anyway.addWidget(self.anyway_button, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addLayout(Outset(self.offer))
        inside.addWidget(self.dose_label)
        inside.addLayout(anyway)
        for part in (self.sides, self.method_label, self.method):
            inside.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        outer.addWidget(self.aside)
        outer.addWidget(self.body)

    def _add_chip(self, row: FlowLayout, stance: str, word: str) -> None:
        chip = button(word, "chip")
        self._group.addButton(chip, len(self.chips))
        self.chips[stance] = chip
        row.addWidget(chip)

    def _list(self, wanted: list[evidence.Card]) -> None:
        for old in self.views:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.views = [CardView(self._workspace, card) for card in wanted]
        sceptical, others, method = _parted(self.views)
        self.sides.hold(sceptical, others)
        self.method.hold(method, ())

    def _show_chosen(self) -> None:
        checked = next(key for key, chip in self.chips.items() if chip.isChecked())
        waits = self._awaits_rating and not self._shown_anyway
        sceptical, others, method = _parted(
            view
            for view in self.views
            if checked in ("", view.card.stance) and not (waits and view.card.is_sided)
        )
        self.sides.show_widgets(sceptical, others)
        self.method_label.setVisible(bool(method))
        self.method.show_widgets(method, ())
        held = waits and any(view.card.is_sided for view in self.views)
        self.dose_label.setVisible(held)
        self.anyway_button.setVisible(held)

    def _show_anyway(self) -> None:
        self._shown_anyway = True
        self._show_chosen()

    def _stand_back(self) -> None:
        rating = self._workspace.is_rating
        self.aside.setVisible(rating)
        self.body.setVisible(not rating)


def _parted(views: Iterable[CardView]) -> tuple[list[CardView], list[CardView], list[CardView]]:
    """Return those that are sceptical, those of the other side, and those of method."""
    parted: tuple[list[CardView], list[CardView], list[CardView]] = ([], [], [])
    for view in views:
        second = 1 if view.card.stance in _SECOND_SIDE else 0
        parted[second if view.card.is_sided else 2].append(view)
    return parted
