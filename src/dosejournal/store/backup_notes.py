"""What is known of each backup, kept beside them: when it was verified, and counts; no content."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "verified.json"


@dataclass(frozen=True, slots=True)
class Note:
    """What was found in a backup when it was last looked through.

    Without `sound` it was damaged; `elsewhere` says that a second folder has a copy of it.
    """

    verified_at: datetime
    entries: int
    changes: int | None = None
    sound: bool = True
    elsewhere: bool = False


Notes = dict[str, Note]


def read(folder: Path) -> Notes:
    """Return the notes by the names of backups; what cannot be read counts as not noted."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # a backup of which nothing is known is verified anew
        return {}
    if not isinstance(kept, dict):
        return {}
    notes = {name: _note(values) for name, values in kept.items()}
    return {name: note for name, note in notes.items() if note is not None}


def write(folder: Path, notes: Notes) -> None:
    """Keep the notes: wholly, or those of before stay."""
    fresh = folder / f".{FILE}.{os.getpid()}.new"
    lines = {name: _written(note) for name, note in sorted(notes.items())}
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            json.dump(lines, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / FILE)
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()


def add(folder: Path, notes: Notes) -> None:
    """Keep what was found in some backups."""
    # the backups are good all the same, and what is not noted is looked through once more
    with suppress(OSError):
        write(folder, read(folder) | notes)


def _written(note: Note) -> dict[str, Any]:
    return asdict(note) | {"verified_at": note.verified_at.isoformat()}


def _note(values: Any) -> Note | None:
    try:
        return Note(
            verified_at=datetime.fromisoformat(values["verified_at"]).astimezone(UTC),
            entries=int(values["entries"]),
            changes=None if values["changes"] is None else int(values["changes"]),
            sound=bool(values["sound"]),
            elsewhere=bool(values["elsewhere"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        # written by hand, or by another version
        return None
