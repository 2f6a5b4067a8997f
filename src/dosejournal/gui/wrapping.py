"""Where lines of a long text turn, so that no text keeps the window waiting."""

from PySide6.QtGui import QTextOption

LONG = 5_000
"""A line of fewer characters is laid out at once, whatever is in it."""

_UNBROKEN = 2_000


def mode(text: str) -> QTextOption.WrapMode:
    """Return how a text wraps: between its words, or anywhere when it has hardly any.

    Qt looks for the end of a word anew for every line of it: 1 MB without a blank would take
    minutes, and is laid out in a second when lines may end anywhere.
    """
    # not split(): lines do not break at no-break spaces
    runs = text.replace("\t", " ").replace("\n", " ").split(" ")
    if max(map(len, runs)) > _UNBROKEN:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
