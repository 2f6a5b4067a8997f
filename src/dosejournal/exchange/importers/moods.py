"""Daylio's moods: five levels, and words for them that each person chooses."""

from collections.abc import Mapping
from dataclasses import replace

from dosejournal.domain import notes
from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.domain.measures import Measure, shipped
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

WORDS = ("awful", "bad", "meh", "good", "rad")
"""The words that Daylio comes with, from level 1, the worst, to level 5, the best."""

LEVELS = range(1, 6)

_FRENCH = ("horrible", "mauvais", "mouais", "bien", "super")
_DEFAULTS = {word: level for words in (WORDS, _FRENCH) for level, word in enumerate(words, 1)}


class Moods:
    """Turns the moods of a file into ratings of the journal's mood."""

    def __init__(self, answers: Answers, measures: FileMeasures) -> None:
        self._answers = answers
        self._measure = _mood_measure(measures)
        self._words: dict[str, int | None] = {}

    def level(self, word: str) -> int | None:
        """Return the level of a word, or None where nobody has said it yet."""
        folded = notes.name(word).casefold()
        if folded not in self._words:
            self._words[folded] = self._known(folded)
        return self._words[folded]

    def rating(self, level: int, word: str | None) -> Rating:
        """Return the rating that a level is on the journal's own scale."""
        low, high = self._measure.minimum or 0.0, self._measure.maximum or 0.0
        return Rating(
            measure=self._measure.key,
            value=low + (level - 1) * (high - low) / 4,
            raw_value=float(level),
            raw_minimum=1.0,
            raw_maximum=5.0,
            raw_text=word,
        )

    def words(self) -> Mapping[str, int | None]:
        """Return the words met so far, each with its level or None."""
        return dict(sorted(self._words.items()))

    def questions(self) -> list[Question]:
        """Return a question for each word without a level."""
        return [_question(word) for word, level in self.words().items() if level is None]

    def _known(self, word: str) -> int | None:
        said = self._answers.given.get(f"mood:{word}", "")
        if said.isascii() and said.isdigit() and int(said) in LEVELS:
            return int(said)
        level = self._answers.mood_levels.get(word, _DEFAULTS.get(word))
        # an answer that is given and empty keeps the word a word
        return None if f"mood:{word}" in self._answers.given else level


def _question(word: str) -> Question:
    return Question(
        key=f"mood:{word}",
        text=_("Which mood is “{word}”, from 1, the worst, to 5, the best?").format(word=word),
        assumed="",
        options=(("", _("keep as a word")), *((str(level), str(level)) for level in LEVELS)),
    )


def _mood_measure(measures: FileMeasures) -> Measure:
    """Return the journal's mood; another one where that has no place for five levels."""
    shipped_mood = next(measure for measure in shipped() if measure.key == "mood")
    own = measures.by_key("mood") or measures.add(shipped_mood)
    steps = 0.0 if own.minimum is None or own.maximum is None else own.maximum - own.minimum
    if own.kind == "scale" and steps > 0 and not (own.words and steps % 4):
        return own
    return measures.add(replace(shipped_mood, key="", archived=True))
