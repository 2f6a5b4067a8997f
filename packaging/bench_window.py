"""One measurement of the window in a process of its own; prints JSON. Called by bench.py."""

import os
import time

# the process began when bench.py says so: a person waits for Python as well, with and without us
STARTED = float(os.environ.get("BENCH_STARTED", time.monotonic()))

import itertools
import json
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HEAVY = ("numpy", "scipy", "pyqtgraph", "babel", "PySide6.QtNetwork")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def empty() -> dict[str, float]:
    """Time an empty window until it is painted."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    app.processEvents()
    return {"seconds": time.monotonic() - STARTED}


def start(journal: Path) -> dict[str, object]:
    """Time the program until Today is painted and takes a rating."""
    from dosejournal import app

    found: dict[str, object] = {}

    def painted() -> None:
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()
        found["seconds"] = time.monotonic() - STARTED
        found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found["heavy"] = [name for name in HEAVY if name in sys.modules]
        QApplication.closeAllWindows()

    def now() -> datetime:
        # asked for the first time while the window is built; Qt is not imported here before the
        # program does it, because the order of imports is part of what is measured
        if not found:
            from PySide6.QtCore import QTimer

            found["seconds"] = 0.0
            QTimer.singleShot(0, painted)
        return NOW

    app.run(journal, now)
    return found


def record(journal: Path) -> dict[str, float]:
    """Time a check-in as the window records it."""
    from PySide6.QtWidgets import QApplication

    from dosejournal.domain.entries import CheckInDraft
    from dosejournal.gui.workspace import Workspace
    from dosejournal.journal import check_ins
    from dosejournal.store.database import Database

    _app = QApplication([])
    workspace = Workspace(Database(journal), lambda: NOW)
    ratings = {"mood": 62.0, "focus": 41.0, "energy": 50.0, "calm": 55.0, "sleep_quality": 35.0}
    draft = CheckInDraft(NOW, ratings, "A quiet morning", ("walk", "coffee"))
    times = milliseconds(
        lambda: workspace.perform("Check-in recorded", check_ins.record, NOW, draft), 60
    )
    return {"milliseconds": statistics.median(times[10:])}


def pages(journal: Path) -> dict[str, float]:
    """Time the pages on a large journal."""
    from PySide6.QtWidgets import QApplication

    from dosejournal.gui import theme
    from dosejournal.gui.workspace import Workspace
    from dosejournal.journal import look_backs, timeline
    from dosejournal.store.database import Database

    app = QApplication([])
    theme.apply(app, "light")
    workspace = Workspace(Database(journal), lambda: NOW)
    question = workspace.read(look_backs.due, NOW)
    if question is not None:
        # the pictures of Trends are measured, not the question before them
        workspace.keep(look_backs.answer, NOW, question, None)
    keys = workspace.read(timeline.keys)
    search = milliseconds(
        lambda: workspace.read(timeline.keys, timeline.Filter(search="quiet morn")), 15
    )
    entries = [
        milliseconds(lambda at=at: workspace.read(timeline.entries, keys[at : at + 100]), 1)[0]
        for at in range(0, len(keys), max(1, len(keys) // 30))
    ]

    from dosejournal.gui.timeline_page import TimelinePage
    from dosejournal.gui.trends_page import TrendsPage

    opened = {}
    for name, page_class in (("timeline_ms", TimelinePage), ("trends_ms", TrendsPage)):
        begun = time.perf_counter()
        page = page_class(workspace)
        page.resize(1080, 800)
        page.show()
        app.processEvents()
        opened[name] = (time.perf_counter() - begun) * 1000
    frames = []
    for chip in page.ranges.chips[:-1]:
        chip.click()
        app.processEvents()
        for _ in range(40):
            begun = time.perf_counter()
            page.span.pan(-page.span.days / 60)
            app.processEvents()
            frames.append((time.perf_counter() - begun) * 1000)
    return {
        **opened,
        "pan_ms": statistics.quantiles(frames, n=20)[-1],
        "search_ms": statistics.median(search),
        "entries_ms": statistics.median(entries),
    }


def compare(journal: Path) -> dict[str, float]:
    """Time the Compare page until its numbers are there, and its longest hold of the window.

    The first visit loads scipy as well, the second is a comparison alone.
    """
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from dosejournal.gui import theme
    from dosejournal.gui.compare.page import ComparePage
    from dosejournal.gui.tasks import Tasks
    from dosejournal.gui.workspace import Workspace
    from dosejournal.store.database import Database

    app = QApplication([])
    theme.apply(app, "light")
    page = ComparePage(Workspace(Database(journal), lambda: NOW), Tasks())
    page.resize(1080, 800)
    beats: list[float] = []
    heart = QTimer(interval=1)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    waiting = QEventLoop()
    page.comparing.compared.connect(lambda _found: QTimer.singleShot(50, waiting.quit))
    found = {}
    for name in ("first", "again"):
        ends: list[float] = []
        page.comparing.compared.connect(lambda _found, ends=ends: ends.append(time.perf_counter()))
        begun = time.perf_counter()
        page.hide()
        page.show()
        beats[:] = [time.perf_counter()]
        page.measure.chosen.emit("mood" if name == "first" else "focus")
        waiting.exec()
        gaps = [after - before for before, after in itertools.pairwise(beats)]
        found[f"{name}_ms"] = (ends[-1] - begun) * 1000
        found[f"{name}_hold_ms"] = max(gaps) * 1000
    return found


def imported(journal: Path, table: Path) -> dict[str, float]:
    """Time an import, reading and writing together, and taking it back and again."""
    from dosejournal.domain.imports import Answers
    from dosejournal.exchange import importers
    from dosejournal.journal import imports, measures
    from dosejournal.store.database import Database

    database = Database(journal)
    with database.read() as session:
        known = tuple(measures.listing(session, archived=True))
    begun = time.perf_counter()
    plan = importers.plan("auto", table, Answers("Europe/Berlin", measures=known))
    with database.write("Entries imported") as write:
        counts = imports.bring_in(write.session, NOW, plan)
    found = {"seconds": time.perf_counter() - begun, "ratings": counts.ratings}
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, act in (("undo", database.undo), ("redo", database.redo)):
        begun = time.perf_counter()
        act()
        found[f"{name}_seconds"] = time.perf_counter() - begun
    return found


def milliseconds(act: Callable[[], object], times: int) -> list[float]:
    """Return how long an act took, each time."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


MEASUREMENTS = {
    "empty": empty,
    "start": start,
    "record": record,
    "pages": pages,
    "compare": compare,
    "import": imported,
}

if __name__ == "__main__":
    print(json.dumps(MEASUREMENTS[sys.argv[1]](*map(Path, sys.argv[2:]))))
