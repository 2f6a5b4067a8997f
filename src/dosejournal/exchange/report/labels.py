"""How substances are called in a report: by name, or by labels with a key of their own."""

from collections.abc import Iterable, Mapping

from dosejournal.journal import discretion
from dosejournal.store.tables import Substance


def of(substances: Iterable[Substance], shown: Iterable[int], *, discreet: bool) -> dict[int, str]:
    """Return how each of the shown substances is called, by its id, in the order of all.

    With `discreet` by the words that the window has for them too; `substances` are all there are.
    """
    every, wanted = list(substances), set(shown)
    words = discretion.words(every) if discreet else {}
    return {
        number: words.get(number, each.name)
        for each in every
        if (number := each.id or 0) in wanted
    }


def key(substances: Iterable[Substance], labels: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Return which label stands for which name, in the order of the labels."""
    names = {each.id: each.name for each in substances}
    return tuple(sorted((label, names[number]) for number, label in labels.items()))
