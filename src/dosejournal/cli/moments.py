"""Moments and days as they are typed in the terminal."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dosejournal.domain import clock
from dosejournal.errors import MomentError
from dosejournal.i18n import _


def zone_of(at: datetime) -> ZoneInfo:
    """Return the zone of an aware datetime."""
    return at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else ZoneInfo("UTC")


def given(text: str | None, now: datetime) -> datetime:
    """Return the moment that was typed, or now."""
    return now if text is None else clock.parse_moment(text, zone_of(now))


def past(text: str | None, now: datetime) -> datetime:
    """Return the moment that was typed, or now.

    Raises:
        MomentError: it is no time, or still to come.
    """
    at = given(text, now)
    clock.check_not_ahead(at, now)
    return at


def span(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Return the days that were typed as a first and a last one.

    Raises:
        MomentError: one of them is no day, or the last comes before the first.
    """
    first_day = None if first is None else clock.parse_day(first)
    last_day = None if last is None else clock.parse_day(last)
    if first_day is not None and last_day is not None and last_day < first_day:
        raise MomentError(
            _("The last day comes before the first one. Nothing was changed; swap the two days.")
        )
    return first_day, last_day
