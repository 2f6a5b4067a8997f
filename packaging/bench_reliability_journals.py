"""Journals for the trials: made, looked into, and compared; and processes that are killed."""

import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dosejournal.domain.entries import CheckInDraft
from dosejournal.journal import check_ins, information
from dosejournal.store import checks, connections, contents, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
WORDS = "walrus teacup gravel"
OTHER_WORDS = "orbit nineteen mustard"
MARKER = "Xq7markerZ9"


@contextmanager
def cheap_keys() -> Generator[None]:
    """Let a passphrase become a key at once: what a derivation costs is measured elsewhere."""
    before = vault.RECIPES
    vault.RECIPES = (vault.Recipe(memory_kib=64, passes=1, lanes=1),)
    try:
        yield
    finally:
        vault.RECIPES = before


def some_key() -> Key:
    """Return a key that no passphrase stands for."""
    return Key(os.urandom(32), os.urandom(16))


def made(path: Path, key: Key | None, entries: int = 40) -> Path:
    """Return a new journal with some check-ins."""

    def fill(session: object) -> None:
        information.begin(session, NOW)
        for number in range(entries):
            draft = CheckInDraft(NOW, {"mood": number % 101}, f"entry {number}", ("walk",))
            check_ins.record(session, NOW, draft)

    Database.create(path, fill, key=key)
    return path


def large(path: Path, key: Key | None, entries: int) -> Path:
    """Return a journal with many check-ins, each with a note and five ratings."""
    made(path, key, 1)
    connection = connections.connect(path, key)
    connection.execute("BEGIN")
    measures = ("mood", "focus", "energy", "calm", "sleep_quality")
    for number in range(2, entries + 1):
        at = NOW.astimezone(UTC) - timedelta(hours=2 * (entries - number))
        words = " ".join(_WORDS[(number * step) % len(_WORDS)] for step in range(1, 20))
        connection.execute(
            "INSERT INTO check_in (id, at, zone, utc_offset_minutes, journal_day, time_precision,"
            " note, recorded_at, origin) VALUES (?, ?, 'UTC', 0, ?, 'instant', ?, ?, 'window')",
            (number, _text(at), at.date().isoformat(), words, _text(at)),
        )
        connection.executemany(
            "INSERT INTO rating (check_in_id, measure, value) VALUES (?, ?, ?)",
            [(number, name, number * place % 101) for place, name in enumerate(measures, 2)],
        )
    connection.execute("COMMIT")
    connection.close()
    return path


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


_WORDS = ("a", "quiet", "day", "with", "tea", "rain", "slept", "badly", "walked", "far", "calm")


def record(path: Path, key: Key | None, note: str, at: datetime = NOW) -> int:
    """Record one check-in; return its number."""
    database = Database(path, key, undoable=False)
    try:
        with database.write("Check-in recorded") as write:
            return check_ins.record(write.session, at, CheckInDraft(at, {"mood": 5.0}, note))
    finally:
        database.close()


def held(path: Path, key: Key | None) -> dict[str, str]:
    """Return the hashes of all that is recorded in a journal."""
    connection = connections.connect(path, key)
    try:
        return contents.hashes(connection, contents.columns(connection))
    finally:
        connection.close()


def notes(path: Path, key: Key | None) -> dict[int, str]:
    """Return the notes of the check-ins, by their number."""
    connection = connections.connect(path, key)
    try:
        return dict(connection.execute("SELECT id, note FROM check_in").fetchall())
    finally:
        connection.close()


def is_sound(path: Path, key: Key | None) -> bool:
    """Say whether a quick check, and that of the seals of every page, find nothing."""
    return checks.quick(path, key).is_sound


def opening_key(path: Path) -> Key | None:
    """Return the key that one of the two passphrases gives a journal; None where it is plain."""
    if not vault.is_sealed(path):
        return None
    keys = (key for words in (WORDS, OTHER_WORDS) for key in vault.keys(path, words))
    return next(key for key in keys if connections.opens(path, key))


def private_home(folder: Path) -> dict[str, str]:
    """Return the variables of a process that has its home, and every other place, in a folder."""
    folder.mkdir(exist_ok=True)
    foreign = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_", "QT_", "XDG_", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    places = {"HOME": folder, "USERPROFILE": folder, "TMPDIR": folder / "tmp"}
    for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
        places[f"XDG_{name}"] = folder / name.lower()
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    return {**kept, **{name: str(place) for name, place in places.items()}, **OFFSCREEN}


OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "TZ": "Europe/Berlin"}


def program(*words: str) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "dosejournal", *words]


def run(words: list[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        words, env=dict(variables), capture_output=True, text=True, timeout=300, check=False
    )
