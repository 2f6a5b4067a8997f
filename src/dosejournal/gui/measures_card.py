"""The measures of the journal in the person's order: moved, added, changed, archived."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dosejournal.domain.measures import Measure
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_words import DOT, isolated
from dosejournal.gui.main_measure_dialog import MainMeasureDialog
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.measure_words import kind_words
from dosejournal.gui.row_list import RowAct, RowList
from dosejournal.gui.rows import Row
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import main_measures, measures
from dosejournal.journal.main_measures import MainMeasure


class MeasuresCard(Card):
    """A list of measures; those in use first, in the order in which a check-in asks them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Measures"),
            _("What a check-in asks, in this order. Archived ones keep their ratings."),
            parent,
        )
        self._workspace = workspace
        self._known: dict[str, Measure] = {}
        self.list = RowList(
            _("Measures"),
            [
                RowAct(_("Up"), lambda key: self._move(key, -1), "Alt+Up", self._can_rise),
                RowAct(_("Down"), lambda key: self._move(key, 1), "Alt+Down", self._can_sink),
                RowAct(_("Edit"), self._edit, "Return"),
                RowAct(_("Archive"), self._archive, "Del", self._is_asked),
                RowAct(_("Restore"), self._restore, "Ins", self._is_archived),
            ],
        )
        self.add_button = button(_("Add measure"))
        self.add_button.clicked.connect(self._add)
        self.main = MainMeasureLine(workspace)
        self.body.addWidget(self.list)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addSpacing(8)
        self.body.addWidget(self.main)
        Upkeep(self, workspace, frozenset({"measure"}), self.refresh)

    def refresh(self) -> None:
        """Read the measures again."""
        found = self._workspace.read(measures.listing, archived=True)
        self._known = {measure.key: measure for measure in found}
        self.list.set_rows([_row(measure) for measure in found])

    def _asked(self) -> list[str]:
        return [key for key, measure in self._known.items() if not measure.archived]

    def _is_asked(self, key: str) -> bool:
        return not self._known[key].archived

    def _is_archived(self, key: str) -> bool:
        return self._known[key].archived

    def _can_rise(self, key: str) -> bool:
        return key in self._asked()[1:]

    def _can_sink(self, key: str) -> bool:
        return key in self._asked()[:-1]

    def _move(self, key: str, steps: int) -> None:
        keys = self._asked()
        place = keys.index(key)
        keys.insert(place + steps, keys.pop(place))
        # the archived ones too: two measures in one place would have no order when restored
        keys += [other for other in self._known if other not in keys]
        self._workspace.perform(_("Measures reordered"), measures.reorder, keys)

    def _add(self) -> None:
        MeasureDialog(self._workspace, None, self).open()

    def _edit(self, key: str) -> None:
        measure = self._known[key]
        dialog = self._workspace.attempt(MeasureDialog, self._workspace, measure, self)
        if dialog is not None:
            dialog.open()

    def _archive(self, key: str) -> None:
        self._workspace.perform(_("Measure archived"), measures.archive, key)

    def _restore(self, key: str) -> None:
        self._workspace.perform(_("Measure restored"), measures.archive, key, archived=False)


class MainMeasureLine(QWidget):
    """Which measure counts, since when, what counted before, and a button to choose another."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.words = label("")
        self.history = label("", "hint")
        self.choose_button = button(_("Choose…"))
        self.choose_button.clicked.connect(self._choose)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self.words)
        said.addWidget(self.history)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addLayout(said, 1)
        line.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignTop)
        Upkeep(self, workspace, frozenset({"measure", "main_measure"}), self.refresh)

    def refresh(self) -> None:
        """Read again which measure counts."""
        found = self._workspace.read(main_measures.history)
        self.words.setText(_main_words(found[-1]) if found else _("Main measure: not chosen yet"))
        before = [
            _("{measure}, from {first} to {last}").format(
                measure=isolated(each.measure.name),
                first=entry_words.day(each.chosen_on),
                last=entry_words.day(after.chosen_on),
            )
            for each, after in pairwise(found)
        ]
        self.history.setText("\n".join(reversed(before)))
        self.history.setVisible(bool(before))
        self.choose_button.setText(_("Change…") if found else _("Choose…"))
        self.choose_button.setAccessibleName(
            _("Change the main measure") if found else _("Choose the main measure")
        )

    def _choose(self) -> None:
        dialog = self._workspace.attempt(MainMeasureDialog, self._workspace, self)
        if dialog is not None:
            dialog.open()


def _main_words(main: MainMeasure) -> str:
    words = (
        _("Main measure: {measure} (archived), chosen on {day}")
        if main.measure.archived
        else _("Main measure: {measure}, chosen on {day}")
    )
    return words.format(measure=isolated(main.measure.name), day=entry_words.day(main.chosen_on))


def _row(measure: Measure) -> Row:
    facts = [kind_words(measure), _("archived") if measure.archived else ""]
    return Row(
        title=measure.name,
        key=measure.key,
        detail=DOT.join(fact for fact in facts if fact),
        faded=measure.archived,
    )
