"""How substances are called in a report: by name, or by labels with a key of their own."""

from collections.abc import Iterable, Mapping

from dosejournal.i18n import _
from dosejournal.store.tables import Substance

_LETTERS = 26


def of(substances: Iterable[Substance], shown: Iterable[int], *, discreet: bool) -> dict[int, str]:
    """Return how each of the shown substances is called, by its id.

    With `discreet` by its own label, and where it has none, or shares it with a label or a name,
    by "Item A", "Item B" … in the order of the substances.
    """
    wanted = set(shown)
    listed = [each for each in substances if each.id in wanted]
    if not discreet:
        return {each.id or 0: each.name for each in listed}
    taken: dict[str, int] = {}
    names = {each.name.casefold() for each in listed}
    free = (name for n in range(len(listed) * 3 + 1) if (name := _item(n)) not in _used(listed))
    for each in listed:
        own = each.discreet_label
        is_own = own and own not in taken and own.casefold() not in names
        name = own if is_own else next(free)
        taken[name] = each.id or 0
    return {number: name for name, number in taken.items()}


def key(substances: Iterable[Substance], labels: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Return which label stands for which name, in the order of the labels."""
    names = {each.id: each.name for each in substances}
    return tuple(sorted((label, names[number]) for number, label in labels.items()))


def _used(listed: Iterable[Substance]) -> set[str]:
    return {word for each in listed for word in (each.discreet_label, each.name)}


def _item(number: int) -> str:
    tens, letter = divmod(number, _LETTERS)
    name = chr(ord("A") + letter) + (str(tens + 1) if tens else "")
    return _("Item {letter}").format(letter=name)
