"""What is said of the day on which a version of a regimen began."""

from collections.abc import Iterable, Iterator
from math import floor

from dosejournal.domain.regimens import Regimen
from dosejournal.gui.entry_words import DOT
from dosejournal.gui.plan import regimen_words
from dosejournal.i18n import _
from dosejournal.journal.trends import DoseRow


def said(rows: Iterable[DoseRow], day: int) -> Iterator[str]:
    """Yield which regimens began or changed on a day, and what they foresee from then on."""
    for row in rows:
        for version in row.versions:
            if floor(version.starts) != day:
                continue
            told = summary(version.regimen)
            if version.is_first:
                yield _("regimen of {substance} began: {regimen}").format(
                    substance=row.name, regimen=told
                )
            else:
                yield _("regimen of {substance} changed: {regimen}").format(
                    substance=row.name, regimen=told
                )


def summary(regimen: Regimen) -> str:
    """Return what a version foresees: "10 mg · every 3 days · 08:00"."""
    told = (
        # an amount stays with its unit where there is no room for one line
        regimen_words.amount(regimen.step_on(regimen.starts_at.date())).replace(
            " ", "\N{NO-BREAK SPACE}"
        ),
        regimen_words.pattern(regimen.pattern),
        regimen_words.times(regimen.times),
    )
    return DOT.join(part for part in told if part)
