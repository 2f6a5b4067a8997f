"""Unwanted effects in a report: a line a name, the worst first, with their place beside doses."""

import io

import pytest
from pypdf import PdfReader

from dosejournal.domain.adverse_effects import EffectDraft
from dosejournal.domain.entries import DoseDraft
from dosejournal.exchange.report import sheet
from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.journal import adverse_effects, doses


@pytest.fixture
def notice(journal):
    def notice(days_ago, name, severity="noticed", **more):
        at = journal.at(days_ago)
        said = EffectDraft(at, name, severity, **more)
        return journal.do(adverse_effects.record, at, said)

    return notice


@pytest.fixture
def take(journal):
    def take(days_ago):
        at = journal.at(days_ago)
        return journal.do(doses.record, at, DoseDraft(at, "Item A", "10", "mg"))

    return take


def test_each_name_has_a_line_with_how_bad_and_how_often(journal, notice, take):
    take(9)
    notice(9, "Dry mouth")
    notice(5, "dry mouth", ended_at=journal.at(4))
    notice(2, "Rash", "stopped", needed_help=True, relation="yes")
    made = journal.report(locale="en_GB")
    told = sheet.of(made)["effects"]
    assert told["rows"][1][1:] == [
        "2",
        "21 Feb 2026 to 25 Feb 2026",
        "noticed; 1 not over",
        "1 of 2",
    ]
    assert told["rows"][0][1:] == [
        "1", "28 Feb 2026", "stopped the person; help needed 1 ×; 1 not over", "0 of 1",
    ]  # fmt: skip
    assert "does not say what it came from" in told["foot"]
    assert told["more"] == ""
    assert made.effects[0].relations == ("yes",)


def test_what_has_no_room_is_counted(journal, notice):
    for number in range(7):
        notice(number + 1, f"Effect {number}")
    told = sheet.of(journal.report())["effects"]
    assert len(told["rows"]) == 5
    assert told["more"] == "2 milder or rarer ones are on the pages behind."
    assert len(told["behind"]) == 7


def test_the_limits_say_that_none_was_recorded_or_that_they_were_left_out(journal, notice):
    assert sheet.of(journal.report())["effects"] is None
    assert any("No side effect" in line for line in sheet.of(journal.report())["limits"]["lines"])
    notice(1, "Rash")
    left_out = sheet.of(journal.report(sections=frozenset({"chart"})))
    assert left_out["effects"] is None
    assert any("left them out" in line for line in left_out["limits"]["lines"])
    whole = sheet.of(journal.report())
    assert not any("ide effect" in line for line in whole["limits"]["lines"])


def test_they_stand_on_the_first_page(journal, notice):
    notice(1, "Rash ünï", "bothered")
    made = journal.report()
    pages = PdfReader(io.BytesIO(Typesetter().pdf(made).data)).pages
    assert "Rash ünï" in pages[0].extract_text()
