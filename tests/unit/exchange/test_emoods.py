import pytest

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import emoods
from dosejournal.exchange.importers.files import ImportFile

HEADER = "DATE (YYYY-MM-DD),DEPRESSED,ELEVATED,IRRITABILITY,ANXIETY,SLEEP,WEIGHT\n"


@pytest.fixture
def table(data):
    return (data / "emoods/entry.csv").read_text(encoding="utf-8")


@pytest.fixture
def read(plan, zipped, table):
    return plan(zipped({"entry.csv": table, "medication.csv": "NAME\nx\n"}))


def reasons(plan):
    return {held.row: held.reason for held in plan.held_aside}


def test_a_day_is_a_day_without_a_clock_time(read):
    assert [entry.moment.text for entry in read.check_ins] == ["2025-03-01", "2025-03-02"]
    assert {entry.moment.precision for entry in read.check_ins} == {"day"}


def test_severities_run_from_none_to_severe(read):
    depressed = read.new_measures[0]
    assert (depressed.name, depressed.minimum, depressed.maximum) == ("Depressed", 1, 4)
    assert [r.value for r in read.check_ins[0].ratings] == [2, 1, 1, 3, 6.5]
    assert 6 in reasons(read)


def test_a_zero_of_sleep_or_weight_is_nothing(read):
    assert [len(entry.ratings) for entry in read.check_ins] == [5, 5]
    assert any(remark.startswith("2 zeros of sleep or weight") for remark in read.remarks)


def test_the_unit_of_the_weight_is_asked_for(read, plan, table):
    (question,) = [q for q in read.questions if q.key == "unit:weight"]
    assert question.assumed == ""
    assert {m.name: m.unit for m in read.new_measures}["Weight (eMoods)"] == ""
    said = plan(table, given={"unit:weight": "kg"})
    assert said.check_ins[1].ratings[-1].measure == "weight"


def test_a_table_without_weights_asks_for_no_unit(plan):
    read = plan(HEADER + "2025-03-01,1,1,1,1,7,0\n")
    assert not any(question.key.startswith("unit:") for question in read.questions)


def test_notes_are_notes_and_what_is_not_known_is_counted(read):
    assert read.check_ins[0].note == "a long day"
    assert dict(read.unknown) == {"medication.csv": 1, "PSYCHOTIC": 1}


def test_an_empty_day_and_a_day_that_is_none_are_held_aside(read):
    assert reasons(read)[4] == "It holds neither a rating nor a word."
    assert reasons(read)[5] == "There is no such day."


def test_a_table_taken_out_of_its_archive_is_read_too(plan, table, read):
    alone = plan(table)
    assert [e.source_key for e in alone.check_ins] == [e.source_key for e in read.check_ins]


def test_the_table_may_lie_in_a_folder_but_not_twice(zipped, table):
    assert emoods.recognises(ImportFile(zipped({"data/entry.csv": table})))
    twice = {"a/entry.csv": table, "b/entry.csv": table}
    assert not emoods.recognises(ImportFile(zipped(twice)))
    assert not emoods.recognises(ImportFile(zipped({"../entry.csv": table})))


def test_an_archive_with_another_table_of_that_name_is_not_taken(plan, zipped):
    content = zipped({"entry.csv": "a,b\n1,2\n"})
    assert not emoods.recognises(ImportFile(content))
    with pytest.raises(ImportFileError, match="not the columns of an eMoods export"):
        plan(content, name="emoods")
    with pytest.raises(ImportFileError, match="does not hold what the backup"):
        plan(zipped({"other.csv": ""}), name="emoods")


def test_an_archive_that_unpacks_to_far_more_is_not_read(plan, zipped):
    content = zipped({"entry.csv": HEADER + "0" * 60_000_000})
    assert not emoods.recognises(ImportFile(content))
    with pytest.raises(ImportFileError, match="far more than a diary"):
        plan(content, name="emoods")


def test_a_day_told_again_with_more_completes_the_earlier_one(plan):
    read = plan(HEADER + "2025-03-01,1,1,1,1,7,0\n")
    assert read.by_moment
    assert len(read.check_ins[0].rows) == len(read.check_ins[0].ratings)
