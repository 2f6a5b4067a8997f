"""What is known of a damaged journal when somebody has to decide about it."""

from dataclasses import dataclass
from pathlib import Path

from dosejournal.store import backups
from dosejournal.store.checks import Findings
from dosejournal.store.vault import Key


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged journal: what was found, its key where it is known, and where a copy of it is."""

    found: Findings
    path: Path
    key: Key | None = None
    aside: Path | None = None

    @property
    def source(self) -> Path:
        """The file that is read to save what can be: the copy, where there is one."""
        return self.path if self.aside is None else self.aside

    def backups(self) -> list[Path]:
        """Return the backups there are, the newest first."""
        return [backup.path for backup in backups.listed(self.path)]
