"""An unwanted effect as an Observation of the person's own.

R4 has a resource for adverse events, which says that something harmed a person: a diary knows only
what was noticed and when, so it stays an Observation, as the person's account of it.
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
    text,
    told,
)
from dosejournal.exchange.fhir.observations import report
from dosejournal.i18n import _
from dosejournal.journal import effect_words


def of_effect(entry: Entry, said: Effect, names: Names) -> Named:
    """Return an effect with how bad it was, and from when to when as far as that is known."""
    made: Element = {
        **report(entry, names),
        "code": {"text": text(_("Unwanted effect, in the person’s own words"))},
        "valueString": text(said.name),
        "interpretation": [{"text": text(effect_words.severity(said))}],
    }
    del made["effectiveDateTime"]
    made["effectivePeriod"] = _period(entry, said)
    own = [told(each) for each in (text(entry.note), effect_words.relation(said)) if each.strip()]
    return names.urn(f"effect/{entry.id}"), made | notes([*own, *history(entry)])


def _period(entry: Entry, said: Effect) -> Element:
    period: Element = {"start": date_time(entry.moment.local)}
    if said.ended_at is not None:
        period["end"] = date_time(said.ended_at)
    return period
