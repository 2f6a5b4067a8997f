"""Which file is brought in: chosen or dropped, being read, or refused with the reason."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from dosejournal.gui import saved_files
from dosejournal.gui.cards import Card, button, label
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.fields import Line
from dosejournal.i18n import _

_PATTERNS = "*.jsonl *.daylio *.emoods *.json *.zip *.xml *.db *.sqlite *.csv *.tsv *.txt"


class SourceCard(Card):
    """Offers to choose a file; shows its name, that it is being read, or why it was refused."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.forget_kind()
        self.name_label = label(_("No file chosen yet"), "hint")
        self.choose_button = button(_("Choose file…"))
        self.choose_button.clicked.connect(self.choose)
        self.line = Line()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name_label, 1)
        row.addWidget(self.choose_button)
        self.body.addLayout(row)
        self.body.addWidget(self.line)

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, _("Choose file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                _("Diaries ({patterns})").format(patterns=_PATTERNS),
                _("All files (*)"),
            ],
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.destroyed.connect(saved_files.forget_folders)
        dialog.open()

    def show_reading(self, path: Path) -> None:
        """Show that a file is being read."""
        self.name_label.setProperty("role", "")
        self.name_label.style().polish(self.name_label)
        self.name_label.setText(isolated(path.name))
        self.choose_button.setText(_("Choose another…"))
        self.line.say("")

    def forget_kind(self) -> None:
        """Show that it is not known what is chosen, and what can be."""
        self.set_title(_("Choose a file, or drop one here"))
        self.set_hint(
            _(
                "An archive of a journal; what another program exported (Daylio, MedTimer, "
                "PsychonautWiki Journal, Bearable, Track & Graph, Loop Habit Tracker, How We "
                "Feel, eMoods, Nomie, Pixels, jrnl, RedNotebook, Day One, Health Auto Export, "
                "Apple Health); or any table of ratings or doses. What it is shows in the file "
                "itself. It is only read, and stays as it is."
            )
        )

    def show_kind(self, kind: str) -> None:
        """Show what the file was recognised as."""
        self.set_title(kind)
        self.set_hint("")

    def refuse(self, sentence: str) -> None:
        """Show why the file is not brought in."""
        self.line.refuse(sentence)


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the one file of this computer that is being dropped, or None."""
    urls = event.mimeData().urls()
    name = urls[0].toLocalFile() if len(urls) == 1 else ""
    return Path(name) if name and Path(name).is_file() else None
