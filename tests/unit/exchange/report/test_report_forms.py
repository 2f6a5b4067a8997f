"""Questionnaires in a report: scores on the first page, all answers and whole words behind it."""

import io
import json

import pytest
from pypdf import PdfReader

from dosejournal.domain.questionnaires import shipped
from dosejournal.domain.responses import OwnDraft, ResponseDraft
from dosejournal.exchange import report
from dosejournal.exchange.report import sheet
from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.journal import own_questionnaires, questionnaires

LOW = (2, 2, 1, 3, 1, 2, 1, 0, 0)
MARKED = (2, 2, 1, 3, 1, 2, 1, 0, 2)


@pytest.fixture
def fill_in(journal):
    def fill_in(days_ago, key, answers, note=""):
        at = journal.at(days_ago)
        return journal.do(questionnaires.record, at, ResponseDraft(at, key, answers, note=note))

    return fill_in


def forms(made):
    return sheet.of(made)["forms"]


def words(value):
    return json.dumps(value, ensure_ascii=False)


def test_a_report_tells_scores_bands_and_changes(journal, fill_in):
    fill_in(30, "phq-9", (3,) * 8 + (0,))
    fill_in(15, "phq-9", LOW)
    fill_in(1, "phq-9", (2, 2, 1, 3, 1, 2, 1, 1, 0))
    told = forms(journal.report(locale="en_GB"))
    assert [row[1:] for row in told["rows"]] == [
        ["31 Jan 2026", "24 of 27, severe", "", ""],
        [
            "15 Feb 2026", "12 of 27, moderate", "−12, larger than measurement error",
            "−12, larger than measurement error",
        ],
        [
            "1 Mar 2026", "13 of 27, moderate", "−11, larger than measurement error",
            "+1, within measurement error",
        ],
    ]  # fmt: skip
    assert "retest reliability of 0.84" in words(told["behind"][0]["lines"])
    assert "not a diagnosis" in words(told["behind"][0]["lines"])
    assert "No permission required" in words(told["behind"][0]["lines"])
    assert told["more"] == ""


def test_changes_are_held_against_fillings_before_the_period(journal, fill_in):
    fill_in(40, "gad-7", (3,) * 7)
    fill_in(2, "gad-7", (1,) * 7)
    made = journal.report(first_day=journal.at(10).date())
    (row,) = made.forms[0].rows
    assert (row.since_first.points, row.since_first.since) == (-14, journal.at(40).date())


def test_an_answer_about_self_harm_is_a_line_of_its_own_with_the_persons_note(journal, fill_in):
    fill_in(30, "phq-9", MARKED, note="a hard week, better since")
    fill_in(15, "phq-9", LOW)
    fill_in(1, "phq-9", (0,) * 8 + (None,))
    told = forms(journal.report(locale="en_GB"))
    assert told["care"] == [
        "PHQ-9, item 9, “Thoughts that you would be better off dead or of hurting yourself in "
        "some way”: More than half the days (31 Jan 2026); “Not at all” in 1 filling, which is "
        "no reassurance; left out in 1 filling.",
        "The person wrote to this; it is on the pages behind.",
    ]
    (note,) = told["behind"][0]["notes"]
    assert (note["when"], note["text"]["text"]) == ("31 Jan 2026", "a hard week, better since")


def test_many_answers_about_self_harm_are_counted_and_each_day_stands_behind(journal, fill_in):
    for n in range(6):
        fill_in(90 - 15 * n, "phq-9", (0,) * 8 + (3 if n == 1 else 1,))
    told = forms(journal.report(locale="en_GB"))
    assert told["care"] == [
        "PHQ-9, item 9, “Thoughts that you would be better off dead or of hurting yourself in "
        "some way”: “Nearly every day” in 1 filling (17 Dec 2025); “Several days” in 5 fillings, "
        "the last on 15 Feb 2026.",
        "The day of each is on the pages behind.",
    ]
    behind = told["behind"][0]["lines"][0]
    assert behind.startswith("Item 9: Several days (2 Dec 2025); Nearly every day (17 Dec 2025);")
    assert behind.endswith("Several days (15 Feb 2026).")


def test_the_phq_8_says_that_item_9_was_not_asked(journal, fill_in):
    fill_in(1, "phq-8", (1,) * 8)
    assert forms(journal.report())["care"] == ["PHQ-8: item 9 not asked."]


def test_left_out_of_a_report_questionnaires_are_not_passed_over(journal, fill_in, with_options):
    fill_in(1, "phq-9", MARKED)
    made = journal.report()
    assert "left them out" not in words(sheet.of(made)["limits"])
    without = with_options(made, sections=made.options.sections - {"questionnaires"})
    assert forms(without) is None
    assert "Questionnaires were filled in, and the person left them out" in words(
        sheet.of(without)["limits"]
    )


def test_without_any_the_report_says_so(journal):
    journal.rate(1, mood=50)
    made = journal.report()
    assert forms(made) is None
    assert "No questionnaire was filled in in this period." in words(sheet.of(made)["limits"])


def test_items_stand_whole_beside_the_last_answers(journal, fill_in):
    for n in range(7):
        fill_in(100 - 15 * n, "phq-9", (n % 4,) * 8 + (None,))
    (behind,) = forms(journal.report(locale="en_GB"))["behind"]
    assert len(behind["heads"]) == 1 + 5
    assert len(behind["rows"]) == 7
    assert [row[0]["text"] for row in behind["items"]] == [
        f"{n}. {item.text}" for n, item in enumerate(shipped()["phq-9"].items, 1)
    ]
    assert behind["items"][0][-1]["text"] == "2 More than half the days"
    assert behind["items"][8][-1] == "left out"
    assert behind["rows"][1][-1] == "15"


def test_ones_own_questionnaire_is_told_in_its_own_words(journal, fill_in):
    own = OwnDraft("Abend", "Wie sehr?", ("unruhig",), ("nein", "ja"))
    key = journal.do(own_questionnaires.add, journal.now, own)
    fill_in(1, key, (1,))
    told = forms(journal.report(locale="en_GB"))
    assert told["rows"][0][0]["text"] == "Abend"
    assert told["rows"][0][2] == "1 of 1"
    assert told["care"] == []
    assert told["behind"][0]["stem"]["text"] == "Wie sehr?"


def test_the_halves_of_the_phq_4_are_told(journal, fill_in):
    fill_in(1, "phq-4", (1, 2, 0, 3))
    told = forms(journal.report())
    assert told["rows"][0][2] == "6 of 12, moderate"
    assert "Anxiety 3 of 6, at or above the line at 3" in told["behind"][0]["rows"][0][1]


def test_json_has_all_of_it(journal, fill_in, plain):
    fill_in(1, "phq-9", MARKED)
    made = journal.report()
    told = report.record(made)
    assert plain(told) == told
    assert told["forms"][0]["rows"][0]["answers"] == list(MARKED)
    assert told["forms"][0]["rows"][0]["care"] == 2


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_limits_stay_on_the_first_page_beside_many_questionnaires(journal, fill_in, paper):
    for n in range(0, 40, 2):
        journal.rate(n, mood=50 + n % 7)
        journal.take(n, amount="10", unit="mg")
    for n in range(6):
        fill_in(90 - 15 * n, "phq-9", MARKED, note="so it was")
        fill_in(90 - 15 * n, "gad-7", (1,) * 7)
        fill_in(90 - 15 * n, "phq-4", (1,) * 4)
    made = journal.report(paper=paper, locale="en_GB", question="Is it worth keeping?")
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(Typesetter().pdf(made).data)).pages
    ]
    assert "it shows no cause" in pages[0]
    assert "12 further fillings" in pages[0] or "14 further fillings" in pages[0]
    assert "hurting yourself in some way" in pages[0]
    assert "Feeling bad about yourself — or that you are a failure or have let yourself" in (
        " ".join(pages[1:])
    )
