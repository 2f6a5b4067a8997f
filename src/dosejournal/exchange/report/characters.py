"""What of a person's text can be printed, and a visible sign for what cannot.

Typst refuses a document with a character that no font has, and PDF/A one of private use. Such a
character is replaced by U+FFFD and told; what has no form and would only disturb is left out.
Text is brought into composed form (NFC): the same text, and what the fonts were drawn for.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dosejournal.exchange.report import clusters, fonts

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_PLAIN = re.compile("[\n -~]*")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# places to hyphenate, over which a search stumbles; what turns the order of other text around;
# remains of files; the letters of a flag without a flag
_LEFT_OUT = re.compile(
    "[\u00ad\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0001]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
_BEGINNINGS, _END = "\u2066\u2067\u2068", "\u2069"
_ISOLATING = re.compile(f"[{_BEGINNINGS}{_END}]")


class Printable(NamedTuple):
    """What can be printed of something, and the characters replaced in it: "U+1F6D8"."""

    content: Any
    replaced: tuple[str, ...]


def printable(content: Any) -> Printable:
    """Return a text, or every text in mappings and sequences, as it can be printed.

    The characters replaced are named once each, in the order in which they first appear. Keys of
    mappings are names of our own and stay as they are.
    """
    replaced: dict[str, None] = {}
    return Printable(_settled(content, replaced), tuple(replaced))


def _settled(content: Any, replaced: dict[str, None]) -> Any:
    if isinstance(content, str):
        return content if _PLAIN.fullmatch(content) else _text(content, replaced)
    if isinstance(content, Mapping):
        return {key: _settled(value, replaced) for key, value in content.items()}
    if isinstance(content, Sequence):
        return [_settled(each, replaced) for each in content]
    return content


def _text(text: str, replaced: dict[str, None]) -> str:
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    text = _LEFT_OUT.sub("", text)
    if _ISOLATING.search(text):
        text = "\n".join(map(_ended, text.split("\n")))

    def sign(found: re.Match[str]) -> str:
        replaced[f"U+{ord(found.group()):04X}"] = None
        return REPLACEMENT

    return clusters.parted(_nowhere().sub(sign, text))


def _ended(line: str) -> str:
    """Return a line whose isolates all end in it, so that none turns around what comes after."""
    kept, open_places = list(line), []
    for place, character in enumerate(line):
        if character in _BEGINNINGS:
            open_places.append(place)
        elif character == _END and open_places:
            open_places.pop()
        elif character == _END:
            kept[place] = ""
    for place in open_places:
        kept[place] = ""
    return "".join(kept)


@functools.cache
def _nowhere() -> re.Pattern[str]:
    return fonts.nowhere(besides=f"\n{clusters.FORMLESS}")
