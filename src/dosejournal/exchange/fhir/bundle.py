"""The whole bundle as a file: one resource a line, whatever it holds."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html import escape

from dosejournal import __version__
from dosejournal.exchange.fhir.doses import of_dose
from dosejournal.exchange.fhir.effects import of_effect
from dosejournal.exchange.fhir.elements import Element, Named, Names, date_time
from dosejournal.exchange.fhir.forms import of_form, of_response
from dosejournal.exchange.fhir.gathering import FhirContent
from dosejournal.exchange.fhir.observations import of_check_in, of_expectation
from dosejournal.exchange.fhir.plans import of_plan
from dosejournal.exchange.fhir.scales import Scale
from dosejournal.i18n import _

# a decimal keeps the digits that were typed, and json has no number that does: it goes through as
# a text that begins with a sign no other text has, and loses its quotation marks afterwards
_MARK = "\x00"
_WRITTEN = r"\u0000"
_MARKED = re.compile(r'"\\u0000([0-9.]+)"')


def write(content: FhirContent) -> bytes:
    """Return the bundle as a file; one without entries is a whole bundle too."""
    head = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": date_time(content.written_at),
    }
    names = Names(content.journal)
    # line by line as bytes: held as one text, many years take two and a half times the memory
    lines = b",\n".join(
        _line({"fullUrl": urn, "resource": resource}).encode()
        for urn, resource in _resources(content, names)
    )
    return b"".join((_line(head)[:-1].encode(), b',"entry":[\n', lines, b"\n]}\n"))


def _resources(content: FhirContent, names: Names) -> Iterator[Named]:
    yield names.person, _person(names)
    yield from (of_plan(plan, names) for plan in content.plans)
    filled_in = {each.response.instrument for each in content.entries if each.response}
    yield from (of_form(form, names) for key, form in content.forms.items() if key in filled_in)
    known = {key: Scale(measure) for key, measure in content.measures.items()}
    plans = {plan.regimen.id for plan in content.plans}
    for entry in content.entries:
        if entry.dose is not None:
            unclear = entry.id in content.unclear
            yield of_dose(entry, entry.dose, plans, names, unclear=unclear)
        elif entry.expectation is not None:
            yield of_expectation(entry, entry.expectation, known, names)
        elif entry.response is not None:
            yield from of_response(entry, entry.response, content.forms, names)
        elif entry.effect is not None:
            yield of_effect(entry, entry.effect, names)
        else:
            yield from of_check_in(entry, known, names)


def _person(names: Names) -> Element:
    sentence = _(
        "A person who keeps their own record, written by DoseJournal {version}. Everything in "
        "this bundle is what they said themselves: each dose is their statement, and none was "
        "witnessed or measured by the program."
    ).format(version=__version__)
    return {
        "resourceType": "Patient",
        "text": {
            "status": "additional",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(sentence)}</div>',
        },
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": names.urn("identifier")}],
    }


def _line(value: Element) -> str:
    line = _ENCODER.encode(value)
    return _MARKED.sub(r"\1", line) if _WRITTEN in line else line


def _marked(value: Decimal) -> str:
    return f"{_MARK}{value:f}"


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_marked
)
