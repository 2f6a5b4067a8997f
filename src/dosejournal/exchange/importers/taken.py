"""Things that a program of habits keeps: each is something rated, or something taken, as asked."""

from collections.abc import Iterable
from decimal import Decimal

from dosejournal.domain import amounts
from dosejournal.domain.imports import Answers, Question
from dosejournal.errors import ImportFileError, InputError
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

RATED, TAKEN = "rated", "taken"

MOST_THINGS = 500
"""Nobody keeps more; each is a measure and a question."""


class Things:
    """Knows of each thing of a file, by its name, whether its records are doses."""

    def __init__(self, names: Iterable[str], answers: Answers) -> None:
        """Take all names of the file.

        Raises:
            ImportFileError: they are more than a person keeps.
        """
        names = {name.casefold(): name for name in names if name}
        if len(names) > MOST_THINGS:
            raise ImportFileError(
                _(
                    "This file names more than {n} things, which is more than a diary holds. "
                    "Nothing was brought in; choose another file."
                ).format(n=MOST_THINGS)
            )
        substances = {name.casefold() for name in answers.substances}
        self._questions = {
            folded: _question(folded, name, TAKEN if folded in substances else RATED)
            for folded, name in names.items()
        }
        self._taken = {
            folded
            for folded, question in self._questions.items()
            if answers.given.get(question.key, question.assumed) == TAKEN
        }

    def is_taken(self, name: str) -> bool:
        """Say whether the records of this name are doses."""
        return name.casefold() in self._taken

    def questions(self) -> tuple[Question, ...]:
        """Return the question of each name, in the order of the file."""
        return tuple(self._questions.values())


def amount(value: Decimal) -> str:
    """Return the amount of a dose as decimal text.

    Raises:
        RowError: so much cannot be taken.
    """
    if value <= 0:
        raise RowError(_("Its amount is not above 0, so no dose was taken."))
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    try:
        return amounts.amount(written)
    except InputError:
        raise RowError(_("Its amount cannot be read.")) from None


def _question(folded: str, name: str, assumed: str) -> Question:
    return Question(
        key=f"taken:{folded}",
        text=_("What is “{name}”?").format(name=name),
        assumed=assumed,
        options=(
            (RATED, _("something you rate, count or do")),
            (TAKEN, _("something you take: its records are doses")),
        ),
    )
