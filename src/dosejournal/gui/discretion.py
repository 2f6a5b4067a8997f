"""Discreet mode: the window as discreet as the person prefers, and what is typed not learned."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from dosejournal.gui.preferences import Preferences
from dosejournal.gui.workspace import Workspace
from dosejournal.settings import Settings

_HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
_HINTED = "discreet"


class Discretion(QObject):
    """Follows the preference, and asks keyboards that learn to learn nothing meanwhile.

    Every field is asked for when the keyboard comes to it, whichever dialog it is in.
    """

    def __init__(
        self, app: QApplication, workspace: Workspace, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        preferences.changed.connect(self._follow)
        app.focusChanged.connect(self._hint)
        workspace.discreet.connect(lambda _on: self._hint(None, app.focusWidget()))
        self._follow(preferences.value)

    def _follow(self, preferred: Settings) -> None:
        self._workspace.is_discreet = preferred.discreet == "yes"

    def _hint(self, _before: QWidget | None, widget: QWidget | None) -> None:
        # in a combo box one types into it: its field has the hints of the box
        if isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit | QTextEdit):
            _hint(widget, discreet=self._workspace.is_discreet)


def _hint(field: QWidget, *, discreet: bool) -> None:
    # a field that asks for this by itself, as one for a passphrase, is left alone
    if discreet and not field.inputMethodHints() & _HINTS:
        field.setInputMethodHints(field.inputMethodHints() | _HINTS)
        field.setProperty(_HINTED, True)
    elif not discreet and field.property(_HINTED):
        field.setInputMethodHints(field.inputMethodHints() & ~_HINTS)
        field.setProperty(_HINTED, False)
