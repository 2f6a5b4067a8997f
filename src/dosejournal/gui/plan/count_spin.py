"""A number to be counted up and down, within the words around it."""

from collections.abc import Callable

from PySide6.QtWidgets import QSpinBox

from dosejournal.gui.fields import WheelGuard

_ROOM = 8


class CountSpin(QSpinBox):
    """A number in a sentence: `words` gives the sentence for a number, with {n} in its place."""

    def __init__(self, name: str, words: Callable[[int], str], lowest: int, highest: int) -> None:
        super().__init__()
        self._words = words
        self.setRange(lowest, highest)
        self.setAccessibleName(name)
        # beside arrows the stylesheet's own room at the start is lost
        self.lineEdit().setTextMargins(_ROOM, 0, 0, 0)
        WheelGuard(self)
        self.valueChanged.connect(self._say)
        self._say(lowest)

    def _say(self, value: int) -> None:
        before, _number, after = self._words(value).partition("{n}")
        if (before, after) != (self.prefix(), self.suffix()):
            self.setPrefix(before)
            self.setSuffix(after)
