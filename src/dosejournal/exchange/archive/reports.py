"""What bringing an archive in says of itself: for the terminal, and as a file of what is aside."""

import csv
import io
from typing import Any

from dosejournal.domain.archives import FORMAT, Archive, ArchiveCounts


def report(archive: Archive, counts: ArchiveCounts) -> dict[str, Any]:
    """Return what is in an archive and what of it is new: the form of `import --json`."""
    days = archive.days
    return {
        "format": FORMAT,
        "version": archive.version,
        "exported": archive.exported,
        "program": archive.program,
        "from": archive.first_day.isoformat() if archive.first_day else None,
        "to": archive.last_day.isoformat() if archive.last_day else None,
        "accepted": dict(counts.accepted),
        "held_aside": [{"row": held.row, "reason": held.reason} for held in counts.held_aside],
        "duplicates": counts.duplicates,
        "removed_earlier": counts.removed_earlier,
        "ended": counts.ended,
        "left_out": counts.left_out,
        "replaces": counts.replaces,
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[1].isoformat() if days else None,
    }


def held_aside_csv(counts: ArchiveCounts) -> bytes:
    """Return what is held aside as a CSV file: the number of the line, the reason, the line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("row", "reason", "type", "line"))
    for held in counts.held_aside:
        writer.writerow((held.row, held.reason, *held.cells))
    return text.getvalue().encode()
