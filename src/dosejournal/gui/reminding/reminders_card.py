"""What the person wants to be reminded of, and how reminders reach them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dosejournal.domain import reminders as rules
from dosejournal.gui.cards import Card, label
from dosejournal.gui.fields import Field
from dosejournal.gui.plan.pattern_field import WeekdayChips
from dosejournal.gui.plan.times_field import TimesField
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.reminding.desktop import Desktop
from dosejournal.gui.reminding.prompt_fields import PromptFields
from dosejournal.gui.upkeep import Upkeep
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.journal import reminders

_INDENT = 28
# what is typed is kept when the person pauses, not at every key
_PAUSE_MS = 800


class RemindersCard(Card):
    """A switch for each kind of reminder, and for how the program is there to remind."""

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        desktop: Desktop,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Reminders"),
            _("They come while DoseJournal runs, and tell nothing of your journal."),
            parent,
        )
        self._workspace = workspace
        self._kept = rules.Rules()
        self.check_ins = QCheckBox(_("Check-ins"))
        self.weekdays = WeekdayChips()
        self.times = TimesField()
        self.doses = QCheckBox(_("Planned doses"))
        self.prompts = QCheckBox(_("Prompts at random times"))
        self.prompt_fields = PromptFields()
        self.presence = _Presence(workspace, preferences, desktop)
        self._check_in_fields = _indented(
            Field(_("On these days"), self.weekdays), Field(_("At these times"), self.times)
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._lay_out()
        for switch, act in (
            (self.check_ins, self._switch_check_ins),
            (self.doses, self._switch_doses),
            (self.prompts, self._switch_prompts),
        ):
            switch.clicked.connect(act)
        for field in (self.weekdays, self.times, self.prompt_fields):
            field.edited.connect(self._pause.start)
        self.times.edited.connect(self._order_stops)
        Upkeep(self, workspace, frozenset({"reminder"}), self.refresh)

    def refresh(self) -> None:
        """Read again what the person wants; what is typed just now stays."""
        found = self._workspace.read(reminders.read)
        self._kept = found
        self.check_ins.setChecked(found.check_in.enabled)
        self._check_in_fields.setVisible(found.check_in.enabled)
        self.doses.setChecked(found.dose)
        self.prompts.setChecked(found.prompt.enabled)
        self.prompt_fields.setVisible(found.prompt.enabled)
        if not self._pause.isActive():
            self._fill_in(found)
            # showing what is kept is no change
            self._pause.stop()
        self._order_stops()

    def keep(self) -> None:
        """Keep what was changed in the fields; what cannot be kept is said beside them."""
        self._pause.stop()
        check_in = self._check_in(enabled=self._kept.check_in.enabled)
        # read before the first act, after which the fields show what is kept
        prompt, before = self.prompt_fields.checked(self._kept.prompt), self._kept
        if check_in.enabled and check_in != before.check_in:
            self._keep_check_in(check_in)
        if prompt.enabled and prompt != before.prompt:
            self._workspace.perform(_("Prompts changed"), reminders.prompt, prompt)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was changed last before the page goes out of sight."""
        super().hideEvent(event)
        if self._pause.isActive():
            self.keep()

    def _fill_in(self, found: rules.Rules) -> None:
        if found.check_in != self._check_in(enabled=found.check_in.enabled):
            self.weekdays.set_value(found.check_in.weekdays)
            self.times.set_value(found.check_in.times)
        self.prompt_fields.set_value(found.prompt)

    def _order_stops(self) -> None:
        # a time that was added comes last for the Tab key, wherever it stands
        stops = [*self.weekdays.chips.values(), *self.times.stops, self.doses]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _lay_out(self) -> None:
        self.body.setSpacing(8)
        self._add(self.check_ins, _("At times of your own."))
        self.body.addWidget(self._check_in_fields)
        self.body.addSpacing(8)
        self._add(self.doses, _("Each regimen can be left out where it is edited."))
        self.body.addSpacing(8)
        self._add(
            self.prompts,
            _("Requests to check in at times that cannot be foreseen, spread over the day."),
        )
        self.body.addWidget(_indented(self.prompt_fields))
        self.body.addSpacing(8)
        self.body.addWidget(self.presence)

    def _add(self, switch: QCheckBox, hint: str) -> None:
        switch.setAccessibleDescription(hint)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(switch)
        both.addWidget(_indented(label(hint, "hint")))
        self.body.addLayout(both)

    def _check_in(self, *, enabled: bool) -> rules.CheckInRule:
        times = tuple(sorted(set(self.times.value())))
        return rules.CheckInRule(enabled, self.weekdays.value(), times)

    def _keep_check_in(self, rule: rules.CheckInRule) -> None:
        # without a weekday there is nothing to remind of, which is what the switch is for
        if not rule.weekdays:
            self.weekdays.set_value(self._kept.check_in.weekdays)
            return
        self._workspace.perform(_("Reminders changed"), reminders.remind_of_check_in, rule)

    def _switch_check_ins(self, on: bool) -> None:
        rule = replace(self._kept.check_in, enabled=on)
        if on:
            rule = replace(rule, times=rule.times or self.times.value())
        self._switch(on, reminders.remind_of_check_in, rule)

    def _switch_doses(self, on: bool) -> None:
        self._switch(on, reminders.remind_of_doses, on)

    def _switch_prompts(self, on: bool) -> None:
        self._switch(on, reminders.prompt, replace(self._kept.prompt, enabled=on))

    def _switch(self, on: bool, act: Callable[..., None], *wanted: object) -> None:
        said = _("Reminders switched on") if on else _("Reminders switched off")
        self._workspace.perform(said, act, *wanted)
        # after a refusal the switch shows what holds
        self._workspace.attend(self.refresh)


class _Presence(QWidget):
    """How reminders reach the person: notifications, the tray, the start at login."""

    def __init__(self, workspace: Workspace, preferences: Preferences, desktop: Desktop) -> None:
        super().__init__()
        self._workspace = workspace
        self._preferences = preferences
        self._desktop = desktop
        self.line = label("", "hint")
        self.tray = QCheckBox(_("Keep running in the tray"))
        self._tray_hint = _indented(
            label(_("Closing the window leaves it there, so that reminders go on."), "hint")
        )
        self.login = QCheckBox(_("Start at login"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        tray = QVBoxLayout()
        tray.setSpacing(0)
        tray.addWidget(self.tray)
        tray.addWidget(self._tray_hint)
        layout.addLayout(tray)
        layout.addWidget(self.login)
        self.tray.clicked.connect(self._set_tray)
        self.login.clicked.connect(self._set_login)
        desktop.notifier.changed.connect(self._show)
        preferences.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.line.setText(
            _("Notifications work on this system. Reminders wait in the window as well.")
            if self._desktop.notifier.works
            else _("Notifications cannot be shown on this system; reminders appear in the window.")
        )
        self.tray.setVisible(self._desktop.has_tray)
        self._tray_hint.setVisible(self._desktop.has_tray)
        self.tray.setChecked(self._preferences.value.close_to_tray == "yes")
        self.login.setVisible(self._desktop.autostart.possible)
        if self._desktop.autostart.possible:
            self.login.setChecked(bool(self._workspace.attempt(self._desktop.autostart.is_on)))

    def _set_tray(self, on: bool) -> None:
        self._preferences.set(close_to_tray="yes" if on else "no")

    def _set_login(self, on: bool) -> None:
        self._workspace.attempt(self._desktop.autostart.set, on)
        self._show()


def _indented(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(_INDENT, 0, 0, 0)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget)
    return made
