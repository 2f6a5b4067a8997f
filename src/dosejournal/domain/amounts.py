"""Amounts and units of doses: decimals stay as typed, unknown is empty and never 0."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from dosejournal.domain import notes
from dosejournal.errors import InputError
from dosejournal.i18n import _

UNITS = ("µg", "mg", "g", "mL", "drops", "tablets", "IU")
LONGEST_UNIT = 40

_SPELLINGS = {
    "µg": "µg", "ug": "µg", "mcg": "µg", "microgram": "µg", "micrograms": "µg",
    "mg": "mg", "milligram": "mg", "milligrams": "mg",
    "g": "g", "gram": "g", "grams": "g",
    "ml": "mL", "millilitre": "mL", "millilitres": "mL", "milliliter": "mL", "milliliters": "mL",
    "drop": "drops", "drops": "drops",
    "tablet": "tablets", "tablets": "tablets", "tab": "tablets", "tabs": "tablets",
    "iu": "IU", "i.u.": "IU",
}  # fmt: skip
_LARGEST = Decimal(10) ** 9
_LONGEST_AMOUNT = 30
# "1,000" is a thousand to one reader and one to another: a dose must not rest on that
_TWO_READINGS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")


def unit(text: str) -> str:
    """Return the usual spelling of a known unit, and any other unit as the person wrote it."""
    written = " ".join(notes.storable(text).split())
    if len(written) > LONGEST_UNIT:
        raise InputError(
            _("A unit has at most {n} characters. Nothing was recorded; shorten it.").format(
                n=LONGEST_UNIT
            )
        )
    # NFKC makes the micro sign (U+00B5) and the Greek letter (U+03BC) one: the Greek letter
    folded = (
        unicodedata.normalize("NFKC", written).casefold().replace("\N{GREEK SMALL LETTER MU}", "µ")
    )
    return _SPELLINGS.get(folded, written)


def amount(text: str) -> str:
    """Return an amount as decimal text with the decimals as typed; a comma is a decimal sign.

    Raises:
        InputError: the text is no number from 0 to a thousand million, or its comma may as well
            part thousands.
    """
    if _TWO_READINGS.fullmatch(text.strip()):
        raise InputError(
            _(
                "That amount can be read in two ways: with thousands, or with three decimals. "
                "Nothing was recorded; write thousands without a sign between them, "
                "or another number of decimals."
            )
        )
    written = text.strip().replace(",", ".")
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise InputError(_not_an_amount()) from None
    plain = written.isascii() and "e" not in written.casefold() and "_" not in written
    if not plain or not number.is_finite() or len(written) > _LONGEST_AMOUNT:
        raise InputError(_not_an_amount())
    if number.is_signed() or number > _LARGEST:
        raise InputError(_not_an_amount())
    return written.removeprefix("+")


def _not_an_amount() -> str:
    return _(
        "That is not an amount such as 10 or 2.5. Nothing was recorded; "
        "correct it, or leave it empty when it is unknown."
    )
