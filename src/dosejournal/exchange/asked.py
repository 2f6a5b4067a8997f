"""What a person asks of a file that is written for another program."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """Which journal days a file is to hold, both included, and how it is to be written.

    Without days it holds all of them. `names` lets a calendar name substances, which it else does
    not; `spreadsheet_safe` asks for tables that a spreadsheet opens without running any of it.
    """

    first_day: date | None = None
    last_day: date | None = None
    names: bool = False
    spreadsheet_safe: bool = False

    def covers(self, day: date) -> bool:
        """Say whether a journal day is asked for."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )
