"""What each kind of file is for, in words, and what a file of it is called."""

from dataclasses import dataclass
from datetime import date

from dosejournal.exchange.exporters import Exporter
from dosejournal.i18n import _


@dataclass(frozen=True, slots=True)
class ExportWords:
    """What the person reads of a kind of file; `stem` begins its name, which tells nothing."""

    purpose: str
    caution: str
    stem: str
    kinds: str
    saved: str


def of(exporter: Exporter) -> ExportWords:
    """Return the words for a kind of file."""
    open_to_all = _(
        "Outside the journal nothing protects the file: whoever has it can read what you took, "
        "how you were, and your notes."
    )
    return {
        "archive": lambda: ExportWords(
            purpose=_("Everything, with its history: to keep, or to bring into another journal."),
            caution=open_to_all,
            stem="journal-archive",
            kinds=_("Archives (*.jsonl)"),
            saved=_("Archive saved"),
        ),
        "tidy": lambda: ExportWords(
            purpose=_("A new folder of tables for your own statistics, every column explained."),
            caution=open_to_all,
            stem="journal-tables",
            kinds=_("Folders (*)"),
            saved=_("Tables saved"),
        ),
        "fhir": lambda: ExportWords(
            purpose=_(
                "What you recorded, as your own statements, for a health record to take in."
            ),
            caution=open_to_all,
            stem="journal-health-record",
            kinds=_("FHIR bundles (*.json)"),
            saved=_("Health record saved"),
        ),
        "calendar": lambda: ExportWords(
            purpose=_(
                "All planned doses, past and to come. Export again when the plan has changed."
            ),
            caution=_(
                "Once it is in a calendar, that program’s rules hold for it: many send what they "
                "hold to other computers."
            ),
            stem="journal-plan",
            kinds=_("Calendars (*.ics)"),
            saved=_("Calendar saved"),
        ),
    }[exporter.NAME]()


def file_name(exporter: Exporter, today: date) -> str:
    """Return the name that is proposed for a file, or for a folder."""
    return f"{of(exporter).stem}-{today:%Y-%m-%d}{exporter.SUFFIX}"
