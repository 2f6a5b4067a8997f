"""The plan: every regimen with what holds now, and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dosejournal.domain import clock
from dosejournal.domain.regimens import Regimen
from dosejournal.gui import entry_words
from dosejournal.gui.cards import Card, EmptyState, button
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.plan import regimen_words
from dosejournal.gui.row_list import RowAct, RowList
from dosejournal.gui.rows import Row
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import pauses, regimens

_TABLES = frozenset({"regimen", "regimen_step", "regimen_pause", "dose_event", "substance"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a regimen stands now: its versions, the oldest first, and the one to speak of."""

    versions: tuple[Regimen, ...]
    current: Regimen
    paused: bool
    closed: bool
    recorded: bool

    @property
    def last(self) -> Regimen:
        """The version that was opened last, which may hold only later."""
        return self.versions[-1]

    @property
    def can_pause(self) -> bool:
        """Whether a pause would change anything."""
        planned = self.current.pattern.kind != "as_needed" or self.last is not self.current
        return planned and not self.closed and not self.paused


class RegimensCard(Card):
    """A list of the regimens; those that are closed come last, and are told apart."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Plan"), parent=parent)
        self._workspace = workspace
        self._known: dict[int, Standing] = {}
        self.empty = EmptyState(
            _("What you mean to take, and on which days, appears here as you plan it."),
            _("Add a regimen"),
            self._add,
        )
        self.list = RowList(_("Plan"), self._acts())
        self.add_button = button(_("Add a regimen"))
        self.add_button.clicked.connect(self._add)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        Upkeep(self, workspace, _TABLES, self.refresh)

    def refresh(self) -> None:
        """Read the regimens again."""
        now = self._workspace.now()
        found = _standings(
            now,
            self._workspace.read(regimens.every),
            self._workspace.read(pauses.paused, now),
            self._workspace.read(regimens.recorded),
        )
        self._known = {each.last.series_id: each for each in found}
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self.add_button.setVisible(bool(found))
        self.list.set_rows([_row(each, now) for each in found])

    def _acts(self) -> list[RowAct]:
        return [
            RowAct(_("Change"), self._change, "Return", self._is_open),
            RowAct(_("Pause"), self._pause, "P", self._can_pause, aside=True),
            RowAct(_("Resume"), self._resume, "P", self._is_paused, aside=True),
            RowAct(_("Close"), self._close, "C", self._is_open, aside=True),
            RowAct(_("Begin again"), self._change, "Ins", self._is_closed, aside=True),
            RowAct(_("Versions"), self._show_versions, "V", aside=True),
            RowAct(_("Remove"), self._remove, "Del", self._is_unused, aside=True),
        ]

    def _is_open(self, series_id: int) -> bool:
        return not self._known[series_id].closed

    def _is_closed(self, series_id: int) -> bool:
        return self._known[series_id].closed

    def _can_pause(self, series_id: int) -> bool:
        return self._known[series_id].can_pause

    def _is_paused(self, series_id: int) -> bool:
        return self._known[series_id].paused and self._is_open(series_id)

    def _is_unused(self, series_id: int) -> bool:
        return not self._known[series_id].recorded

    def _add(self) -> None:
        self._open_dialog(None)

    def _change(self, series_id: int) -> None:
        self._open_dialog(series_id)

    def _open_dialog(self, series_id: int | None) -> None:
        # imported when it is wanted: what Qt's binding knows of calendars costs time
        from dosejournal.gui.plan.regimen_dialog import RegimenDialog

        dialog = self._workspace.attempt(RegimenDialog, self._workspace, series_id, self)
        if dialog is not None:
            dialog.open()

    def _show_versions(self, series_id: int) -> None:
        from dosejournal.gui.plan.versions_dialog import VersionsDialog

        dialog = self._workspace.attempt(VersionsDialog, self._workspace, series_id, self)
        if dialog is not None:
            dialog.open()

    def _pause(self, series_id: int) -> None:
        now = self._workspace.now()
        self._workspace.perform(_("Regimen paused"), pauses.pause, now, series_id)

    def _resume(self, series_id: int) -> None:
        now = self._workspace.now()
        self._workspace.perform(_("Regimen resumed"), pauses.resume, now, series_id)

    def _close(self, series_id: int) -> None:
        now = self._workspace.now()
        self._workspace.perform(_("Regimen closed"), regimens.close, now, series_id)

    def _remove(self, series_id: int) -> None:
        self._workspace.perform(_("Regimen removed"), regimens.remove, series_id)


def _standings(
    now: datetime,
    versions: Iterable[Regimen],
    paused: frozenset[int],
    recorded: frozenset[int],
) -> list[Standing]:
    wall = regimens.boundary(now)
    series: dict[int, list[Regimen]] = {}
    for version in versions:
        series.setdefault(version.series_id, []).append(version)
    found = [
        Standing(
            versions=tuple(mine),
            current=next((each for each in mine if each.holds_at(wall)), mine[-1]),
            paused=series_id in paused,
            closed=mine[-1].ends_at is not None and mine[-1].ends_at <= wall,
            recorded=series_id in recorded,
        )
        for series_id, mine in series.items()
    ]
    return sorted(found, key=lambda each: each.closed)


def _row(standing: Standing, now: datetime) -> Row:
    current = standing.current
    day = max(clock.wall(now).date(), current.starts_at.date())
    times = regimen_words.times(current.times)
    lines = (
        (regimen_words.pattern(current.pattern), times),
        (_state(standing), _days(standing, now)),
        (_change(standing, now),),
    )
    details = (DOT.join(text for text in texts if text) for texts in lines)
    return Row(
        title=current.substance,
        key=current.series_id,
        beside=regimen_words.amount(current.step_on(day)),
        detail="\n".join(line for line in details if line),
        faded=standing.closed,
    )


def _state(standing: Standing) -> str:
    if standing.closed:
        return _("closed")
    return _("paused") if standing.paused else ""


def _change(standing: Standing, now: datetime) -> str:
    if standing.last is standing.current or standing.last.starts_at <= clock.wall(now):
        return ""
    day = entry_words.day(standing.last.starts_at.date())
    return _("changes on {day}").format(day=day)


def _days(standing: Standing, now: datetime) -> str:
    first_day, last_day = standing.versions[0].starts_at.date(), standing.last.last_day
    if first_day <= clock.wall(now).date():
        return regimen_words.span(first_day, last_day)
    begins = _("begins on {day}").format(day=entry_words.day(first_day))
    until = _("until {day}").format(day=entry_words.day(last_day)) if last_day else ""
    return DOT.join(text for text in (begins, until) if text)
