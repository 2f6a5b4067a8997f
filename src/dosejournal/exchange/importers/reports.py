"""What an import says of itself: for the terminal, and as a file of the rows held aside."""

import csv
import io
from dataclasses import asdict
from typing import Any

from dosejournal.domain.imports import ImportCounts, ImportPlan


def report(plan: ImportPlan, counts: ImportCounts) -> dict[str, Any]:
    """Return a plan and what is new in it as plain JSON values: the form of `import --json`."""
    plan = plan.beside(counts)
    days = plan.days
    return {
        "format": plan.format,
        "zone": plan.zone,
        "accepted": {
            "check_ins": counts.check_ins,
            "ratings": counts.ratings,
            "dose_events": counts.dose_events,
            "notes": counts.notes,
            "tags": counts.tags,
        },
        "held_aside": [{"row": held.row, "reason": held.reason} for held in plan.held_aside],
        "duplicates": counts.duplicates,
        "removed_earlier": counts.removed_earlier,
        "completed": counts.completed,
        "same_time": counts.same_time,
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[1].isoformat() if days else None,
        "questions": [
            {
                "key": question.key,
                "text": question.text,
                "assumed": question.assumed,
                "options": [{"value": value, "label": label} for value, label in question.options],
            }
            for question in plan.questions
        ],
        "mood_words": dict(plan.mood_words),
        "new_measures": [asdict(measure) for measure in plan.new_measures],
        "unknown": dict(plan.unknown),
        "remarks": list(plan.remarks),
    }


def held_aside_csv(plan: ImportPlan) -> bytes:
    """Return the rows held aside as a CSV file: number, reason, and the row as it was."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("row", "reason", *plan.header))
    for held in plan.held_aside:
        writer.writerow((held.row, held.reason, *held.cells))
    return text.getvalue().encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
