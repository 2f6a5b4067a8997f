"""How backups are told: when, how much, why, and whether they are known to be good."""

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QLocale

from dosejournal.gui import entry_words
from dosejournal.gui.entry_words import DOT, Fact
from dosejournal.gui.rows import Row
from dosejournal.i18n import _, ngettext
from dosejournal.journal import backup_words
from dosejournal.store.backup_preview import Preview
from dosejournal.store.backups import Backup


def moment(at: datetime, now: datetime) -> str:
    """Return when something was, seen from now: today and yesterday by those words."""
    there = at.astimezone(now.tzinfo)
    time = entry_words.clock_time(there.time())
    if there.date() == now.date():
        return _("today {time}").format(time=time)
    if there.date() == now.date() - timedelta(days=1):
        return _("yesterday {time}").format(time=time)
    return entry_words.day_and_time(there)


def headline(backup: Backup | None, now: datetime) -> str:
    """Return what there is to know at a glance."""
    if backup is None or backup.note is None:
        return _("No backup yet")
    return _("Last verified backup: {when}, {entries}").format(
        when=moment(backup.name.at, now), entries=entry_words.count(backup.note.entries)
    )


def row(backup: Backup, zone: tzinfo | None) -> Row:
    """Return a backup as a line of the list."""
    entries = "" if backup.note is None else entry_words.count(backup.note.entries)
    return Row(
        title=entry_words.day_and_time(backup.name.at, zone),
        key=backup.path,
        beside=entries,
        detail=DOT.join(_details(backup)),
        faded=backup.note is not None and not backup.note.sound,
    )


def _details(backup: Backup) -> tuple[str, ...]:
    reason = backup_words.reason(backup.name.reason)
    return reason, size(backup.bytes), backup_words.state(backup.note)


def size(amount: int) -> str:
    """Return a number of bytes as the person's locale writes it."""
    return QLocale().formattedDataSize(amount, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def facts(seen: Preview) -> list[Fact]:
    """Return what a backup holds, a fact a line."""
    locale = QLocale()
    found = [
        Fact("check_in", _("Check-ins"), locale.toString(seen.entries["check_in"])),
        Fact("dose_event", _("Doses"), locale.toString(seen.entries["dose_event"])),
        Fact("expectancy", _("Expectations"), locale.toString(seen.entries["expectancy"])),
        Fact(
            "questionnaire_response",
            _("Questionnaires"),
            locale.toString(seen.entries["questionnaire_response"]),
        ),
        Fact(
            "adverse_effect",
            _("Unwanted effects"),
            locale.toString(seen.entries["adverse_effect"]),
        ),
    ]
    if seen.days is not None:
        first, last = seen.days
        found.append(Fact("first", _("First day"), entry_words.day(first)))
        found.append(Fact("last", _("Last day"), entry_words.day(last)))
    found.append(Fact("size", _("Size"), size(seen.bytes)))
    return found


def consequence(seen: Preview) -> str:
    """Return what going back to a backup would mean for what was recorded since."""
    if seen.set_aside is None:
        return _(
            "The present journal cannot be read, so nobody can tell what it has that this backup "
            "has not."
        )
    if seen.set_aside == 0:
        return _("Every entry of the present journal is in this backup.")
    return ngettext(
        "This would set aside {n} entry that the present journal has and this backup has not.",
        "This would set aside {n} entries that the present journal has and this backup has not.",
        seen.set_aside,
    ).format(n=QLocale().toString(seen.set_aside))


def returning(seen: Preview) -> str:
    """Return what would come back, or nothing."""
    if not seen.brought_back:
        return ""
    return ngettext(
        "{n} entry that the present journal has no more would come back.",
        "{n} entries that the present journal has no more would come back.",
        seen.brought_back,
    ).format(n=QLocale().toString(seen.brought_back))


def place(folder: Path) -> str:
    """Return where backups are."""
    return _("They are in {place}").format(place=folder)


def set_aside(aside: Path) -> str:
    """Return where the journal is that gave way to a backup."""
    return _("What the journal was before is kept, at {place}.").format(place=aside)
