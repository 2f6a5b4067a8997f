"""Fields of a form: a caption, a control, and a line that explains or says what is wrong."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from dosejournal.gui.cards import label


class Field(QWidget):
    """A caption above a control, and below it a line for a hint or for what is wrong."""

    def __init__(
        self, caption: str, control: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self.caption = label(caption, "hint")
        # a caption sets the width of no field beside it
        self.caption.setWordWrap(False)
        # without a parent it would come up as a window of its own for a moment
        self.line = Line(hint, self)
        control.setAccessibleName(caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.caption)
        layout.addWidget(control)
        layout.addWidget(self.line)
        self.explain(hint)

    def explain(self, hint: str | None = None) -> None:
        """Show a hint; without one, the one the field began with."""
        self.line.say(self._hint if hint is None else hint)
        self.control.setAccessibleDescription(self.line.text())

    def refuse(self, sentence: str) -> None:
        """Say what is wrong."""
        self.line.refuse(sentence)
        self.control.setAccessibleDescription(sentence)

    @property
    def refused(self) -> bool:
        """Whether it says that something is wrong."""
        return bool(self.line.property("role") == "error")


class Line(QWidget):
    """One quiet line of text that turns into the sentence for a mistake, and back."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        self.say(text)

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show a quiet text, or nothing."""
        self._show(text, "hint")

    def refuse(self, sentence: str) -> None:
        """Show what is wrong."""
        self._show(sentence, "error")

    def _show(self, text: str, role: str) -> None:
        self.setProperty("role", role)
        self._label.setProperty("role", role)
        self._label.style().unpolish(self._label)
        self._label.style().polish(self._label)
        self._label.setText(text)
        self.setVisible(bool(text))


class WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing a control that it happens to cross."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the wheel away from a control that is not being used."""
        unused = isinstance(watched, QWidget) and not watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and unused:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def is_return(event: QKeyEvent) -> bool:
    """Say whether a key ends what is typed: Return, or Enter of the number pad."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OpenChoice(QComboBox):
    """A combo box in which anything can be typed, and known words are offered."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.setLineEdit(self.field)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        offered = QCompleter(self.model(), self)
        # offered in a list: completing inside the field would write what was not typed
        offered.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offered)
        WheelGuard(self)

    def offer(self, words: Iterable[str]) -> None:
        """Offer other words; what is typed stays."""
        typed = self.currentText()
        was_blocked = self.blockSignals(True)
        self.clear()
        self.addItems(list(words))
        self.setCurrentIndex(-1)
        self.setEditText(typed)
        self.blockSignals(was_blocked)
