"""The page that an answer about death or self-harm is met with, before anything else is shown.

No score, no red, no level of risk. What it says is in `domain.care_words`; how it is kept that it
was read is for who shows it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain import care_words
from dosejournal.domain.help_contacts import Contacts
from dosejournal.gui.cards import button, label
from dosejournal.gui.messages import announce
from dosejournal.gui.safety.country_box import CountryBox
from dosejournal.gui.safety.three_ways import EMERGENCY, ThreeWays
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.i18n import _

_WIDEST = 640


class CareScreen(QWidget):
    """Says thank you, and shows three ways to reach somebody.

    `acknowledged` tells that the person has read it. It does not close itself. Where no country
    is known, one can be picked, and `country_picked` carries its two letters.
    """

    acknowledged = Signal()
    country_picked = Signal(str)

    def __init__(self, answer: int, contacts: Contacts, parent: QWidget | None = None) -> None:
        """Speak to a person who gave this answer, above 0, and show these contacts."""
        super().__init__(parent)
        self.thanks_label = label(care_words.thanks(), "care")
        self.doctor_label = label(care_words.doctor(answer))
        self.nobody_label = label(care_words.nobody_watches(), "hint")
        self.ways = ThreeWays(
            contacts,
            _(
                "If you might act on these thoughts, call the emergency number now. Each of "
                "these shows a number, to be read or copied."
            ),
        )
        self.country = CountryBox()
        self.country.setPlaceholderText(_("Choose your country"))
        # not shown before it has a place: it would be a window of its own for a moment
        if contacts.code:
            self.country.hide()
        self.country.picked.connect(self.country_picked)
        self.read_button = button(_("I have read this"))
        self.read_button.clicked.connect(lambda _checked: self.acknowledged.emit())
        self.setAccessibleName(_("Support"))
        said = (self.thanks_label, self.doctor_label, self.nobody_label)
        self.setAccessibleDescription(" ".join(each.text() for each in said))
        self._lay_out()
        self.setFocusProxy(self.ways.buttons[EMERGENCY])

    def show_contacts(self, contacts: Contacts) -> None:
        """Show other numbers from now on."""
        self.ways.show_contacts(contacts)
        self.country.show_code(contacts.code)

    def _lay_out(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        said = (self.doctor_label, self.nobody_label)
        for each in (self.thanks_label, self.ways, self.country, *said):
            column.addWidget(each)
        acts = QWidget()
        foot = QHBoxLayout(acts)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.read_button)
        foot.addStretch(1)
        inside = QWidget()
        # from the top, so that nothing moves when numbers come in below
        middle = _centred(inside, words, 32, 8)
        middle.addStretch(1)
        self.area = scrolled(inside)
        below = QWidget()
        _centred(below, acts, 8, 24)
        # a scroll bar takes its room from the words alone: what stands below stays in line
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _least, most: below.setContentsMargins(*_beside(bar, most > 0))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(below)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first way, never to what sends the page away."""
        super().showEvent(event)
        self.ways.buttons[EMERGENCY].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleDescription(), urgent=False)


def _beside(bar: QWidget, is_shown: bool) -> tuple[int, int, int, int]:
    room = bar.sizeHint().width() if is_shown else 0
    return (room, 0, 0, 0) if bar.isRightToLeft() else (0, 0, room, 0)


def _centred(place: QWidget, inside: QWidget, above: int, under: int) -> QVBoxLayout:
    """Put a column of the same width into the middle of a place."""
    inside.setMaximumWidth(_WIDEST)
    layout = QVBoxLayout(place)
    layout.setContentsMargins(32, above, 32, under)
    # the room beside it is of its own: Qt would else give lines that wrap too little height
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inside, 100)
    row.addStretch(1)
    layout.addLayout(row)
    return layout
