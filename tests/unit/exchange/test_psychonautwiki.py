import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import psychonautwiki
from dosejournal.exchange.importers.files import ImportFile

AT = 1774940400000
INGESTION = {
    "substanceName": "Caffeine",
    "time": AT,
    "administrationRoute": "ORAL",
    "dose": 80.0,
    "units": "mg",
}
GUMMY = {"id": 7, "dose": 2.5, "unit": "gummy", "originalUnit": "mg"}


@pytest.fixture
def read(plan):
    """Reads an export of these ingestions, each told by what it has otherwise."""

    def read(*ingestions, units=(), experience=None, **more):
        told = [INGESTION | each if isinstance(each, dict) else each for each in ingestions]
        experiences = [{"ingestions": told} | (experience or {})]
        return plan(json.dumps({"experiences": experiences, "customUnits": list(units)}), **more)

    return read


def test_an_ingestion_is_a_dose_in_the_zone_that_is_said(read):
    told = read({"notes": "first cup"})
    (dose,) = told.doses
    assert (dose.substance, dose.amount, dose.unit) == ("Caffeine", "80", "mg")
    assert (dose.moment.text, dose.note) == ("2026-03-31T09:00:00+02:00", "first cup")
    assert [question.key for question in told.questions] == ["zone"]
    assert read({}, zone="Asia/Tokyo").doses[0].moment.text == "2026-03-31T16:00:00+09:00"


def test_a_missing_dose_is_unknown_and_never_zero(read):
    android = {key: value for key, value in INGESTION.items() if key not in ("dose", "units")}
    without, null = read({"dose": None, "units": None}, {"dose": None}).doses
    assert (without.amount, without.unit) == (None, "")
    assert (null.amount, null.unit) == (None, "mg")
    experience = {"ingestions": [android]}
    assert read(experience=experience).doses[0].amount is None


def test_a_dose_of_someone_else_is_never_booked(read):
    told = read({"consumerName": "Someone"}, {"consumerName": " "}, {"consumerName": None})
    assert len(told.doses) == 2
    assert told.unknown == {"doses of other people": 1}
    # nor is one of which it cannot be told
    odd = read({"consumerName": 5})
    assert (len(odd.doses), len(odd.held_aside)) == (0, 1)


def test_a_unit_of_the_persons_own_is_turned_into_the_real_one(read):
    (dose,) = read({"dose": 2, "customUnitId": 7, "units": "gummy"}, units=[GUMMY]).doses
    assert (dose.amount, dose.unit, dose.estimated) == ("5", "mg", False)


def test_an_uncertain_unit_makes_an_uncertain_dose(read):
    unit = GUMMY | {"isEstimate": True, "estimatedDoseStandardDeviation": 0.5}
    own = {"dose": 4, "customUnitId": 7}
    (dose,) = read(own, units=[unit]).doses
    assert (dose.amount, dose.estimated, dose.plus_minus) == ("10", True, "2")
    both = own | {"estimatedDoseStandardDeviation": 1, "isDoseAnEstimate": True}
    # the root of 1² × (2.5² + 0.5²) + 4² × 0.5²
    assert read(both, units=[unit]).doses[0].plus_minus == "3.24"


@pytest.mark.parametrize(
    ("units", "note"),
    [
        ([], "Amount: 2 of a unit that the file does not describe"),
        ([GUMMY | {"dose": None}], "Amount: 2 × gummy"),
        ([GUMMY | {"dose": "much"}], "Amount: 2 of a unit that the file does not describe"),
        ([GUMMY | {"originalUnit": "x" * 99}, 5], "Amount: 2 of a unit that the file does not"),
    ],
)
def test_an_amount_in_an_unknown_unit_is_unknown(read, units, note):
    (dose,) = read({"dose": 2, "customUnitId": 7}, units=units).doses
    assert dose.amount is None
    assert dose.note.startswith(note)


def test_an_unknown_dose_in_an_own_unit_is_unknown(read):
    (dose,) = read({"dose": None, "customUnitId": 7}, units=[GUMMY]).doses
    assert (dose.amount, dose.unit, dose.note) == (None, "mg", "")


def test_an_estimate_keeps_its_margin(read):
    about, margin = read(
        {"isDoseAnEstimate": True}, {"estimatedDoseStandardDeviation": 20.0}
    ).doses
    assert (about.estimated, about.plus_minus) == (True, None)
    assert (margin.estimated, margin.plus_minus) == (True, "20")


@pytest.mark.parametrize("unit", ["\u00b5g", "\u03bcg", "ug"])
def test_micrograms_are_one_unit_however_written(read, unit):
    assert read({"units": unit}).doses[0].unit == "µg"


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ({"administrationRoute": "oral"}, ""),
        ({"administrationRoute": None}, ""),
        ({"administrationRoute": "Inhaled"}, "Route: inhaled"),
        ({"administrationRoute": "BY_DRONE"}, "Route: BY_DRONE"),
        ({"stomachFullness": "QUARTERFULL"}, "Stomach: a quarter full"),
        ({"stomachFullness": "odd", "notes": "tea"}, "tea\nStomach: odd"),
    ],
)
def test_how_it_was_taken_stands_in_the_note(read, said, note):
    assert read(said).doses[0].note == note


def test_the_same_dose_of_either_app_is_one_dose(read):
    ios = {"time": AT + 0.0, "dose": 80, "administrationRoute": "oral", "notes": "later note"}
    android = {"time": AT + 750, "dose": 80.0}
    keys = {read(each).doses[0].source_key for each in (ios, android)}
    assert len(keys) == 1
    others = [read({"dose": dose}).doses[0].source_key for dose in (80, 8, 0, None)]
    assert len(set(others)) == 4
    one, twice = read({}, {}).doses
    assert one.source_key != twice.source_key


def test_what_is_written_of_an_experience_becomes_entries(plan, loaded):
    told = plan(json.dumps(loaded("psychonautwiki/journal.json")))
    experience, note, timed, overall = told.check_ins
    assert experience.note == "A quiet day\nRain.\nTea."
    assert experience.moment.text == "2026-03-31T09:00:00+02:00"
    assert "ingestions" not in json.loads(experience.source_row)
    assert (note.note, note.moment.text) == ("clearer now", "2026-03-31T10:33:20+02:00")
    assert timed.ratings[0].raw_text == "++"
    assert (overall.ratings[0].value, overall.ratings[0].raw_text) == (0.5, "±")
    assert timed.ratings[0].measure != overall.ratings[0].measure
    # how strong an effect is says nothing about the mood
    assert [(m.name, m.archived) for m in told.new_measures] == [
        ("Shulgin rating", True), ("Shulgin rating overall", True),
    ]  # fmt: skip
    assert told.unknown == {
        "location": 1, "doses of other people": 1, "endTime": 1, "title": 1, "customSubstances": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("ratings", {"option": "super", "time": AT}),
        ("ratings", {"option": "plus"}),
        ("ratings", {"option": None, "time": AT}),
        ("timedNotes", {"note": "x"}),
        ("timedNotes", {"note": 5, "time": AT}),
        ("timedNotes", None),
        ("ingestions", "tea"),
        ("ingestions", INGESTION | {"time": None}),
        ("ingestions", INGESTION | {"time": "2026-03-31"}),
        ("ingestions", INGESTION | {"time": 10**30}),
        ("ingestions", INGESTION | {"substanceName": ""}),
        ("ingestions", INGESTION | {"dose": "80"}),
        ("ingestions", INGESTION | {"dose": [80]}),
        ("ingestions", INGESTION | {"dose": -1}),
        ("ingestions", INGESTION | {"units": "x" * 50}),
        ("ingestions", INGESTION | {"notes": 5}),
    ],
    ids=str,
)
def test_a_broken_part_is_held_aside_and_the_others_come_in(plan, part, content):
    experiences = [{"ingestions": [INGESTION]}, {part: [content]}]
    told = plan(json.dumps({"experiences": experiences}))
    assert len(told.doses) == 1
    assert [held.row for held in told.held_aside] == [5]


def test_an_experience_without_a_time_or_of_the_wrong_kind_is_held_aside(plan):
    experiences = [{"text": "x", "ingestions": []}, 5, {"ingestions": [INGESTION], "text": None}]
    told = plan(json.dumps({"experiences": experiences}))
    assert [held.row for held in told.held_aside] == [2, 3]
    assert (len(told.doses), told.check_ins) == (1, ())


def test_an_export_in_one_long_line_is_recognised(read):
    told = read(*({"notes": "x" * 900_000, "dose": dose} for dose in range(6)))
    assert (told.format, len(told.doses)) == ("psychonautwiki-journal", 6)


def test_an_empty_note_is_no_entry(read):
    assert read({}, experience={"timedNotes": [{"note": " ", "time": AT}]}).check_ins == ()


@pytest.mark.parametrize(
    "content",
    [[], {}, {"experiences": {}}, {"experiences": []}, {"experiences": [{"title": "job"}]}],
    ids=str,
)
def test_other_json_is_refused(plan, content):
    text = json.dumps(content)
    assert not psychonautwiki.recognises(ImportFile(text.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(text, name="psychonautwiki-journal")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    said=st.dictionaries(
        st.sampled_from(
            [*INGESTION, "customUnitId", "estimatedDoseStandardDeviation", "isDoseAnEstimate",
             "consumerName", "stomachFullness", "notes", "option", "note", "creationDate", "text",
             "id", "originalUnit", "unit", "sortDate"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
            | st.text(max_size=5) | st.sampled_from([7, "plus", AT, 1e308, 5e-324]),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner),
            max_leaves=3,
        ),
    )
)  # fmt: skip
def test_no_entry_raises_anything_but_a_sentence(read, said):
    parts = {"ratings": [said], "timedNotes": [said], "ingestions": [INGESTION | said, INGESTION]}
    try:
        told = read(units=[GUMMY | said], experience={**said, "location": said, **parts})
    except JournalError:
        return
    assert len(told.doses) + len(told.held_aside) >= 1
