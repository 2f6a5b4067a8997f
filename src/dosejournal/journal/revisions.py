"""What entries were before they were amended or removed, when that happened, and their return."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from dosejournal.domain.entries import Dose, Entry, EntryKind
from dosejournal.domain.expectancy import Expectation
from dosejournal.errors import InputError
from dosejournal.i18n import _
from dosejournal.journal import (
    discretion,
    effect_rows,
    entry_lines,
    measures,
    moments,
    plan,
    response_rows,
    substances,
    tags,
)
from dosejournal.store import tables
from dosejournal.store.tables import (
    CheckIn,
    DoseEvent,
    Expectancy,
    RegimenRow,
    Revision,
    Substance,
)

Act = Literal["amended", "removed"]


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was until `changed_at`.

    `before` has the fields of its archive line, and those of its row that the line leaves out.
    """

    kind: EntryKind
    entry_id: int
    act: Act
    changed_at: datetime
    before: Mapping[str, Any] = field(repr=False)
    called: tuple[str, str] | None = None
    """What its substance and the label are called where the line must not tell it."""

    @property
    def entry(self) -> Entry:
        """The entry as it was, its substance as it is called."""
        found = entry_lines.entry(self.before)
        if self.called is None:
            return found
        name, label = self.called
        return replace(
            found,
            dose=found.dose and replace(found.dose, substance=name, discreet_label=label),
            expectation=found.expectation
            and replace(found.expectation, substance=name, discreet_label=label),
        )


def keep(
    session: Session,
    kind: EntryKind,
    entry_id: int,
    act: Act,
    now: datetime,
    before: dict[str, Any],
) -> None:
    """Keep what an entry was before it is amended or removed."""
    row = cast(_Row, session.get_one(_TABLES[kind], entry_id))
    # a day without a clock time still has its place in the order of time
    own: dict[str, Any] = {"instant": row.at.isoformat()}
    if isinstance(row, CheckIn | DoseEvent):
        own |= {"source_key": row.source_key, "source_row": row.source_row}
    if isinstance(row, DoseEvent | Expectancy):
        own["substance_id"] = row.substance_id
    session.add(
        Revision(
            kind=kind,
            entry_id=entry_id,
            act=act,
            changed_at=now,
            before=json.dumps(before | own, ensure_ascii=False),
        )
    )


def of(session: Session, kind: EntryKind, entry_id: int) -> list[Version]:
    """Return the earlier versions of one entry, the newest first."""
    query = (
        select(Revision)
        .where(Revision.kind == kind, Revision.entry_id == entry_id)
        .order_by(col(Revision.id).desc())
    )
    return _values(session, query)


def removed(session: Session, most: int = 200) -> list[Version]:
    """Return the entries that were removed last and are still gone, the newest first."""
    later = aliased(Revision)
    query = (
        select(Revision)
        .where(Revision.act == "removed")
        .where(
            # one that was restored and removed again is listed once
            ~exists().where(
                col(later.kind) == col(Revision.kind),
                col(later.entry_id) == col(Revision.entry_id),
                col(later.act) == "removed",
                col(later.id) > col(Revision.id),
            )
        )
        .order_by(col(Revision.id).desc())
        .limit(most)
    )
    for kind, table in _TABLES.items():
        query = query.where(
            (col(Revision.kind) != kind) | ~exists().where(col(table.id) == Revision.entry_id)
        )
    return _values(session, query)


def restore(session: Session, version: Version) -> None:
    """Put a removed entry back as it was, under its own number.

    Raises:
        InputError: it is in the journal already, or no longer fits it.
    """
    if session.get(_TABLES[version.kind], version.entry_id) is not None:
        raise InputError(
            _("This entry is in the journal already. Nothing was changed; look at the list again.")
        )
    before = version.before
    entry = entry_lines.entry(before)
    if entry.expectation is not None:
        _expect(session, entry, entry.expectation, before["substance_id"])
        return
    if entry.response is not None:
        session.add(response_rows.restored(entry, entry.response))
    if entry.effect is not None:
        session.add(effect_rows.restored(entry, entry.effect))
    if entry.response is not None or entry.effect is not None:
        session.flush()
        return
    _refuse_second_import(session, version)
    common = {
        "id": entry.id,
        **moments.columns(entry.moment),
        "note": entry.note,
        "recorded_at": entry.recorded_at,
        "amended_at": entry.amended_at,
        "origin": entry.origin,
        "source": entry.source,
        "source_key": before["source_key"],
        "source_row": before["source_row"],
    }
    if entry.dose is None:
        session.add(CheckIn(**common, mood_word=entry.mood_word))
        session.flush()
        _rate(session, entry)
        tags.put_on(session, entry.id, entry.tags)
        return
    dose = entry.dose
    session.add(
        DoseEvent(
            **common,
            substance_id=_substance_id(session, before["substance_id"], dose.substance, dose.unit),
            status=dose.status,
            amount=dose.amount,
            unit=dose.unit,
            estimated=dose.estimated,
            plus_minus=dose.plus_minus,
            reason=dose.reason,
            **_planned(session, dose),
        )
    )
    session.flush()


def _values(session: Session, query: SelectOfScalar[Revision]) -> list[Version]:
    tells = discretion.tells_words(session)
    called = discretion.calling(session)
    found = []
    for row in session.exec(query):
        before = json.loads(row.before)
        of_substance = tells and "substance_id" in before
        version = Version(
            kind=cast(EntryKind, row.kind),
            entry_id=row.entry_id,
            act=cast(Act, row.act),
            changed_at=row.changed_at,
            before=before,
            called=called(before["substance_id"], "", "") if of_substance else None,
        )
        found.append(version)
    return found


_Row = CheckIn | DoseEvent | Expectancy | tables.QuestionnaireResponse | tables.AdverseEffect

_TABLES: Mapping[EntryKind, type[_Row]] = {
    "check_in": CheckIn,
    "dose_event": DoseEvent,
    "expectancy": Expectancy,
    "questionnaire_response": tables.QuestionnaireResponse,
    "adverse_effect": tables.AdverseEffect,
}


def _substance_id(session: Session, number: int, name: str, unit: str = "") -> int:
    # by its number: a substance that was renamed meanwhile keeps its new name
    substance = session.get(Substance, number) or substances.ensure(session, name, unit)
    assert substance.id is not None
    return substance.id


def _expect(session: Session, entry: Entry, said: Expectation, number: int) -> None:
    substance_id = _substance_id(session, number, said.substance)
    query = select(Expectancy.id).where(
        Expectancy.substance_id == substance_id,
        Expectancy.journal_day == entry.moment.journal_day,
    )
    if session.exec(query).first() is not None:
        raise InputError(
            _(
                "Something else was said of this substance on that day meanwhile. "
                "Nothing was changed; remove that first."
            )
        )
    session.add(
        Expectancy(
            id=entry.id,
            **moments.columns(entry.moment),
            substance_id=substance_id,
            measure=measures.find(session, said.measure).key,
            expected_change=said.change,
            certainty=said.certainty,
            recorded_at=entry.recorded_at,
            origin=entry.origin,
        )
    )
    session.flush()


def _planned(session: Session, dose: Dose) -> dict[str, Any]:
    ref = dose.planned
    if ref is None or session.get(RegimenRow, ref.regimen_id) is None:
        return {}
    plan.check_open(session, plan.named(session, ref))
    return {"regimen_id": ref.regimen_id, "planned_at": dose.planned_wall}


def _refuse_second_import(session: Session, version: Version) -> None:
    source, key = version.before["source"], version.before["source_key"]
    table = CheckIn if version.kind == "check_in" else DoseEvent
    query = select(table.id).where(table.source == source, table.source_key == key)
    if key is not None and session.exec(query).first() is not None:
        raise InputError(
            _(
                "This entry has come in again with a later import. "
                "Nothing was changed; look for it in the timeline."
            )
        )


def _rate(session: Session, entry: Entry) -> None:
    known = {measure.key: measure for measure in measures.listing(session, archived=True)}
    for rating in entry.ratings:
        measure = known.get(rating.measure)
        if measure is None:
            raise InputError(
                _(
                    "A measure that this entry rates is no longer in the journal. Nothing was "
                    "changed; add {name} again and restore the entry then."
                ).format(name=rating.measure)
            )
        try:
            measure.check(rating.value)
        except InputError:
            raise InputError(
                _(
                    "{name} has another scale than when this entry was removed, and its rating "
                    "would lose its meaning. Nothing was changed; give the measure its old "
                    "scale and restore the entry then."
                ).format(name=measure.name)
            ) from None
        session.add(tables.Rating(check_in_id=entry.id, **asdict(rating)))
    session.flush()
