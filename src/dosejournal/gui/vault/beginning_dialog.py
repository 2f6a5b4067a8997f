"""Before a new journal is made: what a passphrase protects, and which one it shall have."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dosejournal.errors import InputError
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.fields import Line
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.vault.new_passphrase import NewPassphrase
from dosejournal.gui.vault.scrolled import scrolled
from dosejournal.i18n import _

_SIZE = QSize(600, 600)
_ROOM_AROUND = 64


def lost_passphrase() -> str:
    """Return what a lost passphrase means, said wherever one is set."""
    return _(
        "Nobody can open the journal without it, not even us. There is no reset: if it is lost, "
        "what you recorded is lost with it."
    )


class BeginningDialog(QDialog):
    """Asks how a new journal shall be protected.

    `passphrase_chosen` carries the passphrase, `plain_chosen` says that none is wanted; then
    `work` shows that the journal is being made, and `refuse` why it cannot be.
    """

    passphrase_chosen = Signal(str)
    plain_chosen = Signal()

    def __init__(self, tasks: Tasks, leave_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A new journal"))
        self.passphrase = NewPassphrase(tasks)
        self.sheet = QCheckBox(_("Then make a recovery sheet"))
        self.sheet.setChecked(True)
        self.line = Line()
        self.create_button = button(_("Create the journal"), "primary")
        self.plain_button = button(_("Continue without a passphrase"), "link")
        self.leave_button = button(leave_text)
        self.plain_line = Line()
        self.back_button = button(_("Back"))
        self.confirm_button = button(_("Create it without a passphrase"), "danger")
        self._steps = QStackedWidget()
        leave = (self.plain_button, self.leave_button, self.create_button)
        self._steps.addWidget(_step(self._choosing(), self.line, leave))
        going = (self.confirm_button, self.back_button)
        self._steps.addWidget(_step(self._warning(), self.plain_line, going))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._steps)
        self.create_button.clicked.connect(self._choose)
        self.plain_button.clicked.connect(lambda: self._turn_to(1, self.back_button))
        self.back_button.clicked.connect(lambda: self._turn_to(0, self.passphrase))
        self.confirm_button.clicked.connect(self.plain_chosen)
        self.leave_button.clicked.connect(self.reject)
        self.passphrase.edited.connect(lambda: self.line.say(""))
        self.passphrase.setFocus()

    def _choosing(self) -> QWidget:
        made, column = _column()
        column.addWidget(label(_("Choose a passphrase"), "headline"))
        column.addWidget(
            label(
                _(
                    "It encrypts the journal and every backup of it. Who gets hold of this "
                    "computer, its disk or a copy of the file cannot read what you recorded."
                )
            )
        )
        column.addWidget(self.passphrase)
        lost = Card(_("If you lose it"), lost_passphrase())
        lost.body.addWidget(self.sheet)
        lost.body.addWidget(
            label(
                _(
                    "A page to print, with a code that opens the journal as well. Keep it where "
                    "you keep other papers that matter."
                ),
                "hint",
            )
        )
        column.addWidget(lost)
        column.addStretch(1)
        return made

    def _warning(self) -> QWidget:
        made, column = _column()
        column.addWidget(label(_("Without a passphrase"), "headline"))
        column.addWidget(
            label(_("Anybody who can read this computer’s files can then read your journal."))
        )
        column.addWidget(label(_("You can set a passphrase later, in the settings."), "hint"))
        column.addStretch(1)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as its words need, where the screen has the room."""
        super().showEvent(event)
        room = self.screen().availableSize() - QSize(_ROOM_AROUND, _ROOM_AROUND)
        self.resize(_SIZE.boundedTo(room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back where there is a way back, and leave elsewhere."""
        if event.key() == Qt.Key.Key_Escape and self._steps.currentIndex():
            # which does nothing while the journal is being made
            self.back_button.click()
            return
        super().keyPressEvent(event)

    def work(self) -> None:
        """Show that the journal is being made; a second or less."""
        self._enable(False)
        for line in (self.line, self.plain_line):
            line.say(_("The journal is being made…"))

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be made; what is typed stays."""
        self._enable(True)
        for line in (self.line, self.plain_line):
            line.refuse(sentence)

    def _enable(self, on: bool) -> None:
        for control in (
            self.passphrase,
            self.sheet,
            self.create_button,
            self.plain_button,
            self.back_button,
            self.confirm_button,
        ):
            control.setEnabled(on)

    def _choose(self) -> None:
        try:
            chosen = self.passphrase.chosen()
        except InputError as error:
            self.line.refuse(str(error))
            return
        self.passphrase_chosen.emit(chosen)

    def _turn_to(self, step: int, then: QWidget) -> None:
        self.plain_line.say("")
        self.line.say("")
        self._steps.setCurrentIndex(step)
        then.setFocus()


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(24, 24, 24, 8)
    column.setSpacing(12)
    return made, column


def _step(inside: QWidget, line: Line, buttons: tuple[QWidget, ...]) -> QWidget:
    """Return what is read and filled in, which scrolls, above buttons that stay in sight."""
    row = QHBoxLayout()
    row.setSpacing(8)
    first, *others = buttons
    row.addWidget(first)
    row.addStretch(1)
    for each in others:
        row.addWidget(each)
    foot = QVBoxLayout()
    foot.setContentsMargins(24, 8, 24, 24)
    foot.setSpacing(12)
    foot.addWidget(line)
    foot.addLayout(row)
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(scrolled(inside), 1)
    layout.addLayout(foot)
    return made
