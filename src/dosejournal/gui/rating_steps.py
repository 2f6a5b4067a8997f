"""The values that a rating on a line can take."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from dosejournal.domain.measures import Measure

_MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Steps:
    """The values a pointer or an arrow key reaches: whole ones where the scale is long enough."""

    low: float
    high: float

    @classmethod
    def of(cls, measure: Measure) -> "Steps":
        """Return the steps of a scale."""
        high = 100.0 if measure.maximum is None else measure.maximum
        return cls(measure.minimum or 0.0, high)

    @property
    def decimals(self) -> int:
        """How many decimals a step has."""
        span = self.high - self.low
        return next((n for n in (0, 1) if span * 10**n >= 20 and self._whole(n)), 2)

    @property
    def count(self) -> int:
        """How many steps lead from one end to the other."""
        return max(1, int(min((self.high - self.low) * 10**self.decimals, _MOST_STEPS)))

    def value(self, index: int) -> float:
        """Return the value of a step."""
        between = self.low + (self.high - self.low) * index / self.count
        return min(self.high, max(self.low, round(between, self.decimals)))

    def index(self, value: float) -> int:
        """Return the step that is nearest to a value."""
        return round(self.fraction(value) * self.count)

    def fraction(self, value: float) -> float:
        """Return where a value lies between both ends, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def text(self, value: float, locale: QLocale) -> str:
        """Return a value as the person writes it, with as many decimals as it has."""
        exact = (n for n in range(self.decimals, 3) if round(value, n) == value)
        return locale.toString(float(value), "f", next(exact, 3))

    def _whole(self, decimals: int) -> bool:
        return all(float(end * 10**decimals).is_integer() for end in (self.low, self.high))
