"""What no constraint of the file holds: whether the program can read the texts of an archive."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from dosejournal.domain import adverse_effects as effect_rules
from dosejournal.domain import clock, measures, notes, patterns, questionnaires
from dosejournal.domain.archives import Archive, Record, Value
from dosejournal.domain.entries import EntryKind
from dosejournal.domain.measures import Measure
from dosejournal.errors import JournalError
from dosejournal.journal import adverse_effects, response_rows
from dosejournal.journal.revisions import Version
from dosejournal.store import archived

_MOST_OFFSET_MINUTES = 24 * 60
_UNREADABLE = (
    JournalError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    InvalidOperation,
)
"""What Python raises on a text that is no number, time or JSON of ours."""


def check(archive: Archive) -> None:
    """Raise unless every row can be read as the program would read it.

    Raises:
        ImportFileError: one cannot, so that a journal with it could not be used.
    """
    try:
        for name, table in archive.tables.items():
            for row in table.records():
                _CHECKS.get(name, _check_moment)(row)
        _check_series(archive)
        _check_numbers(archive)
    except _UNREADABLE:
        raise archived.misfit() from None


def _check_moment(row: Record) -> None:
    if "journal_day" in row:
        clock.check_day(date.fromisoformat(str(row["journal_day"])))
    offsets = (row.get(name) or 0 for name in ("utc_offset_minutes", "ended_offset_minutes"))
    if any(abs(cast(int, offset)) >= _MOST_OFFSET_MINUTES for offset in offsets):
        raise ValueError


def _check_measure(row: Record) -> None:
    words = tuple(json.loads(str(row["words"])))
    if not all(isinstance(word, str) for word in words):
        raise ValueError
    values: dict[str, Any] = {**row, "words": words}
    measures.checked(Measure(**values))


def _check_dose(row: Record) -> None:
    _check_moment(row)
    _check_amounts(row)
    _wall(row["planned_at"])


def _check_amounts(row: Record) -> None:
    for name in ("amount", "plus_minus"):
        text = row.get(name)
        if text is not None and not Decimal(str(text)).is_finite():
            raise ValueError


def _check_regimen(row: Record) -> None:
    patterns.parse(str(row["pattern"]))
    _clocks(row)
    _check_span(row)
    clock.check_day(date.fromisoformat(str(row["anchor"])))


def _check_step(row: Record) -> None:
    clock.check_day(date.fromisoformat(str(row["first_day"])))
    _check_amounts(row)


def _check_span(row: Record) -> None:
    _wall(row["starts_at"])
    _wall(row["ends_at"])


def _check_reminder(row: Record) -> None:
    if not set(filter(None, str(row["weekdays"]).split(","))).issubset(patterns.WEEKDAYS):
        raise ValueError
    _clocks(row)


def _check_answer(row: Record) -> None:
    _wall(row["until"])


def _check_revision(row: Record) -> None:
    before = json.loads(str(row["before"]))
    kind = cast(EntryKind, row["kind"])
    changed_at = datetime.fromisoformat(str(row["changed_at"]))
    entry = Version(kind, cast(int, row["entry_id"]), "amended", changed_at, before).entry
    if entry.kind != kind or entry.id != row["entry_id"]:
        raise ValueError
    _check_texts(entry.note, entry.origin, entry.moment.zone, *entry.tags)
    for rating in entry.ratings:
        float(rating.value)
    clock.check_day(entry.moment.journal_day)
    _check_rest_of_line(kind, before)
    if entry.response is not None:
        _check_response(response_rows.columns(entry.response))
    if entry.effect is not None:
        effect_rules.checked(adverse_effects.draft(entry))
    if entry.dose is not None:
        _check_amounts({"amount": entry.dose.amount, "plus_minus": entry.dose.plus_minus})
        _wall(entry.dose.planned_wall)


def _check_rest_of_line(kind: EntryKind, before: Mapping[str, Any]) -> None:
    if kind in ("check_in", "dose_event"):
        _check_texts(before["source_key"] or "", before["source_row"] or "")
    if kind in ("dose_event", "expectancy"):
        int(before["substance_id"])


def _check_response(row: Record) -> None:
    """Look that answers are such as the program can score again, where it knows the words."""
    _check_moment(row)
    listed = response_rows.answers(str(row["answers"]))
    known = questionnaires.shipped().get(str(row["instrument"]))
    given = [each for each in listed if each is not None]
    if row["score"] != (sum(given) if len(given) == len(listed) else None):
        raise ValueError
    if known is not None:
        questionnaires.checked(known, listed)


def _check_effect(row: Record) -> None:
    _check_moment(row)
    notes.name(str(row["name"]))


def _check_own(row: Record) -> None:
    texts = [json.loads(str(row[name])) for name in ("items", "answers")]
    _check_texts(*texts[0], *texts[1])


def _check_texts(*texts: object) -> None:
    if not all(isinstance(text, str) for text in texts):
        raise TypeError


def _wall(value: Value) -> None:
    if value is not None and datetime.fromisoformat(str(value)).tzinfo is not None:
        raise ValueError


def _clocks(row: Record) -> None:
    for text in filter(None, str(row["times"]).split(",")):
        clock.parse_clock(text)


_CHECKS: Mapping[str, Callable[[Record], None]] = {
    "measure": _check_measure,
    "dose_event": _check_dose,
    "regimen": _check_regimen,
    "regimen_step": _check_step,
    "regimen_pause": _check_span,
    "reminder": _check_reminder,
    "reminder_answer": _check_answer,
    "questionnaire_response": _check_response,
    "own_questionnaire": _check_own,
    "adverse_effect": _check_effect,
    "revision": _check_revision,
}
"""What each table needs beside moments; the others hold nothing that is read further."""


def _check_series(archive: Archive) -> None:
    """Look that each version and pause belongs to a regimen that is there."""
    there = set(archive.tables["regimen"].column("id"))
    for name in ("regimen", "regimen_pause"):
        if not there.issuperset(archive.tables[name].column("series_id")):
            raise ValueError


def _check_numbers(archive: Archive) -> None:
    """Look that numbers are such as the journal gives them: it goes on from the last one."""
    for table in archive.tables.values():
        if "id" in table.columns and any(cast(int, number) < 1 for number in table.column("id")):
            raise ValueError
