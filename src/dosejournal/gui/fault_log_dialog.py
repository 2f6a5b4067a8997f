"""What is known of the program's own faults, to be read and copied by the person."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dosejournal import fault_report, paths
from dosejournal.gui import clipboard
from dosejournal.gui.cards import button, label
from dosejournal.i18n import _


class FaultLogDialog(QDialog):
    """The log of faults; nothing is sent, and what is copied goes where the person puts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = paths.fault_log()
        self.setWindowTitle(_("Fault log"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 480)
        self.said = label("")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Fault log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self.said)
        layout.addWidget(self.text)
        layout.addLayout(self._acts())
        self._read()

    def _acts(self) -> QHBoxLayout:
        self.copy = button(_("Copy"))
        self.copy.setAccessibleName(_("Copy the fault log"))
        self.copy.clicked.connect(lambda _checked: clipboard.put_text(self.text.toPlainText()))
        self.empty = button(_("Empty the log"))
        self.empty.clicked.connect(lambda _checked: self._empty())
        close = button(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.empty)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _empty(self) -> None:
        # where it cannot be removed it is shown as it stays
        with suppress(OSError):
            self._log.unlink(missing_ok=True)
        self._read()

    def _read(self) -> None:
        noted = _noted(self._log)
        self.said.setText(
            _(
                "Here is where the program made mistakes, the last one at the end: kinds of "
                "faults, places in the program, and versions. Nothing you wrote is in it, and "
                "nothing is sent; whoever looks after the program can use a copy."
            )
            if noted
            else _("No fault of the program has been noted. These are the versions it runs with.")
        )
        # the versions are asked for with every kind of trouble
        self.text.setPlainText(noted or fault_report.surroundings())
        self.empty.setEnabled(bool(noted))


def _noted(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
