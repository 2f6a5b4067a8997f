"""Adherence: how far what was taken agrees with what was planned, and how sure that is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dosejournal.domain.plan import PlanLine

# the 97.5 % point of the normal distribution
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Adherence:
    """Counts of planned doses that are due, by what became of them.

    `planned` is the sum of `taken` (in time), `late`, `skipped` and `missed`. `not_recorded` are
    those of the missed whose journal day ended without a word: they may have been taken. `extra`
    doses were not planned and stand apart.
    """

    planned: int
    taken: int
    late: int
    skipped: int
    missed: int
    not_recorded: int
    extra: int

    @property
    def proportion(self) -> float | None:
        """Doses taken, in time or late, of those due; None when none was."""
        return (self.taken + self.late) / self.planned if self.planned else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson 95 % interval of the proportion, from 0 to 1."""
        return wilson(self.taken + self.late, self.planned) if self.planned else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The proportion if all that was not recorded was not taken, and if all of it was."""
        if not self.planned:
            return None
        taken = self.taken + self.late
        return taken / self.planned, (taken + self.not_recorded) / self.planned

    @property
    def timing(self) -> float | None:
        """The share of the doses due that were taken within their window."""
        return self.taken / self.planned if self.planned else None


def count(lines: Iterable[PlanLine]) -> Adherence:
    """Return the adherence over lines of a plan; what is open and not yet missed is left out."""
    counts = dict.fromkeys(("taken", "late", "skipped", "missed", "extra"), 0)
    not_recorded = 0
    for line in lines:
        if line.status in counts:
            counts[line.status] += 1
            not_recorded += line.status == "missed" and line.is_open
    return Adherence(
        planned=counts["taken"] + counts["late"] + counts["skipped"] + counts["missed"],
        not_recorded=not_recorded,
        **counts,
    )


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a proportion, as shares from 0 to 1.

    Wilson 1927, J Am Stat Assoc 22:209-212: centre (p + z²/2n)/(1 + z²/n), half-width
    z/(1 + z²/n)·√(p(1-p)/n + z²/4n²).

    Raises:
        ValueError: n is not positive, or the successes do not lie between 0 and n.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError
    p = successes / n
    scale = 1 + _Z**2 / n
    centre = (p + _Z**2 / (2 * n)) / scale
    half = _Z / scale * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    # at the ends the sums are off by the last digit
    low = 0.0 if successes == 0 else max(centre - half, 0.0)
    high = 1.0 if successes == n else min(centre + half, 1.0)
    return low, high


def record(found: Adherence) -> dict[str, Any]:
    """Return it as plain JSON values: the form of `adherence --json`, which README promises."""
    low, high = found.interval or (None, None)
    lowest, highest = found.bounds or (None, None)
    return {
        "planned": found.planned,
        "taken": found.taken,
        "late": found.late,
        "skipped": found.skipped,
        "missed": found.missed,
        "extra": found.extra,
        "proportion": found.proportion,
        "low": low,
        "high": high,
        "not_recorded": found.not_recorded,
        "if_not_recorded_skipped": lowest,
        "if_not_recorded_taken": highest,
        "in_time": found.timing,
    }
