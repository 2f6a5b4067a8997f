"""From what was read to all that a report says; pure, for another thread than the window's."""

from dataclasses import replace

from dosejournal import __version__, i18n
from dosejournal.domain.entries import Entry
from dosejournal.exchange.report import (
    adherence_days,
    charts,
    effects,
    forms,
    items,
    labels,
    limits,
    verdicts,
)
from dosejournal.exchange.report.content import Header, Note, ReportContent
from dosejournal.exchange.report.gathering import Gathered
from dosejournal.exchange.report.options import Options
from dosejournal.exchange.report.written import Written


def make(found: Gathered, options: Options) -> ReportContent:
    """Return what the report says.

    `options` may differ from those it was read with in all that needs no reading: name, question,
    sections, paper, colour, labels.
    """
    written = Written(options.locale, i18n.language())
    called = labels.of(found.substances, items.shown(found), discreet=options.discreet)
    drawn = charts.of(found)
    verdict = verdicts.of(found, called, written)
    n_measures = verdict.numbers["n_measures"] if verdict else len(drawn)
    return ReportContent(
        options=options,
        header=_header(found, options),
        items=items.of(found, called),
        plan_changes=items.changes(found, called),
        charts=drawn,
        dose_rows=charts.dose_rows(found, called),
        verdict=verdict,
        limits=limits.of(found, drawn, n_measures),
        calendar=adherence_days.of(found.planned, found.first_day, found.last_day),
        notes=tuple(_note(entry, written) for entry in found.notes if entry.note),
        forms=forms.of(found),
        effects=effects.of(found),
        key=labels.key(found.substances, called) if options.discreet else (),
    )


def again(made: ReportContent, found: Gathered, options: Options) -> ReportContent:
    """Return what the same report says with other options, computing only what they change."""
    before = made.options
    if (before.discreet, before.locale) != (options.discreet, options.locale):
        return make(found, options)
    return replace(made, options=options, header=_header(found, options))


def _header(found: Gathered, options: Options) -> Header:
    return Header(
        written_at=found.now,
        program=f"DoseJournal {__version__}",
        name=options.name.strip(),
        birth_year=options.birth_year,
        first_day=found.first_day,
        last_day=found.last_day,
        n_days=(found.last_day - found.first_day).days + 1,
        n_days_with_data=found.ground.n_days,
    )


def _note(entry: Entry, written: Written) -> Note:
    moment = entry.moment
    time = written.time(moment.local) if moment.precision == "instant" else ""
    return Note(moment.journal_day, time, entry.note.strip())
