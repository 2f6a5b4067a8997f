import json

import pytest

from dosejournal.domain.measures import Measure, shipped
from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import nomie_logs, nomie_notes


@pytest.fixture
def read(plan, data):
    return plan(data / "nomie/export.json")


@pytest.fixture
def log(plan):
    """Plans one log with these words, and these trackers."""

    def log(note, trackers=None, plan=plan, event=None, **more):
        end = {"_id": "x", "note": note, "end": "2025-03-01T08:00:00.000Z"}
        content = {"nomie": {}, "events": [end | (event or {})], "trackers": trackers or {}}
        return plan(json.dumps(content), name="nomie", **more)

    return log


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def rated(plan):
    names = {m.key: m.name for m in (*shipped(), *plan.new_measures)}
    return [
        (entry.source_key, names.get(r.measure, r.measure), r.value, r.raw_text)
        for entry in plan.check_ins
        for r in entry.ratings
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("#mood", [("#", "mood", "")]),
        ("#Mood(4).", [("#", "mood", "4")]),
        ("#walked!!", [("#", "walked", "")]),
        ("#x() #x(1) #x(2)", [("#", "x", ""), ("#", "x", "1"), ("#", "x", "2")]),
        ("@ana's +at_work,", [("@", "ana", ""), ("+", "at_work", "")]),
        ("first\n#bb(0.4)", [("#", "bb", "0.4")]),
        ("#💩(1.6mile)", [("#", "💩", "1.6mile")]),
        ("a + b # +5 ## @ mail@home :+", []),
        ("", []),
    ],
)
def test_readings_stand_in_the_text_of_a_note(text, tokens):
    assert [tuple(token) for token in nomie_notes.read(text).tokens] == tokens


def test_a_note_of_readings_alone_is_no_note(read):
    notes = {entry.source_key: entry.note for entry in read.check_ins}
    assert notes["one"] == "#mood(3) +at_work slow morning with @ana's"
    assert notes["three"] == ""
    assert notes["five"] == "only words"


def test_people_and_contexts_are_tags(read):
    assert read.check_ins[0].tags == ("at work", "@ana")


def test_the_end_of_a_log_in_the_zone_of_the_file_is_its_time(read):
    assert read.check_ins[0].moment.text == "2025-03-01T09:05:00+01:00"
    assert "zone" in [question.key for question in read.questions]
    assert any("2 logs state another offset" in remark for remark in read.remarks)


def test_a_range_is_on_the_scale_of_its_tracker(read):
    (rating,) = read.check_ins[0].ratings
    assert (rating.measure, rating.value, rating.raw_value) == ("mood", 50, 3)
    assert (rating.raw_minimum, rating.raw_maximum) == (1, 5)
    assert reasons(read)[7] == "A value lies off the scale that it has in the file."


def test_repeated_tags_of_a_log_are_readings_of_their_own(read):
    water = [each for each in rated(read) if each[1] == "Water"]
    assert water == [("three", "Water", 1, None), ("three#2", "Water", 2, None)]
    assert {m.name: m.unit for m in read.new_measures}["Water"] == "mL"


def test_times_are_hours_and_the_seconds_of_a_timer_too(read):
    sleep = [each for each in rated(read) if each[1] == "Sleep"]
    assert sleep == [("three", "Sleep", 7.5, "07:30:00"), ("four", "Sleep", 1, "3600")]


def test_a_unit_in_the_value_is_kept_and_a_tick_is_a_tag(read):
    assert {m.name: m.unit for m in read.new_measures}["walked"] == "mile"
    four = next(entry for entry in read.check_ins if entry.source_key == "four")
    assert four.tags == ("cold shower",)


def test_trackers_with_a_unit_of_doses_are_doses_unless_the_person_says_otherwise(read, log):
    told = [(d.source_key, d.substance, d.amount, d.unit) for d in read.doses]
    assert told == [
        ("two/melatonin", "Melatonin", "0.5", "mg"),
        ("two/melatonin#2", "Melatonin", "1", "mg"),
        ("two/valerian", "Valerian", None, ""),
    ]
    said = log("#iron(5mg)", given={"tracker:iron": "measure"})
    assert not said.doses
    assert rated(said) == [("x", "iron", 5, None)]


def test_a_dose_without_a_value_is_unknown_though_nomie_counts_one(read):
    assert read.doses[2].amount is None


def test_a_tracker_without_a_unit_is_a_measure_or_a_tag_until_it_is_said(log):
    read = log("#iron(5) #walked")
    assert [(q.key, q.assumed) for q in read.questions if q.key.startswith("tracker")] == [
        ("tracker:iron", "measure"),
        ("tracker:walked", "tag"),
    ]
    said = log("#iron(5) #walked", given={"tracker:iron": "dose", "tracker:walked": "measure"})
    assert [(dose.substance, dose.amount) for dose in said.doses] == [("iron", "5")]
    assert rated(said) == [("x", "walked", 1, None)]


def test_a_tracker_that_the_journal_measures_is_never_taken_for_a_dose(log):
    own = Measure("iron", "Iron", kind="number", minimum=None, maximum=None, unit="mg")
    read = log("#iron(5mg)", measures=[own])
    assert not read.doses
    assert read.check_ins[0].ratings[0].measure == "iron"


def test_an_answer_that_is_none_of_the_three_changes_nothing(log):
    assert log("#iron(5mg)", given={"tracker:iron": "?"}).doses


def test_a_number_for_a_scale_of_the_journal_is_not_guessed(log):
    read = log("#calm(3)")
    (question,) = [q for q in read.questions if q.key == "scale:calm"]
    assert question.assumed == "number"
    assert rated(read) == [("x", "calm (Nomie)", 3, None)]
    assert rated(log("#calm(3)", given={"scale:calm": "1-5"})) == [("x", "Calm", 50, "3")]


def test_logs_that_cannot_be_taken_over_are_held_aside(read):
    assert reasons(read) == {
        7: "A value lies off the scale that it has in the file.",
        8: "It holds neither a rating nor a word.",
        9: "It does not say when it was recorded.",
        10: "Its amount is 0: nobody can tell whether it was taken.",
        11: "A value of its note is not a number.",
        12: "A value of its note is cut in two.",
        13: "It is not an entry as this program writes it.",
    }
    assert not any(dose.source_key.startswith("nine") for dose in read.doses)


@pytest.mark.parametrize("value", ["-5mg", "9999999999mg"])
def test_an_amount_that_no_dose_has_is_held_aside(log, value):
    assert reasons(log(f"#iron({value})")) == {2: "Its amount cannot be read."}


def test_a_value_out_of_ten_is_a_division_in_nomie_and_is_held_aside(log):
    assert reasons(log("#ease(8/10)")) == {2: "A value of its note is not a number."}


def test_two_units_of_one_reading_are_held_aside(log):
    read = log("#iron(5g)", {"iron": {"uom": "mg"}})
    assert reasons(read)[2].startswith("Two units are given for it")


def test_what_has_no_place_is_counted_by_name(read):
    assert dict(read.unknown) == {"score": 1, "lat, lng": 1, "boards": 1, "people": 1}


@pytest.mark.parametrize("end", ["2025-03-01T08:00:00", "yesterday", "9999-12-31T23:59:00-23:00"])
def test_a_time_without_its_zone_or_of_no_day_is_held_aside(log, end):
    assert reasons(log("#x", event={"end": end}))


def test_milliseconds_of_older_versions_are_a_time(log):
    read = log("#x", event={"end": 1740816000000})
    assert read.check_ins[0].moment.text == "2025-03-01T09:00:00+01:00"


def test_a_log_without_an_id_is_known_by_what_it_says(log):
    one, other = (log(note, event={"_id": None}).check_ins[0] for note in ("#x", "#y"))
    assert one.source_key != other.source_key
    assert one.source_key == log("#x", event={"_id": None}).check_ins[0].source_key


@pytest.mark.parametrize(
    "tracker",
    [None, [], {"label": 5}, {"label": "x" * 500}, {"uom": 3}, {"uom": "y" * 500},
     {"type": "range"}, {"type": "range", "min": "a", "max": 5},
     {"type": "range", "min": 5, "max": 5}, {"type": "range", "min": -1e308, "max": 1e308}],
)  # fmt: skip
def test_a_tracker_that_is_described_oddly_does_no_harm(log, tracker):
    read = log("#x(2)", {"x": tracker})
    assert len(read.check_ins) + len(read.held_aside) == 1


def test_a_file_of_another_program_is_refused(plan):
    with pytest.raises(ImportFileError, match="no logs as Nomie writes them"):
        plan('{"events": {}}', name="nomie-json")


def test_a_table_of_logs_has_its_instants_and_its_readings(plan, data):
    read = plan(data / "nomie/logs.csv")
    assert read.format == "nomie-csv"
    assert read.check_ins[0].moment.text == "2025-03-01T09:05:00+01:00"
    assert read.check_ins[0].tags == ("@ana",)
    assert [(d.substance, d.amount, d.unit) for d in read.doses] == [("melatonin", "0.5", "mg")]
    assert dict(read.unknown) == {"location": 1, "lat, lng": 1, "score": 1}


def test_a_value_whose_comma_nomie_took_away_is_held_aside(plan, data):
    told = reasons(plan(data / "nomie/logs.csv"))
    assert told == {4: "A value of its note is cut in two.", 5: "Its time cannot be read."}


def test_a_table_of_days_has_no_doses_and_says_so(plan, data):
    read = plan(data / "nomie/days.csv")
    assert (read.format, read.by_moment) == ("nomie-days", True)
    assert not read.doses
    assert "Nomie's export (JSON) has each of them" in read.remarks[0]
    assert [entry.moment.text for entry in read.check_ins] == ["2025-03-02", "2025-03-01"]
    assert {entry.moment.precision for entry in read.check_ins} == {"day"}


def test_zeros_of_days_without_a_reading_are_left_out(plan, data):
    read = plan(data / "nomie/days.csv")
    assert [len(entry.ratings) for entry in read.check_ins] == [1, 3]
    assert any(remark.startswith("9 zeros are left out") for remark in read.remarks)
    assert any(remark.startswith("1 day holds nothing but zeros") for remark in read.remarks)
    assert reasons(read) == {5: "There is no such day."}


def test_people_and_contexts_of_a_day_are_tags(plan, data):
    assert plan(data / "nomie/days.csv").check_ins[1].tags == ("@ana", "at work")


def test_a_scale_of_days_is_asked_for(plan, data):
    read = plan(data / "nomie/days.csv", given={"scale:mood": "1-5"})
    assert read.check_ins[0].ratings[0].value == 62.5
    assert read.check_ins[0].ratings[0].measure == "mood"


def test_other_tables_with_a_date_are_no_days_of_nomie(plan):
    assert plan("date,#mood,note\n2025-03-01,3,x\n").format == "tidy-csv"
    for name, said in (("nomie-days", "Nomie's days"), ("nomie-csv", "Nomie's logs")):
        with pytest.raises(ImportFileError, match=said):
            plan("date,mood\n2025-01-01,3\n", name=name)


def test_a_decimal_sign_of_days_that_nothing_proves_is_asked_for(plan):
    text = 'date,#steps\n2025-03-01,"1,125"\n'
    read = plan(text)
    assert "decimal:#steps" in [question.key for question in read.questions]
    assert not read.check_ins
    said = plan(text, given={"decimal:#steps": "."})
    assert said.check_ins[0].ratings[0].value == 1125


def test_two_columns_of_one_measure_are_held_aside(plan):
    own = Measure("ease", "At ease")
    scales = {"scale:at ease": "0-100", "scale:ease": "0-100"}
    read = plan("date,#at_ease,#ease\n2025-03-01,30,40\n", measures=[own], given=scales)
    assert reasons(read) == {2: "Two columns of it rate the same measure."}


def test_a_tracker_named_as_a_substance_of_the_journal_is_taken_for_one(log):
    unknown = log("#magnesium(2)")
    assert (len(unknown.check_ins), len(unknown.doses)) == (1, 0)
    known = log("#magnesium(2)", substances=("Magnesium",))
    assert [dose.substance for dose in known.doses] == ["magnesium"]
    (question,) = [q for q in known.questions if q.key == "tracker:magnesium"]
    assert question.assumed == "dose"


def test_a_note_of_readings_without_end_is_held_aside(log, monkeypatch):
    monkeypatch.setattr(nomie_notes, "MOST_OF_A_NOTE", 3)
    assert not log("#a(1) #b(2) #c(3)").held_aside
    assert "more readings than anybody" in reasons(log("#a(1) #b(2) #c(3) #d(4)"))[2]


def test_a_file_of_readings_without_end_is_refused(log, monkeypatch):
    monkeypatch.setattr(nomie_logs, "MOST_READINGS", 3)
    assert not log("#a(1) #b(2) #c(3)").held_aside
    with pytest.raises(ImportFileError, match="more than 3 readings"):
        log("#a(1) #b(2) #c(3) #d(4)")
