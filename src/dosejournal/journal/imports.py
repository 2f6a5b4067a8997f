"""Bringing in what a file of another program holds: each row once, all of it in one act."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from dosejournal.domain import progress
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import (
    Answers,
    ImportCounts,
    ImportedCheckIn,
    ImportedDose,
    ImportPlan,
)
from dosejournal.domain.progress import Unit
from dosejournal.errors import UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import import_matches, import_rows, information, measures, substances
from dosejournal.journal.import_matches import Completion, Matches
from dosejournal.store import import_answers
from dosejournal.store.tables import (
    CheckIn,
    DoseEvent,
    MoodWord,
)

# what the person took out is not to come back with the same file
_REMOVED = text(
    "SELECT kind, before ->> '$.source_key' FROM revision "
    "WHERE act = 'removed' AND before ->> '$.source' = :source"
)


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
        substances=tuple(each.name for each in substances.listing(session, archived=True)),
        remembered=import_answers.kept(session),
        now=now,
    )


def count(session: Session, plan: ImportPlan) -> ImportCounts:
    """Return how much of a plan is new to the journal; nothing is written."""
    return _counts(session, plan, _new(session, plan))


def bring_in(session: Session, now: datetime, plan: ImportPlan) -> ImportCounts:
    """Write all of a plan that the journal does not have yet; return how much that was.

    It is told meanwhile how many entries are written. The levels of its mood words are kept for
    the next file of the same source, and what was answered for the next file of its kind.
    """
    new = _new(session, plan)
    counts = _counts(session, plan, new)
    _add_measures(session, plan, new.rated)
    _add_substances(session, new.doses)
    _write(session, now, plan.source, new)
    for word, level in plan.mood_words.items():
        if level is not None:
            session.merge(MoodWord(source=plan.source, word=word, level=level))
    import_answers.keep(session, plan.format, plan.answers)
    session.flush()
    return counts


def _write(session: Session, now: datetime, source: str, new: _New) -> None:
    """Write the entries, some thousands at once, and tell how many of them are written."""
    completions = new.matches.completions
    total = len(new.check_ins) + len(completions) + len(new.doses)
    for check_ins in progress.pieces(new.check_ins, 0, total):
        import_rows.write_check_ins(session, now, source, check_ins)
    for some in progress.pieces(completions, len(new.check_ins), total):
        import_rows.complete(session, now, some)
    for doses in progress.pieces(new.doses, total - len(new.doses), total):
        import_rows.write_doses(session, now, source, doses)
    progress.reach(total, total, Unit.STORED)


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
    told: list[ImportedCheckIn | Completion] = [*new.check_ins, *completions]
    notes = [entry.note for entry in told] + [entry.note for entry in new.doses]
    return ImportCounts(
        check_ins=len(new.check_ins),
        ratings=sum(len(entry.ratings) for entry in told),
        dose_events=len(new.doses),
        notes=sum(map(bool, notes)),
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
    others = select(table.at, table.source, table.source_key).where(
        col(table.at).between(min(moments), max(moments))
    )
    found = session.exec(others).all()
    own = {(source, entry.source_key) for entry in told} if found else set()
    taken = {at for at, *key in found if tuple(key) not in own}
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


def _add_substances(session: Session, doses: Iterable[ImportedDose]) -> None:
    """Add the substances that are new by name, each with the first unit that any dose states."""
    units: dict[str, tuple[str, str]] = {}
    for dose in doses:
        name, unit = units.get(dose.substance.casefold(), (dose.substance, ""))
        units[dose.substance.casefold()] = (name, unit or dose.unit)
    for name, unit in units.values():
        substances.ensure(session, name, unit, by_label=False)


def _changed_meanwhile() -> UnknownNameError:
    return UnknownNameError(
        _(
            "The journal's measures were changed since the file was read. Nothing was brought in; "
            "choose the file again."
        )
    )
