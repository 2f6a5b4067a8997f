"""Where things are on this computer: the only module that knows."""

import sys
from pathlib import Path

import platformdirs

_APPLICATION = "dosejournal"


def resource(name: str) -> Path:
    """Return the bundled file or folder `name`, from the wheel or from the source tree."""
    installed = Path(__file__).parent / "resources" / name
    return installed if installed.exists() else Path(__file__).parents[2] / "resources" / name


def default_journal() -> Path:
    """Return where the journal lives when nothing else is said."""
    return platformdirs.user_data_path(_APPLICATION, appauthor=False) / "journal.db"


def settings_file() -> Path:
    """Return where the preferences live."""
    return platformdirs.user_config_path(_APPLICATION, appauthor=False) / "settings.json"


def sealed_places() -> Path:
    """Return where it is kept which journals have a passphrase."""
    return settings_file().with_name("encrypted.txt")


def fault_log() -> Path:
    """Return where the places of the program's own faults are noted, without any content."""
    return platformdirs.user_log_path(_APPLICATION, appauthor=False) / "faults.log"


def crash_file() -> Path:
    """Return where a dying process writes in which line it was, until the next start reads it."""
    return fault_log().with_name("crash.txt")


def autostart_folder() -> Path:
    """Return where Linux and macOS look for what the person's session starts."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents"
    return platformdirs.user_config_path() / "autostart"
