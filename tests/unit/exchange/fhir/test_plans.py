"""Plans as statements of the person: what they mean to take, as far as R4 can say it."""

from datetime import UTC, date, datetime

import pytest

from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, Pause
from dosejournal.exchange.fhir.gathering import Plan

wall = datetime.fromisoformat


def timing(made):
    return made["dosage"][0]["timing"]["repeat"]


def test_a_plan_is_what_the_person_means_to_take(planned, regimen_of):
    made = planned(regimen_of(note="as agreed"))
    assert made["status"] == "active"
    assert made["medicationCodeableConcept"] == {"text": "Item A"}
    assert made["informationSource"] == made["subject"]
    assert made["effectivePeriod"] == {"start": "2026-03-01"}
    assert made["dateAsserted"] == "2026-03-02T08:30:00+00:00"
    assert [note["text"] for note in made["note"]] == [
        "as agreed",
        "A plan: what was taken is told dose by dose.",
    ]


@pytest.mark.parametrize("status", ["intended", "active", "on-hold", "completed"])
def test_it_stands_as_it_was_found(planned, regimen_of, status):
    assert planned(regimen_of(), status)["status"] == status


def test_one_that_ended_has_its_last_day(planned, regimen_of):
    at_noon = planned(regimen_of(ends_at=wall("2026-03-09T12:00")), "completed")
    assert at_noon["effectivePeriod"] == {"start": "2026-03-01", "end": "2026-03-09"}
    at_midnight = planned(regimen_of(ends_at=wall("2026-03-09T00:00")), "completed")
    assert at_midnight["effectivePeriod"]["end"] == "2026-03-08"


def test_times_of_day_stand_for_every_day(planned, regimen_of):
    assert timing(planned(regimen_of())) == {"timeOfDay": ["08:00:00", "20:00:00"]}
    every_one = Pattern("every", every=1)
    assert timing(planned(regimen_of(every_one))) == {"timeOfDay": ["08:00:00", "20:00:00"]}


def test_weekdays_are_named(planned, regimen_of):
    assert timing(planned(regimen_of("weekdays mon,sun"))) == {
        "dayOfWeek": ["mon", "sun"],
        "timeOfDay": ["08:00:00", "20:00:00"],
    }


def test_every_third_day_is_a_period(planned, regimen_of):
    once = regimen_of("every 3 days", times=(wall("2026-03-01T08:00").time(),))
    made = planned(once)
    assert timing(made) == {"frequency": 1, "period": 3, "periodUnit": "d"}
    assert made["dosage"][0]["text"] == "amount left open, every 3 days at 08:00"


@pytest.mark.parametrize("pattern", ["every 3 days", "4 on 3 off", "cycle 1001000"])
def test_what_r4_could_say_half_of_is_told_in_words_alone(planned, regimen_of, pattern):
    [dosage] = planned(regimen_of(pattern))["dosage"]
    assert "timing" not in dosage
    assert dosage["text"].endswith(" at 08:00, 20:00")


def test_as_needed_is_said_so(planned, regimen_of):
    steps = (DoseStep(date(2026, 3, 1), "10", "mg"),)
    [dosage] = planned(regimen_of("as needed", steps=steps))["dosage"]
    assert dosage["asNeededBoolean"] is True
    assert dosage["text"] == "10 mg, as needed"
    assert dosage["doseAndRate"][0]["doseQuantity"]["value"] == 10


def test_each_amount_holds_on_its_own_days(planned, regimen_of):
    steps = (
        DoseStep(date(2026, 2, 1), "5", "mg"),
        DoseStep(date(2026, 3, 5), "10", "mg"),
        DoseStep(date(2026, 3, 9), None, ""),
    )
    made = planned(regimen_of("daily", steps=steps, ends_at=wall("2026-04-01T00:00")))
    assert [
        (one["sequence"], one["text"], one["timing"]["repeat"]["boundsPeriod"])
        for one in made["dosage"]
    ] == [
        (
            1,
            "5 mg, every day at 08:00, 20:00, from 2026-03-01 to 2026-03-04",
            {"start": "2026-03-01", "end": "2026-03-04"},
        ),
        (
            2,
            "10 mg, every day at 08:00, 20:00, from 2026-03-05 to 2026-03-08",
            {"start": "2026-03-05", "end": "2026-03-08"},
        ),
        (
            3,
            "amount left open, every day at 08:00, 20:00, from 2026-03-09 to 2026-03-31",
            {"start": "2026-03-09", "end": "2026-03-31"},
        ),
    ]
    assert ["doseAndRate" in one for one in made["dosage"]] == [True, True, False]


def test_an_amount_that_comes_later_and_stays_has_no_last_day(planned, regimen_of):
    steps = (DoseStep(date(2026, 3, 5), "10", ""),)
    [first, last] = planned(regimen_of("4 on 3 off", steps=steps))["dosage"]
    assert first["text"].endswith(", from 2026-03-01 to 2026-03-04")
    assert last["text"].startswith("10, ")
    assert last["text"].endswith(", from 2026-03-05")


def test_pauses_and_changes_are_told(planned, regimen_of):
    stops = (
        Pause(1, wall("2026-03-03T10:00"), wall("2026-03-05T00:00")),
        Pause(1, wall("2026-03-07T10:00")),
    )
    made = planned(regimen_of(), "completed", pauses=stops, changed=True)
    assert [note["text"] for note in made["note"]][1:] == [
        "Paused from 2026-03-03 10:00 to 2026-03-05 00:00.",
        "Paused from 2026-03-07 10:00 on.",
        "This plan was changed; the one that followed is a statement of its own.",
    ]
    assert all(note["authorString"] == "DoseJournal" for note in made["note"])


def test_when_it_was_written_down_is_told(bundle, regimen_of, resources_of):
    at = datetime(2026, 2, 27, 21, 5, tzinfo=UTC)
    [made] = resources_of(bundle(plans=[Plan(regimen_of(), "active", at)]), "MedicationStatement")
    assert made["dateAsserted"] == "2026-02-27T21:05:00+00:00"
