from datetime import date, timedelta

import pytest

from dosejournal.domain.responses import ResponseDraft
from dosejournal.journal import questionnaires, score_changes, score_words
from dosejournal.journal.score_changes import ScoreChange

DAY = timedelta(days=1)


@pytest.fixture
def history(database, now):
    def history(key, *answers):
        for days, each in enumerate(reversed(answers)):
            at = now - 15 * days * DAY
            with database.write("Done") as write:
                questionnaires.record(write.session, now, ResponseDraft(at, key, each))
        with database.read() as session:
            return score_changes.of(session, key)

    return history


def test_each_score_is_held_against_the_first_and_the_last(history, now):
    found = history("gad-7", (3,) * 7, (2,) * 7, (2, 2, 2, 2, 2, 2, 1))
    first, second, third = found.lines
    assert (first.since_first, first.since_last, first.days_since_last) == (None, None, None)
    day = now.date()
    assert second.since_first == second.since_last == ScoreChange(day - 30 * DAY, -7, True)
    assert third.since_first == ScoreChange(day - 30 * DAY, -8, True)
    assert third.since_last == ScoreChange(day - 15 * DAY, -1, False)
    assert third.days_since_last == 15
    assert found.least_change == 6


def test_one_without_a_score_has_no_change_and_is_passed_over(history):
    first, second, third = history("gad-7", (3,) * 7, (None, *(1,) * 6), (2,) * 7).lines
    assert second.since_first is None
    assert second.score.total is None
    assert second.days_since_last == 15
    assert third.since_last.since == first.day
    assert third.days_since_last == 15


def test_without_a_known_error_a_change_is_points_alone(history):
    found = history("phq-4", (0, 0, 0, 0), (1, 1, 0, 0))
    assert found.lines[1].since_last.exceeds_error is None
    assert found.least_change is None
    assert "not known here" in score_words.assumptions(found)
    assert score_words.change(found.lines[1].since_last) == "+2"


def test_all_that_were_ever_filled_in_have_a_history(history, database, now):
    history("phq-4", (0, 0, 0, 0))
    history("phq-9", (0,) * 9, (1,) * 9)
    with database.read() as session:
        every = score_changes.every(session)
        earlier = score_changes.every(session, now.date() - DAY)
    assert [(each.instrument.key, len(each.lines)) for each in every] == [
        ("phq-9", 2),
        ("phq-4", 1),
    ]
    assert [(each.instrument.key, len(each.lines)) for each in earlier] == [
        ("phq-9", 1),
        ("phq-4", 0),
    ]


def test_a_change_says_whether_it_exceeds_the_error_and_never_that_anything_got_better():
    since = date(2026, 3, 1)
    assert score_words.change(ScoreChange(since, -8, True)) == "−8, larger than measurement error"
    assert score_words.change(ScoreChange(since, 0, False)) == "0, within measurement error"
    assert score_words.since_last(ScoreChange(since, 2, None), date.isoformat) == (
        "Change since the one before, on 2026-03-01: +2"
    )
    assert score_words.days_since(1) == "1 day"


def test_a_score_of_unknown_words_is_its_sum(database, now, history):
    line = history("phq-4", (1, 0, 0, 1)).lines[0]
    assert score_words.total(questionnaires.score(line.entry, {}), None) == "2"


def test_below_the_line_of_the_phq_8_nothing_is_added(history):
    (line,) = history("phq-8", (1,) * 8).lines
    with_form = questionnaires.questionnaires.shipped()["phq-8"]
    assert score_words.total(line.score, with_form) == "8 of 24"


def test_a_part_of_the_items_says_on_which_side_of_its_line_it_lies(history):
    (line,) = history("phq-4", (1, 2, 0, 2)).lines
    assert [score_words.subscale(each) for each in line.score.subscales] == [
        "Anxiety 3 of 6, at or above the line at 3",
        "Depression 2 of 6, below the line at 3",
    ]


def test_without_a_score_it_is_told_what_is_missing(history):
    (line,) = history("gad-7", (None, None, 1, 1, 1, 1, 1)).lines
    assert score_words.total(line.score, None) == "no score: 2 items were left out"


def test_the_change_since_the_first_is_a_sentence():
    told = score_words.since_first(ScoreChange(date(2026, 1, 2), -8, True), date.isoformat)
    assert told == "Change since the first, on 2026-01-02: −8, larger than measurement error"


def test_both_changes_are_told_in_short_where_they_differ():
    first, last = date(2026, 1, 1), date(2026, 2, 1)
    assert score_words.changes(ScoreChange(first, -8, True), ScoreChange(last, 1, False)) == [
        "+1 since the one before, within measurement error",
        "−8 since the first, larger than measurement error",
    ]
    same = ScoreChange(first, 2, None)
    assert score_words.changes(same, same) == ["+2 since the one before"]
    assert score_words.changes(None, None) == []
    assert score_words.changes(same, ScoreChange(last, 0, None)) == [
        "0 since the one before",
        "+2 since the first",
    ]


def test_a_score_is_told_with_its_band_or_its_line_and_what_is_assumed_is_printed(history):
    found = history("gad-7", (1, 2, 2, 1, 0, 1, 0))
    assert score_words.total(found.lines[0].score, found.instrument) == "7 of 21, mild"
    assert score_words.assumptions(found) == (
        "Assumed: a spread (SD) of 4.7 points and a retest reliability of 0.83; a change of 6 "
        "points or more is then larger than measurement error (reliable change index, 95 %). "
        "Illustrative values: the retest reliability is attributed to Spitzer and others (2006), "
        "and neither was confirmed."
    )
    other = history("phq-8", (2, 2, 2, 2, 2, 0, 0, 0))
    assert score_words.total(other.lines[0].score, other.instrument) == "10 of 24, 10 or more"
