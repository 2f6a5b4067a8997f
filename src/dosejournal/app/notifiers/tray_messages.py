"""Notifications on Windows and macOS: messages of the program's icon in the tray."""

from dosejournal.app.tray import Tray
from dosejournal.gui.reminding.desktop import Notice, Notifier
from dosejournal.i18n import _


class TrayMessages(Notifier):
    """Shows a notice as a message without buttons; a click on it opens the window."""

    def __init__(self, tray: Tray) -> None:
        super().__init__()
        self._tray = tray
        self._key: str | None = None
        tray.message_clicked.connect(self._answer)
        # the icon may come after the first reminder
        tray.came.connect(self.changed)

    @property
    def works(self) -> bool:
        """Whether there is a tray that shows messages."""
        return self._tray.shows_messages

    def show(self, notice: Notice) -> bool:
        """Show a notice; the system shows one at a time, and the newest is the one clicked."""
        if not self.works:
            return False
        self._key = notice.key
        self._tray.show_message(notice.text, _("Open DoseJournal to answer."))
        return True

    def withdraw(self, key: str) -> None:
        """Leave a message alone: it goes by itself, and what it opens shows what is left."""
        del key

    def _answer(self) -> None:
        # other messages come the same way
        if self._key is not None:
            key, self._key = self._key, None
            self.answered.emit(key, "open")
