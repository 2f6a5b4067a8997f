"""Folders that a service keeps the same on several devices, told by what it leaves in them."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

# each lies in the topmost folder that is kept the same
_MARKERS = frozenset(
    {
        ".dropbox.cache",
        ".owncloudsync.log",
        ".nextcloudsync.log",
        ".csync_journal.db",  # ownCloud, until 2017
        ".stfolder",  # Syncthing
        ".tresorit",
        ".tmp.drivedownload",  # Google Drive
        ".tmp.driveupload",
        ".debris",  # MEGA
        ".megaignore",
        "seafile-ignore.txt",
    }
)
# of Nextcloud and ownCloud
_DATABASE = re.compile(r"\._?sync_.*\.db")
# files: the programs keep folders of these names elsewhere, such as their preferences at home
_MARKING_FILES = (".dropbox", ".sync/ID")  # that of Resilio is the second

# names that nobody gives to another folder
_NAMES = re.compile(
    r"onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|icloud ?drive|pcloud ?drive|proton ?drive",
    re.IGNORECASE,
)
# names that mean a service at home, or at the top of a drive
_NAMES_AT_THE_TOP = frozenset(
    {
        "my drive",  # Google Drive
        "box",
        "box sync",
        "mega",
        "megasync",
        "nextcloud",
        "owncloud",
        "seafile",
        "seadrive",
        "yandex.disk",
        "kdrive",
        "synologydrive",
        "jottacloud",
    }
)
_OF_MACOS = (("Library", "CloudStorage"), ("Library", "Mobile Documents"))
_ICLOUD = Path("Library", "Mobile Documents", "com~apple~CloudDocs")
_MOVED_TO_ICLOUD = ("Desktop", "Documents")


def holds(
    path: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> bool:
    """Say whether a real path, with no links in it, lies in such a folder."""
    home = _real(Path.home() if home is None else home)
    folders = path.parents
    return (
        any(_is_named_so(folder, home) for folder in folders)
        or any(folder in folders for folder in _folders_of_onedrive(environment))
        or any(_is_in_icloud(folder, home) for folder in folders)
        or any(_is_marked(folder) for folder in folders)
    )


def _is_named_so(folder: Path, home: Path) -> bool:
    if _NAMES.fullmatch(folder.name):
        return True
    if folder.name.lower() in _NAMES_AT_THE_TOP and folder.parent in (home, Path(folder.anchor)):
        return True
    return folder.parts[-2:] in _OF_MACOS


def _folders_of_onedrive(environment: Mapping[str, str]) -> Iterable[Path]:
    # OneDrive, OneDriveConsumer and OneDriveCommercial, in capitals where Python asks Windows
    return (
        _real(Path(value))
        for name, value in environment.items()
        if name.upper().startswith("ONEDRIVE") and value
    )


def _is_in_icloud(folder: Path, home: Path) -> bool:
    # a Mac may keep these two there, and they are found at home all the same
    is_one = folder.parent == home and folder.name in _MOVED_TO_ICLOUD
    return is_one and os.path.lexists(home / _ICLOUD / folder.name)


def _is_marked(folder: Path) -> bool:
    try:
        names = [each.name for each in folder.iterdir()]
        return (
            not _MARKERS.isdisjoint(names)
            or any(_DATABASE.fullmatch(name) for name in names)
            or any((folder / name).is_file() for name in _MARKING_FILES)
        )
    except OSError:
        # a folder that is still to be made, or that nobody may look into
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
