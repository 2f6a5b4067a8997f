"""The file that an entry is: there wholly, or not at all."""

import os
from pathlib import Path

from dosejournal.errors import ReadOnlyError, StorageError
from dosejournal.i18n import _


def write(file: Path, content: bytes | None) -> None:
    """Write a file, or without content remove it.

    Raises:
        StorageError: the disk or its rights refuse.
    """
    fresh = file.with_name(f"{file.name}.new")
    try:
        if content is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise ReadOnlyError(
            _(
                "Whether DoseJournal starts at login cannot be changed, because the folder for "
                "it is read-only. Nothing was changed, and your journal is not concerned."
            )
        ) from None
    except OSError:
        raise refusal() from None


def refusal() -> StorageError:
    """Return what is said when the system refuses."""
    return StorageError(
        _(
            "Whether DoseJournal starts at login cannot be changed, because the system refuses. "
            "Nothing was changed, and your journal is not concerned; you can try again."
        )
    )
