"""Notes written as fragments of HTML, as plain text."""

import html
import re

# only these are markup: `<3` and `a < b` are a person's own words
_NAMES = (
    "a|b|blockquote|big|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|s|small|span|"
    "strike|strong|sub|sup|u|ul"
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")


def to_text(fragment: str) -> str:
    """Return what a reader sees: line breaks kept, tags dropped, entities resolved."""
    if "<" in fragment:
        fragment = _BREAK.sub("\n", fragment)
        fragment = _TAG.sub("", _BLOCK_END.sub("\n", fragment))
    if "&" in fragment:
        fragment = _ENTITY.sub(lambda found: html.unescape(found[0]), fragment)
        fragment = fragment.replace("\N{NO-BREAK SPACE}", " ")
    return fragment.strip()


def note(title: str, body: str) -> str:
    """Return a note whose first line is its title, where it has one."""
    return "\n".join(part for part in (to_text(title), to_text(body)) if part)
