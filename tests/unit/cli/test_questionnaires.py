import json

import pytest

from dosejournal.domain.responses import OwnDraft
from dosejournal.journal import help_contacts, own_questionnaires

MODERATE = "2,2,1,3,1,2,1,0,0"
WITH_ITEM_9 = "2,2,1,3,1,2,1,0,2"
THANKS = "Thank you for being honest. You deserve support now."


def test_a_questionnaire_is_recorded_with_its_score(terminal):
    said = terminal.say("questionnaire", "phq-9", "--answers", MODERATE).splitlines()
    assert said[:2] == ["Questionnaire 1 recorded.", "PHQ-9: 12 of 27, moderate"]
    assert "not a diagnosis" in said[-1]
    (entry,) = terminal.json("list", "--kind", "questionnaire")
    assert (entry["kind"], entry["instrument"], entry["score"]) == (
        "questionnaire_response", "phq-9", 12,
    )  # fmt: skip
    assert entry["answers"] == [2, 2, 1, 3, 1, 2, 1, 0, 0]
    assert (entry["origin"], entry["at"]) == ("terminal", "2026-03-02T09:30:00+01:00")


def test_json_has_what_the_answers_come_to(terminal):
    told = terminal.json("questionnaire", "PHQ-4", "--answers", "1,2,0,3", "--note", "tired")
    assert (told["score"], told["band"], told["highest"]) == (6, "moderate", 12)
    assert told["subscales"] == {
        "anxiety": {"score": 3, "positive": True},
        "depression": {"score": 3, "positive": True},
    }
    assert (told["note"], told["missing_items"], told["asks_for_care"]) == ("tired", 0, False)
    assert told["change_since_first"] is None
    assert told["assumed_sd"] is None


@pytest.mark.parametrize(
    "answers", ["2,2,,3,1,2,1,0,0", "2, 2, -, 3, 1, 2, 1, 0, 0", "2,2,1,3,1,2,1,0,"]
)
def test_an_item_that_was_left_out_means_no_score(terminal, answers):
    said = terminal.say("questionnaire", "phq-9", "--answers", answers)
    assert "PHQ-9: no score: 1 item was left out" in said
    assert terminal.json("list")[0]["score"] is None


def test_an_answer_about_self_harm_is_met_with_help_before_any_score(terminal):
    said = terminal.say("questionnaire", "phq-9", "--answers", WITH_ITEM_9).splitlines()
    assert THANKS in said[0]
    assert "emergency number" in said[1]
    told = [
        "Talk to your doctor today; you may show them this screen.",
        "Nobody sees this but you: nothing is sent, and nobody is told.",
        "PHQ-9: 14 of 27, moderate",
    ]
    places = [said.index(each) for each in told]
    assert places == sorted(places)


def test_help_names_whom_to_call(terminal, database):
    with database.write("Country") as write:
        help_contacts.choose_country(write.session, terminal.now, "DE")
        help_contacts.name_person(write.session, terminal.now, "Ada", "030 1234")
    said = terminal.say("questionnaire", "phq-9", "--answers", WITH_ITEM_9)
    before, _score, _after = said.partition("PHQ-9:")
    assert "112" in before
    assert "030 1234  Ada" in before


def test_where_no_country_is_known_the_words_alone_are_said(terminal, monkeypatch):
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    said = terminal.say("questionnaire", "phq-9", "--answers", WITH_ITEM_9)
    assert "Crisis line" not in said
    assert "112 in the European Union" in said


def test_help_comes_even_where_there_is_no_score(terminal):
    said = terminal.say("questionnaire", "phq-9", "--answers=-,,,,,,,,1")
    assert THANKS in said.splitlines()[0]
    assert "Talk to your doctor soon" in said
    assert "no score: 8 items were left out" in said


def test_help_returns_until_it_is_acknowledged(terminal):
    terminal.say("questionnaire", "phq-9", "--answers", WITH_ITEM_9)
    assert THANKS in terminal.say("list").splitlines()[0]
    assert THANKS in terminal.say("questionnaire").splitlines()[0]
    assert THANKS not in terminal.say("list", "--kind", "dose")
    assert "kept in the journal" in terminal.say("questionnaire", "--acknowledge")
    assert THANKS not in terminal.say("list")
    assert terminal.json("list")[0]["acknowledged_at"] == "2026-03-02T08:30:00+00:00"
    assert terminal.say("questionnaire", "--acknowledge") == "Nothing waits to be read.\n"
    assert terminal.json("questionnaire", "--acknowledge") == {"acknowledged": 0}


def test_beside_json_help_is_said_where_a_person_reads_it(terminal):
    code, said, complained = terminal.bare(
        "--journal", str(terminal.journal), "questionnaire", "phq-9",
        "--answers", WITH_ITEM_9, "--json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(said)["asks_for_care"]
    assert THANKS in complained


def test_changes_are_points_and_whether_they_exceed_the_error(terminal):
    for at, answers in (
        ("2026-01-02T09:00", "3,3,3,3,3,0,0"),
        ("2026-01-20T09:00", "3,3,3,3,2,0,0"),
    ):
        terminal.say("questionnaire", "gad-7", "--answers", answers, "--at", at)
    said = terminal.say("questionnaire", "gad-7", "--answers", "1,1,1,1,1,1,1").splitlines()
    assert said[2] == ("Change since the first, on 2026-01-02: −8, larger than measurement error")
    assert said[3] == (
        "Change since the one before, on 2026-01-20: −7, larger than measurement error"
    )
    assert "(SD) of 4.7 points and a retest reliability of 0.83" in said[4]
    assert "6 points or more" in said[4]
    told = terminal.json(
        "questionnaire", "gad-7", "--answers", "1,1,1,1,1,1,2", "--at", "2026-02-01T09:00"
    )
    assert told["change_since_last"] == {
        "since": "2026-01-20", "points": -6, "larger_than_measurement_error": True,
    }  # fmt: skip
    assert (told["days_since_last"], told["assumed_reliability"]) == (12, 0.83)


def test_a_second_filling_within_two_weeks_is_told_of_and_not_refused(terminal):
    terminal.say("questionnaire", "phq-4", "--answers", "0,0,0,0", "--at", "2026-02-27T09:00")
    said = terminal.say("questionnaire", "phq-4", "--answers", "1,0,0,0")
    assert "The one before was 3 days earlier" in said
    assert "Change since the first, on 2026-02-27: +1" in said
    assert "not known here" in said


def test_what_is_due_is_printed(terminal):
    terminal.say("questionnaire", "phq-4", "--answers", "0,0,0,0", "--at", "2026-02-27T09:00")
    terminal.say(
        "questionnaire", "gad-7", "--answers", "0,0,0,0,0,0,0", "--at", "2026-02-01T09:00"
    )
    assert terminal.say("questionnaire").splitlines() == [
        "PHQ-9: never filled in yet",
        "GAD-7: due, last 29 days ago",
        "PHQ-4: from 2026-03-13 on, last 3 days ago",
    ]
    last = terminal.json("questionnaire")[-1]
    assert last == {
        "key": "phq-4",
        "name": "PHQ-4",
        "last_day": "2026-02-27",
        "days_since_last": 3,
        "due": False,
        "due_from": "2026-03-13",
    }


def test_the_items_are_printed_word_by_word(terminal):
    said = terminal.say("questionnaire", "phq-9")
    assert "  6. Feeling bad about yourself — or that you are a failure or have let" in said
    assert "  2 = More than half the days" in said
    assert "  3 = Extremely difficult" in said
    told = terminal.json("questionnaire", "gad-7")
    assert len(told["items"]) == 7
    assert told["answers"]["3"] == "Nearly every day"


def test_ones_own_questionnaire_is_recorded_by_its_name(terminal, database):
    own = OwnDraft("Evening", "", ("Restless", "Tired"), ("no", "yes"))
    with database.write("Added") as write:
        own_questionnaires.add(write.session, terminal.now, own)
    said = terminal.say("questionnaire", "evening", "--answers", "1,1")
    assert said.splitlines() == ["Questionnaire 1 recorded.", "Evening: 2 of 2"]
    assert "1. Restless" in terminal.say("questionnaire", "Evening")


def test_list_tells_questionnaires_in_a_line(terminal):
    terminal.say("questionnaire", "phq-8", "--answers", "2,2,2,2,2,0,0,0", "--note", "long week")
    assert terminal.say("list") == (
        "2026-03-02 09:30  questionnaire 1  PHQ-8: 10 of 24, 10 or more · long week\n"
    )


def test_a_questionnaire_is_removed_by_its_number(terminal):
    terminal.say("questionnaire", "phq-4", "--answers", "0,0,0,0")
    assert terminal.say("remove", "questionnaire", "1") == "Questionnaire 1 removed.\n"
    assert terminal.json("list") == []


@pytest.mark.parametrize(
    "words",
    [
        ("--answers", "1,2"),
        ("phq-4", "--acknowledge"),
        ("phq-4", "--at", "2026-02-27T09:00"),
        ("phq-4", "--answers", "a,b,c,d"),
        ("phq-4", "--answers", "1,2,3,-1"),
        ("phq-9", "--difficulty", "1"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_not_done(terminal, words):
    terminal.wrong("questionnaire", *words)
    assert terminal.json("list") == []


def test_answers_that_do_not_fit_are_refused(terminal):
    assert "from 0 to 3" in terminal.refused("questionnaire", "phq-4", "--answers", "0,0,0,4")
    assert "4 items" in terminal.refused("questionnaire", "phq-4", "--answers", "0,0,0")
    assert "at least one" in terminal.refused("questionnaire", "phq-4", "--answers", ",,,")
    assert "no questionnaire of that name" in terminal.refused("questionnaire", "isi")


def test_how_difficult_things_were_is_kept_and_counts_for_nothing(terminal):
    told = terminal.json("questionnaire", "phq-9", "--answers", MODERATE, "--difficulty", "3")
    assert (told["difficulty"], told["score"]) == (3, 12)


def test_nothing_is_filled_in_before_its_time(terminal):
    said = terminal.refused(
        "questionnaire", "phq-9", "--answers", MODERATE, "--at", "2026-03-02T10:00"
    )
    assert "still ahead" in said
    assert terminal.json("list") == []
