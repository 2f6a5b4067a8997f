"""From the days and times of a file to moments, in one zone for the whole file."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dosejournal.domain.clock import (
    Moment,
    Precision,
    check_day,
    day_moment,
    in_gap,
    moment,
)
from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers.dates import When
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _, ngettext

# a zone may be another one than the file's, and so may the clock
_AHEAD = timedelta(days=1)


def named_zone(name: str) -> ZoneInfo:
    """Return the zone of this IANA name, or raise ImportFileError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImportFileError(
            _(
                "There is no time zone of that name. Nothing was brought in; "
                "give one such as Europe/Paris."
            )
        ) from None


class Moments:
    """Turns days and times into moments; counts those that the clocks' change makes uncertain."""

    def __init__(self, answers: Answers) -> None:
        self.zone = named_zone(answers.given.get("zone", "") or answers.zone)
        self._day_starts_at = answers.day_starts_at
        self._latest = answers.now + _AHEAD if answers.now is not None else None
        self._zones = {self.zone.key: self.zone}
        self._needs_zone = False
        self._skipped = 0
        self._twice = 0

    def at(self, when: When, precision: Precision = "instant", zone_name: str = "") -> Moment:
        """Return the moment of a day or time; `zone_name` is its own zone where it has one.

        Raises:
            JournalError: its day lies outside 1900–2100 or is yet to come, or there is no such
                zone.
        """
        found = self._moment(when, precision, zone_name)
        if self._latest is not None and found.at > self._latest:
            raise RowError(_("Its day is yet to come."))
        return found

    def _moment(self, when: When, precision: Precision, zone_name: str) -> Moment:
        day = check_day(when.date() if isinstance(when, datetime) else when)
        zone = self._own(zone_name) if zone_name else self.zone
        if not isinstance(when, datetime) or precision != "instant":
            self._needs_zone |= not zone_name
            return day_moment(day, zone, "day" if precision == "instant" else precision)
        if when.tzinfo is not None:
            return moment(self._with_name(when, zone), self._day_starts_at)
        self._needs_zone |= not zone_name
        wall = when.replace(tzinfo=zone)
        # around a change of the clocks, and nowhere else, a time has two offsets
        if wall.utcoffset() != wall.replace(fold=1).utcoffset():
            gap = in_gap(wall)
            self._skipped += gap
            self._twice += not gap
        return moment(wall, self._day_starts_at)

    def question(self) -> Question | None:
        """Return the question of the zone, where the file's times do not say it themselves."""
        if not self._needs_zone:
            return None
        return Question(
            key="zone",
            text=_("In which time zone were these times written? The file does not say."),
            assumed=self.zone.key,
        )

    def remarks(self) -> list[str]:
        """Return what is to be said about times around the clocks' change."""
        said = []
        if self._skipped:
            said.append(
                ngettext(
                    "{n} time was skipped by the change to summer time; it stays as written.",
                    "{n} times were skipped by the change to summer time; they stay as written.",
                    self._skipped,
                ).format(n=self._skipped)
            )
        if self._twice:
            said.append(
                ngettext(
                    "{n} time came twice at the change to winter time; the first is taken.",
                    "{n} times came twice at the change to winter time; the first is taken.",
                    self._twice,
                ).format(n=self._twice)
            )
        return said

    def _own(self, name: str) -> ZoneInfo:
        if name not in self._zones:
            self._zones[name] = named_zone(name)
        return self._zones[name]

    def _with_name(self, when: datetime, zone: ZoneInfo) -> datetime:
        # an instant without a wall clock is shown as the clock of the file's zone showed it
        if when.tzinfo is UTC:
            self._needs_zone |= zone is self.zone
            return when.astimezone(zone)
        in_zone = when.astimezone(zone)
        return in_zone if in_zone.utcoffset() == when.utcoffset() else when
