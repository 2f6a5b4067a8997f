"""Check-ins and expectations as Observations, each a person's own report.

A rating is one Observation. What belongs to a check-in as a whole, its note and tags, is another
that names its ratings as members, so that no sentence stands in the file twice.
"""

from collections.abc import Iterator, Mapping

from dosejournal.domain.entries import Entry, Rating
from dosejournal.domain.expectancy import FARTHEST_CHANGE, SUREST, Expectation
from dosejournal.exchange.fhir import scales
from dosejournal.exchange.fhir.elements import (
    Element,
    Named,
    Names,
    date_time,
    history,
    notes,
    number,
    text,
    to,
    told,
    when,
)
from dosejournal.exchange.fhir.scales import Scale
from dosejournal.i18n import _

_CATEGORY = {
    "coding": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "survey",
            "display": "Survey",
        }
    ]
}


def of_check_in(entry: Entry, known: Mapping[str, Scale], names: Names) -> Iterator[Named]:
    """Give the Observations of a check-in, each with its key."""
    own, past = report(entry, names), history(entry)
    rated = []
    for rating in entry.ratings:
        scale = known[rating.measure]
        urn = names.urn(f"rating/{entry.id}/{rating.measure}")
        rated.append(urn)
        yield (
            urn,
            {
                **own,
                "code": scale.code,
                **scale.value(rating.value),
                **notes([*_as_it_was(rating), *past]),
                **scale.ends,
            },
        )
    if entry.note.strip() or entry.tags or entry.mood_word:
        yield names.urn(f"check-in/{entry.id}"), _words(entry, own, rated)


def of_expectation(
    entry: Entry, said: Expectation, known: Mapping[str, Scale], names: Names
) -> Named:
    """Return what was expected of a dose, with how sure the person was."""
    sentence = _(
        "Change of {measure} that is expected from {substance}, said before the dose: from −50 "
        "(much worse) to +50 (much better); of no validated scale"
    )
    code = {
        "text": text(sentence.format(measure=known[said.measure].name, substance=said.substance))
    }
    sure = {
        "code": {"text": _("How sure, from 0 to 100")},
        **scales.score(said.certainty),
        **scales.ends(0.0, SUREST),
    }
    return (
        names.urn(f"expectation/{entry.id}"),
        {
            **report(entry, names),
            "code": code,
            **scales.score(said.change),
            **notes(history(entry)),
            **scales.ends(-FARTHEST_CHANGE, FARTHEST_CHANGE),
            "component": [sure],
        },
    )


def report(entry: Entry, names: Names) -> Element:
    """Return what every Observation of the person's own has: whose it is, and of when."""
    return {
        "resourceType": "Observation",
        "status": "final" if entry.amended_at is None else "amended",
        "category": [_CATEGORY],
        "subject": names.to_person,
        "effectiveDateTime": when(entry),
        "issued": date_time(entry.recorded_at),
        "performer": [names.to_person],
    }


def _words(entry: Entry, own: Element, rated: list[str]) -> Element:
    made = own | {"code": {"text": _("Check-in in the person’s own words")}}
    note = text(entry.note)
    if note.strip():
        made["valueString"] = note
    made |= notes(history(entry))
    if rated:
        made["hasMember"] = [to(urn) for urn in rated]
    words = [(_("Tag"), tag) for tag in entry.tags]
    if entry.mood_word:
        words.append((_("Word for the mood, of another program"), entry.mood_word))
    if words:
        made["component"] = [
            {"code": {"text": caption}, "valueString": text(word)} for caption, word in words
        ]
    return made


def _as_it_was(rating: Rating) -> list[Element]:
    """Return what another program wrote, on its own scale."""
    found = []
    if rating.raw_value is not None:
        value = number(rating.raw_value)
        if rating.raw_minimum is None or rating.raw_maximum is None:
            sentence = _("In the program it came from: {value}").format(value=value)
        else:
            sentence = _(
                "In the program it came from: {value}, on a scale from {low} to {high}"
            ).format(value=value, low=number(rating.raw_minimum), high=number(rating.raw_maximum))
        found.append(told(sentence))
    if rating.raw_text:
        found.append(told(_("In the program it came from: “{word}”").format(word=rating.raw_text)))
    return found
