"""Numbers as people write them: decimals as typed, unknown stays unknown."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dosejournal.domain import amounts
from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers.choices import Choice
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _

_UNKNOWN = frozenset(
    ("", "?", "-", "–", "—", "n/a", "na", "nan", "null", "none", "unknown", "not known")
)
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']+")
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)"
_NUMBER = re.compile(
    rf"(?P<about>~|≈|ca\.?|about)?\s*(?P<sign>[-+−])?(?P<number>{_DIGITS})?"
    r"\s*(?P<part>[½¼¾])?"
    rf"(?:\s*/\s*(?P<maximum>{_DIGITS}))?"
    rf"(?:\s*(?:±|\+/-)\s*(?P<plus_minus>{_DIGITS}))?"
    # what has digits or marks, as `2x5`, `5-10` or `50+`, says more than one number and its unit
    r"\s*(?P<unit>(?:[^\W\d_]|[%°€$£¥])[^\d?!<>=~+]*)?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
_PARTS = {"½": "5", "¼": "25", "¾": "75"}
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_WITH_SIGN = re.compile(r"\d*[.,][\d.,]*\d")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number as decimal text, with what was written around it."""

    text: str
    maximum: str | None = None
    unit: str = ""
    about: bool = False
    plus_minus: str | None = None

    @property
    def value(self) -> float:
        """The number itself."""
        return float(self.text)


def is_unknown(text: str) -> bool:
    """Say whether a cell says that there is no value."""
    return text.strip().casefold() in _UNKNOWN


class NumberColumn:
    """Reads the numbers of a column, whose decimal sign is decided over all its values."""

    def __init__(
        self, column: str, values: Iterable[str], answers: Answers, *, by_hand: bool = False
    ) -> None:
        """Decide the decimal sign of the column, which the person knows by this name.

        Where a table may come from a person's own sheet with commas for decimals, `by_hand`,
        a point may part thousands.
        """
        self._column = column
        proved = _proved_sign((v for v in values if len(v) <= _LONGEST), by_hand)
        self._sign = Choice(f"decimal:{column}", (",", "."), proved, answers)
        self._read: dict[str, Number] = {}

    def question(self) -> Question | None:
        """Return the question of the decimal sign, where no value proves it."""
        return self._sign.question(
            _(
                "In “{column}”, which sign parts the decimals? No number of the file proves it, "
                "and until you say so the rows concerned wait."
            ).format(column=self._column),
            (
                _("The comma: 1,125 is a little more than one"),
                _("The point: 1,125 is more than a thousand"),
            ),
        )

    def is_number(self, text: str) -> bool:
        """Say whether a cell holds a number, be its decimal sign known already or not."""
        try:
            self.read(text)
        except RowError:
            return self._sign.asks and _form(_plain_digits(text.strip())) is not None
        return True

    def read(self, text: str) -> Number:
        """Return the number that a cell holds.

        Raises:
            RowError: it holds none, or its decimal sign is not known yet.
        """
        if text not in self._read:
            self._read[text] = self._number(_plain_digits(text.strip()))
        return self._read[text]

    def _number(self, written: str) -> Number:
        if duration := _DURATION.fullmatch(written):
            hours = int(duration[1]) + int(duration[2]) / 60
            return Number(f"{hours:.4f}".rstrip("0").rstrip("."), unit="h")
        found = _form(written)
        if found is None:
            raise RowError(_("“{column}” is not a number.").format(column=self._column))
        return Number(
            text=_signed(found["sign"]) + self._with_part(found),
            maximum=self._decimal(found["maximum"]) if found["maximum"] else None,
            unit=(found["unit"] or "").strip(),
            about=bool(found["about"] or found["plus_minus"]),
            plus_minus=self._decimal(found["plus_minus"]) if found["plus_minus"] else None,
        )

    def _with_part(self, found: re.Match[str]) -> str:
        whole = self._decimal(found["number"]) if found["number"] else "0"
        if found["part"] is None:
            return whole
        if "." in whole:
            raise RowError(_("“{column}” is not a number.").format(column=self._column))
        return f"{whole}.{_PARTS[found['part']]}"

    def _decimal(self, written: str) -> str:
        digits = _BLANKS.sub("", written).replace("’", "")
        both = "," in digits and "." in digits
        sign = max(",.", key=digits.rfind) if both else self._sign.made
        if sign is None and ("," in digits or "." in digits):
            raise RowError(_("Its decimal sign is not known: answer the question."))
        other = "." if sign == "," else ","
        if other in digits and not _grouped(digits.split(sign or ".")[0], other):
            raise RowError(_("“{column}” is not a number.").format(column=self._column))
        decimal = digits.replace(other, "").replace(",", ".")
        if decimal.count(".") > 1:
            raise RowError(_("“{column}” is not a number.").format(column=self._column))
        return decimal.removesuffix(".")


def _form(written: str) -> re.Match[str] | None:
    found = _NUMBER.fullmatch(written) if len(written) <= _LONGEST else None
    return found if found is not None and (found["number"] or found["part"]) else None


def _grouped(digits: str, sign: str) -> bool:
    found = _THOUSANDS.fullmatch(digits)
    return found is not None and found[1] == sign


def one_unit(written: str, stated: str) -> str:
    """Return the unit of a cell; `stated` is the one that its column or its row states.

    Raises:
        RowError: the two are not the same.
    """
    if written and stated and amounts.unit(written).casefold() != amounts.unit(stated).casefold():
        raise RowError(_("Two units are given for it: which one holds, nobody can tell."))
    return stated or written


def _plain_digits(text: str) -> str:
    """Return a text whose digits of any script are 0 to 9; ½ stays what it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def _signed(sign: str | None) -> str:
    return "-" if sign in ("-", "−") else ""


def _proved_sign(values: Iterable[str], by_hand: bool) -> str | None:
    """Return the decimal sign that the values prove, or None where it has to be asked."""
    proofs: set[str] = set()
    unclear = False
    for value in values:
        for digits in _WITH_SIGN.findall(value):
            proof = _proof(digits)
            unclear |= proof is None and (by_hand or "," in digits)
            proofs |= {proof} if proof else set()
    if len(proofs) == 1:
        return proofs.pop()
    # programs write points: a column of points alone, such as 1.125, is no question
    return None if proofs or unclear else "."


def _proof(digits: str) -> str | None:
    signs = [sign for sign in ",." if sign in digits]
    if len(signs) == 2:
        return max(signs, key=digits.rfind)
    grouped = _THOUSANDS.fullmatch(digits)
    if digits.count(signs[0]) > 1:
        # several of one sign part thousands, so the other one parts decimals
        return "." if signs[0] == "," else ","
    return None if grouped else signs[0]
