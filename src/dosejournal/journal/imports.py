"""Bringing in what a file of another program holds: each row once, all of it in one act."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, text
from sqlmodel import Session, SQLModel, col, select

from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import (
    Answers,
    ImportCounts,
    ImportedCheckIn,
    ImportedDose,
    ImportPlan,
)
from dosejournal.errors import UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import import_matches, information, measures, substances
from dosejournal.journal.import_matches import Completion, Matches
from dosejournal.store.tables import (
    CheckIn,
    CheckInTag,
    DoseEvent,
    MoodWord,
    Tag,
)

ORIGIN = "import"
"""The origin of every entry that was brought in."""

_INSERT_RATING = (
    "INSERT INTO rating (check_in_id, measure, value, raw_value, raw_minimum, raw_maximum, "
    "raw_text) VALUES (?, ?, ?, ?, ?, ?, ?)"
)

# what the person took out is not to come back with the same file
_REMOVED = text(
    "SELECT kind, before ->> '$.source_key' FROM revision "
    "WHERE act = 'removed' AND before ->> '$.source' = :source"
)

_Numbered = Sequence[tuple[int, ImportedCheckIn | Completion]]


@dataclass(frozen=True, slots=True)
class _New:
    matches: Matches
    doses: Sequence[ImportedDose]
    duplicates: int
    removed_earlier: int

    @property
    def check_ins(self) -> Sequence[ImportedCheckIn]:
        return self.matches.new

    @property
    def rated(self) -> Iterator[Rating]:
        """All ratings that come in."""
        for entry in self.check_ins:
            yield from entry.ratings
        for completion in self.matches.completions:
            yield from completion.ratings


def answers(
    session: Session,
    zone: str,
    given: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Answers:
    """Return what this journal already says to a file's questions, and what the person says."""
    words = session.exec(select(MoodWord.word, MoodWord.level)).all()
    return Answers(
        zone=zone,
        day_starts_at=information.read(session).day_starts_at,
        given=dict(given or {}),
        mood_levels=dict(words),
        measures=tuple(measures.listing(session, archived=True)),
        now=now,
    )


def count(session: Session, plan: ImportPlan) -> ImportCounts:
    """Return how much of a plan is new to the journal; nothing is written."""
    return _counts(session, plan, _new(session, plan))


def bring_in(session: Session, now: datetime, plan: ImportPlan) -> ImportCounts:
    """Write all of a plan that the journal does not have yet; return how much that was.

    The levels of its mood words are kept for the next file of the same source.
    """
    new = _new(session, plan)
    counts = _counts(session, plan, new)
    _add_measures(session, plan, new.rated)
    _write_check_ins(session, now, plan.source, new.check_ins)
    _complete(session, now, new.matches.completions)
    _write_doses(session, now, plan.source, new.doses)
    for word, level in plan.mood_words.items():
        if level is not None:
            session.merge(MoodWord(source=plan.source, word=word, level=level))
    session.flush()
    return counts


def _new(session: Session, plan: ImportPlan) -> _New:
    known = {
        table: set(session.exec(select(table.source_key).where(table.source == plan.source)))
        for table in (CheckIn, DoseEvent)
    }
    check_ins = [entry for entry in plan.check_ins if entry.source_key not in known[CheckIn]]
    doses = [entry for entry in plan.doses if entry.source_key not in known[DoseEvent]]
    removed = {(kind, key) for kind, key in session.execute(_REMOVED, {"source": plan.source})}
    wanted = [entry for entry in check_ins if ("check_in", entry.source_key) not in removed]
    taken = [entry for entry in doses if ("dose_event", entry.source_key) not in removed]
    matches = import_matches.of(session, plan, wanted)
    brought_in = len(plan.check_ins) - len(wanted) + len(plan.doses) - len(taken)
    return _New(
        matches,
        taken,
        duplicates=brought_in + matches.duplicates,
        removed_earlier=len(check_ins) + len(doses) - len(wanted) - len(taken),
    )


def _counts(session: Session, plan: ImportPlan, new: _New) -> ImportCounts:
    completions = new.matches.completions
    told = (*new.check_ins, *completions)
    return ImportCounts(
        check_ins=len(new.check_ins),
        ratings=sum(len(entry.ratings) for entry in told),
        dose_events=len(new.doses),
        notes=sum(bool(entry.note) for entry in (*told, *new.doses)),
        tags=len({tag.casefold() for entry in told for tag in entry.tags}),
        duplicates=new.duplicates,
        same_time=_at_same_time(session, CheckIn, plan.source, new.check_ins, plan.check_ins)
        + _at_same_time(session, DoseEvent, plan.source, new.doses, plan.doses),
        removed_earlier=new.removed_earlier,
        completed=len(completions),
        held_aside=new.matches.held_aside,
    )


def _at_same_time(
    session: Session,
    table: type[CheckIn] | type[DoseEvent],
    source: str,
    entries: Sequence[ImportedCheckIn] | Sequence[ImportedDose],
    told: Sequence[ImportedCheckIn] | Sequence[ImportedDose],
) -> int:
    """Count the new entries at a moment of another one, but for those the file tells itself."""
    if not entries:
        return 0
    moments = [entry.moment.at for entry in entries]
    own = {(source, entry.source_key) for entry in told}
    others = select(table.at, table.source, table.source_key).where(
        col(table.at).between(min(moments), max(moments))
    )
    taken = {at for at, *key in session.exec(others) if tuple(key) not in own}
    return sum(at in taken for at in moments)


def _add_measures(session: Session, plan: ImportPlan, ratings: Iterable[Rating]) -> None:
    """Add the new measures that are rated; look that every value fits its measure."""
    known = {measure.key: measure for measure in measures.listing(session, archived=True)}
    offered = {measure.key: measure for measure in plan.new_measures}
    rated = dict.fromkeys((rating.measure, rating.value) for rating in ratings)
    for key, value in rated:
        if key not in known:
            if key not in offered:
                raise _changed_meanwhile()
            known[key] = measures.add(session, offered[key])
        known[key].check(value)


def _write_check_ins(
    session: Session, now: datetime, source: str, entries: Sequence[ImportedCheckIn]
) -> None:
    first_id = _next_id(session, CheckIn)
    numbered = list(enumerate(entries, start=first_id))
    _insert(
        session,
        CheckIn,
        [
            {
                "id": entry_id,
                **_columns(entry.moment, now),
                "note": entry.note,
                "mood_word": entry.mood_word,
                "source": source,
                "source_key": entry.source_key,
                "source_row": entry.source_row,
            }
            for entry_id, entry in numbered
        ],
    )
    _write_ratings(session, numbered)
    _write_tags(session, numbered)


def _complete(session: Session, now: datetime, completions: Sequence[Completion]) -> None:
    import_matches.complete(session, now, completions)
    numbered = [(completion.before.id, completion) for completion in completions]
    _write_ratings(session, numbered)
    _write_tags(session, numbered)


def _write_ratings(session: Session, numbered: _Numbered) -> None:
    ratings = [
        (
            entry_id,
            rating.measure,
            rating.value,
            rating.raw_value,
            rating.raw_minimum,
            rating.raw_maximum,
            rating.raw_text,
        )
        for entry_id, entry in numbered
        for rating in entry.ratings
    ]
    if ratings:
        # by far the most rows, all of plain values: the driver takes them as they are
        session.connection().exec_driver_sql(_INSERT_RATING, ratings)


def _write_tags(session: Session, numbered: _Numbered) -> None:
    tag_ids = _tag_ids(session, (tag for _entry_id, entry in numbered for tag in entry.tags))
    _insert(
        session,
        CheckInTag,
        [
            {"check_in_id": entry_id, "tag_id": tag_id}
            for entry_id, entry in numbered
            for tag_id in dict.fromkeys(tag_ids[tag.casefold()] for tag in entry.tags)
        ],
    )


def _write_doses(
    session: Session, now: datetime, source: str, entries: Sequence[ImportedDose]
) -> None:
    units: dict[str, tuple[str, str]] = {}
    for entry in entries:
        name, unit = units.get(entry.substance.casefold(), (entry.substance, ""))
        units[entry.substance.casefold()] = (name, unit or entry.unit)
    ids = {
        folded: substances.ensure(session, name, unit, by_label=False).id
        for folded, (name, unit) in units.items()
    }
    _insert(
        session,
        DoseEvent,
        [
            {
                "substance_id": ids[entry.substance.casefold()],
                "status": entry.status,
                **_columns(entry.moment, now),
                "amount": entry.amount,
                "unit": entry.unit,
                "estimated": entry.estimated,
                "plus_minus": entry.plus_minus,
                "note": entry.note,
                "source": source,
                "source_key": entry.source_key,
                "source_row": entry.source_row,
            }
            for entry in entries
        ],
    )


def _columns(moment: Moment, now: datetime) -> dict[str, Any]:
    return {
        "at": moment.at,
        "zone": moment.zone,
        "utc_offset_minutes": moment.utc_offset_minutes,
        "journal_day": moment.journal_day,
        "time_precision": moment.precision,
        "recorded_at": now,
        "origin": ORIGIN,
    }


def _tag_ids(session: Session, names: Iterable[str]) -> dict[str, int]:
    known = session.exec(select(Tag.name, col(Tag.id)))
    ids = {name.casefold(): tag_id for name, tag_id in known if tag_id is not None}
    for name in names:
        if name.casefold() not in ids:
            tag = Tag(name=name)
            session.add(tag)
            session.flush()
            assert tag.id is not None
            ids[name.casefold()] = tag.id
    return ids


def _next_id(session: Session, table: type[CheckIn]) -> int:
    # SQLite's own count: it knows the numbers of removed entries too
    query = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    last = session.connection().execute(query, {"name": table.__tablename__}).scalar()
    return (last or 0) + 1


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        core: Table = SQLModel.metadata.tables[str(table.__tablename__)]
        session.connection().execute(insert(core), rows)


def _changed_meanwhile() -> UnknownNameError:
    return UnknownNameError(
        _(
            "The journal's measures were changed since the file was read. Nothing was brought in; "
            "choose the file again."
        )
    )
