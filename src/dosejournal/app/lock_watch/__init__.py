"""When to lock: nobody is there, the screen was locked, or the computer went to sleep."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from dosejournal.app.lock_watch.announcements import Announcements
from dosejournal.app.lock_watch.heartbeat import Heartbeat
from dosejournal.app.lock_watch.idleness import Idleness

_MINUTE_MS = 60_000
# what listens to the system takes some 25 ms to load: the first picture need not wait for it
_LISTEN_AFTER_MS = 1_000


def of_system(app: QCoreApplication, platform: str = sys.platform) -> Announcements:
    """Return what this system tells of itself; nothing is listened to yet."""
    if platform == "linux":
        from dosejournal.app.lock_watch.linux import LinuxAnnouncements

        return LinuxAnnouncements()
    if platform == "win32":
        from dosejournal.app.lock_watch.windows import WindowsAnnouncements

        return WindowsAnnouncements(app)
    if platform == "darwin":
        from dosejournal.app.lock_watch.macos import MacAnnouncements

        return MacAnnouncements()
    return Announcements()


@dataclass(frozen=True, slots=True)
class Occasions:
    """At what a person wants the journal locked; `idle_minutes` of 0 stands for never."""

    idle_minutes: int = 5
    on_screen_lock: bool = True
    on_suspend: bool = True


class LockWatch(QObject):
    """Says when it is time to lock; it may say so again while nobody has heeded it.

    `due` says that it is time, and `changed` that more or less is heard from the system than
    before.
    """

    due = Signal()
    changed = Signal()

    def __init__(
        self,
        app: QCoreApplication,
        occasions: Occasions,
        *,
        announcements: Callable[[QCoreApplication], Announcements] = of_system,
        heartbeat: Heartbeat | None = None,
        idleness: Idleness | None = None,
    ) -> None:
        """Watch nothing until it is started."""
        super().__init__(app)
        self._app = app
        self._occasions = occasions
        self.listen_after_ms = _LISTEN_AFTER_MS
        self.is_running = False
        self._idleness = idleness or Idleness(app, parent=self)
        self._idleness.came.connect(self.due)
        self._heartbeat = heartbeat or Heartbeat(parent=self)
        self._heartbeat.jumped.connect(self.due)
        self._make_announcements = announcements
        self._announcements: Announcements | None = None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._listen)

    @property
    def hears_screen_lock(self) -> bool:
        """Whether this desktop tells when its screen is locked, as far as it is known."""
        return self._announcements is not None and self._announcements.tells_screen_lock

    @property
    def hears_sleep(self) -> bool:
        """Whether this system tells before it sleeps; else a minute of sleep is seen on waking."""
        return self._announcements is not None and self._announcements.tells_sleep

    def configure(self, occasions: Occasions) -> None:
        """Watch for these occasions from now on; nothing changes when they are those before."""
        if occasions == self._occasions:
            return
        self._occasions = occasions
        if self.is_running:
            self.start()

    def start(self) -> None:
        """Watch; somebody counts as there just now."""
        self.is_running = True
        wanted = self._occasions
        if wanted.idle_minutes > 0:
            self._idleness.start(wanted.idle_minutes * _MINUTE_MS)
        else:
            self._idleness.stop()
        if wanted.on_suspend:
            self._heartbeat.start()
        else:
            self._heartbeat.stop()
        if not wanted.on_suspend and not wanted.on_screen_lock:
            self._be_deaf()
        elif self._announcements is None:
            self._later.start(self.listen_after_ms)

    def stop(self) -> None:
        """Watch no more."""
        self.is_running = False
        self._idleness.stop()
        self._heartbeat.stop()
        self._be_deaf()

    def _listen(self) -> None:
        self._announcements = told = self._make_announcements(self._app)
        told.setParent(self)
        told.screen_locked.connect(self._hear_lock)
        told.sleep_begins.connect(self._hear_sleep)
        told.changed.connect(self.changed)
        told.start()
        self.changed.emit()

    def _be_deaf(self) -> None:
        self._later.stop()
        if self._announcements is not None:
            told, self._announcements = self._announcements, None
            told.stop()
            told.deleteLater()
            self.changed.emit()

    def _hear_lock(self) -> None:
        if self._occasions.on_screen_lock:
            self.due.emit()

    def _hear_sleep(self) -> None:
        if self._occasions.on_suspend:
            self.due.emit()
