"""What a reminder says and offers: nothing in it tells what the journal holds."""

from dosejournal.domain.reminders import Occasion
from dosejournal.gui.reminding.desktop import Action, Notice
from dosejournal.i18n import _, ngettext

MISSED = "missed"
SEVERAL = "several"


def of(occasion: Occasion) -> Notice:
    """Return the notice for one occasion."""
    sentence = (
        _("Time for a planned entry") if occasion.kind == "dose" else _("Time for your check-in")
    )
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


def others(n: int) -> str:
    """Return how many more wait than the one that is shown."""
    return ngettext("{n} more is waiting", "{n} more are waiting", n).format(n=n)
