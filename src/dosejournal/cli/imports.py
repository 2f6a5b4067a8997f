"""Bringing in an archive, or a file of another program, from the terminal."""

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from dosejournal.cli import archives, columns, moments, output, waiting
from dosejournal.cli.journals import back_up, opened, perform
from dosejournal.domain.archives import Archive
from dosejournal.domain.column_presets import COLUMN, ColumnPreset
from dosejournal.domain.imports import ImportCounts, ImportPlan, Question
from dosejournal.errors import InputError
from dosejournal.exchange import importers, incoming
from dosejournal.i18n import _
from dosejournal.journal import imports
from dosejournal.store.database import Database


def bring_in(given: Namespace, now: datetime) -> None:
    """Bring in what the journal does not have yet, or with `--dry-run` only tell what that is."""
    zone = moments.zone_of(now).key
    with opened(given) as database:
        with database.read() as session:
            preset = columns.wanted(given, session)
            answers = imports.answers(session, zone, _known(given, preset), now)
        with waiting.followed(quiet=given.json) as tell:
            read = incoming.read(
                columns.format_of(given), given.file, answers, database.path, tell
            )
            if isinstance(read, Archive):
                _refuse_stray(_said(given), ())
                say = archives.bring_in(given, now, database, read)
            else:
                say = _bring_in(given, now, database, read, preset)
    say()


def _bring_in(
    given: Namespace,
    now: datetime,
    database: Database,
    read: ImportPlan,
    preset: ColumnPreset | None,
) -> Callable[[], None]:
    """Bring in a history of another program; return what says how much of it is new."""
    asked = {"zone", *(question.key for question in read.questions)}
    _refuse_stray(_said(given), asked | {f"mood:{word.casefold()}" for word in read.mood_words})
    columns.check(given, read, preset)
    known = _known(given, preset)
    plan = _open(read, known)
    if given.dry_run:
        with database.read() as session:
            counts = imports.count(session, plan)
    else:
        _refuse_unreadable(plan)
        back_up(database, "import", now)
        counts = perform(
            database,
            "Entries imported",
            lambda session: _write(given, session, now, read, known),
        )
    with database.read() as session:
        offers = columns.offers(given, session, plan)
    return partial(_tell, given, plan, counts, offers)


def _known(given: Namespace, preset: ColumnPreset | None) -> dict[str, str]:
    return {**(preset.answers if preset is not None else {}), **_said(given)}


def _said(given: Namespace) -> dict[str, str]:
    said = dict(given.answer)
    for word, level in given.map:
        said[f"mood:{' '.join(word.split()).casefold()}"] = str(level)
    if given.zone:
        said["zone"] = given.zone
    return said


def _write(
    given: Namespace, session: Session, now: datetime, plan: ImportPlan, said: dict[str, str]
) -> ImportCounts:
    columns.keep(given, session, now, plan, said)
    return imports.bring_in(session, now, plan)


def _tell(given: Namespace, plan: ImportPlan, counts: ImportCounts, offers: list[str]) -> None:
    if given.json:
        output.record(importers.report(plan, counts))
        return
    for line in (*lines(plan, counts), *offers):
        output.line(line)
    output.line(
        _("This was a dry run: nothing was changed. Answer before you bring it in.")
        if given.dry_run and plan.questions
        else _("This was a dry run: nothing was changed.")
        if given.dry_run
        else _("All of this is in the journal now.")
    )


def _refuse_stray(said: dict[str, str], asked: Collection[str]) -> None:
    # a slip in an answer would bring everything in as if nothing had been said
    for key in said:
        if key not in asked:
            raise InputError(
                _(
                    "This file does not ask for “{key}”. Nothing was brought in; "
                    "look with --dry-run at what it asks."
                ).format(key=key)
            )


def _refuse_unreadable(plan: ImportPlan) -> None:
    # what is brought in with its letters wrong stays wrong, and comes in again when they are right
    if any(question.key == "encoding" for question in plan.questions):
        raise InputError(
            _(
                "The file does not say how its letters are written. Nothing was brought in; look "
                "at the choices with --dry-run, and give one with --answer encoding=NAME."
            )
        )


def _open(plan: ImportPlan, said: dict[str, str]) -> ImportPlan:
    # a window shows a question with its answer, to be changed; here what was answered is settled
    left = tuple(question for question in plan.questions if question.key not in said)
    return replace(plan, questions=left)


def lines(plan: ImportPlan, counts: ImportCounts) -> Iterator[str]:
    """Give what there is to say of a file, a line each."""
    yield importers.title(plan)
    yield _("Time zone: {zone}").format(zone=plan.zone)
    if plan.days is not None:
        yield _("Days: {first} – {last}").format(first=plan.days[0], last=plan.days[1])
    yield from _counted(counts)
    for measure in plan.new_measures:
        yield _("New measure: {name}").format(name=measure.name)
    for name, number in plan.unknown.items():
        yield _("Without a place in a journal: {name} ({n})").format(name=name, n=number)
    yield from plan.remarks
    for held in plan.beside(counts).held_aside:
        yield _("Row {n} is held aside: {reason}").format(n=held.row, reason=held.reason)
    yield from columns.lines(plan.questions)
    for question in plan.questions:
        if not question.key.startswith(COLUMN):
            yield from _asked(question)


def _counted(counts: ImportCounts) -> Iterator[str]:
    yield _("New check-ins: {n}").format(n=counts.check_ins)
    yield _("New ratings: {n}").format(n=counts.ratings)
    yield _("New doses: {n}").format(n=counts.dose_events)
    yield _("New notes: {n}").format(n=counts.notes)
    yield _("Tags: {n}").format(n=counts.tags)
    yield _("Already in the journal: {n}").format(n=counts.duplicates)
    if counts.removed_earlier:
        yield _("- of these, removed by you earlier: {n}").format(n=counts.removed_earlier)
    if counts.completed:
        yield _("Check-ins of the journal that gain something: {n}").format(n=counts.completed)
    if counts.same_time:
        yield _("New, but at the moment of another entry: {n}").format(n=counts.same_time)


def _asked(question: Question) -> Iterator[str]:
    yield question.text
    if question.assumed:
        yield _("- assumed: {answer}").format(answer=question.assumed)
    values = [value for value, _label in question.options if value]
    if values:
        yield _('- to answer: --answer "{key}=…" with one of: {values}').format(
            key=question.key, values=", ".join(values)
        )
    else:
        yield _('- to answer: --answer "{key}=…"').format(key=question.key)
