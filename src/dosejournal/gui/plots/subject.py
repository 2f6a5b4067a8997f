"""What a plot is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing a plot can show: a key of its own among all plots, and a name for the person."""

    key: str
    name: str
