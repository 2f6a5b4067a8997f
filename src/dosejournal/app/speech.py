"""The language the program speaks, and the direction in which it writes."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from dosejournal import i18n, paths


def speak(app: QApplication, language: str) -> None:
    """Use a language, or the system's where none is chosen, and write in its direction."""
    language = language or QLocale.system().name()
    i18n.use(language, paths.resource("translations"))
    app.setLayoutDirection(QLocale(language).textDirection())
