"""The small parts of FHIR resources: names, texts, times, amounts and notes."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from dosejournal.domain.entries import Entry
from dosejournal.i18n import _

Element = dict[str, Any]
Named = tuple[str, Element]
"""A resource, and before it the name that others call it by."""

PROGRAM = "DoseJournal"

# what each is beyond doubt; a drop and a tablet are no fixed amount, and other words are anyone's
_UCUM = {
    "ng": "ng", "µg": "ug", "ug": "ug", "mcg": "ug", "mg": "mg", "g": "g", "kg": "kg",
    "µL": "uL", "mL": "mL", "ml": "mL", "cL": "cL", "dL": "dL", "L": "L",
    "mmol": "mmol", "IU": "[IU]", "%": "%", "mmHg": "mm[Hg]",
    "bpm": "/min", "/min": "/min", "lb": "[lb_av]",
    "°C": "Cel", "°F": "[degF]", "cm": "cm", "km": "km", "kcal": "kcal",
}  # fmt: skip
_UCUM_SYSTEM = "http://unitsofmeasure.org"

# R4 knows no sign below 32 but tab and line ends; its rule for texts takes plain blanks only
_NOT_OF_FHIR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[^\S \t\r\n]")
_PICTURES = 0x2400
_DELETE = "\x7f"

_FARTHEST_OFFSET = timedelta(hours=14)
_ONE_MINUTE = timedelta(minutes=1)
_LARGEST_EXACT = 2**53


class Names:
    """The names of the resources of a journal: the same in every bundle that is made of it."""

    def __init__(self, journal: str) -> None:
        self._journal = journal
        self.person = self.urn("person")
        self.to_person = to(self.person)

    def urn(self, key: str) -> str:
        """Return the name of the resource with this key."""
        return f"urn:uuid:{uuid5(NAMESPACE_OID, f'{self._journal}/fhir/{key}')}"


def to(urn: str) -> Element:
    """Return a reference to the resource of this name."""
    return {"reference": urn}


def text(written: str) -> str:
    """Return a text as R4 allows it; what it does not know is shown by a sign that stands for it.

    A control sign becomes its picture, "␇" for a bell, and every other blank a plain one.
    """
    return _NOT_OF_FHIR.sub(_shown, written)


def date_time(at: datetime) -> str:
    """Return a moment with its offset; in UTC where R4 does not know such an offset."""
    offset = at.utcoffset() or timedelta()
    if offset % _ONE_MINUTE or abs(offset) > _FARTHEST_OFFSET:
        at = at.astimezone(UTC)
    return at.isoformat()


def when(entry: Entry) -> str:
    """Return when an entry was; the day alone where no more is known of it."""
    moment = entry.moment
    return date_time(moment.local) if moment.precision == "instant" else moment.text


def number(value: float) -> float:
    """Return a value without decimals that it does not have."""
    exact = float(value).is_integer() and abs(value) < _LARGEST_EXACT
    return int(value) if exact else value


def quantity(value: float | Decimal, unit: str) -> Element:
    """Return an amount with its unit as written, and its UCUM code where it is known."""
    made: Element = {"value": value}
    shown = text(unit).strip()
    if shown:
        made["unit"] = shown
    if unit in _UCUM:
        made |= {"system": _UCUM_SYSTEM, "code": _UCUM[unit]}
    return made


def dose(amount: str | None, unit: str, *, estimated: bool = False) -> Element:
    """Return the amount of a dose with its decimals as typed; nothing where it is unknown."""
    if amount is None:
        return {}
    made: Element = {"doseQuantity": quantity(Decimal(amount), unit)}
    if estimated:
        made = {"type": {"text": _("estimated")}} | made
    return {"doseAndRate": [made]}


def said(words: str, names: Names) -> list[Element]:
    """Return what the person wrote as a note of theirs, where they wrote anything."""
    shown = text(words)
    if not shown.strip():
        return []
    return [{"authorReference": names.to_person, "text": shown}]


def told(sentence: str, at: datetime | None = None) -> Element:
    """Return a note by the program, of a time where it has one."""
    made: Element = {"authorString": PROGRAM, "text": text(sentence)}
    return made if at is None else {"time": date_time(at)} | made


def history(entry: Entry) -> list[Element]:
    """Return where an entry came from, and when it was changed, as notes."""
    found = []
    if entry.source:
        found.append(told(_("Brought in from another program: {name}").format(name=entry.source)))
    if entry.amended_at is not None:
        found.append(told(_("Changed after it was recorded."), entry.amended_at))
    return found


def notes(found: list[Element]) -> Element:
    """Return the notes of a resource; nothing where there are none."""
    return {"note": found} if found else {}


def _shown(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    return chr(_PICTURES + ord(sign)) if sign < " " else " "
