"""An unwanted effect as an Observation: what the person noticed, how bad, from when to when.

It is no AdverseEvent: R4 means by that an injury to which care or a study led or contributed, has
no end for it, and no room for a note. Here nobody knows what brought it about.
"""

from dosejournal.domain.adverse_effects import Effect
from dosejournal.domain.entries import Entry
from dosejournal.exchange.fhir.elements import (
    Element,
    Named,
    Names,
    date_time,
    history,
    notes,
    said,
    text,
    when,
)
from dosejournal.exchange.fhir.observations import report
from dosejournal.i18n import _


def of_effect(entry: Entry, effect: Effect, names: Names) -> Named:
    """Return an unwanted effect; a period without an end means that it goes on."""
    own = report(entry, names)
    del own["effectiveDateTime"]
    period = {"start": when(entry)}
    if effect.ended_at is not None:
        period["end"] = date_time(effect.ended_at)
    return (
        names.urn(f"effect/{entry.id}"),
        {
            **own,
            "effectivePeriod": period,
            "code": {"text": _("Unwanted effect in the person’s own words; no cause is said")},
            "valueString": text(effect.name),
            **notes([*said(entry.note, names), *history(entry)]),
            "component": _components(effect),
        },
    )


def _components(effect: Effect) -> list[Element]:
    severity = {
        "noticed": _("Mild: it was noticed"),
        "bothered": _("Moderate: it bothered the person"),
        "stopped": _("Severe: it stopped the person"),
    }[effect.severity]
    found: list[Element] = [
        {"code": {"text": _("How bad it was, as the person sees it")}, "valueString": severity},
        {"code": {"text": _("The person needed help")}, "valueBoolean": effect.needed_help},
    ]
    relation = {
        "": "",
        "no": _("No connection"),
        "unsure": _("Not sure"),
        "yes": _("A connection"),
    }[effect.relation]
    if relation:
        code = {"text": _("Connected with something taken, as the person sees it")}
        found.append({"code": code, "valueString": relation})
    return found
