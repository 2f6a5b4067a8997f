"""How often the comparison of the program errs, in journals of which the truth is known.

Simulated open journals go through `analysis.comparison.compare` itself: days that resemble their
neighbours (AR(1), standard deviation 1), a weekday rhythm of +0.8 from Friday to Sunday, 20 % of
the days not rated, doses by a plan that begins on any weekday. In a cell without an effect, the
share that leaves "cannot tell" is the false alarms; in a cell with an effect, the share of
intervals that hold it is the coverage. Both are of the journals that were compared; the share
refused as "not enough yet" stands beside them. `packaging/bench.py --calibration` prints it.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dosejournal.analysis.compared import Comparison, Dosing, Rated
from dosejournal.analysis.comparison import compare

RUNS = 4000
"""Journals of each of the 24 kinds. Of 500 journals, chance takes every fiftieth kind whose true
share is 0.05 above the limit of 0.07."""
QUICK_RUNS = 500
EFFECT = 0.5
"""The true difference of the journals with an effect, in standard deviations of a day."""
LIFT = 0.8
"""How much higher Friday, Saturday and Sunday are, whatever was taken."""
MISSING = 0.2
PHIS = (0.0, 0.3, 0.6)
LENGTHS = (42, 84)
FIRST_DAY = 738_000
FEWEST_COMPARED = 50
"""Of fewer journals than this no share is told: the cell counts as refused."""

LEAST_COVERAGE = 0.92


def most_false_alarms(phi: float) -> float:
    """Return the share of false alarms that is still accepted."""
    return 0.07 if phi <= 0.3 else 0.09


def every_third(days: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return True on every third day."""
    return (days + random.integers(3)) % 3 == 0


def alternate(days: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return True on every other day."""
    return (days + random.integers(2)) % 2 == 0


def five_on_three_off(days: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return True on five days, False on the three after them."""
    return (days + random.integers(8)) % 8 < 5


def random_third(days: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return True on a third of the days, drawn at random."""
    drawn = np.zeros(len(days), dtype=np.bool_)
    drawn[random.choice(len(days), len(days) // 3, replace=False)] = True
    return drawn


Pattern = Callable[[np.ndarray, np.random.Generator], np.ndarray]

PATTERNS: tuple[tuple[str, Pattern], ...] = (
    ("every 3rd day", every_third),
    ("alternate days", alternate),
    ("5 on, 3 off", five_on_three_off),
    ("random third", random_third),
)


@dataclass(frozen=True)
class Cell:
    """One kind of journal and what became of many of them."""

    pattern: str
    length: int
    phi: float
    runs: int
    compared: int
    false_alarms: int
    covered: int

    @property
    def refused(self) -> float:
        """The share of journals that were not compared."""
        return 1 - self.compared / self.runs

    @property
    def alarm_share(self) -> float:
        """The share of compared journals without an effect that left "cannot tell"."""
        return self.false_alarms / max(self.compared, 1)

    @property
    def coverage(self) -> float:
        """The share of compared journals with an effect whose interval held it."""
        return self.covered / max(self.compared, 1)

    @property
    def met(self) -> bool:
        """Whether the cell keeps to what is promised; a cell that refuses does."""
        if self.compared < FEWEST_COMPARED:
            return True
        kept = self.alarm_share <= most_false_alarms(self.phi)
        return kept and self.coverage >= LEAST_COVERAGE


def journal(
    pattern: Pattern, length: int, phi: float, random: np.random.Generator
) -> tuple[Rated, Dosing]:
    """Return one journal without an effect: its rated days and its dose days."""
    start = FIRST_DAY + int(random.integers(7))
    days = np.arange(start, start + length)
    noise = random.normal(size=length) * np.sqrt(1 - phi**2)
    noise[0] = random.normal()
    for day in range(1, length):
        noise[day] += phi * noise[day - 1]
    values = noise + LIFT * ((days - 1) % 7 >= 4)
    dose = pattern(days, random)
    rated = random.random(length) >= MISSING
    return (
        Rated("mood", days[rated], values[rated], dose[rated]),
        Dosing(days[dose], np.empty(0, dtype=np.int64)),
    )


def with_effect(rated: Rated) -> Rated:
    """Return the same journal with an effect on its dose days."""
    return Rated(rated.measure, rated.days, rated.means + EFFECT * rated.knew, rated.knew)


def cell(name: str, pattern: Pattern, length: int, phi: float, runs: int) -> Cell:
    """Return what became of `runs` journals of one kind; the same in every run of the program."""
    seed = [PATTERNS.index((name, pattern)), length, round(phi * 10)]
    random = np.random.default_rng(seed)
    compared = false_alarms = covered = 0
    for _ in range(runs):
        rated, dosing = journal(pattern, length, phi, random)
        none = compare(rated, dosing)
        if none.verdict == "not_enough":
            continue
        compared += 1
        false_alarms += none.verdict == "differs_knowing"
        covered += _holds(compare(with_effect(rated), dosing))
    return Cell(name, length, phi, runs, compared, false_alarms, covered)


def _holds(comparison: Comparison) -> bool:
    low, high = comparison.low, comparison.high
    return low is not None and high is not None and low <= EFFECT <= high


def kinds() -> list[tuple[str, Pattern, int, float]]:
    """Return each pattern with its name, length and resemblance of neighbouring days."""
    crossed = itertools.product(PATTERNS, LENGTHS, PHIS)
    return [(name, pattern, length, phi) for (name, pattern), length, phi in crossed]
