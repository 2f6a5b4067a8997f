"""Unwanted effects in a report: by name on the first page, one by one behind it."""

import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.responses import ResponseDraft
from dosejournal.exchange import report
from dosejournal.exchange.report import sheet
from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.journal import adverse_effects, questionnaires


@pytest.fixture
def notice(journal):
    def notice(days_ago, name="headache", severity="bothered", hour=12, **more):
        at = journal.at(days_ago, hour)
        if "hours" in more:
            more["ended_at"] = at + timedelta(hours=more.pop("hours"))
        return journal.do(adverse_effects.record, at, EffectDraft(at, name, severity, **more))

    return notice


def words(value):
    return json.dumps(value, ensure_ascii=False)


def test_effects_of_one_name_are_told_together(journal, notice):
    journal.take(3, 8, "Magnesium", amount="200", unit="mg")
    notice(20, "Headache", "noticed", hours=1)
    notice(3, "headache", "stopped", needed_help=True, relation="unsure", hours=2)
    notice(3, "headache", "noticed", hour=11, relation="yes")
    told = sheet.of(journal.report(locale="en_GB"))["effects"]
    (row,) = told["rows"]
    assert row[0]["text"] == "headache"
    assert row[1:] == [
        "3 on 2 days, 1 not over",
        "27 Feb 2026",
        "severe, help needed",
        "2 of 3",
        "yes 1, unsure 1",
    ]
    assert told["more"] == ""


def test_each_effect_is_told_behind_with_the_dose_before_as_a_fact(journal, notice):
    journal.take(3, 8, "Magnesium", amount="200", unit="mg")
    notice(3, "dry mouth", "noticed", hours=2)
    notice(1, "headache")
    mouth, head = sheet.of(journal.report(locale="en_GB"))["effects"]["behind"]
    assert mouth[1]["text"] == "dry mouth"
    assert [mouth[0], *mouth[2:]] == [
        "27 Feb 2026, 12:00", "mild", "2 h 0 min", "4 h 0 min after Magnesium 200 mg",
    ]  # fmt: skip
    assert head[2:] == ["moderate", "no end recorded", ""]


def test_in_a_discreet_report_no_substance_is_named_beside_an_effect(journal, notice):
    journal.take(11, 8, "Magnesium", amount="200", unit="mg")
    notice(10, hour=7)
    made = journal.report(first_day=journal.at(10).date(), discreet=True, locale="en_GB")
    # the dose lies before the period: it is in the key, and in no table of what is taken
    assert made.key == (("Item A", "Magnesium"),)
    assert made.items == ()
    assert "23 h 0 min after Item A 200 mg" in words(sheet.of(made)["effects"])
    assert "Magnesium" not in words(sheet.of(made)["effects"])


def test_what_began_earlier_and_went_on_belongs_to_the_period(journal, notice):
    notice(30, "over before", hours=1)
    notice(30, "went on", hours=24 * 25)
    notice(30, "lasts")
    made = journal.report(first_day=journal.at(10).date())
    assert [row.name for row in made.effects] == ["went on", "lasts"]


def test_the_worst_stand_on_the_first_page_where_there_are_many(journal, notice):
    for number in range(6):
        notice(9, f"noticed {number}", "noticed")
    notice(2, "stopped", "stopped")
    notice(1, "helped", "noticed", needed_help=True)
    told = sheet.of(journal.report())["effects"]
    names = [row[0]["text"] for row in told["rows"]]
    assert names[-2:] == ["stopped", "helped"]
    assert told["more"] == "4 further names are on the pages behind."
    assert len(told["behind"]) == 8


def test_left_out_of_a_report_effects_are_not_passed_over(journal, notice, with_options):
    notice(1)
    made = journal.report()
    assert "nwanted effect" not in words(sheet.of(made)["limits"])
    without = with_options(made, sections=made.options.sections - {"effects"})
    assert sheet.of(without)["effects"] is None
    assert "Unwanted effects were recorded, and the person left them out" in words(
        sheet.of(without)["limits"]
    )


def test_json_has_all_of_it(journal, notice, plain):
    notice(1, hours=1)
    told = report.record(journal.report())
    assert plain(told) == told
    assert (told["effects"][0]["name"], told["effects"][0]["minutes_after"]) == ("headache", None)
    assert told["effect_kinds"][0]["n"] == 1


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_limits_stay_on_the_first_page_beside_many_effects(journal, notice, paper):
    for n in range(0, 40, 2):
        journal.rate(n, mood=50 + n % 7)
        journal.take(n, amount="10", unit="mg")
    for n in range(4):
        answers = ResponseDraft(journal.at(60 - 15 * n), "phq-9", (2, 2, 1, 3, 1, 2, 1, 0, 2))
        journal.do(questionnaires.record, journal.now, answers)
    for n in range(30):
        notice(n, f"an effect with a name of some length {n % 6}", "stopped", needed_help=True)
    made = journal.report(paper=paper, locale="en_GB", question="Is it worth keeping?")
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(Typesetter().pdf(made).data)).pages
    ]
    assert "it shows no cause" in pages[0]
    assert "No cause is known" in pages[0]
    assert any("Unwanted effects, one by one" in page for page in pages[1:])
