"""The report as pages, set by Typst: a PDF to keep, and the same pages as pictures.

The PDF declares PDF/A-2a and PDF/UA-1; Typst refuses what breaks them. What a person wrote goes
to the template as data and is never read as markup. Fonts are the bundled ones alone, so that the
same report has the same bytes on every computer.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import typst

from dosejournal import i18n, paths
from dosejournal.exchange.report import ReportContent, characters, fonts, sheet

_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_SHEET = '#import "/report.typ": report\n#report(json(bytes("{data}")))\n'


@dataclass(frozen=True, slots=True)
class Pdf:
    """A report as a PDF file, and the characters that no font has: "U+1F6D8"."""

    data: bytes
    replaced: tuple[str, ...]


class Typesetter:
    """Sets reports; kept open it sets one again within some milliseconds."""

    def __init__(self) -> None:
        self._root = paths.resource("report")
        self._compiler = typst.Compiler(
            root=self._root,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[paths.resource("fonts")],
            ),
        )

    def pdf(self, content: ReportContent) -> Pdf:
        """Return the report as a PDF file."""
        written_at = content.header.written_at
        source, replaced = self._source(content)
        made = self._compiler.compile(
            source,
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=int(written_at.timestamp()),
        )
        return Pdf(cast(bytes, made), replaced)

    def pages(self, content: ReportContent, dots_per_inch: float) -> list[bytes]:
        """Return the pages of the report as PNG pictures."""
        source, _replaced = self._source(content)
        made = self._compiler.compile(source, format="png", ppi=dots_per_inch)
        return [made] if isinstance(made, bytes) else list(made or [])

    def _source(self, content: ReportContent) -> tuple[bytes, tuple[str, ...]]:
        """Return the document, and the characters in it that no font has.

        Inputs of Typst would have it set every page anew.
        """
        data, replaced = characters.printable(sheet.of(content))
        data["fonts"] = fonts.families()
        if data["methods"] is not None:
            file = i18n.file_in_language(self._root, "methods.typ")
            data["methods"] = {
                "title": data["methods"],
                "file": f"/{file.relative_to(self._root).as_posix()}",
            }
        written = json.dumps(data, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
        return _SHEET.replace("{data}", written).encode(), replaced


def save_name(day: str) -> Path:
    """Return the name proposed for a report: it tells nothing but its day."""
    return Path(f"journal-report-{day}.pdf")
