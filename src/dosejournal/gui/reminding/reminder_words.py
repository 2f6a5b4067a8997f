"""What a reminder says and offers: nothing in it tells what the journal holds."""

from dosejournal.domain.reminders import Occasion
from dosejournal.gui.reminding.desktop import Action, Notice
from dosejournal.i18n import _, ngettext

MISSED = "missed"
SEVERAL = "several"
LOCKED = "locked"


def of(occasion: Occasion) -> Notice:
    """Return the notice for one occasion."""
    sentence = _sentence(occasion.kind)
    actions: tuple[tuple[Action, str], ...] = (
        ("record", _("Record")),
        ("snooze", _("Snooze 15 min")),
        ("skip", _("Skip")),
    )
    return Notice(occasion.key, sentence, actions)


def missed(n: int) -> Notice:
    """Return the one notice for all that came while nobody could be told."""
    sentence = ngettext(
        "{n} reminder came while you were away", "{n} reminders came while you were away", n
    )
    return Notice(MISSED, sentence.format(n=n), (("open", _("Open")), ("skip", _("Dismiss"))))


def several(n: int) -> Notice:
    """Return the notice in place of many that came at once."""
    sentence = ngettext("{n} reminder is waiting", "{n} reminders are waiting", n)
    return Notice(SEVERAL, sentence.format(n=n), (("open", _("Open")),))


def while_locked(kind: str) -> Notice:
    """Return the notice for an occasion of which nothing else is known: the journal is locked."""
    return Notice(LOCKED, _sentence(kind), (("open", _("Open")),))


def locked() -> Notice:
    """Return the notice of a start at login, which knows of no reminder yet."""
    sentence = _("DoseJournal is locked. Reminders come once you have unlocked it.")
    return Notice(LOCKED, sentence, (("open", _("Open")),))


def others(n: int) -> str:
    """Return how many more wait than the one that is shown."""
    return ngettext("{n} more is waiting", "{n} more are waiting", n).format(n=n)


def _sentence(kind: str) -> str:
    return _("Time for a planned entry") if kind == "dose" else _("Time for your check-in")
