"""The records of Apple's health export, read from a stream: its file can be larger than memory."""

import re
from collections.abc import Callable
from datetime import datetime

from dosejournal.errors import ImportFileError
from dosejournal.exchange.importers import xml_streams
from dosejournal.exchange.importers.files import Stream
from dosejournal.exchange.importers.xml_streams import Attributes
from dosejournal.i18n import _

ROOT = "HealthData"

# seven million records, the most that is known of, and what each says beside itself
_MOST_ELEMENTS = 50_000_000
# a record takes some three hundred, what it says beside itself some sixty
_FEWEST_BYTES = 30

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}")


def read(stream: Stream, tell: Callable[[str, Attributes], None]) -> None:
    """Tell of each element of an export, with its name and attributes, in the order of the file.

    Raises:
        ImportFileError: it is no such export, or is damaged.
    """
    # the export says within itself which elements it has
    form = xml_streams.Form(
        ROOT,
        damaged,
        may_have_type=True,
        most_elements=_MOST_ELEMENTS,
        fewest_bytes=_FEWEST_BYTES,
    )
    xml_streams.read(stream, form, xml_streams.Listener(tell))


def moment(text: str | None) -> datetime | None:
    """Return a moment as the export writes it, or None where it is none."""
    if text is None or _MOMENT.fullmatch(text) is None:
        return None
    try:
        # ISO 8601 but for the blank before the offset; this is ten times as fast as `strptime`
        return datetime.fromisoformat(f"{text[:19]}{text[20:]}")
    except ValueError:
        return None


def damaged() -> ImportFileError:
    """Return the error for a file that is no whole export."""
    return ImportFileError(
        _(
            "This is no whole export of Apple Health: it is of another kind, damaged or cut "
            "short. Nothing was brought in; make the export again and choose the new file."
        )
    )
