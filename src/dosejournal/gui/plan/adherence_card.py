"""How far what was taken agrees with what was planned, over the days one chooses."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from dosejournal.domain import adherence
from dosejournal.domain.clock import journal_day
from dosejournal.domain.plan import PlanLine
from dosejournal.domain.regimens import Regimen
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.easel import Easel
from dosejournal.gui.fields import WheelGuard
from dosejournal.gui.picture_menu import PictureActs
from dosejournal.gui.pictures import Picture
from dosejournal.gui.plan import regimen_words
from dosejournal.gui.plan.adherence_found import AdherenceFound, Told
from dosejournal.gui.plan.planned_dialog import PlannedDialog
from dosejournal.gui.range_chips import Range, RangeChips
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import information, plan, regimens

_RANGES: tuple[Range, ...] = (
    (7, lambda: _("7 days")),
    (30, lambda: _("30 days")),
    (90, lambda: _("90 days")),
    (None, lambda: _("All")),
)
_FIRST_CHOICE = 1
_COUNTED = ("taken", "late", "skipped", "missed")
_TABLES = frozenset(
    {
        "dose_event",
        "regimen",
        "regimen_step",
        "regimen_pause",
        "substance",
        "journal_info",
    }
)


class AdherenceCard(Card):
    """Counts planned doses by what became of them; nothing here is good or bad."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Adherence"), parent=parent)
        self._workspace = workspace
        self._counted_until: date | None = None
        self._told: Told | None = None
        self.ranges = RangeChips(_RANGES, _FIRST_CHOICE)
        self.regimen = QComboBox()
        self.regimen.setAccessibleName(_("Regimen"))
        self.empty = label("", "hint")
        self.found = AdherenceFound()
        self.list_button = button(_("Planned doses…"))
        acts = PictureActs(workspace, self, self._file_name)
        self.picture_button = acts.offer_in(lambda menu: acts.fill(menu, self.picture))
        acts.offer_on(self, self.picture)
        self._easel = Easel(self)
        self._lay_out()
        WheelGuard(self.regimen)
        self.ranges.chosen.connect(self._look_again)
        self.regimen.activated.connect(lambda _index: self._look_again())
        self.list_button.clicked.connect(lambda _checked: self.open_list())
        Upkeep(self, workspace, _TABLES, self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Count again where a day has passed: what was open then is no longer."""
        super().showEvent(event)
        if self._counted_until is not None and self._counted_until != self._days()[1]:
            self._workspace.attend(self.refresh)

    def _lay_out(self) -> None:
        self.tools = QWidget()
        row = FlowLayout(self.tools)
        row.addWidget(self.ranges)
        row.addWidget(self.regimen)
        foot = FlowLayout()
        foot.addWidget(self.list_button)
        foot.addWidget(self.picture_button)
        for widget in (self.tools, self.empty, self.found):
            self.body.addWidget(widget)
        self.body.addLayout(foot)

    def refresh(self) -> None:
        """Read the plan of the days chosen again."""
        every = self._workspace.read(regimens.every)
        self._offer(every)
        first, last = self._days()
        self._counted_until = last
        series_id = self.regimen.currentData()
        lines = self._read(first, series_id)
        found = adherence.count(lines)
        planned = any(version.pattern.kind != "as_needed" for version in every)
        self.tools.setVisible(planned)
        self.list_button.setVisible(any(line.planned is not None for line in lines))
        self.empty.setText(
            _("No planned dose is due on these days.")
            if planned
            else _("Once a regimen plans doses, you see here how many were taken, and when.")
        )
        self.empty.setVisible(not found.planned)
        for shown in (self.found, self.picture_button):
            shown.setVisible(bool(found.planned))
        policy = Qt.ContextMenuPolicy
        self.setContextMenuPolicy(
            policy.CustomContextMenu if found.planned else policy.DefaultContextMenu
        )
        first = first or next((line.at.date() for line in lines if line.at is not None), last)
        doses = [line.planned for line in lines if line.status in _COUNTED]
        windows = {dose.regimen.window_minutes for dose in doses if dose is not None}
        self._told = Told(found, windows, first, last)
        self.found.tell(self._told)

    def open_list(self) -> None:
        """Open the planned doses of these days, each to be corrected."""
        first, _last = self._days()
        dialog = self._workspace.attempt(
            PlannedDialog, self._workspace, first, self.regimen.currentData(), self
        )
        if dialog is not None:
            dialog.open()

    def picture(self) -> Picture:
        """Return a picture of what was found, and of which regimen where there are several."""
        several = not self.regimen.isHidden()
        drawn = Card(self.title_label.text(), self.regimen.currentText() if several else "")
        found = AdherenceFound()
        if self._told is not None:
            found.tell(self._told)
        drawn.body.addWidget(found)
        self._easel.clear()
        self._easel.add(drawn)
        self._easel.lay_out(self.width())
        return Picture([self._easel])

    def _read(self, first: date | None, series_id: int | None) -> list[PlanLine]:
        now = self._workspace.now()
        return self._workspace.read(plan.lines, now, first, series_id=series_id)

    def _days(self) -> tuple[date | None, date]:
        """Return the first day, None for the whole record, and the journal day it is."""
        start = self._workspace.read(information.read).day_starts_at
        today = journal_day(self._workspace.now(), start)
        days = self.ranges.days()
        return None if days is None else today - timedelta(days=days - 1), today

    def _look_again(self) -> None:
        self._workspace.attempt(self.refresh)

    def _offer(self, every: list[Regimen]) -> None:
        chosen = self.regimen.currentData()
        latest = {version.series_id: version for version in every}
        self.regimen.clear()
        self.regimen.addItem(_("All regimens"), None)
        for version in latest.values():
            self.regimen.addItem(
                _("{substance} · {pattern}").format(
                    substance=version.substance, pattern=regimen_words.pattern(version.pattern)
                ),
                version.series_id,
            )
        self.regimen.setCurrentIndex(max(self.regimen.findData(chosen), 0))
        self.regimen.setVisible(len(latest) > 1)

    def _file_name(self) -> str:
        return f"journal-plan-{self._workspace.now().date().isoformat()}"
