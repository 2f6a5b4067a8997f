"""The Evidence page: what studies say, what is to be known of safety, how numbers are made."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from dosejournal.gui.cards import FlowLayout, Page, button
from dosejournal.gui.evidence.outset import ROOM, Outset
from dosejournal.gui.evidence.safety import Safety
from dosejournal.gui.evidence.studies import Studies
from dosejournal.gui.reading import WholeReading
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

STUDIES, SAFETY, NUMBERS = "studies", "safety", "numbers"
_WIDEST = {STUDIES: 1040, SAFETY: 760, NUMBERS: 760}


class EvidencePage(Page):
    """Shows one of three parts; each is built when it is first looked at.

    `check_in_wanted` says that the person wants to go on with a check-in.
    """

    check_in_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Evidence"), parent)
        go_on = self.check_in_wanted.emit
        self._kinds: dict[str, tuple[str, Callable[[], QWidget]]] = {
            STUDIES: (_("What the evidence says"), lambda: Studies(workspace, go_on)),
            SAFETY: (_("Safety"), lambda: Safety(workspace, go_on)),
            NUMBERS: (_("How these numbers are made"), _numbers),
        }
        self.parts: dict[str, QWidget] = {}
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        chips = QWidget()
        row = FlowLayout(chips)
        for key, (word, _build) in self._kinds.items():
            chip = button(word, "chip")
            chip.clicked.connect(lambda _checked, key=key: self.show_part(key))
            self._group.addButton(chip)
            self.chips[key] = chip
            row.addWidget(chip)
        self._beyond = Outset()  # for the parts with links of their own
        self.content.addWidget(chips)
        self.content.addLayout(self._beyond)
        self.show_part(STUDIES)

    @property
    def part(self) -> str:
        """The key of the part that is shown."""
        return next(key for key, chip in self.chips.items() if chip.isChecked())

    def show_part(self, key: str) -> None:
        """Show another part, from its beginning."""
        if key not in self.parts:
            made = self.parts[key] = self._kinds[key][1]()
            room = 0 if key == NUMBERS else ROOM
            made.setMaximumWidth(_WIDEST[key] + 2 * room)
            (self._beyond if room else self.content).addWidget(made)
        self.chips[key].setChecked(True)
        self.setFocusProxy(self.chips[key])
        for other, part in self.parts.items():
            part.setVisible(other == key)
        self.verticalScrollBar().setValue(0)


def _numbers() -> QWidget:
    return WholeReading("evidence", "numbers.md", _("How these numbers are made"))
