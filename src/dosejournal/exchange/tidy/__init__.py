"""The record as tables for R, pandas and everybody: a folder of CSV files that explain themselves.

    tables                what a table is, and how one is written
    observations, doses, expectancies, filled_in, adverse_effects
                          the tables: which columns they have, and their rows
    moments, cells        what their rows share
    codebook, datapackage all columns explained, for people and for programs

It names substances and holds notes: it is the person's own file, and leaves nothing out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dosejournal.domain.entries import Entry
from dosejournal.domain.measures import Measure
from dosejournal.domain.questionnaires import Instrument
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.tidy import (
    adverse_effects,
    codebook,
    datapackage,
    doses,
    expectancies,
    filled_in,
    observations,
)
from dosejournal.exchange.tidy.tables import Row
from dosejournal.i18n import _
from dosejournal.journal import main_measures, measures, questionnaires, timeline
from dosejournal.journal.main_measures import MainMeasure

__all__ = ["NAME", "SUFFIX", "TABLES", "TidyContent", "gather", "title", "told", "write"]

NAME = "tidy"
SUFFIX = ""

TABLES = (
    observations.TABLE,
    doses.TABLE,
    expectancies.TABLE,
    filled_in.TABLE,
    filled_in.ANSWERS,
    adverse_effects.TABLE,
    codebook.TABLE,
)
"""The tables, in the order of the folder."""


@dataclass(frozen=True, slots=True)
class TidyContent:
    """What the tables hold, each in order of time."""

    written_at: datetime
    asked: Asked
    check_ins: tuple[Entry, ...]
    doses: tuple[doses.Recorded | doses.Unanswered, ...]
    expectations: tuple[Entry, ...]
    filled_in: tuple[Entry, ...]
    effects: tuple[Entry, ...]
    forms: Mapping[str, Instrument]
    measures: tuple[Measure, ...]
    main: MainMeasure | None

    @property
    def occurring(self) -> tuple[Measure, ...]:
        """The measures that the tables name, in the person's order."""
        named = {rating.measure for entry in self.check_ins for rating in entry.ratings}
        named |= {e.expectation.measure for e in self.expectations if e.expectation}
        return tuple(measure for measure in self.measures if measure.key in named)


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Tables for R, pandas and spreadsheets")


def gather(session: Session, now: datetime, asked: Asked) -> TidyContent:
    """Return what was recorded on the days asked for, and planned doses without a word."""
    wanted = timeline.Filter(first_day=asked.first_day, last_day=asked.last_day)
    newest_first = timeline.entries(session, timeline.keys(session, wanted))
    found: dict[str, list[Entry]] = {kind: [] for kind in timeline.KINDS}
    for entry in reversed(newest_first):
        found[entry.kind].append(entry)
    return TidyContent(
        written_at=now,
        asked=asked,
        check_ins=tuple(found["check_in"]),
        doses=doses.read(session, now, asked, found["dose_event"]),
        expectations=tuple(found["expectancy"]),
        filled_in=tuple(found["questionnaire_response"]),
        effects=tuple(found["adverse_effect"]),
        forms=questionnaires.instruments(session),
        measures=tuple(measures.listing(session, archived=True)),
        main=main_measures.current(session),
    )


def write(content: TidyContent) -> Mapping[str, bytes]:
    """Return the files of the folder by name; pure."""
    rows: tuple[Iterable[Row], ...] = (
        observations.rows(content.check_ins, content.measures),
        doses.rows(content.doses),
        expectancies.rows(content.expectations),
        filled_in.rows(content.filled_in, content.forms),
        filled_in.answer_rows(content.filled_in, content.forms),
        adverse_effects.rows(content.effects),
        codebook.rows(TABLES, content.occurring, content.main),
    )
    safe = content.asked.spreadsheet_safe
    files = {
        table.file: table.written(of_table, spreadsheet_safe=safe)
        for table, of_table in zip(TABLES, rows, strict=True)
    }
    return files | {
        datapackage.FILE: datapackage.written(TABLES, content.written_at, content.asked)
    }


def told(content: TidyContent) -> str:
    """Return a sentence on what was written, with {place} where it is named."""
    entries = (content.check_ins, content.doses, content.expectations, content.filled_in)
    if not (any(entries) or content.effects):
        return _("The tables are in {place}; they are empty, because nothing was recorded then.")
    if content.asked.spreadsheet_safe:
        return _(
            "The spreadsheet-safe copy of the tables is in {place}; texts that a spreadsheet "
            "would run have an apostrophe before them. It names substances and holds your notes."
        )
    return _("The tables are in {place}; they name substances and hold your notes.")
