"""A journal on a small disk that is full: what is recorded is saved from the reserve.

It needs a file system of its own, and so Linux and root.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import check_ins, drafts, information, timeline
from dosejournal.store import ballast
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
SIZE = "96m"
_ENTRIES_BEFORE = 20
_PIECE_BYTES = 64 * 1024


@dataclass(frozen=True)
class Filled:
    """What became of entries on a full disk, before and after the reserve was used up."""

    saved_from_reserve: bool
    refused_with: str
    saved_with_room: bool
    lost: int

    @property
    def kept(self) -> bool:
        """Whether all went as promised."""
        told = "disk is full" in self.refused_with
        return self.saved_from_reserve and told and self.saved_with_room and not self.lost


def is_possible() -> bool:
    """Say whether a small disk can be made here."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder)):
                return True
        except subprocess.CalledProcessError:
            return False


@contextmanager
def small_disk(folder: Path, size: str = SIZE) -> Generator[Path]:
    """Give a disk of a few megabytes, in memory."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def fill(disk: Path, name: str = "filler") -> Path:
    """Leave no byte free."""
    filler = disk / name
    with filler.open("ab", buffering=0) as file:
        for piece in (_PIECE_BYTES, 1):
            try:
                while True:
                    file.write(os.urandom(piece))
            except OSError:
                continue
    return filler


def trial(disk: Path, key: Key | None = None) -> Filled:
    """Record on a disk that is full, until the reserve is gone, and after room was made."""
    QCoreApplication.instance() or QCoreApplication([])
    path = disk / "journal.db"
    Database.create(path, lambda session: information.begin(session, NOW), key=key)
    database = Database(path, key)
    workspace = Workspace(database, lambda: NOW)
    sentences: list[str] = []
    used: list[bool] = []
    workspace.failed.connect(sentences.append)
    workspace.reserve_used.connect(lambda: used.append(True))
    saved = [_record(workspace) for _number in range(_ENTRIES_BEFORE)]
    ballast.make(path)
    filler = fill(disk)
    workspace.jot(drafts.keep, NOW, "check_in//now", {"note": "half a thought " * 500})
    saved.append(_record(workspace))
    from_reserve = saved[-1] is not None and bool(used) and not sentences
    fill(disk)
    while (number := _record(workspace)) is not None:
        saved.append(number)
    filler.unlink()
    saved.append(_record(workspace))
    found = set(workspace.read(timeline.keys))
    database.close()
    database = Database(path, key)
    with database.read() as session:
        found &= set(timeline.keys(session))
    database.close()
    return Filled(
        from_reserve,
        sentences[0] if sentences else "",
        saved[-1] is not None,
        sum(number is None for number in saved) + len(saved) - len(found),
    )


def _record(workspace: Workspace) -> int | None:
    draft = CheckInDraft(NOW, {"mood": 62.0}, "what must not be lost " * 40)
    return workspace.perform("", check_ins.record, NOW, draft)
