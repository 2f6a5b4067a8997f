"""Doses of the PsychonautWiki Journal: in units of the person's own, and how they were taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from dosejournal.domain import amounts
from dosejournal.errors import JournalError
from dosejournal.exchange.importers.json_records import Record, amount, number, text
from dosejournal.i18n import _

_SAY_HOW_MUCH = (
    "dose", "estimatedDoseStandardDeviation", "isDoseAnEstimate", "customUnitId", "units",
)  # fmt: skip
_PLAIN = (int, float, str, type(None))
_EXACT = Context(prec=12)
_ROUGH = Context(prec=3)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much was taken: `written` says it where the amount itself cannot be known."""

    amount: str | None
    unit: str
    estimated: bool = False
    plus_minus: str | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of the person's own, such as a gummy of 2.5 mg."""

    name: str
    original: str
    dose: Decimal | None
    margin: Decimal | None
    estimated: bool


class Units:
    """The units of the person's own that a file describes."""

    def __init__(self, described: Iterable[Any]) -> None:
        self._known: dict[tuple[Any, ...], Quantity] = {}
        self._units: dict[Any, _Unit] = {}
        for each in described:
            if isinstance(each, dict) and isinstance(each.get("id", 0), int | str):
                try:
                    # a number of 0 is a default, and left out
                    self._units[each.get("id", 0)] = _unit(each)
                except JournalError:
                    # doses in it stay of an unknown amount
                    continue

    def quantity(self, ingestion: Record) -> Quantity:
        """Return how much an ingestion was; a missing dose is unknown.

        Raises:
            JournalError: it says so in a way that cannot be read.
        """
        # a person takes the same again and again
        values = [ingestion.get(key) for key in _SAY_HOW_MUCH]
        if not all(isinstance(value, _PLAIN) for value in values):
            return self._quantity(ingestion)
        said = (*values, *map(type, values))
        if said not in self._known:
            self._known[said] = self._quantity(ingestion)
        return self._known[said]

    def _quantity(self, ingestion: Record) -> Quantity:
        dose = number(ingestion, "dose")
        margin = number(ingestion, "estimatedDoseStandardDeviation")
        about = ingestion.get("isDoseAnEstimate") is True
        number_of_unit = ingestion.get("customUnitId")
        if number_of_unit is None:
            return _quantity(dose, amounts.unit(text(ingestion, "units")), margin, about=about)
        known = isinstance(number_of_unit, int | float | str)
        unit = self._units.get(number_of_unit) if known else None
        if unit is None or unit.dose is None or dose is None:
            return Quantity(
                None,
                "" if unit is None else unit.original,
                written="" if dose is None else _in_units(dose, unit),
            )
        return _quantity(
            _EXACT.multiply(dose, unit.dose),
            unit.original,
            _margin((dose, margin), (unit.dose, unit.margin)),
            about=about or unit.estimated,
        )


class Ways:
    """Says in the lines of a note how a dose was taken; by mouth is no word worth."""

    def __init__(self) -> None:
        self._routes = _routes()
        self._fullness = _fullness()

    def lines(self, ingestion: Record) -> list[str]:
        """Return the lines for an ingestion."""
        said = []
        route = text(ingestion, "administrationRoute")
        if route and route.upper() != "ORAL":
            words = self._routes.get(route.upper(), route)
            said.append(_("Route: {route}").format(route=words))
        stomach = text(ingestion, "stomachFullness")
        if stomach:
            fullness = self._fullness.get(stomach.upper(), stomach)
            said.append(_("Stomach: {fullness}").format(fullness=fullness))
        return said


def _unit(described: Record) -> _Unit:
    return _Unit(
        name=text(described, "unit") or text(described, "name"),
        original=amounts.unit(text(described, "originalUnit")),
        dose=number(described, "dose"),
        margin=number(described, "estimatedDoseStandardDeviation"),
        estimated=described.get("isEstimate") is True,
    )


def _quantity(dose: Decimal | None, unit: str, margin: Decimal | None, *, about: bool) -> Quantity:
    if dose is None:
        return Quantity(None, unit)
    plus_minus = amount(_ROUGH.plus(margin)) if margin else None
    return Quantity(amount(dose), unit, about or plus_minus is not None, plus_minus)


def _margin(
    one: tuple[Decimal, Decimal | None], other: tuple[Decimal, Decimal | None]
) -> Decimal | None:
    """Return the standard deviation of a product whose two factors are uncertain by theirs."""
    if not one[1] and not other[1]:
        return None
    (x, of_x), (y, of_y) = ((value, margin or Decimal(0)) for value, margin in (one, other))
    return _EXACT.sqrt(of_x**2 * (y**2 + of_y**2) + x**2 * of_y**2)


def _in_units(dose: Decimal, unit: _Unit | None) -> str:
    written = amount(dose) or ""
    if unit is None:
        return _("{n} of a unit that the file does not describe").format(n=written)
    return _("{n} × {unit}").format(n=written, unit=unit.name)


def _routes() -> Mapping[str, str]:
    return {
        "SUBLINGUAL": _("under the tongue"),
        "BUCCAL": _("in the cheek"),
        "INSUFFLATED": _("through the nose"),
        "RECTAL": _("rectal"),
        "TRANSDERMAL": _("through the skin"),
        "SUBCUTANEOUS": _("under the skin"),
        "INTRAMUSCULAR": _("into a muscle"),
        "INTRAVENOUS": _("into a vein"),
        "SMOKED": _("smoked"),
        "INHALED": _("inhaled"),
    }


def _fullness() -> Mapping[str, str]:
    return {
        "EMPTY": _("empty"),
        "QUARTERFULL": _("a quarter full"),
        "HALFFULL": _("half full"),
        "FULL": _("full"),
        "VERYFULL": _("very full"),
    }
