"""What is said beside the numbers of somebody who helps; few words, and none that judges."""

from PySide6.QtCore import QDate, QLocale

from dosejournal.domain import help_lines
from dosejournal.domain.help_contacts import Contacts
from dosejournal.domain.help_lines import Kind
from dosejournal.i18n import _


def here() -> str:
    """Return the country that this computer is set to, by its two letters."""
    return QLocale.territoryToCode(QLocale.system().territory())


def of_way(contacts: Contacts, way: str) -> str:
    """Return what stands above the numbers of a way, or in their place where there are none."""
    if way == "emergency":
        return _emergency(contacts)
    return _crisis(contacts) if way == "crisis" else _person(contacts)


def ground(contacts: Contacts) -> str:
    """Return where the numbers come from, and of which day they are."""
    if not contacts.lines:
        return ""
    dated = contacts.dated
    shown = QLocale().toString(
        QDate(dated.year, dated.month, dated.day), QLocale.FormatType.ShortFormat
    )
    if contacts.is_chosen:
        words = _("{country}; table of {day}. The program does not dial and sends nothing.")
    else:
        words = _(
            "{country}, after the settings of this computer; table of {day}. The program does "
            "not dial and sends nothing."
        )
    return words.format(country=contacts.country, day=shown)


def read_out(contacts: Contacts, way: str) -> str:
    """Return the numbers of a way in one line, for who hears the button read out."""
    if way == "person":
        person = contacts.person
        said = [] if person is None else [f"{person.name}: {person.number}"]
    else:
        kind: Kind = "emergency" if way == "emergency" else "crisis"
        lines = contacts.of(kind) or (help_lines.common() if kind == "emergency" else ())
        said = [f"{line.name}: {line.number}" for line in lines]
    return "; ".join(said)


def _emergency(contacts: Contacts) -> str:
    if contacts.of("emergency"):
        return _("For danger now. Say where you are and what is happening; they ask the rest.")
    return _("For danger now: the emergency number of the place where you are.")


def _crisis(contacts: Contacts) -> str:
    if contacts.of("crisis"):
        return _("Somebody who listens. You need not know what to say.")
    return _(
        "No crisis line is known here for where you are. A doctor, a hospital or the emergency "
        "number can tell you one, and you can write it in under “Get help”."
    )


def _person(contacts: Contacts) -> str:
    if not contacts.tells_person:
        return _("Whom you entered stands in the journal, and is shown once it is unlocked.")
    if contacts.person is None:
        return _(
            "You have entered nobody yet; you can do so under “Get help”. Is there somebody you "
            "could call or go to now?"
        )
    return _("Whom you entered. It is enough to say that you do not want to be alone.")
