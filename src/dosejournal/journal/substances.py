"""Substances: what the person takes, as they name it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from dosejournal.domain import amounts, notes
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.store.tables import Substance


@dataclass(frozen=True, slots=True)
class SubstanceDraft:
    """A substance as the person describes it."""

    name: str
    discreet_label: str = ""
    unit: str = ""
    prescribed: bool = False


def listing(session: Session, *, archived: bool = False) -> list[Substance]:
    """Return the substances by name; the archived ones last, if asked for."""
    query = select(Substance).order_by(
        col(Substance.archived), col(Substance.name).collate("NOCASE")
    )
    if not archived:
        query = query.where(col(Substance.archived).is_(False))
    return list(session.exec(query))


def add(session: Session, draft: SubstanceDraft) -> int:
    """Add a substance; return its id."""
    name = notes.name(draft.name)
    if _named(session, name) is not None:
        raise _taken()
    row = Substance(
        name=name,
        discreet_label=_label(draft.discreet_label),
        unit=amounts.unit(draft.unit),
        prescribed=draft.prescribed,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def amend(session: Session, substance_id: int, draft: SubstanceDraft) -> None:
    """Change a substance; doses recorded with it keep their own unit."""
    row = _row(session, substance_id)
    name = notes.name(draft.name)
    other = _named(session, name)
    if other is not None and other.id != substance_id:
        raise _taken()
    row.name = name
    row.discreet_label = _label(draft.discreet_label)
    row.unit = amounts.unit(draft.unit)
    row.prescribed = draft.prescribed


def archive(session: Session, substance_id: int, *, archived: bool = True) -> None:
    """Take a substance off the list to choose from, or put it back; its doses stay."""
    _row(session, substance_id).archived = archived


def known(session: Session, text: str, *, by_label: bool = True) -> Substance | None:
    """Return the substance of this name, whatever its capitals, or else of this label."""
    clean = " ".join(text.split())
    return _named(session, clean) or (_labelled(session, clean) if by_label else None)


def ensure(session: Session, name: str, unit: str = "", *, by_label: bool = True) -> Substance:
    """Return the substance of this name, or else of this label; add it when it is new.

    A file says what it means by name alone: there `by_label` is False.
    """
    clean = notes.name(name)
    found = known(session, clean, by_label=by_label)
    if found is not None:
        return found
    substance_id = add(session, SubstanceDraft(clean, unit=unit))
    return session.get_one(Substance, substance_id)


def _named(session: Session, name: str) -> Substance | None:
    folded = name.casefold()
    rows = session.exec(select(Substance))
    return next((row for row in rows if row.name.casefold() == folded), None)


def _taken() -> InputError:
    return InputError(
        _("There is a substance of that name already. Nothing was changed; choose another name.")
    )


def _labelled(session: Session, label: str) -> Substance | None:
    # a label that two substances share names neither of them
    folded = label.casefold()
    if not folded:
        return None
    found = [
        row for row in session.exec(select(Substance)) if row.discreet_label.casefold() == folded
    ]
    return found[0] if len(found) == 1 else None


def _label(text: str) -> str:
    return notes.name(text) if text.strip() else ""


def _row(session: Session, substance_id: int) -> Substance:
    row = session.get(Substance, substance_id)
    if row is None:
        raise UnknownNameError(
            _(
                "This substance is no longer in the journal. "
                "Nothing was changed; look at the list again."
            )
        )
    return row
