"""Doses as statements of the person: no status is stronger than what was recorded."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dosejournal.exchange.fhir.gathering import Plan

PLANNED = "2026-03-02T08:00:00+01:00"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("taken", "completed"),
        ("late", "completed"),
        ("extra", "completed"),
        ("skipped", "not-taken"),
        ("missed", "not-taken"),
    ],
)
def test_each_status_is_told_as_r4_has_it(statement, dose_of, status, told):
    assert statement(dose_of(status))["status"] == told


def test_a_dose_is_what_the_person_says(statement, dose_of):
    made = statement(dose_of(), note="with breakfast")
    person = made["subject"]
    assert made["informationSource"] == person
    assert made["medicationCodeableConcept"] == {"text": "Item A"}
    assert made["note"] == [{"authorReference": person, "text": "with breakfast"}]
    assert made["dosage"] == [
        {
            "text": "10 mg",
            "doseAndRate": [
                {
                    "doseQuantity": {
                        "value": 10,
                        "unit": "mg",
                        "system": "http://unitsofmeasure.org",
                        "code": "mg",
                    }
                }
            ],
        }
    ]


def test_a_back_dated_dose_has_both_its_times(statement, dose_of):
    recorded_at = datetime(2026, 3, 4, 19, 2, 3, tzinfo=UTC)
    made = statement(dose_of(), recorded_at=recorded_at)
    assert made["effectiveDateTime"] == "2026-03-02T09:30:00+01:00"
    assert made["dateAsserted"] == "2026-03-04T19:02:03+00:00"


@pytest.mark.parametrize("precision", ["day", "part_of_day"])
def test_a_dose_that_knows_its_day_only_has_no_time(statement, dose_of, precision):
    assert statement(dose_of(), precision=precision)["effectiveDateTime"] == "2026-03-02"


@pytest.mark.parametrize("status", ["skipped", "missed"])
def test_what_was_not_taken_has_the_planned_time_and_no_amount(statement, dose_of, status):
    made = statement(dose_of(status, planned_at=PLANNED, reason="away from home"))
    assert made["effectiveDateTime"] == PLANNED
    assert made["statusReason"] == [{"text": "away from home"}]
    assert "dosage" not in made


def test_what_was_not_taken_and_not_planned_has_its_own_time(statement, dose_of):
    made = statement(dose_of("skipped"))
    assert made["effectiveDateTime"] == "2026-03-02T09:30:00+01:00"
    assert "statusReason" not in made


@pytest.mark.parametrize(
    ("dose", "told"),
    [
        ({"status": "skipped"}, "Skipped by choice."),
        ({"status": "missed"}, "Missed."),
        ({"status": "extra"}, "Extra: it was not planned."),
        ({"status": "late"}, "Taken late."),
        ({"status": "taken", "planned_at": PLANNED}, f"Planned for {PLANNED}."),
        (
            {"status": "late", "planned_at": PLANNED, "late_by_minutes": 1},
            f"Late by 1 minute: planned for {PLANNED}.",
        ),
        (
            {"status": "late", "planned_at": PLANNED, "late_by_minutes": 90},
            f"Late by 90 minutes: planned for {PLANNED}.",
        ),
    ],
)
def test_what_r4_has_no_word_for_is_told_in_a_note(statement, dose_of, dose, told):
    assert statement(dose_of(**dose))["note"] == [{"authorString": "DoseJournal", "text": told}]


def test_a_dose_that_is_simply_taken_needs_no_note(statement, dose_of):
    assert "note" not in statement(dose_of())


def test_an_unknown_amount_is_told_and_no_quantity_is_made_of_it(statement, dose_of):
    made = statement(dose_of(amount=None))
    assert made["dosage"] == [{"text": "amount not known"}]


def test_no_amount_is_not_an_unknown_one(statement, dose_of):
    [rate] = statement(dose_of(amount="0"))["dosage"][0]["doseAndRate"]
    assert rate["doseQuantity"]["value"] == 0


@pytest.mark.parametrize(
    ("dose", "told"),
    [
        ({"estimated": True}, "about 10 mg, estimated"),
        ({"plus_minus": "2.5"}, "about 10 ± 2.5 mg, estimated"),
        ({"plus_minus": "2.5", "unit": ""}, "about 10 ± 2.5, estimated"),
        ({"estimated": True, "unit": ""}, "about 10, estimated"),
    ],
)
def test_an_estimated_amount_says_so_with_its_margin(statement, dose_of, dose, told):
    [dosage] = statement(dose_of(**dose))["dosage"]
    assert dosage["text"] == told
    assert dosage["doseAndRate"][0]["type"] == {"text": "estimated"}


@pytest.mark.parametrize(
    ("unit", "code"),
    [("mg", "mg"), ("µg", "ug"), ("g", "g"), ("mL", "mL"), ("IU", "[IU]"), ("%", "%")],
)
def test_a_unit_that_is_known_has_its_code(statement, dose_of, unit, code):
    [dosage] = statement(dose_of(unit=unit))["dosage"]
    quantity = dosage["doseAndRate"][0]["doseQuantity"]
    assert (quantity["unit"], quantity["code"]) == (unit, code)
    assert quantity["system"] == "http://unitsofmeasure.org"


@pytest.mark.parametrize("unit", ["tablets", "drops", "MG", "puffs", "m", ""])
def test_any_other_unit_is_a_word(statement, dose_of, unit):
    [dosage] = statement(dose_of(unit=unit))["dosage"]
    quantity = dosage["doseAndRate"][0]["doseQuantity"]
    assert quantity == ({"value": 10, "unit": unit} if unit else {"value": 10})


def test_a_dose_is_part_of_the_plan_it_was_for(statement, dose_of, regimen_of):
    dose = dose_of(planned_at=PLANNED, regimen_id=1)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    made = statement(dose, plans=[Plan(regimen_of(), "active", at)])
    assert len(made["partOf"]) == 1


def test_a_plan_that_is_not_in_the_file_is_not_referred_to(statement, dose_of):
    assert "partOf" not in statement(dose_of(planned_at=PLANNED, regimen_id=1))


def test_what_its_file_left_open_is_unknown(statement, dose_of):
    made = statement(dose_of(), unclear=True, source="tidy-csv")
    assert made["status"] == "unknown"
    assert [note["text"] for note in made["note"]] == [
        "The file that it came from does not say whether it was taken.",
        "Brought in from another program: tidy-csv",
    ]


def test_a_change_is_told_with_its_time(statement, dose_of):
    amended_at = datetime(2026, 3, 4, 19, 2, 3, tzinfo=UTC)
    [note] = statement(dose_of(), amended_at=amended_at)["note"]
    assert note == {
        "time": "2026-03-04T19:02:03+00:00",
        "authorString": "DoseJournal",
        "text": "Changed after it was recorded.",
    }


@pytest.mark.parametrize(
    ("offset", "told"),
    [
        (timedelta(hours=14), "2026-03-02T08:00:00+14:00"),
        (timedelta(hours=-14, minutes=-30), "2026-03-02T22:30:00+00:00"),
        (timedelta(minutes=19, seconds=32), "2026-03-02T07:40:28+00:00"),
    ],
)
def test_an_offset_that_r4_does_not_know_is_told_in_utc(statement, dose_of, offset, told):
    planned = datetime(2026, 3, 2, 8, tzinfo=timezone(offset)).isoformat()
    assert statement(dose_of("skipped", planned_at=planned))["effectiveDateTime"] == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("BEL\x07 ESC\x1b", "BEL␇ ESC␛"),
        ("DEL\x7f", "DEL␡"),
        ("10\N{NO-BREAK SPACE}mg\x85end\N{LINE SEPARATOR}", "10 mg end "),
        ("tab\tand\r\nline", "tab\tand\r\nline"),
        ("<b>&amp;</b> \\u0000 {n}", "<b>&amp;</b> \\u0000 {n}"),
    ],
)
def test_a_sign_that_r4_does_not_know_is_seen_to_stand_there(statement, dose_of, written, told):
    assert statement(dose_of(), note=written)["note"][0]["text"] == told


def test_a_note_of_blanks_is_none(statement, dose_of):
    assert "note" not in statement(dose_of(), note=" \N{NO-BREAK SPACE}\n")
