"""Makes the fonts of the report from the Noto fonts as published, and says what they cover.

.venv/bin/python packaging/fonts.py --from FOLDER    # makes resources/fonts/noto anew
.venv/bin/python packaging/fonts.py                  # writes resources/fonts/coverage.json alone

FOLDER holds the font files of the Debian packages fonts-noto-core (20201225-1) and fonts-noto-cjk
(20220127+repack1-1), and NotoEmoji_400Regular.ttf of the npm package @expo-google-fonts/noto-emoji
(0.4.7). All are under the SIL Open Font License without a reserved name that they carry: the one
name reserved, "Source", is in none of ours. What is taken out of them: hints, which paper does not
need; what neither Inter nor a report has a use for; and of Noto Sans CJK all but the characters of
the national standards, in Chinese forms and, where text is marked as Japanese, Japanese ones.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "resources" / "fonts"
COVERAGE = FONTS / "coverage.json"

Ranges = tuple[tuple[int, int], ...]

# the order in which a font is looked for: letters, then signs, then Han
SCRIPTS = (
    *("Arabic", "Hebrew", "Armenian", "Georgian", "Thaana", "Ethiopic", "Tifinagh"),
    *("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada"),
    *("Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar"),
)
LETTERS: Ranges = (
    *((0x20, 0x7E), (0xA0, 0x52F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF)),
    *((0x2000, 0x20FF), (0x2C60, 0x2C7F), (0x2DE0, 0x2DFF), (0x2E00, 0x2E7F), (0xA640, 0xA69F)),
    *((0xA700, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)),
)
SIGNS: dict[str, Ranges] = {
    "Math": (
        (0x20, 0x20),
        (0x2100, 0x22FF),
        (0x27C0, 0x27EF),
        (0x2A00, 0x2AFF),
        (0x1D400, 0x1D7FF),
    ),
    "Symbols": ((0x20, 0x20), (0x2100, 0x27BF)),
    "Symbols2": ((0x20, 0x20), (0x2190, 0x27BF), (0x2B00, 0x2BFF)),
}
ASIAN: Ranges = (
    *((0x20, 0x20), (0x2E80, 0x2FDF), (0x3000, 0x318E), (0x31A0, 0x31BF), (0x31F0, 0x33FF)),
    *((0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2)),  # the parts of Hangul in use
    *((0x2500, 0x257F), (0x25CC, 0x25CC), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF)),
)
# by PDF/A: a code of private use says nothing, and the mark of the byte order is no character
REFUSED = {
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0xE000, 0xF900),
    0xFEFF,
    *range(0xF0000, 0x110000),
}
# put below a mark in a strange place by the first font that has it, with the mark or without
DOTTED_CIRCLE = {0x25CC}
STANDARDS = ("gb2312", "shift_jis", "big5", "euc_kr")
# of spoken Cantonese, and of names
BESIDES = (
    "冚冧咗哋啩啱啲喺嗮嗰嗱嘅嘢嘥噃嚟嚿嫑孭尛揼揾搲攞攰曱氹瞓甴睺糭罉肶膶蠄踎踭鈪鎅餸鱲𠮶𨋢𡃁"
    "堃赟祎骉婳镕飏鹍髙﨑濵栁𠮷"
)
JAPANESE = "shift_jis"
KANA: Ranges = ((0x3000, 0x30FF), (0xFF00, 0xFFEF))
SIMPLIFIED = 2  # of the fonts in the collection


def main(arguments: list[str]) -> int:
    """Make the fonts, if told from what, and write what all of them cover."""
    parser = argparse.ArgumentParser(description="Make the fonts of the report.")
    parser.add_argument("--from", dest="folder", type=Path, help="where the published fonts lie")
    folder = parser.parse_args(arguments).folder
    if folder is not None:
        make(folder, FONTS / "noto")
    covered = {family: ranges(found) for family, found in coverage(FONTS).items()}
    COVERAGE.write_text(json.dumps(covered, indent=0) + "\n", encoding="utf-8")
    print(f"{sum(path.stat().st_size for path in files(FONTS)) / 1e6:.1f} MB of fonts")
    return 0


def make(source: Path, target: Path) -> None:
    """Write the fonts made of those in `source`."""
    target.mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS:
        name = f"NotoSans{script}-Regular.ttf"
        font = opened(source / name)
        save(font, set(font.getBestCmap()) - DOTTED_CIRCLE, target / name)
    for name, wanted in {"": LETTERS, **SIGNS}.items():
        file = f"NotoSans{name}-Regular.ttf"
        save(opened(source / file), expanded(wanted) - DOTTED_CIRCLE, target / file)
    emoji = opened(source / "NotoEmoji_400Regular.ttf")
    save(emoji, emoji.getBestCmap(), target / "NotoEmoji-Regular.ttf")
    asian = opened(source / "NotoSansCJK-Regular.ttc", SIMPLIFIED)
    japanese_alone(asian, han(JAPANESE) | expanded(KANA))
    wanted = expanded(ASIAN).union(map(ord, BESIDES), *map(han, STANDARDS))
    save(asian, wanted, target / "NotoSansCJKsc-Regular.otf", ["ccmp", "locl"])


def opened(path: Path, number: int = 0) -> TTFont:
    """Return a font that keeps the time of its making: the same input gives the same file."""
    return TTFont(path, fontNumber=number, recalcTimestamp=False)


def save(
    font: TTFont, wanted: Iterable[int], path: Path, features: Collection[str] = ("*",)
) -> None:
    """Write the part of a font that `wanted` needs, without hints."""
    options = subset.Options()
    options.hinting = options.glyph_names = options.recalc_timestamp = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.layout_features = list(features)
    options.drop_tables += ["BASE", "DSIG", "STAT", "VORG", "gasp", "meta", "vhea", "vmtx"]
    part = subset.Subsetter(options)
    part.populate(unicodes=[code for code in wanted if code >= 0x20])
    part.subset(font)
    wide_only(font)
    font.save(path)


def wide_only(font: TTFont) -> None:
    """Leave one table of characters, of 32 bits: in one of 16, Typst misses glyphs after 32767."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length = 12, 0, 0
    table.cmap = font.getBestCmap()
    font["cmap"].tables = [table]


def japanese_alone(font: TTFont, codes: set[int]) -> None:
    """Let a font have Japanese forms of `codes` besides its own, and of no other language."""
    table, glyphs = font["GSUB"].table, font.getBestCmap()
    kept = {glyphs[code] for code in codes if code in glyphs}
    kept |= {
        glyphs[code] for code in expanded(((0x3000, 0x30FF), (0xFF00, 0xFFEF))) if code in glyphs
    }
    for record in table.ScriptList.ScriptRecord:
        found = [each for each in record.Script.LangSysRecord if each.LangSysTag == "JAN "]
        record.Script.LangSysRecord = found
        record.Script.LangSysCount = len(found)
    local = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "locl"
        for number in record.Feature.LookupListIndex
    }
    for number in local:
        for part in table.LookupList.Lookup[number].SubTable:
            forms = getattr(part, "ExtSubTable", part)
            forms.mapping = {old: new for old, new in forms.mapping.items() if old in kept}


def han(codec: str) -> set[int]:
    """Return the Han characters of a national standard."""
    pairs = (bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    decoded = (pair.decode(codec, "ignore") for pair in pairs)
    return {ord(text) for text in decoded if len(text) == 1 and 0x4E00 <= ord(text) <= 0x9FFF}


def coverage(folder: Path) -> dict[str, set[int]]:
    """Return what each family has, in the order they are looked through."""
    found = {}
    for path in files(folder):
        font = opened(path)
        family = str(font["name"].getBestFamilyName())
        codes = {code for code in font.getBestCmap() if code not in REFUSED}
        found[family] = found.get(family, codes) & codes
    return found


def files(folder: Path) -> list[Path]:
    """Return the font files in the order they are looked through."""
    noto = folder / "noto"
    plain = ("", *SCRIPTS)
    return [
        *sorted(folder.glob("Inter-*.otf")),
        *(noto / f"NotoSans{name}-Regular.ttf" for name in plain),
        noto / "NotoEmoji-Regular.ttf",
        *(noto / f"NotoSans{name}-Regular.ttf" for name in SIGNS),
        noto / "NotoSansCJKsc-Regular.otf",
    ]


def expanded(wanted: Ranges) -> set[int]:
    """Return every code of some ranges."""
    return {code for first, last in wanted for code in range(first, last + 1)}


def ranges(codes: Collection[int]) -> str:
    """Return codes as text: "20-7e a0"."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
