"""The bundled fonts of a report, and what is said of them."""

import importlib.util
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dosejournal import paths
from dosejournal.exchange.report import fonts

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def making():
    place = ROOT / "packaging" / "fonts.py"
    spec = importlib.util.spec_from_file_location("making_of_fonts", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_the_fonts_are_said_to_have_is_what_they_have(making):
    told = json.loads(paths.resource("fonts/coverage.json").read_text(encoding="utf-8"))
    found = making.coverage(paths.resource("fonts"))
    assert {family: making.ranges(codes) for family, codes in found.items()} == told
    assert fonts.codes_by_family() == found
    assert fonts.families() == tuple(found)


def test_every_font_has_a_licence_beside_it_and_may_be_embedded(making):
    every = paths.resource("fonts").rglob("*")
    files = sorted(path for path in every if path.suffix in (".otf", ".ttf"))
    assert sorted(making.files(paths.resource("fonts"))) == files
    for path in files:
        assert "SIL OPEN FONT LICENSE" in (path.parent / "OFL.txt").read_text(encoding="utf-8")
        assert TTFont(path)["OS/2"].fsType == 0


def test_the_fonts_have_no_colours_and_stand_still(making):
    for path in making.files(paths.resource("fonts")):
        assert not {"COLR", "CBDT", "SVG ", "sbix", "fvar"} & set(TTFont(path).keys())


def test_the_sign_for_a_missing_character_is_there():
    assert any(0xFFFD in codes for codes in fonts.codes_by_family().values())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今日は良い", "ja"),
        ("今天很好", "zh"),
        ("오늘은 좋아요", "ko"),
        ("today", None),
        ("اليوم", None),
    ],
)
def test_a_text_says_which_forms_of_han_characters_it_wants(text, language):
    assert fonts.han_language(text) == language
