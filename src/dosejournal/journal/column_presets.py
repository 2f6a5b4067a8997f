"""What the columns of tables hold, as the person said and kept it: in the journal alone.

The names of columns tell about a person as much as entries do, so they are no preferences of the
program.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from dosejournal.domain import notes
from dosejournal.domain.column_presets import ColumnPreset
from dosejournal.errors import UnknownNameError
from dosejournal.i18n import _
from dosejournal.store import tables


def listing(session: Session) -> list[ColumnPreset]:
    """Return all of them, by name."""
    rows = session.exec(select(tables.ColumnPreset).order_by(col(tables.ColumnPreset.name)))
    return [_preset(row) for row in rows]


def fitting(session: Session, header: Iterable[str]) -> list[ColumnPreset]:
    """Return those for a table with these columns, by name."""
    names = frozenset(header)
    return [preset for preset in listing(session) if preset.fits(names)]


def named(session: Session, name: str) -> ColumnPreset:
    """Return the one of this name, whatever its capitals.

    Raises:
        UnknownNameError: there is none.
    """
    return _preset(_row(session, name))


def keep(
    session: Session, now: datetime, name: str, header: Iterable[str], answers: Mapping[str, str]
) -> None:
    """Keep what was said under a name, in place of what was kept under it before.

    Raises:
        InputError: the name is empty or too long.
    """
    clean = notes.name(name)
    row = _found(session, clean)
    if row is not None:
        session.delete(row)
        session.flush()
    session.add(
        tables.ColumnPreset(
            name=clean,
            columns=_json(sorted(set(header))),
            answers=_json(dict(answers)),
            kept_at=now,
        )
    )
    session.flush()


def remove(session: Session, name: str) -> None:
    """Forget the one of this name; what was brought in with it stays.

    Raises:
        UnknownNameError: there is none.
    """
    session.delete(_row(session, name))
    session.flush()


def _row(session: Session, name: str) -> tables.ColumnPreset:
    row = _found(session, name)
    if row is None:
        raise UnknownNameError(
            _(
                "No choice of columns is kept under that name. Nothing was changed; "
                "kept are: {names}."
            ).format(names=", ".join(each.name for each in listing(session)) or _("none"))
        )
    return row


def _found(session: Session, name: str) -> tables.ColumnPreset | None:
    wanted = " ".join(name.split()).casefold()
    rows = session.exec(select(tables.ColumnPreset))
    return next((row for row in rows if row.name.casefold() == wanted), None)


def _preset(row: tables.ColumnPreset) -> ColumnPreset:
    return ColumnPreset(row.name, frozenset(json.loads(row.columns)), json.loads(row.answers))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
