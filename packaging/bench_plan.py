"""The measurements of plans in a process of their own; prints JSON. Called by bench.py."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
YEARS = 10
PATTERNS = ("daily", "weekdays mon,wed,fri", "4 on 3 off")


def planned() -> float:
    """Time the planned doses of ten years of three regimens."""
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
    from dosejournal.domain import reminders as rules
    from dosejournal.domain.demo import Plan
    from dosejournal.journal import demo, plan, reminders
    from dosejournal.store.database import Database

    path = folder / "plan.db"
    Database.create(path, lambda session: demo.fill(session, NOW, Plan(days=365 * YEARS)))
    database = Database(path)
    wall = NOW.replace(tzinfo=None)
    with database.write("Reminders changed") as write:
        session = write.session
        every_hour = tuple(clock(hour) for hour in range(7, 23))
        reminders.remind_of_check_in(session, rules.CheckInRule(True, times=every_hour))
        reminders.remind_of_doses(session, enabled=True)
        reminders.prompt(session, rules.PromptRule(True, per_day=8))
    with database.read() as session:
        state = reminders.state(session, NOW, wall - timedelta(days=1))
        found = {
            "due_ms": median_ms(
                lambda: rules.due(wall, state.plan, state.recorded, state.snoozed), 51
            ),
            "look_ms": median_ms(
                lambda: reminders.state(session, NOW, wall - timedelta(minutes=1)), 15
            ),
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
