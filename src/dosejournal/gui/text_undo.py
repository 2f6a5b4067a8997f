"""Which undo a key press means: that of the text being typed, or that of the journal."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


class TextUndo(QObject):
    """Lets a text field keep Ctrl+Z and Ctrl+Shift+Z only while it has something to undo or redo.

    Qt's text fields claim both keys always, also when they would do nothing with them.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._move)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the claim of a field that has nothing to undo or redo."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo)
        redo = event.matches(QKeySequence.StandardKey.Redo)
        if not undo and not redo:
            return False
        can_undo, can_redo = available(watched)
        if can_undo if undo else can_redo:
            return False
        event.ignore()
        return True

    def _move(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


def available(widget: QObject) -> tuple[bool, bool]:
    """Say whether a widget has text to undo, and to redo."""
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        line = widget.lineEdit()
        return (line.isUndoAvailable(), line.isRedoAvailable()) if line else (False, False)
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable(), widget.isRedoAvailable()
    if isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.isReadOnly():
        document = widget.document()
        return document.isUndoAvailable(), document.isRedoAvailable()
    return False, False
