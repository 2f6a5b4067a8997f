"""The report as a PDF: what it declares, what other programs read in it, and its bytes."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.journal import substances, timeline
from dosejournal.journal.substances import SubstanceDraft

MARKUP = "#set text(red) $x$ *bold* @ref <label> \\ // `raw` = Heading"


@pytest.fixture(scope="session")
def typesetter():
    return Typesetter()


@pytest.fixture(scope="session")
def demo_pdf(typesetter, demo_report):
    return typesetter.pdf(demo_report).data


@pytest.fixture(scope="session")
def opened(demo_pdf):
    with pikepdf.open(io.BytesIO(demo_pdf)) as pdf:
        yield pdf


def pages(data):
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def words(text):
    return " ".join(text.split())


def elements(pdf):
    """Yield every element of the tree of tags."""

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            yield node
            children = node.get("/K")
            several = isinstance(children, pikepdf.Array)
            for child in children if several else [children]:
                yield from walk(child)

    yield from walk(pdf.Root.StructTreeRoot)


def named(pdf, name):
    return [each for each in elements(pdf) if str(each.get("/S", "")) == name]


def test_it_declares_what_it_is(opened):
    with opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Self-recorded journal"
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en"
    assert len(opened.Root.OutputIntents) == 1
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_every_chart_says_what_it_shows(opened, demo_report):
    told = [str(figure.get("/Alt", "")) for figure in named(opened, "/Figure")]
    assert all(told)
    for chart in demo_report.charts:
        assert any(text.startswith(f"Chart of {chart.name} from ") for text in told)
    assert any(text.startswith("Calendar of days with planned doses.") for text in told)


def test_tables_have_headers_and_headings_have_levels(opened):
    assert len(named(opened, "/TH")) >= 5
    assert len(named(opened, "/H1")) == 1
    assert len(named(opened, "/H2")) >= 5


def test_every_font_is_embedded(opened):
    fonts = [
        each
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_the_first_page_has_all_that_a_doctor_reads_first(demo_pdf, demo_report):
    text = words(pages(demo_pdf)[0])
    places = [
        text.index(part)
        for part in (
            "Self-recorded journal",
            "J. D.",
            "My question for this visit",
            "Is it worth keeping?",
            "What is taken",
            "Item A",
            "Mood",
            "Mood on days with and without Item A",
            demo_report.verdict.headline,
            "Limits",
            "were rated knowing of it (Mood)",
            "it shows no cause",
        )
    ]
    assert places == sorted(places)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_poppler_reads_it_in_the_same_order(demo_pdf, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(demo_pdf)
    read = subprocess.run(["pdftotext", "-l", "1", file, "-"], capture_output=True, check=True)
    text = words(read.stdout.decode())
    order = [text.index(part) for part in ("My question", "What is taken", "Item A", "Limits")]
    assert order == sorted(order)


def test_the_same_report_has_the_same_bytes(demo_report, demo_pdf):
    assert Typesetter().pdf(demo_report).data == demo_pdf


def test_the_moment_it_was_made_is_a_field_of_it(typesetter, demo_report, demo_pdf):
    later = replace(
        demo_report.header, written_at=demo_report.header.written_at + timedelta(hours=1)
    )
    assert typesetter.pdf(replace(demo_report, header=later)).data != demo_pdf


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_it_is_set_on_the_paper_asked_for(typesetter, demo_report, with_options, paper, size):
    data = typesetter.pdf(with_options(demo_report, paper=paper, sections=frozenset())).data
    box = PdfReader(io.BytesIO(data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def colours(pdf):
    """Yield every colour of three numbers that anything is painted with."""
    streams = [page.obj for page in pdf.pages]
    streams += [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
    ]
    for stream in streams:
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator).lower() in ("rg", "sc", "scn") and len(operands) == 3:
                yield tuple(round(float(each), 3) for each in operands)


def test_without_colour_everything_is_grey(typesetter, demo_report, with_options, opened):
    assert any(len(set(colour)) > 1 for colour in colours(opened))
    data = typesetter.pdf(with_options(demo_report, colour=False)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [colour for colour in colours(pdf) if len(set(colour)) > 1] == []


def test_what_a_person_wrote_is_no_markup(typesetter, journal):
    number = journal.rate(1, note=MARKUP, mood=50)
    journal.take(1, substance="Item #1 *a*")
    made = journal.report(
        notes=frozenset({timeline.key("check_in", number)}), name="$ # _x_", question=MARKUP
    )
    text = words(" ".join(pages(typesetter.pdf(made).data)))
    assert text.count(MARKUP) == 2
    assert "Item #1 *a*" in text
    assert "$ # _x_" in text


def test_a_line_of_a_note_stays_a_line(typesetter, journal):
    number = journal.rate(1, note="First line\nsecond line\n\nlast line", mood=50)
    made = journal.report(notes=frozenset({timeline.key("check_in", number)}))
    text = "\n".join(pages(typesetter.pdf(made).data))
    assert re.search(r"First line\s*\n\s*second line\s*\n+\s*last line", text)


def test_without_a_question_there_is_room_to_write_one(typesetter, journal):
    text = words(pages(typesetter.pdf(journal.report()).data)[0])
    assert "My question for this visit" in text


def test_an_empty_journal_makes_a_page_that_says_so(typesetter, journal):
    text = words(" ".join(pages(typesetter.pdf(journal.report()).data)))
    assert "No dose was recorded or planned in this period." in text
    assert "Nothing was rated in this period." in text
    assert "How the numbers were made" in text


def test_with_labels_names_stand_on_the_last_page_alone(typesetter, journal):
    journal.do(substances.add, SubstanceDraft("Sertraline", discreet_label="Morning item"))
    for n in range(3):
        journal.take(n, substance="Sertraline")
        journal.take(n, 9, substance="Vitamin")
        journal.rate(n, mood=50)
    made = pages(typesetter.pdf(journal.report(discreet=True)).data)
    before = words(" ".join(made[:-1]))
    assert "Morning item" in before
    assert "Item B" in before
    assert "Sertraline" not in before
    assert "Vitamin" not in before
    assert "Key to the labels" in words(made[-1])
    assert {"Sertraline", "Vitamin"} <= set(made[-1].split())


def test_labels_leave_no_name_in_the_marks_of_the_file(typesetter, journal):
    journal.take(0, substance="Sertraline")
    journal.rate(0, mood=50)
    data = typesetter.pdf(journal.report(discreet=True)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = " ".join(str(figure.get("/Alt", "")) for figure in named(pdf, "/Figure"))
        assert "Sertraline" not in told + str(pdf.docinfo)


def test_the_pages_as_pictures_are_the_pages_of_the_file(typesetter, demo_report, demo_pdf):
    made = typesetter.pages(demo_report, 20)
    assert len(made) == len(pages(demo_pdf))
    assert all(picture.startswith(b"\x89PNG") for picture in made)
