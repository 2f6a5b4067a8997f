"""Facts side by side or one a line: the small parts of what is told of an entry."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale

DOT = " · "
"""Between facts that stand side by side."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing an entry says: `key` is the same for the same thing in every version of it."""

    key: str
    label: str
    text: str


def isolated(text: str) -> str:
    """Return a person's words so that their direction does not turn the line around them."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def number(value: float) -> str:
    """Return a number as the person's locale writes it, without needless decimals."""
    return QLocale().toString(float(value), "g", 6)
