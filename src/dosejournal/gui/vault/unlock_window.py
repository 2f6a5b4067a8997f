"""The window before an encrypted journal: its passphrase opens it, or its recovery sheet."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal import paths
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.messages import announce
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.gui.vault.secret_field import SecretField
from dosejournal.i18n import _, ngettext

_SIZE = QSize(560, 560)
_CARD_WIDTH = 440
_ICON_SIDE = 48
_SECOND_MS = 1000
_LONGEST_WAIT_SECONDS = 30


def wait_seconds(times_wrong: int) -> int:
    """Return how long the next try has to wait after so many wrong ones: 1, 2, 4 … 30 s."""
    return int(min(2 ** (times_wrong - 1), _LONGEST_WAIT_SECONDS))


class UnlockWindow(QDialog):
    """Asks for a passphrase, or for the code of a recovery sheet where there is one.

    `passphrase_given` and `code_given` carry what was typed, `other_asked`, `help_asked` and
    `quit_asked` say what the person wants instead, and `closed` that the window was closed.
    """

    passphrase_given = Signal(str)
    code_given = Signal(str)
    other_asked = Signal()
    help_asked = Signal()
    quit_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        file_name: str,
        *,
        has_recovery: bool,
        leave_text: str = "",
        second_ms: int = _SECOND_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # titles show in task bars and screen shares
        self.setWindowTitle("DoseJournal")
        self._times_wrong = 0
        self._seconds_left = 0
        self._is_busy = False
        self._wants_code = False
        self.secret = SecretField(_("Passphrase"))
        self.shown = QCheckBox(_("Show what I type"))
        self.line = Line()
        self.unlock_button = button("", "primary")
        self.recovery_button = button("", "link")
        self.other_button = button(_("Open another journal…"), "link")
        self.help_button = button(_("Get help"))
        # the key of the menu that stands in the window behind
        self.help_button.setShortcut("Ctrl+Shift+H")
        self.quit_button = button(leave_text or _("Quit"))
        self._second = QTimer(self, interval=second_ms)
        self._second.timeout.connect(self._count_down)
        self._lay_out(file_name)
        # shown before it has a place, it would be a window of its own for a moment
        self.recovery_button.setVisible(has_recovery)
        self.shown.toggled.connect(self.secret.show_typed)
        self.unlock_button.clicked.connect(self._give)
        self.recovery_button.clicked.connect(self._swap)
        self.other_button.clicked.connect(self.other_asked)
        self.quit_button.clicked.connect(self.quit_asked)
        self.help_button.clicked.connect(self.help_asked)
        self._name_buttons()
        self.resize(_SIZE)
        self.secret.setFocus()

    def _lay_out(self, file_name: str) -> None:
        card = Card()
        card.setFixedWidth(_CARD_WIDTH)
        drawing = label("")
        icon = QIcon(str(paths.resource("icons/dosejournal.svg")))
        drawing.setPixmap(icon.pixmap(_ICON_SIDE, _ICON_SIDE))
        said = label(_("This journal is encrypted. Its passphrase opens it."), "hint")
        self.file_label = label(file_name, "hint")
        for each in (drawing, self.file_label, said):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = label("DoseJournal", "headline")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        links = QHBoxLayout()
        links.addWidget(self.recovery_button)
        links.addStretch(1)
        links.addWidget(self.other_button)
        for each in (drawing, title, self.file_label, said):
            card.body.addWidget(each)
        card.body.addSpacing(8)
        for control in (self.secret, self.shown, self.line, self.unlock_button):
            card.body.addWidget(control)
        card.body.addLayout(links)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(24, 24, 24, 8)
        middle.addStretch(1)
        # the room beside it is of its own: Qt would else give lines that wrap too little height
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 24)
        foot.addWidget(self.help_button)
        foot.addStretch(1)
        foot.addWidget(self.quit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(inside), 1)
        layout.addLayout(foot)

    def bring_up(self) -> None:
        """Show the window in front, wherever it was, with the keyboard in its field."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.secret.setFocus()

    def work(self) -> None:
        """Show that what was typed is being tried."""
        self._is_busy = True
        self.line.say("")
        self._name_buttons()

    def refuse(self, sentence: str) -> None:
        """Say why the journal does not open; nothing else is changed."""
        self._is_busy = False
        self.line.refuse(sentence)
        self.secret.field.setAccessibleDescription(sentence)
        announce(self, sentence, urgent=True)
        self._name_buttons()

    def refuse_wrong(self, sentence: str) -> None:
        """Say that what was typed is wrong; the next try waits longer each time."""
        self._times_wrong += 1
        self._seconds_left = wait_seconds(self._times_wrong)
        self._second.start()
        self.refuse(sentence)
        self.secret.setFocus()
        self.secret.field.selectAll()

    def forget(self) -> None:
        """Forget what was typed: it has opened the journal, or nobody needs it any more."""
        self.secret.clear()
        self._second.stop()

    def reject(self) -> None:
        """Close, and say so; whether the program ends is not for this window to decide."""
        super().reject()
        self.closed.emit()

    def _give(self) -> None:
        typed = self.secret.text()
        if not typed or self._is_busy or self._seconds_left:
            return
        (self.code_given if self._wants_code else self.passphrase_given).emit(typed)

    def _swap(self) -> None:
        self._wants_code = not self._wants_code
        self.secret.clear()
        self.secret.rename(
            _("Code of the recovery sheet") if self._wants_code else _("Passphrase")
        )
        # who copies a code from paper has to see it
        self.shown.setChecked(self._wants_code)
        self.line.say("")
        self._name_buttons()
        self.secret.setFocus()

    def _count_down(self) -> None:
        self._seconds_left -= 1
        if not self._seconds_left:
            self._second.stop()
        self._name_buttons()

    def _name_buttons(self) -> None:
        self.recovery_button.setText(
            _("Use the passphrase") if self._wants_code else _("Use the recovery sheet…")
        )
        self.unlock_button.setEnabled(not self._is_busy and not self._seconds_left)
        if self._is_busy:
            self.unlock_button.setText(_("Looking whether it fits…"))
        elif self._seconds_left:
            waits = ngettext("Unlock in {n} second", "Unlock in {n} seconds", self._seconds_left)
            self.unlock_button.setText(waits.format(n=self._seconds_left))
        else:
            self.unlock_button.setText(_("Unlock"))
