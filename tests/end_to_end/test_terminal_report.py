"""The report as a person makes it from the terminal, in the surroundings they have."""

import hashlib
import io
import re

import pytest
from pypdf import PdfReader


def text_of(file):
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def filled(journal):
    journal.run("dose", "Item A", "--amount", "10", "--unit", "mg").line()
    return journal


@pytest.mark.parametrize("language", ["C.UTF-8", "de_DE.UTF-8", "ar_EG"])
def test_a_report_is_made_whatever_the_language_of_the_system(filled, tmp_path, language):
    file = tmp_path / "report.pdf"
    filled.run("report", str(file), variables={"LANG": language, "LC_ALL": language}).line()
    assert "Item A" in text_of(file)


def test_a_report_leaves_the_journal_as_it_was(filled, tmp_path):
    before = hashlib.sha256(filled.journal.read_bytes()).hexdigest()
    filled.run("report", str(tmp_path / "report.pdf")).line()
    assert hashlib.sha256(filled.journal.read_bytes()).hexdigest() == before


def test_json_alone_loads_nothing_that_sets_pages(filled):
    told = filled.run("report", "--json", variables={"PYTHONPROFILEIMPORTTIME": "1"})
    names = set(re.findall(r"\| +([\w.]+)$", told.complained, re.MULTILINE))
    assert "scipy" in names
    assert "typst" not in names
    assert not any(name.startswith("PySide6") for name in names)
