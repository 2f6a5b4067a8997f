"""Where the journal lies and what that means: said above the pages, and seen to."""

import hashlib
from functools import partial

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from dosejournal.gui.banners import Banners
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.i18n import _
from dosejournal.store import ballast, places
from dosejournal.store.places import Place

_FIRST_LOOK_MS = 2_000
_LOOK_EVERY_MS = 20_000
# what was read about this many journals is remembered
_MOST_WARNED = 20
_DIGITS = 16


class Circumstances(QObject):
    """Says that a journal is only read, lies on a drive of several computers, or has no room.

    It keeps the reserve that makes room for entries when the disk is full, and makes it anew once
    there is room again.
    """

    def __init__(
        self, workspace: Workspace, tasks: Tasks, preferences: Preferences, banners: Banners
    ) -> None:
        super().__init__(banners)
        self._workspace = workspace
        self._tasks = tasks
        self._preferences = preferences
        self._banners = banners
        self._is_making = False
        workspace.reserve_used.connect(self._tell_full)
        # it may also become so later, when damage is found
        workspace.changed.connect(lambda _changes: self._tell_only_read())
        self._tell_only_read()
        if workspace.only_read_because:
            return
        warning = places.warning(workspace.place)
        if warning is not None and self._sign() not in self._warned():
            banners.tell("place", warning, self._remember)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        # on a drive of others it would be sent about, and take the room of others
        if workspace.place is Place.LOCAL:
            self._timer.start()
            # the first picture need not wait for it
            QTimer.singleShot(_FIRST_LOOK_MS, self, self.look)

    def look(self) -> None:
        """Make the reserve where there is none and room for it; then the disk is not full."""
        journal = self._workspace.journal_path
        if ballast.is_there(journal):
            self._banners.take_away("full")
        elif not self._is_making and ballast.has_room(journal):
            self._is_making = True
            self._tasks.run(partial(ballast.make, journal), self._made, self._made)

    def _tell_only_read(self) -> None:
        if self._workspace.only_read_because:
            self._banners.tell("only_read", "\n".join(self._workspace.only_read_because))

    def _made(self, _made: object) -> None:
        self._is_making = False
        # the window may be gone meanwhile
        if isValid(self._banners) and ballast.is_there(self._workspace.journal_path):
            self._banners.take_away("full")

    def _tell_full(self) -> None:
        self._banners.tell(
            "full",
            _(
                "The disk is full. Your entry was saved from a reserve that is kept for this; "
                "free some space now, because there is room for a few more entries only."
            ),
        )

    def _warned(self) -> list[str]:
        return self._preferences.value.warned_places.split()

    def _sign(self) -> str:
        # what is kept about a journal tells nobody where it is
        place = str(self._workspace.journal_path)
        return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]

    def _remember(self) -> None:
        warned = [*self._warned(), self._sign()][-_MOST_WARNED:]
        self._preferences.set(warned_places=" ".join(warned))
