"""What a system tells of itself: that its screen is locked, and that it is about to sleep."""

from PySide6.QtCore import QObject, Signal


class Announcements(QObject):
    """Those of a system of which no way to hear is known: it tells nothing.

    `changed` says that one of the properties is another one.
    """

    screen_locked = Signal()
    sleep_begins = Signal()
    changed = Signal()

    @property
    def tells_screen_lock(self) -> bool:
        """Whether somebody here tells when the screen is locked."""
        return False

    @property
    def tells_sleep(self) -> bool:
        """Whether somebody here tells before the computer sleeps."""
        return False

    def start(self) -> None:
        """Listen from now on."""

    def stop(self) -> None:
        """Listen no more."""
