"""What entries were before they were amended or removed, and when that happened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlmodel import Session, col, select

from dosejournal.domain.entries import EntryKind
from dosejournal.store.tables import Revision

Act = Literal["amended", "removed"]


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was until `changed_at`; `before` has the fields of its archive line."""

    kind: EntryKind
    entry_id: int
    act: Act
    changed_at: datetime
    before: Mapping[str, Any]


def keep(
    session: Session,
    kind: EntryKind,
    entry_id: int,
    act: Act,
    now: datetime,
    before: dict[str, Any],
) -> None:
    """Keep what an entry was before it is amended or removed."""
    session.add(
        Revision(
            kind=kind,
            entry_id=entry_id,
            act=act,
            changed_at=now,
            before=json.dumps(before, ensure_ascii=False),
        )
    )


def of(session: Session, kind: EntryKind, entry_id: int) -> list[Version]:
    """Return the earlier versions of one entry, the newest first."""
    query = (
        select(Revision)
        .where(Revision.kind == kind, Revision.entry_id == entry_id)
        .order_by(col(Revision.id).desc())
    )
    return [_value(row) for row in session.exec(query)]


def removed(session: Session, most: int = 200) -> list[Version]:
    """Return the entries that were removed last, the newest first."""
    query = (
        select(Revision)
        .where(Revision.act == "removed")
        .order_by(col(Revision.id).desc())
        .limit(most)
    )
    return [_value(row) for row in session.exec(query)]


def _value(row: Revision) -> Version:
    return Version(
        kind=cast(EntryKind, row.kind),
        entry_id=row.entry_id,
        act=cast(Act, row.act),
        changed_at=row.changed_at,
        before=json.loads(row.before),
    )
