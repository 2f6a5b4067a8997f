"""What the program has to say: the notice after an act, and what went wrong.

Both lie over the page, so that nothing on it moves when they come and go.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from dosejournal.gui.cards import button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.theme import tokens
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _

_SHOWN_MS = 8_000
_MARGIN = 24
_GAP = 8
_WIDEST = 640


class Messages(QObject):
    """Shows notices and errors over `host`, and undoes and redoes with a notice of it."""

    def __init__(self, workspace: Workspace, host: QWidget) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._host = host
        self._changed_something = False
        self.toast = Toast(host)
        self.banners: list[Banner] = []
        host.installEventFilter(self)
        workspace.changed.connect(self._remember)
        workspace.done.connect(self._show_done)
        workspace.failed.connect(self.show_error)
        workspace.rating.connect(self._withdraw)

    def undo(self) -> None:
        """Revert the last act, and offer to do it again."""
        act, rating = self._workspace.undo_label, self._workspace.is_rating
        self._workspace.undo()
        if act is not None and self._workspace.redo_label == act:
            text = _("Undone") if rating else _("Undone: {act}").format(act=act)
            self._show(text, _("Redo"), self.redo)

    def redo(self) -> None:
        """Do the last undone act again, and offer to revert it."""
        act, rating = self._workspace.redo_label, self._workspace.is_rating
        self._workspace.redo()
        if act is not None and self._workspace.undo_label == act:
            text = _("Redone") if rating else _("Redone: {act}").format(act=act)
            self._show(text, _("Undo"), self.undo)

    def show_error(self, sentence: str) -> None:
        """Show what went wrong until the person closes it."""
        self.toast.hide()
        known = (banner for banner in self.banners if banner.text == sentence)
        banner = next(known, None) or self._banner(sentence)
        self._arrange(banner)
        banner.show()
        announce(self._host, sentence, urgent=True)

    def show_notice(self, text: str) -> None:
        """Show for a while what was done, where there is nothing to undo."""
        self._show(text, "", None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the messages in their place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _withdraw(self, rating: bool) -> None:
        # what is told of a dose would stand beside the rating; what went wrong before comes back
        if rating:
            self.toast.hide()
        for banner in self.banners:
            if rating:
                banner.hide()
            else:
                self._arrange(banner)
                banner.show()

    def _banner(self, sentence: str) -> "Banner":
        banner = Banner(sentence, self._host)
        banner.close_button.clicked.connect(lambda _checked: self._close(banner))
        self.banners.append(banner)
        return banner

    def _remember(self, changes: frozenset[str]) -> None:
        self._changed_something = bool(changes)

    def _show_done(self, act: str) -> None:
        # an act that changed nothing left no step: its undo would revert the act before
        if self._changed_something:
            self._show(act, _("Undo"), self.undo)
        else:
            self.show_notice(act)

    def _show(self, text: str, action_text: str, act: Callable[[], None] | None) -> None:
        self.toast.set_text(text, action_text, act)
        self._arrange(self.toast)
        self.toast.show()
        announce(self._host, text, urgent=False)

    def _close(self, banner: "Banner") -> None:
        self.banners.remove(banner)
        banner.hide()
        banner.deleteLater()
        self._arrange()

    def _arrange(self, coming: QWidget | None = None) -> None:
        # what comes is put in its place before it is seen: elsewhere it could meet the mouse
        bottom = self._host.height() - _MARGIN
        widest = min(_WIDEST, self._host.width() - 2 * _MARGIN)
        messages: tuple[Toast | Banner, ...] = (self.toast, *reversed(self.banners))
        for message in messages:
            if message.isHidden() and message is not coming:
                continue
            width = min(widest, message.natural_width())
            height = message.heightForWidth(width)
            height = height if height > 0 else message.sizeHint().height()
            left = (self._host.width() - width) // 2
            message.setGeometry(left, bottom - height, width, height)
            message.raise_()
            bottom -= height + _GAP


class Toast(QFrame):
    """A short notice with one act; it leaves after a while, but not from under the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.label = label("")
        self._dot = label("·")
        self._dot.setContentsMargins(8, 0, 0, 0)
        self.button = button("", "link")
        self.button.clicked.connect(lambda _checked: self._act())
        self.button.installEventFilter(self)
        self._act: Callable[[], None] = self.hide
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(0)
        for widget in (self.label, self._dot, self.button):
            self._row.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def set_text(self, text: str, action_text: str, act: Callable[[], None] | None) -> None:
        """Take a notice, and a button for what can be done about it."""
        self.label.setText(text)
        self.button.setText(action_text)
        self.button.setVisible(act is not None)
        self._dot.setVisible(act is not None)
        self._act = act or self.hide
        self.setAccessibleName(text)
        self._run_timer()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count."""
        super().showEvent(event)
        self._run_timer()

    def natural_width(self) -> int:
        """Return the width at which the text needs no second line."""
        self.ensurePolished()
        self.label.setWordWrap(False)
        width = self._row.totalSizeHint().width()
        self.label.setWordWrap(True)
        return width

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay while the button has the keyboard."""
        if isinstance(event, QFocusEvent) and watched is self.button:
            QTimer.singleShot(0, self, self._run_timer)
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is over it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Leave a while after the mouse did."""
        super().leaveEvent(event)
        self._run_timer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _run_timer(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.stop()
        elif not self.isHidden():
            self._timer.start()


class Banner(QFrame):
    """A sentence about what went wrong, until it is closed."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.setProperty("role", "banner")
        self.setAccessibleName(text)
        colours = tokens(self.palette())
        sign = label("")
        sign.setPixmap(icon("attention", colours.attention).pixmap(20, 20))
        sentence = label(text)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QPushButton(icon("close", colours.soft), "")
        self.close_button.setProperty("role", "icon")
        self.close_button.setAccessibleName(_("Close this message"))
        self.close_button.setToolTip(_("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(12)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(sentence, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def natural_width(self) -> int:
        """Return the width it takes where there is room."""
        return _WIDEST


def announce(widget: QWidget, text: str, *, urgent: bool) -> None:
    """Let a screen reader say something: at once where it is urgent."""
    # imported when something is said: its many names would cost time at every start
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    politeness = QAccessible.AnnouncementPoliteness
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
