"""Regimens as they are named in the terminal: by number, or by their substance."""

from datetime import datetime

from sqlmodel import Session

from dosejournal.errors import UnknownNameError
from dosejournal.i18n import _
from dosejournal.journal import regimens, substances


def find(session: Session, text: str, now: datetime) -> int:
    """Return the id of the regimen with this number, or of the one of this substance.

    One that is closed is found by its substance too where no other one of it goes on.

    Raises:
        UnknownNameError: there is none, or more than one.
    """
    last = regimens.latest(session)
    named = [version for version in last if str(version.series_id) == text.strip()]
    if named:
        return named[0].series_id
    substance = substances.known(session, text) if text.strip() else None
    found = [
        version
        for version in last
        if substance is not None and version.substance_id == substance.id
    ]
    going_on = [
        each for each in found if each.ends_at is None or each.ends_at > regimens.boundary(now)
    ]
    found = going_on or found
    if len(found) != 1:
        raise UnknownNameError(
            _(
                "No regimen has this number or name. "
                "Nothing was changed; see: dosejournal plan list"
            )
            if not found
            else _(
                "This substance has several regimens. Nothing was changed; "
                "say which by its number, see: dosejournal plan list"
            )
        )
    return found[0].series_id
