"""A recorded dose as a MedicationStatement: what the person says of it, and no more.

A planned dose of which nobody said anything is no row of the journal, and is not in the file.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from dosejournal.domain.entries import Dose, Entry
from dosejournal.exchange.fhir import elements
from dosejournal.exchange.fhir.elements import (
    Element,
    Named,
    Names,
    date_time,
    history,
    notes,
    said,
    text,
    to,
    told,
    when,
)
from dosejournal.i18n import _, ngettext

_NOT_TAKEN = ("skipped", "missed")


def of_dose(
    entry: Entry, dose: Dose, plans: Collection[int], names: Names, *, unclear: bool
) -> Named:
    """Return the statement of a dose; `plans` are the versions that the file has."""
    made: Element = {"resourceType": "MedicationStatement"}
    if dose.regimen_id in plans:
        made["partOf"] = [to(names.urn(f"regimen/{dose.regimen_id}"))]
    made["status"] = _status(dose, unclear=unclear)
    reason = text(dose.reason)
    if reason.strip():
        made["statusReason"] = [{"text": reason}]
    made |= {
        "medicationCodeableConcept": {"text": text(dose.substance)},
        "subject": names.to_person,
        "effectiveDateTime": _when(entry, dose),
        "dateAsserted": date_time(entry.recorded_at),
        "informationSource": names.to_person,
        **notes(
            [
                *said(entry.note, names),
                *_standing(dose, unclear=unclear),
                *history(entry),
            ]
        ),
    }
    if dose.status not in _NOT_TAKEN:
        made["dosage"] = [_dosage(dose)]
    return names.urn(f"dose/{entry.id}"), made


def _status(dose: Dose, *, unclear: bool) -> str:
    if dose.status in _NOT_TAKEN:
        return "not-taken"
    return "unknown" if unclear else "completed"


def _when(entry: Entry, dose: Dose) -> str:
    if dose.status in _NOT_TAKEN and dose.planned_at is not None:
        return date_time(datetime.fromisoformat(dose.planned_at))
    return when(entry)


def _standing(dose: Dose, *, unclear: bool) -> Iterator[Element]:
    """Give the journal's own word for how a dose stands: R4 has fewer."""
    if unclear:
        yield told(_("The file that it came from does not say whether it was taken."))
    if dose.status == "skipped":
        yield told(_("Skipped by choice."))
    elif dose.status == "missed":
        yield told(_("Missed."))
    elif dose.status == "extra":
        yield told(_("Extra: it was not planned."))
    elif dose.planned_at is not None:
        planned = date_time(datetime.fromisoformat(dose.planned_at))
        yield told(_planned(dose, planned))
    elif dose.status == "late":
        yield told(_("Taken late."))


def _planned(dose: Dose, planned: str) -> str:
    if dose.status != "late" or dose.late_by_minutes is None:
        return _("Planned for {time}.").format(time=planned)
    return ngettext(
        "Late by {n} minute: planned for {time}.",
        "Late by {n} minutes: planned for {time}.",
        dose.late_by_minutes,
    ).format(n=dose.late_by_minutes, time=planned)


def _dosage(dose: Dose) -> Element:
    estimated = dose.estimated or dose.plus_minus is not None
    return {
        "text": text(_amount(dose)),
        **elements.dose(dose.amount, dose.unit, estimated=estimated),
    }


def _amount(dose: Dose) -> str:
    if dose.amount is None:
        return _("amount not known")
    if dose.plus_minus is not None:
        words = _("about {amount} ± {margin} {unit}, estimated").format(
            amount=dose.amount, margin=dose.plus_minus, unit=dose.unit
        )
    elif dose.estimated:
        words = _("about {amount} {unit}, estimated").format(amount=dose.amount, unit=dose.unit)
    else:
        words = _("{amount} {unit}").format(amount=dose.amount, unit=dose.unit)
    # without a unit its blank is left
    return " ".join(words.split()).replace(" ,", ",")
