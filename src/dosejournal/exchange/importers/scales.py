"""The measures that a file's values go to: the journal's own where they fit, else new ones."""

from collections.abc import Iterable
from dataclasses import replace

from dosejournal.domain.measures import LONGEST_NAME, Kind, Measure, key_for
from dosejournal.exchange.importers.rows import RowError
from dosejournal.i18n import _, ngettext


class FileMeasures:
    """Finds the measure for each scale of a file, and gathers those that the journal lacks."""

    def __init__(self, known: Iterable[Measure], program: str) -> None:
        """Start from the journal's measures; `program` tells a new one from one of its name."""
        self._all = list(known)
        self._program = program
        self._new: list[Measure] = []
        self._chosen: dict[tuple[object, ...], Measure] = {}

    @property
    def new(self) -> tuple[Measure, ...]:
        """The measures that the journal does not have yet."""
        return tuple(self._new)

    def by_key(self, key: str) -> Measure | None:
        """Return the measure with this key."""
        return next((measure for measure in self._all if measure.key == key), None)

    def named(self, name: str) -> Measure | None:
        """Return the measure with this name or key, whatever its capitals."""
        wanted = name.casefold()
        found = (m for m in self._all if wanted in (m.name.casefold(), m.key.casefold()))
        return next(found, None)

    def fitting(
        self,
        name: str,
        kind: Kind = "number",
        minimum: float | None = None,
        maximum: float | None = None,
        unit: str = "",
    ) -> Measure:
        """Return the measure of this name with just these limits; a new one where there is none.

        A new one is archived: it shows its past but is not asked for in check-ins.

        Raises:
            RowError: the name is empty or too long for a measure.
        """
        wanted = (name.casefold(), kind, minimum, maximum, unit.casefold())
        if wanted not in self._chosen:
            self._chosen[wanted] = self._find(name, wanted) or self.add(
                Measure(
                    key="",
                    name=_checked(name),
                    kind=kind,
                    minimum=minimum,
                    maximum=maximum,
                    unit=unit,
                    better="neither",
                    archived=True,
                )
            )
        return self._chosen[wanted]

    def add(self, measure: Measure) -> Measure:
        """Gather a new measure under a name and a key of its own."""
        added = replace(
            measure,
            name=self._free_name(measure.name),
            key=measure.key or key_for(measure.name, (other.key for other in self._all)),
        )
        self._all.append(added)
        self._new.append(added)
        return added

    def remarks(self) -> list[str]:
        """Return what is to be said about new measures."""
        n = sum(measure.archived for measure in self._new)
        if not n:
            return []
        return [
            ngettext(
                "{n} new measure is added as an archived one: it shows in trends, and is not "
                "asked for in check-ins until you put it back in Settings.",
                "{n} new measures are added as archived ones: they show in trends, and are not "
                "asked for in check-ins until you put them back in Settings.",
                n,
            ).format(n=n)
        ]

    def _find(self, name: str, wanted: tuple[object, ...]) -> Measure | None:
        _name, kind, minimum, maximum, unit = wanted
        stem = f"{name} ({self._program}".casefold()
        for measure in self._all:
            alike = measure.name.casefold() == name.casefold() or (
                measure.archived and measure.name.casefold().startswith(stem)
            )
            limits = (measure.kind, measure.minimum, measure.maximum, measure.unit.casefold())
            if alike and limits == (kind, minimum, maximum, unit):
                return measure
        return None

    def _free_name(self, name: str) -> str:
        names = {measure.name.casefold() for measure in self._all}
        tried, n = name, 1
        while tried.casefold() in names:
            end = f" ({self._program})" if n == 1 else f" ({self._program} {n})"
            tried, n = name[: LONGEST_NAME - len(end)] + end, n + 1
        return tried


def _checked(name: str) -> str:
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME:
        raise RowError(_("The name of a measure has 1 to {n} characters.").format(n=LONGEST_NAME))
    return clean
