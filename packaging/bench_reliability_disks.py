"""Disks that are full, read-only or gone."""

import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench_reliability_journals import NOW, cheap_keys, held, is_sound, made, record, some_key
from bench_reliability_proofs import Found, Promise, Trial, not_run
from sqlcipher3 import dbapi2

from dosejournal import cli
from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import DiskFullError, JournalError, NewerJournalError
from dosejournal.journal import check_ins, timeline
from dosejournal.store import ballast, connections, migrations
from dosejournal.store.database import Database
from dosejournal.store.places import Place
from dosejournal.store.vault import Key

_SIZE = 96 * 1024 * 1024
_NO_MOUNT = "only root may mount a disk of its own here"


@contextmanager
def _disk(trial: Trial) -> Generator[Path | None]:
    """Give a small disk of its own, or None where none can be had."""
    with trial.room() as room:
        if not sys.platform.startswith("linux") or os.geteuid():
            yield None
            return
        line = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(room)]
        if subprocess.run(line, capture_output=True, check=False).returncode:
            yield None
            return
        try:
            yield room
        finally:
            subprocess.run(["umount", str(room)], check=True)


def full(trial: Trial) -> Found:
    """Fill a disk to its last byte, save all the same, and save again once there is room."""
    runs = trial.many(20, 3)
    with _disk(trial) as disk:
        if disk is None:
            return not_run(_NO_MOUNT)
        found = [_filled_up(disk / str(number)) for number in range(runs)]
    saved, refused, whole = (sum(each) for each in zip(*found, strict=True))
    return Found(
        f"saved from the reserve {saved} of {runs}; without it refused by a sentence {refused} of "
        f"{runs}; nothing lost and saved again with room {whole} of {runs}",
        saved == refused == whole == runs,
    )


def _filled_up(folder: Path) -> tuple[bool, bool, bool]:
    """Return whether the reserve saved, whether a sentence refused, and whether all is there."""
    folder.mkdir()
    path, key, filler = folder / "journal.db", some_key(), folder / "filler"
    made(path, key)
    if not ballast.make(path):
        raise OSError("there is no room for a reserve")
    database = Database(path, key, place=Place.LOCAL)
    used: list[bool] = []
    recorded = 40
    _fill(filler)
    ballast.second_try(path, lambda: _save(database), lambda: used.append(True))
    recorded += 1
    refused = False
    _fill(filler)
    for _again in range(2_000):
        # what SQLite has of its own is used up first
        try:
            _save(database)
            recorded += 1
        except DiskFullError:
            refused = True
            break
    filler.unlink()
    _save(database)
    database.close()
    entries = len(_entries(path, key))
    whole = entries == recorded + 1 and is_sound(path, key)
    shutil.rmtree(folder)
    return bool(used), refused, whole


def _save(database: Database) -> None:
    with database.write("Check-in recorded") as write:
        draft = CheckInDraft(NOW, {"mood": 50.0}, "a note of some length " * 40)
        check_ins.record(write.session, NOW, draft)


def _fill(filler: Path) -> None:
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)):
                    pass


def _entries(path: Path, key: Key | None, *, only_read: bool = False) -> list[object]:
    database = Database(path, key, only_read=only_read)
    try:
        with database.read() as session:
            return timeline.entries(session, timeline.keys(session))
    finally:
        database.close()


def refused(trial: Trial) -> Found:
    """Open a journal on a disk that is read-only, and write to one whose disk has gone."""
    with _disk(trial) as disk:
        if disk is None:
            return not_run(_NO_MOUNT)
        key, path = some_key(), disk / "journal.db"
        made(path, key)
        plain = made(disk / "plain.db", None)
        before = _digest(path)
        _remount(disk, "ro")
        try:
            read = len(_entries(path, key, only_read=True)) == 40
            sentence = _refuses(lambda: record(path, key, "late"))
            terminal = _terminal_reads(plain)
            same = _digest(path) == before
        finally:
            _remount(disk, "rw")
        gone = _vanishes(disk, key)
    checks = {
        "read": read,
        "writing refused by a sentence": sentence,
        "the terminal lists, and refuses to record": terminal,
        "bytes unchanged": same,
        "a drive that vanished told by a sentence, nothing lost": gone,
    }
    failed = [name for name, held_true in checks.items() if not held_true]
    return Found(
        ", ".join(checks) if not failed else f"FAILED: {', '.join(failed)}",
        not failed,
    )


def _terminal_reads(path: Path) -> bool:
    told, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complained):
        listed = cli.main(["--journal", str(path), "list"], lambda *_words: 2)
        recorded = cli.main(
            ["--journal", str(path), "check-in", "--rate", "mood=1"], lambda *_words: 2
        )
    said = complained.getvalue()
    is_told = "read-only" in said and "Traceback" not in said
    return (listed, recorded) == (0, 1) and "entry 39" in told.getvalue() and is_told


def _vanishes(disk: Path, key: Key) -> bool:
    folder, away = disk / "drive", disk / "away"
    folder.mkdir()
    path = made(folder / "journal.db", key)
    before = held(path, key)
    database = Database(path, key, place=Place.LOCAL)
    folder.rename(away)
    sentence = _refuses(lambda: _save(database))
    database.close()
    return sentence and held(away / "journal.db", key) == before


def _refuses(act: object) -> bool:
    try:
        act()
    except JournalError as error:
        return str(error).endswith(".")
    return False


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def newer(trial: Trial) -> Found:
    """Open a journal of a version that is not known yet, to write and to read."""
    unchanged, refusals, kinds = 0, 0, (None, some_key())
    with trial.room() as room, cheap_keys():
        for number, key in enumerate(kinds):
            path = made(room / f"{number}.db", key)
            connection = connections.connect(path, key)
            connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.close()
            before = _digest(path)
            try:
                Database(path, key)
            except NewerJournalError:
                refusals += 1
            with contextlib.suppress(JournalError, dbapi2.Error):
                _entries(path, key, only_read=True)
            unchanged += _digest(path) == before
    return Found(
        f"{refusals} of {len(kinds)} refused for writing, {unchanged} of {len(kinds)} with the "
        "same SHA-256",
        refusals == unchanged == len(kinds),
    )


PROMISES = (
    Promise(
        4,
        "full-disk",
        "A full disk takes nothing",
        "a disk of 96 MB in memory, filled to its last byte: save from the reserve, fill again, "
        "save, make room, save",
        "nothing lost, a sentence, the last save succeeds, 20 of 20",
        full,
    ),
    Promise(
        5,
        "read-only",
        "What cannot be written is read, and says so",
        "a disk mounted read-only; a drive that vanishes while the journal is open",
        "opens to be read or a sentence; bytes unchanged",
        refused,
    ),
    Promise(
        11,
        "newer",
        "A newer file is safe",
        "a file with a higher version, plain and encrypted, opened to write and to read",
        "refused for writing, SHA-256 unchanged",
        newer,
    ),
)
