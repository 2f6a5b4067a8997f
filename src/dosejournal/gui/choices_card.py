"""What the person chooses about how the journal asks and shows, one row for each choice."""

from PySide6.QtWidgets import QComboBox, QWidget

from dosejournal.domain import choices as domain
from dosejournal.domain.choices import Shown
from dosejournal.gui.cards import Card
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import choices

_WIDEST = 560
_SHORTEST_WORDS = 16


class ChoicesCard(Card):
    """Builds itself from `domain.choices.shown`; each choice is kept at once and can be undone."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Asking and showing"),
            _("These are kept in the journal, with the day on which you chose them."),
            parent,
        )
        self._workspace = workspace
        self._kept = domain.Choices()
        self.boxes: dict[str, QComboBox] = {}
        self.body.setSpacing(16)
        for choice in domain.shown():
            self.body.addWidget(self._row(choice))
        Upkeep(self, workspace, frozenset({"choice"}), self.refresh)

    def refresh(self) -> None:
        """Read again what holds; what was not chosen yet shows no choice."""
        self._kept = self._workspace.read(choices.read)
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(self._kept, name)))

    def _row(self, choice: Shown) -> Field:
        box = QComboBox()
        WheelGuard(box)
        box.setMaximumWidth(_WIDEST)
        # long words are cut in the field, and never in its list, where a window is narrow
        shorter = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(shorter)
        box.setMinimumContentsLength(_SHORTEST_WORDS)
        box.setPlaceholderText(_("Not chosen yet"))
        for value, words in choice.options:
            box.addItem(words, value)
        box.activated.connect(lambda _index: self._keep(choice.name, box.currentData()))
        self.boxes[choice.name] = box
        return Field(choice.label, box, choice.hint)

    def _keep(self, name: str, value: str) -> None:
        if value == getattr(self._kept, name):
            return
        now = self._workspace.now()
        self._workspace.perform(_("Choice changed"), choices.choose, now, name, value)
        # where that was refused, what holds is shown again
        self._workspace.attend(self.refresh)
