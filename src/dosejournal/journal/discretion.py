"""What substances are called where others may look on: by words that do not give them away.

A session of one's own tells names. One that was made discreet tells words instead, in all that its
queries return, and an act may be told by name and word alike: `substances` and whoever else reads
names out of the tables asks here what they are called.
"""

from collections.abc import Callable, Iterable, Mapping

from sqlmodel import Session, select

from dosejournal.i18n import _
from dosejournal.store.tables import Substance

Calling = Callable[[int, str, str], tuple[str, str]]
"""What a substance and its label are called in a session: of its id, its name and its label."""

_LETTERS = 26
_TELLS, _HEEDS = "tells_words", "heeds_words"


def tell_words(session: Session) -> None:
    """Let the queries of a session tell words instead of names; not for acts, which keep both."""
    session.info[_TELLS] = session.info[_HEEDS] = True


def heed_words(session: Session) -> None:
    """Let a session know substances by their words too, as an act is told of them."""
    session.info[_HEEDS] = True


def tells_words(session: Session) -> bool:
    """Say whether the queries of a session tell words instead of names."""
    return _TELLS in session.info


def words(substances: Iterable[Substance]) -> dict[int, str]:
    """Return the word of each substance of a journal, by its id: its own label, or else "Item A".

    The letter is that of its place in the journal, which it keeps. A label that is the name of a
    substance, or that of an earlier one, does not count: each word means one substance alone.
    """
    listed = sorted(substances, key=lambda each: each.id or 0)
    names = {each.name.casefold() for each in listed}
    labels = {each.discreet_label.casefold() for each in listed}
    found: dict[int, str] = {}
    for place, each in enumerate(listed):
        label = each.discreet_label
        taken = names | {word.casefold() for word in found.values()}
        own = label and label.casefold() not in taken
        found[each.id or 0] = label if own else _item(_letter(place), names | labels)
    return found


def named(session: Session, text: str) -> int | None:
    """Return the id of the substance of this word, where the session knows substances by words."""
    if _HEEDS not in session.info:
        return None
    folded = text.casefold()
    return next((key for key, word in _words(session).items() if word.casefold() == folded), None)


def having(session: Session, fits: Callable[[str], bool]) -> list[int]:
    """Return the ids of the substances whose word fits, where the session tells words."""
    if not tells_words(session):
        return []
    return [key for key, word in _words(session).items() if fits(word)]


def calling(session: Session) -> Calling:
    """Return how to call the substances that this session reads."""
    if not tells_words(session):
        return lambda _substance_id, name, label: (name, label)
    known = _words(session)

    def called(substance_id: int, _name: str, _label: str) -> tuple[str, str]:
        # one that is no longer in the journal, but in an earlier version of an entry, has no place
        word = known.get(substance_id) or _item("?", frozenset())
        return word, word

    return called


def shown(session: Session, rows: Iterable[Substance]) -> list[Substance]:
    """Return substances as the session calls them: those read, or copies that nothing keeps."""
    if not tells_words(session):
        return list(rows)
    known = _words(session)
    return [
        Substance(
            id=row.id,
            name=known[row.id or 0],
            discreet_label=known[row.id or 0],
            unit=row.unit,
            prescribed=row.prescribed,
            archived=row.archived,
        )
        for row in rows
    ]


def _words(session: Session) -> Mapping[int, str]:
    return words(session.exec(select(Substance)))


def _letter(place: int) -> str:
    round_, letter = divmod(place, _LETTERS)
    return chr(ord("A") + letter) + (str(round_ + 1) if round_ else "")


def _item(letter: str, used: Iterable[str]) -> str:
    """Return the word of a letter, marked where a person has used that word otherwise."""
    word = _("Item {letter}").format(letter=letter)
    while word.casefold() in used:
        letter += "*"
        word = _("Item {letter}").format(letter=letter)
    return word
