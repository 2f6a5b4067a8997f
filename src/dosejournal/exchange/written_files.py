"""Files that are written for the person: whole on the drive before they have their name."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dosejournal.errors import StorageError
from dosejournal.i18n import _
from dosejournal.store import files


def add(path: Path, content: bytes | Mapping[str, bytes]) -> None:
    """Write a new file, or a new folder with these files; never over anything.

    Raises:
        JournalExistsError: there is something of that name.
        NoJournalError: there is no folder for it, or no file can be made there.
        StorageError: it cannot be written, and nothing of it is left.
    """
    if isinstance(content, bytes):
        with files.new(path, make_folder=False) as growing:
            try:
                _fill(growing, content)
            except OSError:
                raise refused() from None
    else:
        _add_folder(path, content)


def put(path: Path, content: bytes, *, journal: Path) -> None:
    """Write a file that may stand there already; until it is written, that one stays.

    Raises:
        StorageError: it cannot be written there, and nothing of it is left; or the open journal
            would be replaced.
    """
    refuse_journal(path, journal)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        os.close(handle)
        try:
            _fill(Path(name), content)
            Path(name).replace(path)
        finally:
            # gone when all went well
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError:
        raise refused() from None


def refuse_journal(path: Path, journal: Path) -> None:
    """Raise StorageError where a file would take the place of the journal, or of its log."""
    try:
        is_own = files.is_own(path, journal)
    except OSError:
        raise refused() from None
    if is_own:
        raise StorageError(
            _("That is your journal itself. Nothing was written; choose another name.")
        )


def refused() -> StorageError:
    """Return the error for a file that the drive does not take."""
    return StorageError(
        _(
            "The file could not be written there. The journal is as it was, and no half of a file "
            "is left; choose another folder, or make room on the drive."
        )
    )


def _add_folder(path: Path, content: Mapping[str, bytes]) -> None:
    try:
        files.check_free(path)
        growing = Path(tempfile.mkdtemp(dir=path.parent, prefix=".", suffix=".part"))
        try:
            for name, each in content.items():
                _fill(growing / name, each)
            growing.rename(path)
        finally:
            shutil.rmtree(growing, ignore_errors=True)
    except FileExistsError:
        raise files.taken(path) from None
    except OSError:
        raise refused() from None


def _fill(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        # it must be whole on the drive before it is called by its name
        os.fsync(file.fileno())
