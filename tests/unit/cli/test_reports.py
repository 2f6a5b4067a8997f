"""Making a report from the terminal."""

import hashlib
import io

import pytest
from pypdf import PdfReader


@pytest.fixture
def filled(terminal):
    terminal.say("check-in", "--rate", "mood=62", "--rate", "focus=40")
    terminal.say("dose", "Item A", "--amount", "10", "--unit", "mg")
    return terminal


def text_of(file):
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_report_is_written_and_said_to_be_unprotected(filled, tmp_path):
    file = tmp_path / "report.pdf"
    told = filled.say("report", str(file))
    assert told == (
        f"The report is at {file}. It is not protected there: whoever has the file can read it.\n"
    )
    assert "Item A" in text_of(file)


def test_what_is_typed_stands_on_it(filled, tmp_path):
    file = tmp_path / "report.pdf"
    filled.say(
        "report", str(file), "--name", "J. D.", "--question", "Is it worth keeping?",
        "--measures", "focus", "--paper", "Letter", "--black-and-white",
        "--from", "2026-03-01", "--to", "2026-03-02",
    )  # fmt: skip
    text = text_of(file)
    assert "J. D." in text
    assert "Is it worth keeping?" in text
    assert "Focus from scattered to clear" in text
    assert "Mood from low to high" not in text
    assert round(PdfReader(file).pages[0].mediabox.width) == 612


def test_what_it_says_is_printed_as_json_with_a_file_or_without(filled, tmp_path):
    told = filled.json("report", "--discreet")
    assert told["header"]["n_days_with_data"] == 1
    # a name is never a label, not even one that looks like it
    assert [item["label"] for item in told["items"]] == ["Item A*"]
    assert told["key"] == [["Item A*", "Item A"]]
    file = tmp_path / "report.pdf"
    told = filled.json("report", str(file))
    assert [chart["key"] for chart in told["charts"]] == ["mood", "focus"]
    assert file.read_bytes().startswith(b"%PDF")


def test_a_report_needs_a_file(filled):
    assert "needs a file" in filled.refused("report")


def test_an_existing_file_is_never_overwritten(filled, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_text("mine")
    assert "already a file" in filled.refused("report", str(file))
    assert file.read_text() == "mine"


def test_a_drive_without_room_leaves_no_half_of_it(filled, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("os.fsync", full)
    told = filled.refused("report", str(tmp_path / "report.pdf"))
    assert "could not be written" in told
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "2026-03-02", "--to", "2026-03-01"), "swap the two days"),
        (("--measures", "none"), "no measure of that name"),
        (("--name", "a" * 81), "shorten the name"),
        (("--question", "a" * 241), "shorten it"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_no_file(filled, tmp_path, words, why):
    file = tmp_path / "report.pdf"
    assert why in filled.refused("report", str(file), *words)
    assert not file.exists()


def test_a_report_never_changes_the_journal(filled, tmp_path):
    def hashed():
        return hashlib.sha256(filled.journal.read_bytes()).hexdigest()

    before = hashed()
    filled.say("report", str(tmp_path / "report.pdf"))
    assert hashed() == before


def test_characters_without_a_form_are_replaced_and_reported(filled, tmp_path):
    file = tmp_path / "report.pdf"
    told = filled.remarked("report", str(file), "--question", "What is \u16a0?")
    assert "U+16A0" in told
    assert "\ufffd" in text_of(file)
