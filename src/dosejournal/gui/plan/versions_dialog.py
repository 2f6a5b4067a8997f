"""The versions of a regimen: what was planned, and from when until when."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dosejournal.domain import comparable
from dosejournal.domain.regimens import Pause, Regimen
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.dose_words import duration
from dosejournal.gui.entry_details import FactsGrid, ReadingField, bare
from dosejournal.gui.entry_words import Fact
from dosejournal.gui.plan import regimen_words
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import pauses, regimens

_SIZE = (560, 560)


class VersionsDialog(QDialog):
    """Lists the versions of a regimen, the newest first; nothing can be changed here."""

    def __init__(
        self, workspace: Workspace, series_id: int, parent: QWidget | None = None
    ) -> None:
        # read first: where it is gone, no half-made dialog stays behind
        versions = workspace.read(regimens.of_series, series_id)
        if not versions:
            raise regimens.unknown()
        super().__init__(parent)
        self._pauses = [
            stop for stop in workspace.read(pauses.listing) if stop.series_id == series_id
        ]
        self.setWindowTitle(_("Versions of the regimen"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 8)
        column.setSpacing(16)
        self.grids: list[FactsGrid] = []
        for version in reversed(versions):
            column.addWidget(self._card(version))
        column.addStretch(1)
        area = QScrollArea()
        bare(area, inside)
        self.close_button = button(_("Close"), "primary")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 20)
        foot.setSpacing(16)
        foot.addWidget(label(_("What was planned and recorded in one stays with it."), "hint"), 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        self.resize(*_SIZE)
        self.close_button.setFocus()

    def _card(self, version: Regimen) -> Card:
        card = Card(regimen_words.wall_span(version.starts_at, version.ends_at))
        grid = FactsGrid()
        grid.show_facts(facts(version, self._pauses))
        self.grids.append(grid)
        card.body.addWidget(grid)
        if version.note:
            note = ReadingField(_("Note"))
            note.show_text(version.note)
            card.body.addWidget(note)
        return card


def facts(version: Regimen, stops: list[Pause]) -> list[Fact]:
    """Return what a version says but its note, one fact a line."""
    found = [Fact("pattern", _("Days"), _pattern(version))]
    if version.times:
        found.append(Fact("times", _("Times of day"), regimen_words.times(version.times)))
    amounts = regimen_words.steps(version) or _("left open")
    found.append(Fact("steps", _("Amount"), amounts))
    if version.times:
        window = duration(version.window_minutes)
        found.append(Fact("window", _("Late after"), window))
        found.append(Fact("remind", _("Reminders"), _("on") if version.remind else _("off")))
    paused = [regimen_words.pause(stop) for stop in stops if _meets(stop, version)]
    if paused:
        found.append(Fact("pauses", _("Paused"), "\n".join(paused)))
    why = comparable.why_not_comparable(version.pattern)
    if why is not None:
        found.append(Fact("comparison", _("Comparison"), comparable.reason(why)))
    return found


def _pattern(version: Regimen) -> str:
    words = regimen_words.pattern(version.pattern)
    if version.pattern.kind != "cycle":
        return words
    on = [str(day) for day, sign in enumerate(version.pattern.cycle, start=1) if sign == "1"]
    return _("{cycle}: on the days {days}").format(cycle=words, days=regimen_words.listed(on))


def _meets(stop: Pause, version: Regimen) -> bool:
    begun = version.ends_at is None or stop.starts_at < version.ends_at
    return begun and (stop.ends_at is None or stop.ends_at > version.starts_at)
