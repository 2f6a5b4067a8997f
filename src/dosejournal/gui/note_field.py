"""A few words about the moment, kept exactly as typed."""

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from dosejournal.domain import notes
from dosejournal.gui import clipboard, wrapping
from dosejournal.i18n import _

_FEWEST_LINES = 2
_MOST_LINES = 8
_SLACK = 2  # lines are a fraction of a pixel higher than they say
_PARAGRAPH = "\u2029"  # how Qt separates lines


class NoteField(QPlainTextEdit):
    """A plain text of some lines with an undo of its own.

    `edited` tells of every change, `refused` why something pasted was not taken.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("A few words, if you like"))
        self.setAccessibleName(_("Note"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grow()
        self.textChanged.connect(self._follow)

    def text(self) -> str:
        """Return the note as typed, or as it was given when nothing was typed since."""
        if not self.document().isModified():
            return self._given
        # toPlainText would turn every no-break space into a common one
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def set_text(self, text: str) -> None:
        """Show another note; typing starts anew, and so does its undo."""
        self._given = text
        self.blockSignals(True)
        # emptied first, because to wrap the note before in another way may take minutes
        self.setPlainText("")
        self.setWordWrapMode(wrapping.mode(text))
        self.setPlainText(text)
        self.blockSignals(False)
        self.document().setModified(False)
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without its looks, and without characters that cannot be kept."""
        if not source.hasText():
            return
        pasted = source.text().replace("\x00", "")
        kept = len(self.text()) - len(self.textCursor().selectedText())
        # nobody types that much, and a paste that could not be recorded anyway costs minutes
        if kept + len(pasted.encode("utf-8", "surrogatepass")) > notes.LARGEST_NOTE_BYTES:
            self.refused.emit(str(notes.too_large()))
            return
        self._wrap_for(pasted)
        self.insertPlainText(pasted)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what is selected so that no history of the clipboard keeps it."""
        return clipboard.marked(super().createMimeDataFromSelection())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text; a file that is dropped is not meant for the note."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def sizeHint(self) -> QSize:
        """Return the size that shows the text, as far as it should grow."""
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many lines as the text takes at this width."""
        super().resizeEvent(event)
        self._grow()

    def _follow(self) -> None:
        line = self.textCursor().block()
        if line.length() > wrapping.LONG:
            self._wrap_for(line.text())
        self._grow()
        self.edited.emit()

    def _wrap_for(self, text: str) -> None:
        # never back while this note is written: undo may bring the long line in again
        anywhere = QTextOption.WrapMode.WrapAnywhere
        if self.wordWrapMode() != anywhere and wrapping.mode(text) == anywhere:
            self.setWordWrapMode(anywhere)

    def _grow(self) -> None:
        lines = min(_MOST_LINES, max(_FEWEST_LINES, round(self.document().size().height())))
        frame = 2 * self.frameWidth()
        around = frame + 2 * round(self.document().documentMargin()) + _SLACK
        height = lines * self.fontMetrics().lineSpacing() + around
        if height != self.minimumHeight():
            self.setFixedHeight(height)
