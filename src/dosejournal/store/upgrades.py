"""Bringing a journal of an earlier version to the present one, without losing an entry.

A verified copy comes first. Each step is one transaction: what the tables held before is counted
and hashed, and must be there afterwards; else the step is taken back and the journal stays as it
was. A program that is killed meanwhile leaves a whole version, from which the next start goes on.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosejournal.errors import StorageError
from dosejournal.i18n import _
from dosejournal.store import connections, contents, files, migrations, refusals
from dosejournal.store.vault import Key

_MOST_COPIES = 1000


def upgrade(path: Path, key: Key | None, version: int) -> None:
    """Copy the journal at `path`, which has this version, and take it to the present one.

    Raises:
        StorageError: there is no room for the copy, or a step would have lost something.
    """
    connection = connections.connect(path, key)
    try:
        copy = _copy(connection, path, key, version)
        try:
            # with references in force, rebuilding a table would delete what refers to it
            connection.execute("PRAGMA foreign_keys = OFF")
            for number in range(version, migrations.VERSION):
                _step(connection, number)
        except BaseException:
            # the journal is as it was: a copy for each try would fill what is left of a disk
            if connections.marks(path, key)[1] == version:
                copy.unlink(missing_ok=True)
            raise
    finally:
        connection.close()


def _step(connection: Any, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        # another program may have done it while this one waited
        if version == number:
            if not _kept_all(connection, migrations.STEPS[number]):
                raise _refused()  # noqa: TRY301 - what is below takes the step back
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _kept_all(connection: Any, step: Callable[[migrations.Execute], None]) -> bool:
    columns = contents.columns(connection)
    before = contents.hashes(connection, columns)
    step(connection.execute)
    after = contents.hashes(connection, columns)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    return before == after and broken is None


def _copy(connection: Any, path: Path, key: Key | None, version: int) -> Path:
    """Make a verified copy beside the journal, named after its version; return its place."""
    place = _free_place(path, version)
    with files.new(place, make_folder=False) as growing:
        connection.execute("VACUUM INTO ?", (str(growing),))
        _verify(connection, growing, key)
        with growing.open("rb") as file:
            os.fsync(file.fileno())
    return place


def _free_place(path: Path, version: int) -> Path:
    names = (f"{path.stem}.version-{version}{end}" for end in _endings(path.suffix))
    return next(place for place in map(path.with_name, names) if not place.exists())


def _endings(suffix: str) -> list[str]:
    return [suffix, *(f"-{number}{suffix}" for number in range(2, _MOST_COPIES))]


def _verify(connection: Any, copy: Path, key: Key | None) -> None:
    made = connections.connect(copy, key)
    try:
        sound = made.execute("PRAGMA quick_check").fetchone() == ("ok",)
        columns = contents.columns(connection)
        same = sound and contents.hashes(connection, columns) == contents.hashes(made, columns)
        # a copy is one file: without this it would have a log beside it
        made.execute("PRAGMA journal_mode = DELETE")
    finally:
        made.close()
    if not same or connections.marks(copy, key) != connections.marks(_file_of(connection), key):
        raise refusals.damaged()


def _file_of(connection: Any) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def _refused() -> StorageError:
    return StorageError(
        _(
            "This journal could not be brought to the present version without a difference. It "
            "stays as it was and nothing is lost; open it with the version that made it."
        )
    )
