"""The record as a FHIR R4 (4.0.1) Bundle, for health records to take in.

    gathering     what is read of the journal, at once
    plans         a version of a regimen as a MedicationStatement
    doses         a recorded dose as a MedicationStatement
    observations  a rating, the words of a check-in, and what was expected, each an Observation
    effects       an unwanted effect as an Observation
    forms         a questionnaire that was filled in, its score, and its words
    scales        how a measure is told, and a value of it
    elements      the small parts of all of them: names, texts, times, amounts, notes
    bundle        all of it as a file

Everything is what the person says: no administration is claimed, no code is invented, and nothing
has a stronger status than was recorded.
"""

from dosejournal.exchange.fhir.bundle import write
from dosejournal.exchange.fhir.gathering import FhirContent, gather
from dosejournal.i18n import _, ngettext

__all__ = ["NAME", "SUFFIX", "FhirContent", "gather", "title", "told", "write"]

NAME = "fhir"
SUFFIX = ".json"


def title() -> str:
    """Return what the person calls this kind of file."""
    return _("Health record (FHIR R4)")


def told(content: FhirContent) -> str:
    """Return a sentence on what was written, with {place} where it is named."""
    n = len(content.entries)
    if not n and not content.plans:
        return _("The health record is at {place}; it is empty, because nothing was recorded.")
    return ngettext(
        "The health record is at {place}, with {n} entry; substances are named in it.",
        "The health record is at {place}, with {n} entries; substances are named in it.",
        n,
    ).format(place="{place}", n=n)
