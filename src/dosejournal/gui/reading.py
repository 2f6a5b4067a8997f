"""A bundled text to be read: headings and lines as everywhere in the window, and no links."""

from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from dosejournal import i18n, paths

_PIXELS = {1: 24, 2: 16}  # of a heading, by its level
_TOP_MARGINS = {1: 0, 2: 24}
_TURNING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class Reading(QTextBrowser):
    """Shows the text `name` of a folder of resources, in the person's language."""

    def __init__(self, folder: str, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reading")
        self.setAccessibleName(title)
        # nothing here may open another program, or reach for the network
        self.setOpenLinks(False)
        self.setReadOnly(True)
        text = i18n.file_in_language(paths.resource(folder), name)
        self.setMarkdown(text.read_text(encoding="utf-8"))
        _typeset(self.document())
        _begin_in_line(self.document())


class WholeReading(Reading):
    """The same at its full height, for a page that scrolls by itself."""

    def __init__(self, folder: str, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(folder, name, title, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that scroll to the page."""
        if event.key() in _TURNING and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _grow(self, size: QSizeF) -> None:
        around = self.height() - self.viewport().height()
        self.setFixedHeight(ceil(size.height()) + around)


def _begin_in_line(document: QTextDocument) -> None:
    """Let lines begin at the padding, as the text of cards does."""
    frame = document.rootFrame()
    shape = frame.frameFormat()
    shape.setLeftMargin(0)
    shape.setRightMargin(0)
    frame.setFrameFormat(shape)


def _typeset(document: QTextDocument) -> None:
    """Give the text the program's headings and line spacing; Markdown brings none of its own."""
    block = document.begin()
    while block.isValid():
        heading = block.blockFormat().headingLevel()
        shape = block.blockFormat()
        shape.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(_TOP_MARGINS.get(heading, 4 if block.textList() else 8))
        shape.setBottomMargin(4)
        QTextCursor(block).setBlockFormat(shape)
        spans = [(span.start, span.length) for span in block.textFormats()]
        for start, length in spans:
            _set_letters(block, start, length, heading)
        block = block.next()


def _set_letters(block: QTextBlock, start: int, length: int, heading: int) -> None:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
    letters = cursor.charFormat()
    if letters.fontWeight() > QFont.Weight.Normal:
        # the bundled semi-bold, as everywhere in the window
        letters.setFontWeight(QFont.Weight.DemiBold)
    if heading in _PIXELS:
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        letters.setProperty(QTextFormat.Property.FontPixelSize, _PIXELS[heading])
    cursor.setCharFormat(letters)
