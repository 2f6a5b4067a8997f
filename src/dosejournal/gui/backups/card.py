"""The card of the Settings page that tells of backups."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from dosejournal.gui import saved_files
from dosejournal.gui.backups import words
from dosejournal.gui.backups.keeping import Backups, Outcome
from dosejournal.gui.cards import Card, FlowLayout, button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.preferences import Preferences
from dosejournal.i18n import _
from dosejournal.store import backup_folder


class BackupsCard(Card):
    """Tells of the last backup that is known to be good, makes one, and leads to a restore."""

    def __init__(
        self, kept: Backups, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Backups"),
            _(
                "Made while you use the journal, when you close it, and before anything large. "
                "Each is read back before it counts, and opens with the passphrase of its time."
            ),
            parent,
        )
        self._kept = kept
        self._preferences = preferences
        self.headline = label("")
        self.place = _selectable("")
        self.second = _selectable("")
        self.line = Line()
        self.make_button = button(_("Back up now"))
        self.second_button = button("")
        self.forget_button = button(_("No second folder"))
        self.restore_button = button(_("Restore…"))
        buttons = FlowLayout()
        for each in (
            self.make_button,
            self.second_button,
            self.forget_button,
            self.restore_button,
        ):
            buttons.addWidget(each)
        for said in (self.headline, self.place, self.second, self.line):
            self.body.addWidget(said)
        self.body.addLayout(buttons)
        self.make_button.clicked.connect(lambda _checked: self._make())
        self.second_button.clicked.connect(lambda _checked: self._choose())
        self.forget_button.clicked.connect(lambda _checked: self._set_second(""))
        self.restore_button.clicked.connect(kept.restore_wanted)
        kept.changed.connect(self.refresh)
        # preferences outlive the window: a method goes with its card, and a lambda would not
        preferences.changed.connect(self.refresh)
        self.installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """Look again at what backups there are."""
        self.headline.setText(words.headline(self._kept.last_verified(), self._kept.now()))
        self.place.setText(words.place(backup_folder.of(self._kept.path)))
        second = self._preferences.value.second_backup_folder
        self.second.setText(_("A copy of each goes to {place}").format(place=second))
        self.second.setVisible(bool(second))
        self.second_button.setText(_("Second folder…") if not second else _("Other folder…"))
        self.forget_button.setVisible(bool(second))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say "today" by the day on which it is seen."""
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return super().eventFilter(watched, event)

    def _make(self) -> None:
        self.make_button.setEnabled(False)
        self.line.say(_("A backup is being made and read back…"))
        self._kept.make(self._show, self._refuse)

    def _show(self, outcome: Outcome) -> None:
        self.make_button.setEnabled(True)
        if outcome.trouble:
            self.line.refuse(outcome.trouble[0])
        else:
            self.line.say(_("Done: the backup was made and read back."))

    def _refuse(self, sentence: str) -> None:
        self.make_button.setEnabled(True)
        self.line.refuse(sentence)

    def _choose(self) -> None:
        chosen = saved_files.ask_for_folder(self, _("Second folder for backups"))
        if chosen is not None:
            self._set_second(str(chosen))

    def _set_second(self, folder: str) -> None:
        if folder and Path(folder) == self._kept.path.parent:
            self.line.refuse(
                _(
                    "The backups are in that folder already. Nothing was changed; choose one on "
                    "another drive, so that one of them survives the other."
                )
            )
            return
        self.line.say("")
        self._preferences.set(second_backup_folder=folder)
        if folder:
            # whether it can be written shows at once, and not when it is needed
            self._make()


def _selectable(text: str) -> QLabel:
    made = label(text, "hint")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
