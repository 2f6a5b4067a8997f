"""What the person said of the columns of a table, kept for the next one with the same columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dosejournal.domain.imports import Question

COLUMN = "column:"
"""What the keys of questions about columns begin with; the name of the column follows."""

# answers about the whole file, and about one of its columns; others may hold words of its cells
_OF_FILE = frozenset({"zone", "encoding", "delimiter", "header"})
_OF_COLUMN = (COLUMN, "decimal:", "day_order:", "scale:")


@dataclass(frozen=True, slots=True)
class ColumnPreset:
    """A name, the columns it is for, and the answers to their questions."""

    name: str
    columns: frozenset[str]
    answers: Mapping[str, str]

    def fits(self, header: Iterable[str]) -> bool:
        """Say whether a table has these columns and no others, in whatever order."""
        return self.columns == frozenset(header)


def answers_to_keep(
    header: Iterable[str], questions: Iterable[Question], given: Mapping[str, str]
) -> dict[str, str]:
    """Return the answers that say nothing of what stands in the table.

    What was proposed of a column and left so is kept too: another table of the same columns might
    have something else proposed. All else is kept only where the person said it.
    """
    names = frozenset(header)
    found: dict[str, str] = {}
    for question in questions:
        said = given.get(question.key, "")
        if question.key.startswith(COLUMN):
            said = said or question.assumed
        if said and _is_of_names(question.key, names):
            found[question.key] = said
    return found


def _is_of_names(key: str, names: frozenset[str]) -> bool:
    if key in _OF_FILE:
        return True
    return any(key.removeprefix(kind) in names for kind in _OF_COLUMN if key.startswith(kind))
