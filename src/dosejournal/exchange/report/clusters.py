"""Letters with the marks that are drawn onto them, so that none is lost between two fonts.

Typst looks for a font that has the last mark. Where that font lacks the letter below, Typst draws
the mark alone, and says nothing of the letter. Such a mark is parted from its letter here by a
space of no width, with the direction of its script: each is then drawn by a font that has it. So
are emoji that are joined to something that no emoji is joined to.
"""

import functools
import re
import unicodedata

from dosejournal.exchange.report import fonts

_PARTED = "\N{ZERO WIDTH SPACE}"
_FROM_LEFT, _FROM_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}"
_END = "\N{POP DIRECTIONAL ISOLATE}"
_JOINER = "\N{ZERO WIDTH JOINER}"
_CHOOSING = "\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"  # forms, flags
FORMLESS = "\u034f\u061c\u180b-\u180d\u200b-\u200f\u2060-\u2064\u2066-\u2069" + _CHOOSING
"""What joins or chooses forms and has none, as ranges: no font need have it."""

_FORMLESS = re.compile(f"[{FORMLESS}]+")
# the voicing of half-width kana, and the colours of skin
_LIKE_MARKS = "\uff9e\uff9f\U0001f3fb-\U0001f3ff"
_SEMITIC = re.compile("[\u0590-\u08ff\ufb1e]")


def parted(text: str) -> str:
    """Return text whose marks are each drawn by a font that has them, and no letter is lost."""
    if not _joining().search(text):  # much quicker than to look for letters before marks
        return text
    return _clusters().sub(lambda found: _settled(found.group()), text)


@functools.cache
def _joining() -> re.Pattern[str]:
    return re.compile(f"{_mark()}|{_JOINER}")


@functools.cache
def _clusters() -> re.Pattern[str]:
    """Return what finds a letter with marks, signs that are joined, or marks without a letter."""
    mark = _mark()
    return re.compile(f"[^\n]?{mark}*(?:{_JOINER}[^\n]{mark}*)+|[^\n]?{mark}+")


@functools.cache
def _mark() -> str:
    marks = {chr(code) for codes in fonts.codes_by_family().values() for code in codes}
    marks = {each for each in marks if unicodedata.category(each).startswith("M")}
    return f"[\u200c{_CHOOSING}{_LIKE_MARKS}{''.join(sorted(marks))}]"


@functools.lru_cache(maxsize=16_384)
def _settled(cluster: str) -> str:
    if _JOINER in cluster and not _is_whole(cluster):
        parts = (part for part in cluster.split(_JOINER) if part)
        return _PARTED.join(_settled_marks(part) for part in parts)
    return _settled_marks(cluster)


def _settled_marks(cluster: str) -> str:
    alone = bool(re.match(_mark(), cluster) or _FORMLESS.match(cluster))
    if not alone and _is_whole(cluster):
        return cluster
    kept, marks = ("", cluster) if alone else (cluster[0], cluster[1:])
    apart = ""
    for mark in marks:
        if kept and _is_whole(kept + mark):
            kept += mark
        elif _FORMLESS.match(mark):
            apart += mark
        else:
            # set against the direction of its script, it would take the place of those after it
            apart += _PARTED + (_FROM_RIGHT if _SEMITIC.match(mark) else _FROM_LEFT) + mark + _END
    return kept + apart


def _is_whole(cluster: str) -> bool:
    """Tell whether the first font that has the last mark has the letter and other marks too."""
    signs = _FORMLESS.sub("", cluster)
    if not signs[:1].isalpha() and any(unicodedata.category(each) == "Mc" for each in signs[1:]):
        return False  # drawn before what stands for a letter, and that by another font
    codes = [ord(sign) for sign in signs]
    for having in fonts.codes_by_family().values():
        if codes and codes[-1] in having:
            return having.issuperset(codes)
    return True
