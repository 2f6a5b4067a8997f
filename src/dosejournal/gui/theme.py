"""How the program looks: its colours, its font, light and dark."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dosejournal import paths
from dosejournal.gui import stylesheet
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tokens import DARK, LIGHT, Tokens
from dosejournal.settings import Settings

__all__ = [
    "ARGUMENTS",
    "DARK",
    "LIGHT",
    "Tokens",
    "apply",
    "dressed_last",
    "follow",
    "load_fonts",
    "tokens",
]

# for the making of the application: Qt's binding knows a style only after 5 ms of describing it
ARGUMENTS = ("-style", "Fusion")

_FONTS = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_FAMILY = "Inter"
_TEXT_PIXELS = 14
_FOLLOWER = "follower"


def tokens(palette: QPalette) -> Tokens:
    """Return the colours that belong to a palette: the light ones or the dark ones."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, choice: str) -> None:
    """Dress the whole program: "light", "dark", or "system" to follow the system as it changes."""
    # by name: without one, Qt's binding describes all that an application has, the style too
    for follower in app.findChildren(_Follower, _FOLLOWER):
        follower.stop()
    hints = app.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
        _Follower(app)
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = choice == "dark"
        # the frame of the window and native dialogs follow as well
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    _dress(app, DARK if dark else LIGHT)


def follow(app: QApplication, preferences: Preferences) -> None:
    """Dress the whole program as is preferred, now and from now on."""
    worn = ""

    def wear(preferred: Settings) -> None:
        nonlocal worn
        if worn != preferred.theme:
            worn = preferred.theme
            apply(app, worn)

    preferences.changed.connect(wear)
    wear(preferences.value)


def load_fonts() -> None:
    """Make the bundled font known; without it the system's own font is used."""
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{name}")))


@contextmanager
def dressed_last(app: QApplication) -> Generator[None]:
    """Let the first window be built within this undressed, and dress all of it at the end.

    Each time a widget is put into another one, Qt dresses it anew with all that is in it: the
    stylesheet would take longer than everything else in the window.
    """
    sheet = app.styleSheet()
    if any(window.isVisible() for window in app.topLevelWidgets()):
        yield  # a window that can be seen stays dressed
        return
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


class _Follower(QObject):
    """Dresses the program anew when the system turns light or dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_FOLLOWER)
        self._app = app
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow)

    def stop(self) -> None:
        """Follow no longer."""
        self._hints.colorSchemeChanged.disconnect(self._follow)
        self.setParent(None)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        _dress(self._app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _dress(app: QApplication, colours: Tokens) -> None:
    _keeper()
    app.setFont(_font())
    app.setPalette(_palette(colours))
    app.setStyleSheet(stylesheet.of(colours))


@cache
def _keeper() -> QWidget:
    """Return what keeps Qt looking at who wears its stylesheet, for as long as the program runs.

    With the last stylesheet Qt forgets whom it looks at: a widget that was measured before, and
    never seen, is not looked at again by the next one, and when it is gone, dressing the program
    once more ends it.
    """
    keeper = QWidget()
    keeper.setStyleSheet("* {}")
    return keeper


def _font() -> QFont:
    font = QFont()
    if _FAMILY in QFontDatabase.families():
        font = QFont(_FAMILY)
        # columns of numbers line up, and a counting number does not make its neighbours jump
        font.setFeature(QFont.Tag("tnum"), 1)
    font.setPixelSize(_TEXT_PIXELS)
    return font


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.ground),
        (role.WindowText, colours.text),
        (role.Base, colours.card),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.soft),
        (role.Button, colours.card),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.attention),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.card),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.card),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.track),
        (role.Shadow, colours.line),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return palette
