"""The dialog in which the one measure that counts is chosen, now and for the days to come."""

from PySide6.QtWidgets import QComboBox, QWidget

from dosejournal.gui.cards import label
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.form_dialog import FormDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import main_measures

_SHORTEST_NAME = 12


class MeasureBox(QComboBox):
    """Offers the scales of the check-in; none of them is chosen beforehand.

    With `optional`, what was chosen can be taken back in the list.
    """

    def __init__(self, workspace: Workspace, *, optional: bool = False) -> None:
        super().__init__()
        self._workspace = workspace
        self._optional = optional
        WheelGuard(self)
        self.setPlaceholderText(_("Not chosen yet"))
        # a long name must not widen what is around it
        shorter = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setSizeAdjustPolicy(shorter)
        self.setMinimumContentsLength(_SHORTEST_NAME)

    def offer(self) -> None:
        """Read the measures again; the chosen one stays as long as it is among them."""
        chosen = self.currentData()
        self.clear()
        if self._optional:
            self.addItem(self.placeholderText(), None)
        for measure in self._workspace.read(main_measures.offered):
            self.addItem(measure.name, measure.key)
        found = -1 if chosen is None else self.findData(chosen)
        self.setCurrentIndex(max(found, 0) if self._optional else found)


class MainMeasureDialog(FormDialog):
    """Offers the scales of the check-in; none is chosen until the person chooses one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, _("Main measure"), _("Save"), parent)
        self.measure = MeasureBox(workspace)
        self.measure.offer()
        current = workspace.read(main_measures.current)
        if current is not None:
            # one that was archived since is not offered, so that none is chosen then
            self.measure.setCurrentIndex(self.measure.findData(current.measure.key))
        self._field = Field(_("Measure"), self.measure)
        self.body.addWidget(label(reason()))
        self.body.addWidget(self._field)
        self.body.addWidget(
            label(
                _(
                    "A change holds from now on. Which measure counted before, and until when, "
                    "stays on record."
                ),
                "hint",
            )
        )
        self.begin(self.measure.currentData)
        self.save_wanted.connect(self._save)
        self.measure.setFocus()

    def _save(self) -> None:
        self.line.say("")
        chosen = self.measure.currentData()
        if chosen is None:
            self._field.refuse(_("Choose a measure first, or cancel."))
            self._make_room()
            self.measure.setFocus()
            return
        self._field.explain()
        self.keep(lambda: keep(self._workspace, chosen))

    def _make_room(self) -> None:
        lines = self._field.layout()
        if lines is not None:
            # at once: a line that came up would ask for its room only later
            lines.activate()
        self.fit()


def reason() -> str:
    """Return why one measure is chosen, and chosen beforehand."""
    return _(
        "One measure, chosen before you look at the numbers, is the one that counts. "
        "All others are hints: among many, one differs by chance alone."
    )


def keep(workspace: Workspace, key: str) -> None:
    """Let a measure be the main one from now on."""
    workspace.perform(_("Main measure chosen"), main_measures.choose, workspace.now(), key)
