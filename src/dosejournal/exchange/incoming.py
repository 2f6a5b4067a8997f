"""A file that is brought in: an archive of a journal, or a history of another program."""

from pathlib import Path

from dosejournal.domain import progress
from dosejournal.domain.archives import Archive
from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.domain.progress import Tell
from dosejournal.errors import ImportFileError
from dosejournal.exchange import archive, importers
from dosejournal.i18n import _
from dosejournal.store import files

__all__ = ["read"]


def read(
    name: str,
    content: bytes | Path,
    answers: Answers,
    journal: Path,
    tell: Tell | None = None,
) -> Archive | ImportPlan:
    """Return what a file would bring into the open journal, read as the format of this name.

    `tell` knows meanwhile how far the reading is, and may stop it.

    Raises:
        ImportFileError: the file cannot be read so, or is that journal; the message says why.
        Stopped: `tell` has stopped it.
    """
    if isinstance(content, Path):
        _refuse_journal(content, journal)
    with progress.told(tell):
        if name == archive.NAME or (name == importers.AUTO and archive.recognises(content)):
            return archive.read(content)
        return importers.plan(name, content, answers)


def _refuse_journal(path: Path, journal: Path) -> None:
    # a process that closes a file which it has open otherwise too loses its locks on it
    try:
        is_own = files.is_own(path, journal)
    except OSError:
        # what cannot be looked at cannot be read either, and reading it says so
        return
    if is_own:
        raise ImportFileError(
            _("This is the journal that is open. Nothing was brought in; choose another file.")
        )
