"""The gate that every bundle has to pass: two validators, our own checks, and the decision."""

import json
import os
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from jsonschema import Draft6Validator
from lark.exceptions import LarkError
from pydantic import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT6
from ucumvert import get_ucum_parser

from dosejournal.domain import patterns
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import Dose, Entry
from dosejournal.domain.measures import Measure, shipped
from dosejournal.domain.regimens import Regimen
from dosejournal.exchange import fhir
from dosejournal.exchange.fhir import FhirContent
from dosejournal.exchange.fhir.gathering import Plan

ROOT = Path(__file__).parents[4]
SAMPLES = (ROOT / os.environ.get("DOSEJOURNAL_SAMPLES", "../shared/samples")).resolve()
SCHEMA = SAMPLES / "fhir-r4" / "schema" / "fhir.schema.json"

STATEMENT = "MedicationStatement"
STATUSES = {
    "active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown",
    "not-taken",
}  # fmt: skip
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


# --- the gate ---


def resources(bundle, kind=None):
    found = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if kind in (None, one["resourceType"])]


def parts(value):
    """Give every object and list in a bundle."""
    yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from parts(part)


def is_r4b(bundle):
    try:
        Bundle.model_validate(bundle)
    except ValidationError:
        return False
    return True


@cache
def validator(kind):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    registry = Registry().with_resource("urn:r4", DRAFT6.create_resource(schema))
    # through the one of all resources it would take twenty times as long, and say nothing
    return Draft6Validator({"$ref": f"urn:r4#/definitions/{kind}"}, registry=registry)


def keeps_the_schema(bundle):
    head = {name: value for name, value in bundle.items() if name != "entry"}
    return all(validator(one["resourceType"]).is_valid(one) for one in (head, *resources(bundle)))


def has_nothing_empty(bundle):
    return not any(part in ([], {}, "", None) for part in parts(bundle))


def has_known_statuses(bundle):
    return all(one.get("status") in STATUSES for one in resources(bundle, STATEMENT))


@cache
def is_ucum(code):
    try:
        get_ucum_parser().parse(code)
    except LarkError:
        return False
    return True


def has_true_units(bundle):
    return all(
        is_ucum(part["code"])
        for part in parts(bundle)
        if isinstance(part, dict) and part.get("system") == "http://unitsofmeasure.org"
    )


def has_all_it_refers_to(bundle):
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    meant = {part["reference"] for part in parts(bundle) if _is_reference(part)}
    return len(set(names)) == len(names) and meant <= set(names)


def _is_reference(part):
    return isinstance(part, dict) and "reference" in part


def administers_nothing(bundle):
    return not resources(bundle, "MedicationAdministration")


def is_told_by_the_person(bundle):
    persons = {
        entry["fullUrl"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "Patient"
    }
    sources = [one.get("informationSource", {}) for one in resources(bundle, STATEMENT)]
    return len(persons) == 1 and all(source.get("reference") in persons for source in sources)


def is_dated(bundle):
    return all(
        one.get("effectiveDateTime") or one.get("effectivePeriod", {}).get("start")
        for one in resources(bundle, STATEMENT)
    )


CHECKS = {
    "R4B": is_r4b,
    "schema": keeps_the_schema,
    "nothing empty": has_nothing_empty,
    "statuses": has_known_statuses,
    "units": has_true_units,
    "references": has_all_it_refers_to,
    "no administration": administers_nothing,
    "source": is_told_by_the_person,
    "dates": is_dated,
}


@pytest.fixture(scope="session")
def checks():
    """All checks by name, that of the schema where it is at hand."""
    return {name: check for name, check in CHECKS.items() if name != "schema" or SCHEMA.is_file()}


@pytest.fixture(scope="session")
def refused(checks):
    """Gives the names of the checks that a bundle does not pass."""
    return lambda bundle: {name for name, check in checks.items() if not check(bundle)}


@pytest.fixture(scope="session")
def schema():
    if not SCHEMA.is_file():
        pytest.skip("no schema of R4 at hand: set DOSEJOURNAL_SAMPLES to the folder of samples")
    return SCHEMA


# --- what a bundle is made of ---


PAIN = Measure("pain", "Pain", minimum=1, maximum=3, words=("none", "some", "much"))
WEIGHT = Measure("weight", "Weight", kind="number", minimum=None, maximum=None, unit="kg")
PULSE = Measure("pulse", "Pulse", kind="number", minimum=0, maximum=None)
HEADACHE = Measure("headache", "Headache", kind="yes_no", minimum=0, maximum=1)
BARE = Measure("stress", "Stress", minimum=0.5, maximum=7.5)
MEASURES = {each.key: each for each in (*shipped(), PAIN, WEIGHT, PULSE, HEADACHE, BARE)}


def make_entry(kind="dose_event", entry_id=1, at=AT, precision="instant", **more):
    given = {"note": "", "recorded_at": AT, "amended_at": None, "origin": "window", **more}
    moment = Moment(at, "Europe/Berlin", 60, at.date(), precision)
    return Entry(kind=kind, id=entry_id, moment=moment, **{"source": None, **given})


def make_dose(status="taken", **more):
    given = {
        "substance": "Item A",
        "discreet_label": "",
        "amount": "10",
        "unit": "mg",
        "estimated": False,
        "plus_minus": None,
        **more,
    }
    return Dose(status=status, **given)


def make_regimen(text="daily", **more):
    pattern = patterns.parse(text) if isinstance(text, str) else text
    given = {
        "id": 1,
        "series_id": 1,
        "substance_id": 1,
        "substance": "Item A",
        "discreet_label": "",
        "times": () if pattern.kind == "as_needed" else (time(8), time(20)),
        "anchor": date(2026, 3, 1),
        "starts_at": datetime(2026, 3, 1),  # noqa: DTZ001 - plans follow the clock on the wall
        **more,
    }
    return Regimen(pattern=pattern, **given)


@pytest.fixture(scope="session")
def measures():
    return MEASURES


@pytest.fixture(scope="session")
def entry_of():
    return make_entry


@pytest.fixture(scope="session")
def dose_of():
    return make_dose


@pytest.fixture(scope="session")
def regimen_of():
    return make_regimen


@pytest.fixture(scope="session")
def resources_of():
    """Gives the resources of a bundle, of one kind or of all."""
    return resources


@pytest.fixture(scope="session")
def bundle():
    """Gives the bundle of some entries and plans, as another program reads it."""

    def bundle(*entries, plans=(), **more):
        content = FhirContent(AT, "this journal", MEASURES, tuple(plans), tuple(entries), **more)
        return json.loads(fhir.write(content))

    return bundle


@pytest.fixture(scope="session")
def statement(bundle, refused):
    """Gives the one statement of a dose, having passed the gate."""

    def statement(dose, *, plans=(), unclear=False, **entry):
        made = bundle(
            make_entry(dose=dose, **entry),
            plans=plans,
            unclear=frozenset({1} if unclear else ()),
        )
        assert refused(made) == set()
        return resources(made, STATEMENT)[-1]

    return statement


@pytest.fixture(scope="session")
def planned(bundle, refused):
    """Gives the statement of a plan, having passed the gate."""

    def planned(regimen, status="active", **more):
        made = bundle(plans=[Plan(regimen, status, AT, **more)])
        assert refused(made) == set()
        [found] = resources(made, STATEMENT)
        return found

    return planned


@pytest.fixture(scope="session")
def observed(bundle, refused):
    """Gives the observations of an entry, having passed the gate."""

    def observed(**entry):
        made = bundle(make_entry(**entry))
        assert refused(made) == set()
        return resources(made, "Observation")

    return observed
