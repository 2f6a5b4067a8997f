"""The measurements of plans in a process of their own; prints JSON. Called by bench.py."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
YEARS = 10
PATTERNS = ("daily", "weekdays mon,wed,fri", "4 on 3 off")


def planned() -> float:
    """Time the planned doses of ten years of three regimens."""
    from datetime import time as clock

    from dosejournal.domain import patterns
    from dosejournal.domain.regimens import DoseStep, Regimen, planned

    first = NOW.replace(tzinfo=None) - timedelta(days=365 * YEARS)
    regimens = [
        Regimen(
            id=number,
            series_id=number,
            substance_id=number,
            substance="Item A",
            discreet_label="",
            pattern=patterns.parse(text),
            times=(clock(8),),
            anchor=first.date(),
            starts_at=first,
            steps=(DoseStep(first.date(), "10", "mg"),),
        )
        for number, text in enumerate(PATTERNS, start=1)
    ]
    until = NOW.replace(tzinfo=None)
    return median_ms(lambda: planned(regimens, (), first, until, ZONE), 15)


def of_journal(folder: Path) -> dict[str, float]:
    """Time today's plan, ten years of adherence, and what is due, in a journal of ten years."""
    from dosejournal.domain.demo import Plan
    from dosejournal.journal import demo, plan
    from dosejournal.store.database import Database

    path = folder / "plan.db"
    Database.create(path, lambda session: demo.fill(session, NOW, Plan(days=365 * YEARS)))
    database = Database(path)
    with database.read() as session:
        found = {
            "today_ms": median_ms(lambda: plan.today(session, NOW), 15),
            "adherence_ms": median_ms(
                lambda: plan.adherence_of(session, NOW, date(2016, 1, 1)), 5
            ),
        }
    database.close()
    return found


def median_ms(act: Callable[[], object], runs: int) -> float:
    """Return the median time of an act, in milliseconds."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    print(json.dumps({"planned_ms": planned(), **of_journal(Path(sys.argv[1]))}))
