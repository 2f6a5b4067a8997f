"""The recovery sheet: one page with the code, and nothing of the journal."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from dosejournal import i18n, paths
from dosejournal.exchange import recovery_sheet
from dosejournal.exchange.recovery_sheet import Sheet

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_code_and_what_to_know_of_it_are_on_one_page(paper):
    reader = PdfReader(io.BytesIO(recovery_sheet.pdf(Sheet(CODE, AT, "en_GB", paper))))
    (page,) = reader.pages
    text = page.extract_text()
    for group in CODE.split("-"):
        assert group in text
    for told in ("Made on 2 Mar 2026", "Where to keep it", "How to use it", "When it is void"):
        assert told in text
    assert reader.metadata.title == "Recovery sheet of DoseJournal"
    assert not reader.metadata.author


def test_the_longest_language_leaves_it_on_one_page():
    i18n.use(i18n.PSEUDO, paths.resource("translations"))
    try:
        reader = PdfReader(io.BytesIO(recovery_sheet.pdf(Sheet(CODE, AT))))
    finally:
        i18n.use("en", paths.resource("translations"))
    assert len(reader.pages) == 1


def test_a_printer_gets_a_picture():
    assert recovery_sheet.picture(Sheet(CODE, AT), 40.0).startswith(b"\x89PNG")


def test_the_code_is_in_no_traceback():
    assert "ABCD" not in repr(Sheet(CODE, AT))
    assert str(recovery_sheet.save_name("2026-03-02")) == "recovery-sheet-2026-03-02.pdf"
