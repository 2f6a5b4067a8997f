"""Apple Health's valence: how pleasant a state of mind is, from -1 to 1."""

from dosejournal.domain.entries import Rating
from dosejournal.domain.imports import Answers, Question
from dosejournal.domain.measures import Measure, shipped
from dosejournal.exchange.importers.rows import RowError
from dosejournal.exchange.importers.scales import FileMeasures
from dosejournal.i18n import _

LOWEST, HIGHEST = -1.0, 1.0

_KEY = "valence"
_MOOD, _OWN = "mood", "own"


class Valences:
    """Turns valences into ratings of the journal's mood, or of a measure of their own."""

    def __init__(self, answers: Answers, measures: FileMeasures) -> None:
        self._measures = measures
        self._mood = _mood(measures)
        self._as_mood = self._mood is not None and answers.given.get(_KEY, _MOOD) != _OWN
        self._measure: Measure | None = None
        self._rated: dict[tuple[float, str | None], Rating] = {}

    def rating(self, valence: float, word: str | None) -> Rating:
        """Return the rating that a valence is.

        Raises:
            RowError: it lies outside its scale.
        """
        said = (valence, word)
        if said not in self._rated:
            self._rated[said] = self._rating(valence, word)
        return self._rated[said]

    def _rating(self, valence: float, word: str | None) -> Rating:
        if not LOWEST <= valence <= HIGHEST:
            raise RowError(_("A value lies outside its own scale."))
        measure = self._measure = self._measure or self._chosen()
        value = valence
        if self._as_mood:
            low, high = measure.minimum or 0.0, measure.maximum or 0.0
            value = low + (valence - LOWEST) * (high - low) / (HIGHEST - LOWEST)
        return Rating(
            measure=measure.key,
            value=measure.check(value),
            raw_value=valence,
            raw_minimum=LOWEST,
            raw_maximum=HIGHEST,
            raw_text=word,
        )

    def question(self) -> Question | None:
        """Return the question of what valences are, where there are any and it can be chosen."""
        if self._measure is None or self._mood is None:
            return None
        return Question(
            key=_KEY,
            text=_("Apple Health asks how pleasant a state of mind is. What is that to you?"),
            assumed=_MOOD,
            options=(
                (_MOOD, _("The mood of this journal")),
                (_OWN, _("A measure of its own")),
            ),
        )

    def _chosen(self) -> Measure:
        if self._as_mood and self._mood is not None:
            return self._measures.by_key(self._mood.key) or self._measures.add(self._mood)
        return self._measures.fitting(_("Pleasantness"), minimum=LOWEST, maximum=HIGHEST)


def _mood(measures: FileMeasures) -> Measure | None:
    """Return the mood that valences fit; None where the journal's has steps, or no limits."""
    mood = measures.by_key("mood")
    if mood is None:
        return next(measure for measure in shipped() if measure.key == "mood")
    fits = mood.kind == "scale" and not mood.words
    return mood if fits and mood.minimum is not None and mood.maximum is not None else None
