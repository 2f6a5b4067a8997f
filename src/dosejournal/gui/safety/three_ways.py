"""Three ways to reach somebody now: the emergency number, a crisis line, somebody one knows."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain import help_lines
from dosejournal.domain.help_contacts import Contacts
from dosejournal.domain.help_lines import HelpLine, Kind
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.safety import help_words
from dosejournal.gui.safety.number_row import NumberRow, of_line
from dosejournal.i18n import _

EMERGENCY, CRISIS, PERSON = "emergency", "crisis", "person"
WAYS = (EMERGENCY, CRISIS, PERSON)


class ThreeWays(QWidget):
    """Three buttons; the numbers of the one that was pressed stand below, large.

    `first_words` stand there before one was pressed. With `asks`, a number that nobody has
    checked can be confirmed, and `confirmed` carries it.
    """

    confirmed = Signal(object)

    def __init__(
        self,
        contacts: Contacts,
        first_words: str = "",
        parent: QWidget | None = None,
        *,
        asks: bool = False,
    ) -> None:
        super().__init__(parent)
        self._asks = asks
        self._contacts = contacts
        self._first_words = first_words
        self.buttons: dict[str, QPushButton] = {}
        self.rows: list[NumberRow] = []
        self.panel = Card()
        self.words_label = label("")
        self.ground_label = label("", "hint")
        ways = FlowLayout(spacing=12)
        for key, word in (
            (EMERGENCY, _("Emergency number")),
            (CRISIS, _("Crisis line")),
            (PERSON, _("My person")),
        ):
            made = self._way(key, word)
            ways.addWidget(made)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.panel.body.setSpacing(12)
        self.panel.body.addWidget(self.words_label)
        self.panel.body.addLayout(self._rows)
        self.panel.body.addWidget(self.ground_label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(ways)
        layout.addWidget(self.panel)
        self._show()

    @property
    def way(self) -> str:
        """The key of the way that is shown; empty before one was pressed."""
        return next((key for key, made in self.buttons.items() if made.isChecked()), "")

    def show_way(self, key: str) -> None:
        """Show the numbers of a way, as its button does."""
        # no group: Tab goes from one to the next, and what is pressed again stays
        for each, made in self.buttons.items():
            made.setChecked(each == key)
        self._show()
        # its place is known once the layout has made room for it
        QTimer.singleShot(0, self, self._bring_into_sight)

    def show_contacts(self, contacts: Contacts) -> None:
        """Show other numbers from now on."""
        self._contacts = contacts
        self._show()

    def _bring_into_sight(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self.rows[0] if self.rows else self.words_label)

    def focus_numbers(self) -> None:
        """Give the keyboard to the first number that is shown, or to the first way."""
        (self.rows[0].number_label if self.rows else self.buttons[EMERGENCY]).setFocus()

    def _way(self, key: str, word: str) -> QPushButton:
        made = button(word, "way")
        made.setCheckable(True)
        # Return presses the one that has the keyboard, as Space does
        made.setAutoDefault(True)
        made.clicked.connect(lambda _checked: self.show_way(key))
        self.buttons[key] = made
        return made

    def _show(self) -> None:
        for old in self.rows:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        way = self.way
        self.rows = [] if not way else self._numbers(way)
        before: QWidget = self.buttons[PERSON]
        for row in self.rows:
            self._rows.addWidget(row)
            row.show()
            for stop in row.stops:
                QWidget.setTabOrder(before, stop)
                before = stop
        words = help_words.of_way(self._contacts, way) if way else self._first_words
        self.words_label.setText(words)
        self.words_label.setVisible(bool(words))
        self.panel.setVisible(bool(words or self.rows))
        ground = help_words.ground(self._contacts) if way in (EMERGENCY, CRISIS) else ""
        self.ground_label.setText(ground)
        self.ground_label.setVisible(bool(ground))
        for key, made in self.buttons.items():
            # what is read out with the button: the numbers themselves
            made.setAccessibleDescription(help_words.read_out(self._contacts, key))

    def _numbers(self, way: str) -> list[NumberRow]:
        contacts = self._contacts
        if way == PERSON:
            person = contacts.person
            return [] if person is None else [NumberRow(person.name, person.number)]
        kind: Kind = "emergency" if way == EMERGENCY else "crisis"
        lines = contacts.of(kind)
        if way == EMERGENCY and not lines:
            # large and to be copied, as where the country is known
            return [of_line(line) for line in help_lines.common()]
        return [of_line(line, self._confirm_button(line)) for line in lines]

    def _confirm_button(self, line: HelpLine) -> QPushButton | None:
        if line.is_confirmed or not self._asks:
            return None
        made = button(_("Confirm"))
        made.setAccessibleName(_("Confirm that {number} is right").format(number=line.number))
        made.clicked.connect(lambda _checked: self.confirmed.emit(line))
        return made
