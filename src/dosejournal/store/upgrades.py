"""Bringing a journal of an earlier version to the present one, without losing an entry.

A verified backup comes first. Each step is one transaction: what the tables held before is counted
and hashed, and must be there afterwards; else the step is taken back and the journal stays as it
was. A program that is killed meanwhile leaves a whole version, from which the next start goes on.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dosejournal.errors import StorageError
from dosejournal.i18n import _
from dosejournal.store import backup_folder, backups, connections, contents, migrations
from dosejournal.store.backups import Backup
from dosejournal.store.vault import Key


def upgrade(path: Path, key: Key | None, version: int, *, alone: bool = False) -> None:
    """Back up the journal at `path`, which has this version, and take it to the present one.

    Raises:
        StorageError: there is no room for the backup, or a step would have lost something.
    """
    connection = connections.connect(path, key, alone=alone)
    try:
        backup = _back_up(connection, path, key)
        try:
            # with references in force, rebuilding a table would delete what refers to it
            connection.execute("PRAGMA foreign_keys = OFF")
            for number in range(version, migrations.VERSION):
                _step(connection, number, backup)
        except StorageError:
            # what it says names the backup
            raise
        except BaseException:
            # the journal is as it was: one for each try would fill what is left of a disk
            if connections.marks(path, key)[1] == version:
                backups.remove(path, [backup])
            raise
    finally:
        connection.close()


def _step(connection: Any, number: int, backup: Backup) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        # another program may have done it while this one waited
        if version == number:
            if not _kept_all(connection, migrations.STEPS[number]):
                raise _refused(number, backup)  # noqa: TRY301 - what is below takes the step back
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


def _back_up(connection: Any, path: Path, key: Key | None) -> Backup:
    folder = backup_folder.of(path)
    with backup_folder.told(folder):
        # whoever opens a journal tells no time
        now = backup_folder.disk_time(backup_folder.ready(path))
    before = backups.listed(path)[:1]
    made = backups.make(path, key, "upgrade", now, connection=connection)
    # of a try that came to nothing: this one holds all of it
    tried = [each for each in before if each.name.version == made.name.version]
    backups.remove(path, tried)
    return made


def _refused(number: int, backup: Backup) -> StorageError:
    return StorageError(
        _(
            "This journal could not be brought from version {version} to the next one without a "
            "difference. It stays as it was and nothing is lost; open it with the DoseJournal "
            "that made it. A backup made just before is {name}, in {folder}."
        ).format(version=number, name=backup.path.name, folder=backup.path.parent)
    )
