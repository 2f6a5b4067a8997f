"""Importers: from a file of another program to a plan of what it would bring in.

One module a source, named in `IMPORTERS`; the other modules are what importers are made of.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from dosejournal.domain.imports import Answers, ImportPlan
from dosejournal.errors import ImportFileError
from dosejournal.exchange import archive
from dosejournal.exchange.importers import (
    any_table,
    apple_health,
    bearable,
    day_one,
    daylio_backup,
    daylio_csv,
    emoods,
    health_auto_export,
    how_we_feel,
    jrnl_json,
    jrnl_text,
    jrnl_xml,
    loop_habits_database,
    loop_habits_zip,
    medtimer_csv,
    medtimer_json,
    nomie_csv,
    nomie_json,
    nomie_matrix,
    pixels,
    psychonautwiki,
    rednotebook,
    remembering,
    tidy_csv,
    track_and_graph_csv,
    track_and_graph_database,
)
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.reports import held_aside_csv, report
from dosejournal.i18n import _

__all__ = ["AUTO", "FORMATS", "IMPORTERS", "Importer", "held_aside_csv", "plan", "report", "title"]


class Importer(Protocol):
    """What each module of a source offers; all of it pure."""

    NAME: str

    def title(self) -> str:
        """Return what the person calls this kind of file."""

    def recognises(self, file: ImportFile) -> bool:
        """Say whether a file is of this kind, by what is in it."""

    def read(self, file: ImportFile, answers: Answers) -> ImportPlan:
        """Return what the file would bring in."""


# the first that recognises a file reads it, so the particular come before the general
IMPORTERS: tuple[Importer, ...] = (
    daylio_backup,
    loop_habits_zip,
    loop_habits_database,
    track_and_graph_database,
    apple_health,
    jrnl_xml,
    # JSON may be one line, far longer than any of a table
    medtimer_json,
    psychonautwiki,
    health_auto_export,
    pixels,
    jrnl_json,
    day_one,
    nomie_json,
    rednotebook,
    emoods,
    track_and_graph_csv,
    medtimer_csv,
    jrnl_text,
    daylio_csv,
    bearable,
    how_we_feel,
    nomie_csv,
    nomie_matrix,
    tidy_csv,
    any_table,
)

AUTO = "auto"

_FAMILIES = {
    "bearable": (bearable.NAME,),
    "daylio": (daylio_backup.NAME, daylio_csv.NAME),
    "jrnl": (jrnl_json.NAME, jrnl_xml.NAME, jrnl_text.NAME),
    "loop": (loop_habits_zip.NAME, loop_habits_database.NAME),
    "medtimer": (medtimer_json.NAME, medtimer_csv.NAME),
    "track-and-graph": (track_and_graph_database.NAME, track_and_graph_csv.NAME),
    "nomie": (nomie_json.NAME, nomie_csv.NAME, nomie_matrix.NAME),
    "tidy": (tidy_csv.NAME,),
}

FORMATS = (AUTO, *(importer.NAME for importer in IMPORTERS), *_FAMILIES)
"""The names of formats that `plan` takes; `auto` looks into the file."""


def plan(name: str, content: bytes | Path, answers: Answers) -> ImportPlan:
    """Return what a file would bring in, read as the format of this name.

    Raises:
        ImportFileError: the file cannot be read so; the message says why.
    """
    if name not in FORMATS:
        raise ImportFileError(
            _(
                "There is no format of that name. Nothing was brought in; choose one of: {names}."
            ).format(names=", ".join((*FORMATS, archive.NAME)))
        )
    with _collector_at_rest():
        file = ImportFile(content)
        importer = _importer(name, file)
        if name == AUTO and importer is tidy_csv and tidy_csv.names_substances(file, answers):
            importer = any_table
        return remembering.planned(importer.NAME, partial(importer.read, file), answers)


def _importer(name: str, file: ImportFile) -> Importer:
    wanted = [i for i in IMPORTERS if name == AUTO or i.NAME in _FAMILIES.get(name, (name,))]
    if len(wanted) == 1:
        return wanted[0]
    unreadable = ""
    for importer in wanted:
        try:
            if importer.recognises(file):
                return importer
        except ImportFileError as reason:
            # a text that none can read says why, unless it is no text to another
            unreadable = unreadable or str(reason)
    if unreadable:
        raise ImportFileError(unreadable)
    raise ImportFileError(
        _(
            "This file is of no kind that can be brought in. Nothing was changed; "
            "the kinds are: {names}."
        ).format(names=", ".join((archive.title(), *(each.title() for each in wanted))))
    )


@contextmanager
def _collector_at_rest() -> Generator[None]:
    # a plan is some hundred thousand objects that all live on: looking through them again and
    # again for rubbish takes a third of the time, and finds none
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def title(plan: ImportPlan) -> str:
    """Return what the person calls the kind of file that a plan was made of."""
    return next(importer.title() for importer in IMPORTERS if plan.format == importer.NAME)
