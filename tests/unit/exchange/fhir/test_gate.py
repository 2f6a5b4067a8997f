"""The gate itself: a whole journal passes it, and a broken bundle is caught by each check."""

import json
from copy import deepcopy
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.demo import Plan
from dosejournal.exchange import fhir
from dosejournal.exchange.asked import Asked
from dosejournal.journal import demo
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bundle of the demo journal."""
    path = tmp_path_factory.mktemp("fhir") / "demo.db"
    Database.create(path, lambda session: demo.fill(session, NOW, Plan(days=120)))
    database = Database(path)
    with database.read() as session:
        content = fhir.gather(session, NOW, Asked())
    database.close()
    return json.loads(fhir.write(content))


def test_the_demo_journal_passes_every_check(whole, refused, resources_of):
    assert refused(whole) == set()
    kinds = {one["resourceType"] for one in resources_of(whole)}
    assert kinds == {"Patient", "Observation", "MedicationStatement"}
    statuses = {one["status"] for one in resources_of(whole, "MedicationStatement")}
    assert {"completed", "not-taken", "active"} <= statuses


def test_each_resource_keeps_the_schema_of_r4(whole, schema, checks, resources_of):
    assert checks["schema"](whole)
    assert len(resources_of(whole)) > 500


@pytest.fixture
def broken(whole, resources_of):
    """Breaks the bundle by a change to one of its statements or observations."""

    def broken(change, kind="MedicationStatement"):
        bundle = deepcopy({**whole, "entry": whole["entry"][:60]})
        own = {entry["fullUrl"] for entry in bundle["entry"]}
        for one in resources_of(bundle, "Observation"):
            # what belongs to a later line of the whole bundle is not in this one
            one["hasMember"] = [to for to in one.get("hasMember", ()) if to["reference"] in own]
            if not one["hasMember"]:
                del one["hasMember"]
        change(bundle, resources_of(bundle, kind)[-1])
        return bundle

    return broken


def test_the_first_lines_alone_pass_too(broken, refused):
    assert refused(broken(lambda _bundle, _one: None)) == set()


def administer(bundle, one):
    bundle["entry"].append(
        {
            "fullUrl": "urn:uuid:7b3ac7ce-0a2f-4b52-8a1c-8f2d6d0b0a11",
            "resource": {
                "resourceType": "MedicationAdministration",
                "status": "completed",
                "medicationCodeableConcept": one["medicationCodeableConcept"],
                "subject": one["subject"],
                "effectiveDateTime": "2026-03-01",
            },
        }
    )


def quantity(one):
    return one["dosage"][0]["doseAndRate"][0]["doseQuantity"]


def point_nowhere(_bundle, one):
    one["partOf"] = [{"reference": "urn:uuid:7b3ac7ce-0a2f-4b52-8a1c-8f2d6d0b0a11"}]


def lose_its_date(_bundle, one):
    one.pop("effectiveDateTime", None)
    one.pop("effectivePeriod", None)


BREAKS = {
    "a status of another resource": ("statuses", lambda _b, one: one.update(status="not-done")),
    "a status of another version": ("statuses", lambda _b, one: one.update(status="taken")),
    "no status": ("statuses", lambda _b, one: one.pop("status")),
    "an empty list": ("nothing empty", lambda _b, one: one.update(note=[])),
    "an empty text": ("nothing empty", lambda _b, one: one.update(note=[{"text": ""}])),
    "a unit of no kind": ("units", lambda _b, one: quantity(one).update(code="mcg")),
    "a part of nothing": ("references", point_nowhere),
    "one name twice": ("references", lambda b, _one: b["entry"].append(b["entry"][0])),
    "an administration": ("no administration", administer),
    "no source": ("source", lambda _b, one: one.pop("informationSource")),
    "another source": ("source", lambda _b, one: one.update(informationSource=one["partOf"][0])),
    "no date": ("dates", lose_its_date),
    "no medicine": ("R4B", lambda _b, one: one.pop("medicationCodeableConcept")),
    "two dates": ("R4B", lambda _b, one: one.update(effectivePeriod={"start": "2026-03-01"})),
    "a dose of an administration": ("R4B", lambda _b, one: one.update(dosage={"text": "10 mg"})),
    "a time of no zone": (
        "schema", lambda _b, one: one.update(dateAsserted="2026-03-01T08:00:00")
    ),
    "a blank of another width": (
        "schema", lambda _b, one: one["dosage"][0].update(text="10\N{NO-BREAK SPACE}mg")
    ),
}  # fmt: skip


@pytest.mark.parametrize(("check", "change"), BREAKS.values(), ids=BREAKS)
def test_what_is_broken_is_caught(broken, refused, checks, check, change):
    if check not in checks:
        pytest.skip("no schema of R4 at hand: set DOSEJOURNAL_SAMPLES to the folder of samples")
    assert check in refused(broken(change))
