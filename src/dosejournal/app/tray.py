"""The program's icon in the tray."""

import sys

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from dosejournal import paths
from dosejournal.i18n import _

# what trays and task bars ask for
_SIDES = (16, 20, 22, 24, 32, 44, 48, 64, 128)
_MESSAGE_MS = 20_000


class Tray(QObject):
    """Opens the window or a check-in, and ends the program; nothing in it tells of the journal.

    `came` says that its icon is there; the other signals say what the person asked for.
    """

    window_asked = Signal()
    check_in_asked = Signal()
    quit_asked = Signal()
    message_clicked = Signal()
    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon: QSystemTrayIcon | None = None
        self.menu: QMenu | None = None

    @property
    def is_possible(self) -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_shown(self) -> bool:
        """Whether the icon is there for the person to find."""
        return self.icon is not None

    @property
    def shows_messages(self) -> bool:
        """Whether a message of the icon reaches the person."""
        return self.icon is not None and QSystemTrayIcon.supportsMessages()

    def show(self) -> None:
        """Show the icon, where there is a tray."""
        if self.icon is not None or not self.is_possible:
            return
        self.icon = QSystemTrayIcon(drawing(), self)
        self.icon.setToolTip("DoseJournal")
        self.menu = QMenu()
        self.menu.addAction(_("Check in now"), self.check_in_asked.emit)
        self.menu.addAction(_("Open DoseJournal"), self.window_asked.emit)
        self.menu.addSeparator()
        self.menu.addAction(_("Quit"), self.quit_asked.emit)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._open)
        self.icon.messageClicked.connect(self.message_clicked)
        self.icon.show()
        self.came.emit()

    def hide(self) -> None:
        """Take the icon away."""
        if self.icon is not None and self.menu is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.menu.deleteLater()
        self.icon = None
        self.menu = None

    def show_message(self, title: str, text: str) -> None:
        """Show a message that comes from the icon."""
        if self.icon is not None:
            self.icon.showMessage(title, text, self.icon.icon(), _MESSAGE_MS)

    def _open(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # on macOS every click opens the menu, and tells of itself as well
        opens_menu = reason == QSystemTrayIcon.ActivationReason.Context
        if not opens_menu and sys.platform != "darwin":
            self.window_asked.emit()


def drawing() -> QIcon:
    """Return the program's own drawing in the sizes that are asked for."""
    # needed once the window is there: its library would hold up the first picture
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(paths.resource("icons/dosejournal.svg")))
    made = QIcon()
    for side in _SIDES:
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(pixmap)
    return made
