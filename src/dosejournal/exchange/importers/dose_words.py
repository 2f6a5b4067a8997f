"""The words of a column that says what became of each dose, as the person explains them."""

from collections.abc import Iterable, Iterator
from typing import get_args

from dosejournal.domain.entries import DoseStatus
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

_KNOWN: dict[str, DoseStatus] = {status: status for status in get_args(DoseStatus)}
_NO_DOSE = "none"
_MOST = 24
_LONGEST = 60


class DoseWords:
    """Turns words into statuses; until the person has said of a word what it means, its rows wait.

    Only the journal's own words are known: a "no" may mean skipped, missed, or not planned.
    """

    def __init__(self, words: Iterable[str], answers: Answers) -> None:
        folded = {_folded(word) for word in words}
        self._asked = sorted(folded - _KNOWN.keys())
        self._are_words = len(self._asked) <= _MOST and all(len(w) <= _LONGEST for w in folded)
        self._said = answers.given

    def status(self, word: str) -> DoseStatus | None:
        """Return what a word says of a dose; None where there was none.

        Raises:
            RowError: that is not known yet.
        """
        if not self._are_words:
            raise RowError(
                _(
                    "Too many different words stand in the column that is to say whether a dose "
                    "was taken: it holds something else."
                )
            )
        folded = _folded(word)
        said = self._said.get(_key(folded), "") if folded not in _KNOWN else folded
        if said == _NO_DOSE:
            return None
        if said not in _KNOWN:
            raise RowError(_("It is not known yet whether it was taken: answer the question."))
        return _KNOWN[said]

    def questions(self) -> Iterator[Question]:
        """Give a question for each word that is not one of the journal's own."""
        for word in self._asked if self._are_words else ():
            yield Question(
                key=_key(word),
                text=_(
                    "What became of a dose whose “{word}” is all that is said of it? Until you "
                    "say so its rows wait."
                ).format(word=word)
                if word
                else _(
                    "What became of a dose of which nothing is said? Until you say so its rows "
                    "wait."
                ),
                assumed="",
                options=(
                    ("taken", _("It was taken")),
                    ("late", _("It was taken late")),
                    ("extra", _("It was taken beside the plan")),
                    ("skipped", _("It was skipped on purpose")),
                    ("missed", _("It was missed")),
                    (_NO_DOSE, _("There was no dose")),
                ),
            )


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _key(word: str) -> str:
    return f"status:{word}"
