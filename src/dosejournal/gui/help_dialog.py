"""How to use the program, in plain words, and what it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dosejournal import __version__, seclusion
from dosejournal.gui.cards import button, label
from dosejournal.gui.reading import Reading
from dosejournal.i18n import _


class HelpDialog(QDialog):
    """The help text, to scroll through beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("How to use DoseJournal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 640)
        self.browser = Reading("help", "using.md", _("How to use DoseJournal"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self.browser)
        layout.addLayout(_closing_row(self))


class AboutDialog(QDialog):
    """What the program is, its version and its licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About DoseJournal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(label("DoseJournal", "title"))
        layout.addWidget(label(_("Version {version}").format(version=__version__), "hint"))
        layout.addSpacing(8)
        for sentence in (
            _("A private journal of mood, focus and doses. It records what you say."),
            _("Everything stays on this computer: the program opens no network connection."),
            _on_network(),
            _("Free software under the Apache License 2.0; the font Inter under the OFL 1.1."),
        ):
            layout.addWidget(label(sentence))
        layout.addSpacing(8)
        layout.addLayout(_closing_row(self))


def _on_network() -> str:
    if seclusion.stands():
        return _("No network connection can be opened by this program: the system enforces it.")
    return _(
        "No network connection can be opened by this program: it contains nothing that would "
        "open one."
    )


def _closing_row(dialog: QDialog) -> QHBoxLayout:
    close = button(_("Close"))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(close)
    return row
