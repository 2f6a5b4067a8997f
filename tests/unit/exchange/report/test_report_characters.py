"""What of a person's text can be printed, and that Typst and PDF/A refuse nothing of it."""

import io
import json
import re
import shutil
import subprocess
import unicodedata

import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dosejournal import paths
from dosejournal.exchange.report import fonts
from dosejournal.exchange.report.characters import printable

STANDARDS = ["a-2a", "ua-1"]
TEMPLATE = """
#set document(title: "Characters")
#set page(width: 16cm, height: 4cm, margin: 1cm)
#let data = json(bytes(sys.inputs.data))
#set text(font: data.fonts, lang: "en")
#for text in data.texts { page(text) }
"""
SAMPLES = {
    "Latin": "Müde, aber ruhig: café, Łódź, Çağrı, smørrebrød; 3,5 µg ≈ ½",
    "Vietnamese": "Hôm nay tôi cảm thấy tốt hơn, ngủ được tám tiếng",
    "Greek": "Σήμερα νιώθω ήρεμος· κοιμήθηκα καλά",
    "Cyrillic": "Сегодня спокойное настроение, Қазақ, Ўзбек",
    "Arabic": "اليوم أشعر بتحسن، نمت ٨ ساعات",
    "Hebrew": "היום אני מרגיש טוב יותר, ישנתי 8 שעות",
    "Chinese": "今天心情不错，睡得很好。12.5 毫克",  # noqa: RUF001
    "Traditional Chinese": "今天覺得好多了，睡得很好。「繁體」",  # noqa: RUF001
    "Cantonese": "今日瞓得好好，冇嘢唔啱。啲藥食咗",  # noqa: RUF001
    "Japanese": "今日は気分が良い。「よく眠れました」カ",
    "Korean": "오늘은 기분이 좋아요. 잘 잤어요.",
    "Georgian": "დღეს კარგად ვარ",
    "Emoji": "😀 😴 ☕ 💊 🧘 👍",
    "Signs": "☐ ☑ ✓ ★ ← → ≤ ± ∞ ∑ ① ■ ♪ │ ⚠",
}
SHAPED = {  # read by pypdf with some letters twice: it takes no account of /ActualText
    "Hindi": "आज मन शांत है, अच्छी नींद आई।",
    "Thai": "วันนี้รู้สึกดี นอนหลับสบาย",
    "Hebrew with points": "שָׁלוֹם",
    "Indian": "আজ ਪੰਜਾਬੀ ગુજરાતી ଓଡ଼ିଆ தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල",
    "Others": "ທົດສອບ ភាសាខ្មែរ မြန်မာ ኢትዮጵያ Հայերեն ދިވެހި ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "Joined emoji": "👩‍⚕️ 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 1️⃣ ❤️‍🔥 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
}


class Press:
    """Sets texts as a report would, a page each."""

    def __init__(self, folder):
        (folder / "template.typ").write_text(TEMPLATE, encoding="utf-8")
        self._compiler = typst.Compiler(
            input=folder / "template.typ",
            root=folder,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[paths.resource("fonts")],
            ),
        )

    def pdf(self, *texts):
        data = json.dumps({"fonts": fonts.families(), "texts": texts})
        made, warnings = self._compiler.compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, sys_inputs={"data": data}
        )
        assert not warnings
        return made


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    return Press(tmp_path_factory.mktemp("press"))


def glyphs_by_font(page):
    """Return how many glyphs of each font a page draws."""
    names = {key: font.BaseFont for key, font in page.Resources.Font.items()}
    drawn, font = {}, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = str(names[str(operands[0])]).partition("+")[2].removesuffix("-Identity-H")
        if str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
            drawn[font] = drawn.get(font, 0) + codes // 2  # of two bytes each
    return drawn


@pytest.mark.parametrize("text", ["", "plain", "two\nlines", *SAMPLES.values(), *SHAPED.values()])
def test_what_the_fonts_have_stays_as_it_is(text):
    assert printable(text) == (unicodedata.normalize("NFC", text), ())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_note_can_be_read_out_of_the_report(press, name):
    text = PdfReader(io.BytesIO(press.pdf(SAMPLES[name]))).pages[0].extract_text()
    if name in ("Arabic", "Hebrew"):
        # pypdf gives what runs from right to left run by run: the words, not their order
        assert {*re.findall(r"\w+", SAMPLES[name])} <= {*re.findall(r"[^\W\d]+|\d+", text)}
    else:
        assert text.split() == SAMPLES[name].split()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
@pytest.mark.parametrize("name", [*SAMPLES, "Hindi", "Joined emoji"])
def test_poppler_reads_a_note_in_its_order(press, name, tmp_path):
    note = (SAMPLES | SHAPED)[name]
    (tmp_path / "note.pdf").write_bytes(press.pdf(note))
    command = ["pdftotext", str(tmp_path / "note.pdf"), "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    # poppler marks directions, and takes narrow spaces beside wide signs for none
    assert re.sub(r"[\u202a-\u202c\s]", "", read) == re.sub(r"\s", "", note)


@pytest.mark.parametrize("text", [*SAMPLES.values(), *SHAPED.values()])
def test_every_font_is_embedded(press, text):
    with pikepdf.open(io.BytesIO(press.pdf(text))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
            assert "/ToUnicode" in font


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a \U00012000 b", "U+12000"),  # cuneiform
        ("a \u0f56 b", "U+0F56"),  # Tibetan
        ("a \u3400 b", "U+3400"),  # a rare Han character
        ("a \ue000 b", "U+E000"),  # of private use, though Inter has it
        ("a \x00 b", "U+0000"),
        ("a \x07 b", "U+0007"),
        ("a \ud800 b", "U+D800"),  # half a character
        ("a \ufffe b", "U+FFFE"),
        ("a \u0378 b", "U+0378"),  # not assigned
        ("a \U0010ffff b", "U+10FFFF"),
    ],
)
def test_a_character_that_no_font_has_is_replaced_visibly_and_told(press, text, code):
    found = printable(text)
    assert found == ("a \ufffd b", (code,))
    assert press.pdf(found.content)


def test_all_of_a_report_is_looked_through_and_each_character_told_once():
    content = {
        "notes": [{"text": "a\U0001e900", "dir": "ltr"}, "\u0f56\U0001e900"],
        "size": (1, 2.5, None, True),
    }
    assert printable(content) == (
        {
            "notes": [{"text": "a\ufffd", "dir": "ltr"}, "\ufffd\ufffd"],
            "size": [1, 2.5, None, True],
        },
        ("U+1E900", "U+0F56"),
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a b"),
        ("\ufeffsoft\u00adhyphen", "softhyphen"),
        ("e\u0301", "é"),
        ("\uf900", "豈"),  # one of the forms that Unicode has twice
        ("a\u202etxet\u202cb", "atxetb"),  # it would be read from behind
        ("a \u2067b", "a b"),  # it would turn around what comes after
        ("a\u2069 \u2068b\u2069\u2066", "a \u2068b\u2069"),
        ("\u2067a\nb\u2069", "a\nb"),
        ("a\U000e0041\U000e007fb", "ab"),  # letters of a flag that is not there
    ],
)
def test_what_has_no_form_does_not_disturb(text, printed):
    assert printable(text) == (printed, ())


# Typst draws the mark alone where the first font that has it lacks the letter
@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("x\u0331\u0302", {"Inter-Regular": 3}),
        ("क\u0301", {"NotoSansDevanagari-Regular": 1, "Inter-Regular": 1}),
        ("😀\u0301", {"NotoEmoji-Regular": 1, "Inter-Regular": 1}),
        ("ა\u0301", {"NotoSansGeorgian-Regular": 1, "Inter-Regular": 1}),
        ("a\u0651", {"Inter-Regular": 1, "NotoSansArabic-Regular": 1}),
        ("a\U0001f3fb", {"Inter-Regular": 1, "NotoEmoji-Regular": 1}),
        ("\u0301", {"Inter-Regular": 1}),
        (" \u09bf", {"Inter-Regular": 1, "NotoSansBengali-Regular": 1}),
    ],
)
def test_no_letter_is_lost_below_a_mark_of_another_font(press, text, drawn):
    with pikepdf.open(io.BytesIO(press.pdf(printable(text).content))) as pdf:
        assert glyphs_by_font(pdf.pages[0]) == drawn


@pytest.mark.parametrize(
    "text",
    [  # against the direction of the line, Typst would refuse the marks after the first
        "\u1087\u065f\ufffd\u0e4b\u0358\u05c4",
        "\u06ad\u0358\u0e3a\u2ba9\u0681",
        "\u200d\u05a2",
    ],
)
def test_marks_stand_apart_from_the_direction_of_the_line(press, text):
    assert press.pdf(printable(text).content)


def test_emoji_that_are_joined_to_something_else_are_taken_apart(press):
    assert printable("a\u200d😀\u200dक").content == "a\u200b😀\u200bक"
    assert printable("👩\u200d🚀").content == "👩\u200d🚀"


def test_letters_and_marks_of_all_fonts_in_any_order_are_all_drawn(press):
    families = fonts.codes_by_family()
    codes = sorted(set().union(*families.values()))
    marks = [chr(code) for code in codes if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")]
    letters = ["a", "क", "ب", "א", "ก", "中", "ა", "😀", "1"]
    texts = [letters[n % len(letters)] + mark for n, mark in enumerate(marks)]
    printed = [printable(text).content for text in texts]
    with pikepdf.open(io.BytesIO(press.pdf(*printed))) as pdf:
        for text, page in zip(texts, pdf.pages, strict=True):
            drawn = set(glyphs_by_font(page))
            having = {
                family.replace(" ", "").replace("CJKSC", "CJKsc") + "-Regular"
                for family, codes in families.items()
                if ord(text[0]) in codes
            }
            assert having & drawn, ascii(text)


@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(st.text(st.characters(), min_size=1), min_size=1, max_size=30))
def test_typst_refuses_no_text(press, texts):
    assert press.pdf(*printable(texts).content)


def test_typst_refuses_no_character_of_the_fonts(press):
    codes = sorted(set().union(*fonts.codes_by_family().values()))
    texts = ["".join(map(chr, codes[n : n + 500])) for n in range(0, len(codes), 500)]
    found = printable(texts)
    assert found.replaced == ()
    assert press.pdf(*found.content)
