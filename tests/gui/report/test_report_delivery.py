"""A report that leaves the window: as a file, and on paper."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from dosejournal.exchange.report_pdf import Pdf
from dosejournal.gui.report import printing

POINTS = 72


@pytest.fixture
def paper(page, tmp_path):
    """A printer that prints into a file."""
    device = printing.printer(page.setting.content)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    return device


def wait_for(qtbot, told, sentence):
    qtbot.waitUntil(lambda: sentence in told, timeout=30_000)


def test_a_pdf_is_saved_where_the_person_says(page, qtbot, told, tmp_path):
    page.save_button.click()
    dialog = page.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("journal-report-2026-03-02.pdf")
    path = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(path))
    wait_for(qtbot, told, "Report saved")
    dialog.reject()
    assert path.read_bytes().startswith(b"%PDF")
    assert len(PdfReader(path).pages) == len(page.preview.view.sheets)
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pdf"] == ["mine.pdf"]


def test_what_is_saved_is_what_is_chosen_by_then(page, qtbot, told, tmp_path):
    page.form.visit.name.setText("A. Person")
    qtbot.waitUntil(lambda: page.setting.is_busy)
    page.delivery.save(tmp_path / "mine.pdf")
    wait_for(qtbot, told, "Report saved")
    assert "A. Person" in PdfReader(tmp_path / "mine.pdf").pages[0].extract_text()


def test_a_place_that_cannot_be_written_is_told(page, qtbot, told, tmp_path):
    page.delivery.save(tmp_path / "missing" / "mine.pdf")
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].startswith("The file could not be written there.")


def test_characters_that_no_font_has_are_told(page, qtbot, told, tmp_path, monkeypatch):
    made = Pdf(b"%PDF", ("U+1F6D8",))
    monkeypatch.setattr(page.setting, "pdf", lambda _content, take: take(made))
    page.delivery.save(tmp_path / "mine.pdf")
    assert told == ["Report saved. 1 character has no form in its fonts and was replaced: U+1F6D8"]


def test_it_is_printed_page_by_page_as_large_as_the_paper(page, qtbot, told, paper, tmp_path):
    page.delivery.print_on(paper)
    wait_for(qtbot, told, "Report sent to the printer")
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == len(page.preview.view.sheets)
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    (image,) = printed.pages[0].images
    assert image.image.width == pytest.approx(box.width / POINTS * printing.DOTS, abs=2)
    assert "A" not in printed.metadata.title


def test_letter_paper_and_black_and_white_are_asked_of_the_printer(page, settle):
    page.form.paper.letter.click()
    page.form.paper.black.click()
    settle(page)
    device = printing.printer(page.setting.content)
    assert device.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter
    assert device.colorMode() == QPrinter.ColorMode.GrayScale
    assert device.docName() == "report"


def test_where_there_is_no_printer_it_prints_to_a_file(page, monkeypatch):
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", list)
    device = printing.printer(page.setting.content)
    assert device.outputFormat() == QPrinter.OutputFormat.PdfFormat
    assert device.outputFileName().endswith("journal-report-2026-03-02.pdf")
    names = staticmethod(lambda: ["Office"])
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", names)
    assert printing.printer(page.setting.content).outputFileName() == ""


def test_only_the_pages_that_are_wanted_are_printed(page, qtbot, told, paper, tmp_path):
    paper.setFromTo(2, 99)
    paper.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    page.delivery.print_on(paper)
    wait_for(qtbot, told, "Report sent to the printer")
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == len(page.preview.view.sheets) - 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(page, qtbot, told, paper, tmp_path):
    paper.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    page.delivery.print_on(paper)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].startswith("It could not be printed there.")


def test_a_printer_that_stops_half_way_is_told(page, qtbot, told, tmp_path):
    class Jammed(QPrinter):
        def newPage(self):  # noqa: N802
            return False

    device = Jammed()
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.delivery.print_on(device)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].startswith("It could not be printed there.")


def test_the_dialog_asks_which_printer_and_then_it_prints(
    page, qtbot, told, paper, monkeypatch, tmp_path
):
    monkeypatch.setattr(printing, "printer", lambda _content: paper)
    page.print_button.click()
    dialog = page.findChild(QPrintDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.done(QPrintDialog.DialogCode.Accepted)
    wait_for(qtbot, told, "Report sent to the printer")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_keys_save_and_print_while_the_page_is_open(window, recorded, settle, qtbot):
    window.open_page("report")
    page = window.page("report")
    settle(page)
    field = page.form.visit.name
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    # a button that a key presses is seen to be pressed first
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    page.findChild(QFileDialog).reject()
    window.open_page("today")
    assert not page.print_button.isVisible()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(200)
    assert page.findChild(QPrintDialog) is None


def test_before_anything_is_made_there_is_nothing_to_print(recorded, make_page, held):
    page = make_page(tasks=held)
    page.delivery.ask_printer()
    assert page.findChild(QPrintDialog) is None


def test_the_journal_itself_is_no_place_for_a_report(page, qtbot, told, workspace, paper):
    journal = workspace.journal_path
    before = journal.read_bytes()
    page.delivery.save(journal)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=30_000)
    paper.setOutputFileName(str(journal))
    page.delivery.print_on(paper)
    assert len(told) == 2
    assert all(sentence.startswith("That is your journal itself.") for sentence in told)
    assert journal.read_bytes() == before
