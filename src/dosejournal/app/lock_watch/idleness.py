"""Idleness: for a while nobody has typed, clicked or moved the pointer in the program."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

_PAUSE_MS = 1_000
_LONGEST_MS = 2**31 - 1
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    }
)


class Idleness(QObject):
    """Says `came` when nobody has done anything for as long as it was started with."""

    came = Signal()

    def __init__(
        self, app: QCoreApplication, pause_ms: int = _PAUSE_MS, parent: QObject | None = None
    ) -> None:
        """Look at the events of an application; after each that counts at none for a pause.

        All events pass through here, at some microseconds each, and a pointer on its way sends
        hundreds in a second: so the first one is enough until the pause is over.
        """
        super().__init__(parent)
        self._app = app
        self._quiet = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._quiet.timeout.connect(self.came)
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._look)

    def start(self, after_ms: int) -> None:
        """Begin to wait; somebody counts as there just now."""
        self._pause.stop()
        self._quiet.setInterval(min(after_ms, _LONGEST_MS))
        self._look()

    def stop(self) -> None:
        """Look at nothing any more."""
        self._pause.stop()
        self._rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note that somebody is there; every event goes on to where it belongs."""
        del watched
        if _is_input(event):
            self._rest()
            self._pause.start()
        return False

    def _look(self) -> None:
        # one that is installed twice stands there once
        self._app.installEventFilter(self)
        self._quiet.start()

    def _rest(self) -> None:
        self._app.removeEventFilter(self)
        self._quiet.stop()


def _is_input(event: QEvent) -> bool:
    kind = event.type()
    # widgets send each other events as well; what an input method has put together is sent by
    # the program itself, and stands for the keys
    return kind in _INPUT and (event.spontaneous() or kind == QEvent.Type.InputMethod)
