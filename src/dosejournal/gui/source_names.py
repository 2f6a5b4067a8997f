"""What the programs and kinds of file are called that entries were brought in from."""

from dosejournal.i18n import _


def source_name(source: str) -> str | None:
    """Return the name that a person knows a source by, or None for one that has none here."""
    known = {
        "apple": "Apple Health",
        "bearable": "Bearable",
        "day": "Day One",
        "daylio": "Daylio",
        "emoods": "eMoods",
        "health": "Health Auto Export",
        "how": "How We Feel",
        "loop": "Loop Habit Tracker",
        "medtimer": "MedTimer",
        "nomie": "Nomie",
        "pixels": "Pixels",
        "psychonautwiki": "PsychonautWiki Journal",
        "rednotebook": "RedNotebook",
        "tidy": _("CSV table"),
        "track": "Track & Graph",
    }
    return known.get(source.partition("-")[0])
