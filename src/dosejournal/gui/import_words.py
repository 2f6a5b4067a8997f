"""The table of mood words: each gets a level, or stays a word."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from dosejournal.gui.cards import Card, label
from dosejournal.gui.choice_rows import ChoiceRows
from dosejournal.gui.entry_words import isolated
from dosejournal.gui.fields import WheelGuard
from dosejournal.i18n import _, ngettext

LEVELS = (5, 4, 3, 2, 1)


class MoodWordsCard(Card):
    """Lists the words with their levels; `chosen` carries a word and its level as text.

    A word that stays a word has the empty text.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Which mood is each word?"),
            _(
                "Levels from 1 to 5 are put on the scale of the journal’s mood, and the words "
                "are kept beside them. A word without a level is no rating. What you choose is "
                "kept for the next file."
            ),
            parent=parent,
        )
        self.boxes: dict[str, QComboBox] = {}
        self._rows = ChoiceRows()
        self.body.addWidget(self._rows)

    def show_words(self, words: Mapping[str, int | None], times: Mapping[str, int]) -> None:
        """Show these words; boxes of the same words stay, with their focus."""
        self.setVisible(bool(words))
        if words.keys() != self.boxes.keys():
            self.boxes = {word: self._box(word) for word in words}
            self._rows.fill(
                (label(isolated(word)), _often(times.get(word, 0)), self.boxes[word])
                for word in words
            )
        for word, level in words.items():
            box = self.boxes[word]
            was_blocked = box.blockSignals(True)
            box.setCurrentIndex(box.findData("" if level is None else str(level)))
            box.blockSignals(was_blocked)

    def _box(self, word: str) -> QComboBox:
        box = QComboBox()
        WheelGuard(box)
        box.setAccessibleName(_("Level of “{word}”").format(word=word))
        box.addItem(_("keep as a word"), "")
        for level in LEVELS:
            box.addItem(_level(level), str(level))
        box.currentIndexChanged.connect(lambda _index: self.chosen.emit(word, box.currentData()))
        return box


def _often(n: int) -> QLabel:
    text = ngettext("{n} time", "{n} times", n).format(n=QLocale().toString(n))
    often = label(text, "hint")
    often.setWordWrap(False)
    often.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return often


def _level(level: int) -> str:
    if level == LEVELS[0]:
        return _("{n} · highest").format(n=level)
    if level == LEVELS[-1]:
        return _("{n} · lowest").format(n=level)
    return str(level)
