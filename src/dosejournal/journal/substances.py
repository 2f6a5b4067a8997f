"""Substances: what the person takes, as they name it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from dosejournal.domain import amounts, notes
from dosejournal.errors import InputError, UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import discretion
from dosejournal.store.tables import Substance


@dataclass(frozen=True, slots=True)
class SubstanceDraft:
    """A substance as the person describes it."""

    name: str
    discreet_label: str = ""
    unit: str = ""
    prescribed: bool = False


def listing(session: Session, *, archived: bool = False) -> list[Substance]:
    """Return the substances by name; the archived ones last, if asked for.

    Where the session tells words instead of names, they stand in the order of these.
    """
    query = select(Substance).order_by(
        col(Substance.archived), col(Substance.name).collate("NOCASE")
    )
    if not archived:
        query = query.where(col(Substance.archived).is_(False))
    rows = list(session.exec(query))
    if not discretion.tells_words(session):
        return rows
    # the order of the names would tell of them
    found = discretion.shown(session, rows)
    return sorted(found, key=lambda each: (each.archived, each.name.casefold()))


def one(session: Session, substance_id: int) -> Substance:
    """Return a substance as the session calls it, or raise UnknownNameError."""
    return discretion.shown(session, [_row(session, substance_id)])[0]


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
    """Return the substance of this name, whatever its capitals, or else of this label.

    Where the session knows substances by other words, these are labels too.
    """
    clean = " ".join(text.split())
    found = _named(session, clean) or (_called(session, clean) if by_label else None)
    return found and discretion.shown(session, [found])[0]


def called(session: Session, name: str) -> str:
    """Return how the session calls a substance that a file names; a new one has no word yet."""
    if not discretion.tells_words(session):
        return name
    found = known(session, name, by_label=False)
    return _("New item") if found is None else found.name


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


def _called(session: Session, word: str) -> Substance | None:
    substance_id = discretion.named(session, word)
    if substance_id is not None:
        return session.get(Substance, substance_id)
    return _labelled(session, word)


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
