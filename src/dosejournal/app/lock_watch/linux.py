"""What Linux tells of itself, on the bus of the session and on that of the system."""

from collections.abc import Callable

from dosejournal.app.bus import session_address, system_address
from dosejournal.app.lock_watch.announcements import Announcements
from dosejournal.app.lock_watch.bus_listener import BusListener
from dosejournal.app.lock_watch.logind import Logind
from dosejournal.app.lock_watch.screen_savers import ScreenSavers


class LinuxAnnouncements(Announcements):
    """Those of the screen saver and of the login service, as far as there are any."""

    def __init__(
        self,
        session: Callable[[], str] = session_address,
        system: Callable[[], str] = system_address,
        **settings: int,
    ) -> None:
        """Listen on the buses at these addresses; `settings` are those of a `BusListener`."""
        super().__init__()
        self._session = BusListener(session, parent=self, **settings)
        self._system = BusListener(system, parent=self, **settings)
        self._savers = ScreenSavers(self._session, parent=self)
        self._logind = Logind(self._system, parent=self)
        self._savers.locked.connect(self.screen_locked)
        self._logind.locked.connect(self.screen_locked)
        self._logind.sleep_begins.connect(self.sleep_begins)
        for each in (self._savers, self._logind):
            each.changed.connect(self.changed)

    @property
    def tells_screen_lock(self) -> bool:
        """Whether there is a screen saver that tells; the login service may tell all the same."""
        return self._savers.is_there

    @property
    def tells_sleep(self) -> bool:
        """Whether the login service is there."""
        return self._logind.is_there

    @property
    def knows_session(self) -> bool:
        """Whether the login service has said which session this program belongs to."""
        return self._logind.knows_session

    def start(self) -> None:
        """Join both buses, now or as soon as they are there."""
        self._session.start()
        self._system.start()

    def stop(self) -> None:
        """Leave both."""
        self._session.stop()
        self._system.stop()
