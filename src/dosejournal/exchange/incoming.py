"""A file that is brought in: an archive of a journal, or a history of another program."""

from pathlib import Path

from dosejournal.domain.archives import Archive
from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.exchange import archive, importers

__all__ = ["read"]


def read(name: str, content: bytes | Path, answers: Answers) -> Archive | ImportPlan:
    """Return what a file would bring in, read as the format of this name.

    Raises:
        ImportFileError: the file cannot be read so; the message says why.
    """
    if name == archive.NAME or (name == importers.AUTO and archive.recognises(content)):
        return archive.read(content)
    return importers.plan(name, content, answers)
