"""The substances as the person names them: added, changed, archived and restored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dosejournal.gui.cards import Card, EmptyState, button
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.row_list import RowAct, RowList
from dosejournal.gui.rows import Row
from dosejournal.gui.substance_dialog import SubstanceDialog
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import substances
from dosejournal.store.tables import Substance


class SubstancesCard(Card):
    """A list of substances; the archived ones last, and told apart."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Substances"), parent=parent)
        self._workspace = workspace
        self._known: dict[int, Substance] = {}
        self.empty = EmptyState(
            _("The substances you take appear here, as you name them."),
            _("Add substance"),
            self._add,
        )
        self.list = RowList(
            _("Substances"),
            [
                RowAct(_("Edit"), self._edit, "Return"),
                RowAct(_("Archive"), self._archive, "Del", self._is_listed),
                RowAct(_("Restore"), self._restore, "Ins", self._is_archived),
            ],
        )
        self.add_button = button(_("Add substance"))
        self.add_button.clicked.connect(self._add)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        Upkeep(self, workspace, frozenset({"substance"}), self.refresh)

    def refresh(self) -> None:
        """Read the substances again."""
        found = self._workspace.read(substances.listing, archived=True)
        self._known = {row.id: row for row in found if row.id is not None}
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.add_button.setVisible(bool(found))
        self.list.set_rows([_row(row) for row in found])

    def _is_archived(self, substance_id: int) -> bool:
        return self._known[substance_id].archived

    def _is_listed(self, substance_id: int) -> bool:
        return not self._known[substance_id].archived

    def _add(self) -> None:
        SubstanceDialog(self._workspace, None, self).open()

    def _edit(self, substance_id: int) -> None:
        found = self._workspace.attempt(self._workspace.gather, substances.one, substance_id)
        if found is not None:
            SubstanceDialog(self._workspace, found, self).open()

    def _archive(self, substance_id: int) -> None:
        self._workspace.perform(_("Substance archived"), substances.archive, substance_id)

    def _restore(self, substance_id: int) -> None:
        self._workspace.perform(
            _("Substance restored"), substances.archive, substance_id, archived=False
        )


def _row(substance: Substance) -> Row:
    facts = [
        substance.unit,
        _("shown as “{label}”").format(label=substance.discreet_label)
        if substance.discreet_label not in ("", substance.name)
        else "",
        _("prescribed") if substance.prescribed else "",
        _("archived") if substance.archived else "",
    ]
    return Row(
        title=substance.name,
        key=substance.id,
        detail=DOT.join(fact for fact in facts if fact),
        faded=substance.archived,
    )
