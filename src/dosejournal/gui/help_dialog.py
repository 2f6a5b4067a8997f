"""How to use the program, in plain words, and what it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from dosejournal import __version__, i18n, paths
from dosejournal.gui.cards import button, label
from dosejournal.i18n import _

_PIXELS = {1: 24, 2: 16}  # of a heading, by its level
_TOP_MARGINS = {1: 0, 2: 24}


class HelpDialog(QDialog):
    """The help text, to scroll through beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("How to use DoseJournal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 640)
        self.browser = QTextBrowser()
        self.browser.setProperty("role", "reading")
        self.browser.setAccessibleName(_("How to use DoseJournal"))
        # nothing here may open another program, or reach for the network
        self.browser.setOpenLinks(False)
        self.browser.setReadOnly(True)
        text = i18n.file_in_language(paths.resource("help"), "using.md")
        self.browser.setMarkdown(text.read_text(encoding="utf-8"))
        _typeset(self.browser.document())
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
            _("Free software under the Apache License 2.0; the font Inter under the OFL 1.1."),
        ):
            layout.addWidget(label(sentence))
        layout.addSpacing(8)
        layout.addLayout(_closing_row(self))


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


def _closing_row(dialog: QDialog) -> QHBoxLayout:
    close = button(_("Close"))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(close)
    return row
