"""What this desktop can do for reminders."""

import sys
from pathlib import Path

from dosejournal.app import autostart
from dosejournal.app.notifiers.freedesktop import DesktopNotifier
from dosejournal.app.notifiers.tray_messages import TrayMessages
from dosejournal.app.tray import Tray
from dosejournal.gui.reminding.desktop import Desktop, Notifier
from dosejournal.gui.vault.custody import Custody


def around(
    journal: Path, notifier: Notifier, tray: Tray, custody: Custody | None = None
) -> Desktop:
    """Return what is there for the reminders of a journal, and who keeps its passphrase."""
    return Desktop(notifier, autostart.of_system(journal), tray.is_possible, custody)


def notifier(tray: Tray, platform: str = sys.platform) -> Notifier:
    """Return what shows notifications here; nothing is started for it yet."""
    if platform in ("win32", "darwin"):
        return TrayMessages(tray)
    return DesktopNotifier() if platform == "linux" else Notifier()
