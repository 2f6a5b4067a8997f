"""The planned doses of some days, each to be recorded or corrected later."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain.plan import PlanLine
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_details import bare
from dosejournal.gui.fields import Line
from dosejournal.gui.plan import plan_words, planned_rows
from dosejournal.gui.plan.plan_acts import PlanActs, reference
from dosejournal.gui.row_list import RowAct, RowList
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import doses, plan
from dosejournal.journal.plan import Key

_SIZE = (680, 600)
# what is listed at once; ten years of doses are thousands of rows
_SHOWN = 200
_TABLES = frozenset({"dose_event", "regimen", "regimen_step", "regimen_pause", "substance"})


class PlannedDialog(QDialog):
    """Lists planned doses, the newest first, from `first_day` (None: all) until today.

    Every status can be corrected here: one that is open is recorded, one that is recorded is
    changed or taken back.
    """

    def __init__(
        self,
        workspace: Workspace,
        first_day: date | None = None,
        series_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._first_day, self._series_id = first_day, series_id
        self._acts = PlanActs(workspace, self)
        self._lines: dict[Key, PlanLine] = {}
        self._shown = _SHOWN
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Planned doses"))
        self.empty = label(_("Nothing was planned on these days."), "hint")
        self.list = RowList(
            _("Planned doses, newest first"),
            [
                self._act("at", "Return", self._is_open),
                self._act("skip", "S", self._is_open),
                RowAct(_("Missed"), self._miss, "M", self._is_open),
                self._act("change", "Return", self._is_kept),
                self._act("take_back", "Del", self._is_kept),
            ],
        )
        self.earlier_button = button(_("Show earlier ones"))
        self.line = Line()
        self.close_button = button(_("Close"), "primary")
        self._lay_out()
        self.earlier_button.clicked.connect(lambda _checked: self._show_earlier())
        self.close_button.clicked.connect(self.accept)
        workspace.failed.connect(self.line.refuse)
        workspace.done.connect(self._forget_refusal)
        Upkeep(self, workspace, _TABLES, self.refresh)
        self.refresh()
        self.list.setFocus()

    def _forget_refusal(self, _label: str) -> None:
        # what was refused before is past. It is no lambda: that would outlive the dialog
        self.line.say("")

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        card = Card()
        card.body.addWidget(self.empty)
        card.body.addWidget(self.list)
        card.body.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        bare(area, inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 20)
        foot.setSpacing(16)
        keys = _("Return opens the chosen dose; everything done here can be undone.")
        foot.addWidget(label(keys, "hint"), 1)
        foot.addWidget(self.close_button)
        wrong = QHBoxLayout()
        wrong.setContentsMargins(24, 0, 24, 0)
        wrong.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(wrong)
        layout.addLayout(foot)
        self.resize(*_SIZE)

    def refresh(self) -> None:
        """Read the plan of these days again."""
        found = self._workspace.read(
            plan.lines, self._workspace.now(), self._first_day, series_id=self._series_id
        )
        planned = [(line.planned, line) for line in reversed(found) if line.planned is not None]
        self._lines = {dose.key: line for dose, line in planned}
        self.list.set_rows(planned_rows.rows(planned[: self._shown]))
        self.list.setVisible(bool(planned))
        self.empty.setVisible(not planned)
        self.earlier_button.setVisible(len(planned) > self._shown)

    def _show_earlier(self) -> None:
        self._shown += _SHOWN
        self._workspace.attempt(self.refresh)

    def _is_open(self, key: Key) -> bool:
        return self._lines[key].is_open

    def _is_kept(self, key: Key) -> bool:
        return not self._lines[key].is_open

    def _act(self, act: plan_words.Act, key: str, offered: Callable[[Key], bool]) -> RowAct:
        return RowAct(
            plan_words.act_text(act),
            lambda chosen: self._acts.run(act, self._lines[chosen]),
            key,
            offered,
        )

    def _miss(self, key: Key) -> None:
        planned = self._lines[key].planned
        if planned is not None:
            now, ref = self._workspace.now(), reference(planned)
            self._workspace.perform(_("Dose recorded as missed"), doses.leave, now, ref, "missed")
