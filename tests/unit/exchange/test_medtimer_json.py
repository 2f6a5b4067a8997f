import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.errors import ImportFileError, JournalError
from dosejournal.exchange.importers import medtimer_json
from dosejournal.exchange.importers.files import ImportFile

DUE, DONE = 1775023200, 1775023500
EVENT = {
    "medicineName": "Iron",
    "amount": "10mg",
    "status": "TAKEN",
    "remindedTimestamp": DUE,
    "processedTimestamp": DONE,
}


@pytest.fixture
def read(plan):
    """Reads a backup of these events, each told by what it has otherwise."""

    def read(*events, medicines=(), version=9, **more):
        told = [EVENT | event if isinstance(event, dict) else event for event in events]
        content = {"events": {"version": version, "list": told}}
        if medicines:
            content["medicines"] = {"version": version, "list": list(medicines)}
        return plan(json.dumps(content), **more)

    return read


def test_a_taken_dose_has_the_time_it_was_taken_and_a_skipped_one_when_it_was_due(read):
    taken, skipped = read({}, {"status": "SKIPPED"}).doses
    assert (taken.status, taken.moment.text) == ("taken", "2026-04-01T08:05:00+02:00")
    assert (skipped.status, skipped.moment.text) == ("skipped", "2026-04-01T08:00:00+02:00")
    assert (taken.substance, taken.amount, taken.unit) == ("Iron", "10", "mg")
    assert json.loads(taken.source_row) == EVENT


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"status": "RAISED"}, "RAISED"),
        ({"status": "DELETED"}, "DELETED"),
        ({"status": "ACKNOWLEDGED"}, "ACKNOWLEDGED"),
        ({"reminderType": "OUT_OF_STOCK"}, "OUT_OF_STOCK"),
        ({"reminderType": "EXPIRATION_DATE"}, "EXPIRATION_DATE"),
        ({"reminderType": "REFILL", "status": "ACKNOWLEDGED"}, "REFILL"),
    ],
)
def test_what_is_no_dose_is_counted_and_never_brought_in(read, event, name):
    told = read(event)
    assert not told.doses
    assert not told.held_aside
    assert told.unknown == {name: 1}


@pytest.mark.parametrize(
    ("written", "amount", "unit", "note"),
    [
        ("?", None, "", ""),
        ("", None, "", ""),
        ("1½ Tabletten", "1.5", "Tabletten", ""),
        ("1/2", "0.5", "", ""),
        ("2,5 ml", "2.5", "mL", ""),
        ("500µg", "500", "µg", ""),
        ("one pill", None, "", "Amount: one pill"),
        ("1-2", None, "", "Amount: 1-2"),
        ("8/10", None, "", "Amount: 8/10"),
        ("-1", None, "", "Amount: -1"),
    ],
)
def test_an_amount_is_a_number_with_its_unit_or_stays_a_text(read, written, amount, unit, note):
    (dose,) = read({"amount": written}).doses
    assert (dose.amount, dose.unit, dose.note) == (amount, unit, note)


def test_an_amount_about_right_is_estimated(read):
    one, other = read({"amount": "~10 mg"}, {"amount": "10 ± 2 mg"}).doses
    assert (one.amount, one.estimated, one.plus_minus) == ("10", True, None)
    assert (other.amount, other.estimated, other.plus_minus) == ("10", True, "2")


def test_a_bare_amount_is_in_the_unit_of_the_stock(read):
    bare, own = read({"amount": "2", "stockUnit": "pills"}, {"stockUnit": "pills"}).doses
    assert (bare.unit, own.unit) == ("pills", "mg")


def test_a_decimal_sign_that_nothing_proves_is_asked_for(read):
    asked = read({"amount": "1,125 mg"})
    assert "decimal:amount" in [question.key for question in asked.questions]
    assert len(asked.held_aside) == 1
    (dose,) = read({"amount": "1,125 mg"}, given={"decimal:amount": ","}).doses
    assert dose.amount == "1.125"


def test_what_the_app_marked_by_itself_says_so(read):
    reminders = [{"reminderId": 4, "automaticallyTaken": True}, {"reminderId": 5}, None]
    told = read(
        {"reminderId": 4},
        {"reminderId": 5},
        {"reminderId": 4, "status": "SKIPPED"},
        {"reminderId": [4]},
        medicines=[{"medicine": {"name": "Iron"}, "reminders": reminders}],
    )
    assert [dose.note for dose in told.doses] == [
        "Marked as taken by MedTimer itself.",
        "",
        "",
        "",
    ]
    said = [medtimer_json.says_status(dose.source_row) for dose in told.doses]
    assert said == [False, True, True, True]
    assert told.doses[0].status == "taken"
    assert any("1 dose was marked as taken" in remark for remark in told.remarks)


def test_the_step_of_a_cycle_is_no_part_of_the_name(read):
    medicines = [{"medicine": {"name": "Iron"}}, {"medicine": {"name": "Half (1/2)"}}]
    names = ["Iron (1/3)", "Half (1/2)", "Zinc (2/2)", "Zinc (1/2)", "Tea (1/4)", "Date (4/1)"]
    told = read(*({"medicineName": name} for name in names), medicines=medicines)
    assert [dose.substance for dose in told.doses] == [
        "Iron", "Half (1/2)", "Zinc", "Zinc", "Tea (1/4)", "Date (4/1)",
    ]  # fmt: skip


def test_tags_and_notes_become_the_note(read):
    (dose,) = read({"tags": ["food", "morning"], "notes": "with juice"}).doses
    assert dose.note == "with juice\nTags: food, morning"


def test_schedules_and_settings_are_counted(plan, loaded):
    told = plan(json.dumps(loaded("medtimer/backup.json")))
    assert told.unknown == {
        "medicines": 2, "reminders": 2, "settings": 1, "stockBefore": 1,
        "RAISED": 1, "OUT_OF_STOCK": 1, "DELETED": 1,
    }  # fmt: skip
    assert len(told.doses) == 3


def test_older_backups_hold_one_bare_list(plan):
    events = plan(json.dumps({"version": 4, "list": [EVENT]}))
    assert (events.format, len(events.doses)) == ("medtimer-json", 1)
    medicines = [{"medicine": {"name": "Iron"}, "reminders": [{"reminderId": 1}]}]
    told = plan(json.dumps({"version": 5, "list": medicines}))
    assert (len(told.doses), told.unknown) == (0, {"medicines": 1, "reminders": 1})


@pytest.mark.parametrize(
    ("version", "words"), [(-1, "invalid"), (None, "invalid"), (26, "newer form"), (25, None)]
)
def test_a_strange_version_is_read_with_a_word_of_warning(read, version, words):
    told = read({}, version=version)
    assert len(told.doses) == 1
    assert any(words in remark for remark in told.remarks) if words else not told.remarks


@pytest.mark.parametrize(
    "broken",
    [
        None,
        "event",
        {"medicineName": ""},
        {"medicineName": 5},
        {"medicineName": "x" * 200},
        {"status": "LOST"},
        {"status": None},
        {"remindedTimestamp": "today"},
        {"remindedTimestamp": None},
        {"processedTimestamp": 0},
        {"processedTimestamp": 10**30},
        {"processedTimestamp": True},
        {"amount": 5},
        {"tags": "food"},
        {"notes": []},
    ],
    ids=str,
)
def test_a_broken_event_is_held_aside_and_the_others_come_in(read, broken):
    told = read(broken, {})
    assert len(told.doses) == 1
    assert [held.row for held in told.held_aside] == [2]


def test_a_later_backup_and_the_table_of_events_tell_the_same_doses(plan, loaded, data):
    backup = loaded("medtimer/backup.json")
    before = {dose.source_key for dose in plan(json.dumps(backup)).doses}
    backup["events"]["list"].append(EVENT | {"remindedTimestamp": DUE - 86_400})
    backup["events"]["list"][3] |= {"status": "TAKEN", "processedTimestamp": 1775109700}
    later = plan(json.dumps(backup))
    assert before < {dose.source_key for dose in later.doses}
    table = plan(data / "medtimer/events_de.csv")
    assert table.source == later.source
    assert {dose.source_key for dose in table.doses[:2]} <= before


def test_two_doses_due_at_the_same_time_are_two(read):
    one, other = read({}, {}).doses
    assert one.source_key != other.source_key


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"version": 9, "list": []},
        {"version": 9, "list": [{"name": "x"}]},
        {"events": []},
        {"events": {"version": 9}},
        {"events": {"version": 9, "list": [5]}},
        {"medicines": {"list": []}},
    ],
    ids=str,
)
def test_other_json_is_refused(plan, content):
    text = json.dumps(content)
    assert not medtimer_json.recognises(ImportFile(text.encode()))
    with pytest.raises(ImportFileError, match="Nothing was brought in"):
        plan(text, name="medtimer-json")


def test_an_empty_backup_is_one(plan):
    empty = json.dumps({"events": {"version": 9, "list": []}, "settings": {}})
    assert not plan(empty).doses


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    event=st.dictionaries(
        st.sampled_from([*EVENT, "tags", "notes", "reminderType", "reminderId", "stockUnit"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner),
            max_leaves=3,
        ),
    )
)
def test_no_event_raises_anything_but_a_sentence(read, event):
    # NaN is no JSON, and a file that has it is refused as a whole
    try:
        told = read(event, {}, medicines=[{"medicine": event, "reminders": [event]}])
    except JournalError:
        return
    unknown = sum(told.unknown.get(name, 0) for name in ("RAISED", "DELETED", "ACKNOWLEDGED"))
    assert len(told.doses) + len(told.held_aside) + unknown == 2
