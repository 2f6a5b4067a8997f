"""The page of preferences, of what holds for the whole journal, and of its measures."""

from datetime import time

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTimeEdit, QVBoxLayout, QWidget

from dosejournal import settings
from dosejournal.gui.backups.card import BackupsCard
from dosejournal.gui.backups.keeping import Backups
from dosejournal.gui.cards import Card, Page, label
from dosejournal.gui.choices_card import ChoicesCard
from dosejournal.gui.fields import Field, WheelGuard
from dosejournal.gui.measures_card import MeasuresCard
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.reminding.reminders_card import RemindersCard
from dosejournal.gui.safety.help_card import HelpCard
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.vault.vault_card import VaultCard
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import information
from dosejournal.settings import Setting, Settings
from dosejournal.store import places

_WIDEST = 760
_CONTROL_WIDTH = 240
_BEFORE_TEXT = 8


class SettingsPage(Page):
    """Preferences build themselves from `settings.shown`; the rest belongs to the journal."""

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        desktop: Desktop | None = None,
        parent: QWidget | None = None,
        backups: Backups | None = None,
    ) -> None:
        super().__init__(_("Settings"), parent)
        desktop = desktop or Desktop()
        self.program = ProgramCard(preferences)
        self.journal = JournalCard(workspace)
        self.reminders = RemindersCard(workspace, preferences, desktop)
        self.vault = (
            VaultCard(workspace, preferences, desktop.custody) if desktop.custody else None
        )
        self.backups = BackupsCard(backups, preferences) if backups else None
        self.help = HelpCard(workspace)
        self.choices = ChoicesCard(workspace)
        self.measures = MeasuresCard(workspace)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        of_file = (self.program, self.journal, self.vault, self.backups)
        for card in (*of_file, self.help, self.reminders, self.choices, self.measures):
            if card is not None:
                column.addWidget(card)
        holder.setMaximumWidth(_WIDEST)
        # the room beside it is an item of its own: Qt would else measure how high lines that
        # wrap become at the width of the page
        row = QHBoxLayout()
        row.addWidget(holder, 1)
        row.addStretch(0)
        self.content.addLayout(row)


class ProgramCard(Card):
    """One row for each preference that a person chooses."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(_("Appearance"), parent=parent)
        self._preferences = preferences
        self.boxes: dict[str, QComboBox] = {}
        for setting in settings.shown():
            self.body.addWidget(self._row(setting))
        preferences.changed.connect(self._show)
        self._show(preferences.value)

    def _row(self, setting: Setting) -> Field:
        box = QComboBox()
        WheelGuard(box)
        box.setMaximumWidth(_CONTROL_WIDTH)
        for value, word in setting.choices:
            box.addItem(word, value)
        box.activated.connect(
            lambda _index: self._preferences.set(**{setting.name: box.currentData()})
        )
        self.boxes[setting.name] = box
        return Field(setting.label, box, setting.hint)

    def _show(self, preferred: Settings) -> None:
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(preferred, name)))


class JournalCard(Card):
    """When the journal day starts, its home zone, and where its file is."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_("Journal"), parent=parent)
        self._workspace = workspace
        self._starts_at: time | None = None  # until it could be read
        self.day_start = QTimeEdit()
        self.day_start.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.day_start.setMaximumWidth(_CONTROL_WIDTH // 2)
        # a spin box leaves no room of its own before its text
        self.day_start.lineEdit().setTextMargins(_BEFORE_TEXT, 0, 0, 0)
        WheelGuard(self.day_start)
        self.zone = _reading(_("Home zone"))
        self.place = _reading(_("Journal file"))
        self.body.setSpacing(16)
        self.body.addWidget(
            Field(
                _("The day starts at"),
                self.day_start,
                _(
                    "What you record before this time belongs to the day before. "
                    "Entries that are there already keep their day."
                ),
            )
        )
        zone_hint = _("Where the journal was begun. Each entry keeps the zone it was made in.")
        self.body.addWidget(Field(_("Home zone"), self.zone, zone_hint))
        self.body.addWidget(
            Field(_("Journal file"), self.place, places.warning(workspace.place) or "")
        )
        self.day_start.editingFinished.connect(self._set_day_start)
        Upkeep(self, workspace, frozenset({"journal_info"}), self.refresh)

    def refresh(self) -> None:
        """Read again what holds for the journal."""
        found = self._workspace.read(information.read)
        self._starts_at = starts = found.day_starts_at
        self.day_start.setTime(QTime(starts.hour, starts.minute))
        self.zone.setText(found.home_zone)
        self.place.setText(str(self._workspace.journal_path))

    def _set_day_start(self) -> None:
        chosen = time(self.day_start.time().hour(), self.day_start.time().minute())
        if self._starts_at is not None and chosen != self._starts_at:
            self._workspace.perform(_("Start of day changed"), information.start_day_at, chosen)


def _reading(name: str) -> QLabel:
    made = label("")
    made.setAccessibleName(name)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
