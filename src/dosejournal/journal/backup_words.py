"""How backups are told, in the window and in a terminal alike."""

from dosejournal.i18n import _
from dosejournal.store.backup_notes import Note


def reason(key: str) -> str:
    """Return why a backup was made."""
    words = {
        "regular": _("while in use"),
        "close": _("when it was closed"),
        "asked": _("by hand"),
        "import": _("before an import"),
        "upgrade": _("before an upgrade"),
        "rekey": _("at a change of the passphrase"),
        "restore": _("before a restore"),
    }
    return words.get(key, _("by the program"))


def state(note: Note | None) -> str:
    """Return whether a backup is known to be good."""
    if note is None:
        return _("not verified yet")
    return _("verified") if note.sound else _("damaged")
