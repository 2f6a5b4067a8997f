"""Text that a person wrote, as the template takes it: with the direction in which it is read."""

import unicodedata

OwnText = dict[str, str]


def own(text: str) -> OwnText | None:
    """Return a person's text with its direction; None where there is none."""
    text = text.strip()
    return {"text": text, "dir": direction(text)} if text else None


def direction(text: str) -> str:
    """Return "rtl" where the first letter of a direction of its own is one of Hebrew or Arabic."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return "ltr"
