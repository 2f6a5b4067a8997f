"""The recovery sheet on paper: the code of a journal, and what a person has to know of it.

Nothing on it tells what the journal holds, where it lies, or whose it is.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import typst

from dosejournal import i18n, paths
from dosejournal.exchange.report import Paper, fonts
from dosejournal.exchange.report.written import Written
from dosejournal.i18n import _

_SHEET = '#import "/sheet.typ": sheet\n#sheet(json(bytes("{data}")))\n'
_PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a sheet, and how the person's locale writes its day; the code is never shown."""

    code: str = field(repr=False)
    made_at: datetime
    locale: str = "en"
    paper: Paper = "a4"


def pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF file of one page."""
    at = int(sheet.made_at.timestamp())
    return cast(bytes, _compiler().compile(_source(sheet), format="pdf", timestamp=at))


def picture(sheet: Sheet, dots_per_inch: float) -> bytes:
    """Return the sheet as a PNG picture, for a printer."""
    made = _compiler().compile(_source(sheet), format="png", ppi=dots_per_inch)
    return cast(bytes, made)


def save_name(day: str) -> Path:
    """Return the name proposed for a sheet: it tells nothing but its day."""
    return Path(f"recovery-sheet-{day}.pdf")


def _compiler() -> typst.Compiler:
    return typst.Compiler(
        root=paths.resource("recovery"),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[paths.resource("fonts")],
        ),
    )


def _source(sheet: Sheet) -> bytes:
    written = json.dumps(_content(sheet), ensure_ascii=False)
    written = written.replace("\\", "\\\\").replace('"', '\\"')
    return _SHEET.replace("{data}", written).encode()


def _content(sheet: Sheet) -> dict[str, Any]:
    day = Written(sheet.locale, i18n.language()).day(sheet.made_at.date())
    return {
        "paper": _PAPERS[sheet.paper],
        "fonts": fonts.families(),
        "language": i18n.language(),
        "rtl": i18n.language() in _RIGHT_TO_LEFT,
        "title": _("Recovery sheet of DoseJournal"),
        "made": _("Made on {day}").format(day=day),
        "purpose": _(
            "The code below opens an encrypted journal when its passphrase is lost. Whoever has "
            "this page and the files of the journal can read it."
        ),
        "groups": sheet.code.split("-"),
        "letters": _(
            "Capital or small letters are the same. The letters I, L and O are not in it: what "
            "looks like them is a 1 or a 0."
        ),
        "parts": [
            {
                "title": _("Where to keep it"),
                "text": _(
                    "On paper, where you keep other papers that matter, and away from the "
                    "computer. Do not photograph it, and delete the file it was printed from."
                ),
            },
            {
                "title": _("How to use it"),
                "text": _(
                    "Open the journal, choose “Use the recovery sheet…” in the window that asks "
                    "for the passphrase, and type the code. Then set a new passphrase in the "
                    "settings. It needs the file that ends in “.recovery” beside the journal: "
                    "keep that file with every copy."
                ),
            },
            {
                "title": _("When it is void"),
                "text": _(
                    "As soon as the passphrase is changed or removed, or a newer sheet is made. "
                    "Destroy this page then."
                ),
            },
        ],
    }
