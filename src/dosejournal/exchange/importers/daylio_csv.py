"""Daylio's table of entries, `daylio_export….csv`, in the forms of 2018, 2019 and 2026."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, ImportedCheckIn, ImportPlan
from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import dates, markup, months, tables, texts
from dosejournal.exchange.importers.files import ImportFile
from dosejournal.exchange.importers.moments import Moments
from dosejournal.exchange.importers.moods import Moods
from dosejournal.exchange.importers.numbers import NumberColumn
from dosejournal.exchange.importers.rows import (
    HeldRows,
    Keys,
    Row,
    RowError,
    compact,
    named,
    required,
)
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

NAME = "daylio-csv"

_SCALE = re.compile(r"(.+?):\s+([^:\s].*|\d.*)", re.DOTALL)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Daylio CSV export")


def recognises(file: ImportFile) -> bool:
    """Say whether a file is of this kind, by what is in it."""
    if file.is_archive():
        return False
    text, _asked = texts.decoded(file.content(), Answers(zone="UTC"))
    return tables.delimiter(text, _fits) is not None


def read(file: ImportFile, answers: Answers) -> ImportPlan:
    """Return what the file would bring in.

    Raises:
        ImportFileError: it is no such file.
    """
    text, asked = texts.decoded(file.content(), answers)
    found = tables.delimiter(text, _fits)
    if found is None:
        raise ImportFileError(
            _(
                "This file has not the columns of a Daylio export. Nothing was brought in; "
                "choose another file, or another format."
            )
        )
    export = _Export(tables.read(text, found[0]), answers)
    plan = export.plan()
    return ImportPlan(
        format=NAME,
        source=NAME,
        zone=plan.zone,
        header=plan.header,
        check_ins=plan.check_ins,
        held_aside=plan.held_aside,
        questions=(*asked, *plan.questions),
        new_measures=plan.new_measures,
        mood_words=plan.mood_words,
        unknown=plan.unknown,
        remarks=plan.remarks,
    )
