"""Measures reports apart from any window, in a process of its own; prints JSON for `bench.py`."""

import json
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dosejournal.exchange import report
from dosejournal.exchange.report_pdf import Typesetter
from dosejournal.store.database import Database

_PREVIEW_DPI = 96


def main(journal: Path) -> None:
    """Print how long a report of the whole journal takes, and its pages after a change."""
    now = datetime.now(ZoneInfo("UTC"))
    options = report.Options(locale="en_GB")
    database = Database(journal, undoable=False)
    with database.read() as session:
        # once for the libraries, which a window has by then
        report.make(report.gather(session, now, options), options)
        started = time.perf_counter()
        found = report.gather(session, now, options)
    database.close()
    made = report.make(found, options)
    Typesetter().pdf(made)
    seconds = time.perf_counter() - started
    typesetter = Typesetter()
    typesetter.pages(made, _PREVIEW_DPI)
    changed = replace(options, question="Is it worth keeping?")
    started = time.perf_counter()
    typesetter.pages(report.make(found, changed), _PREVIEW_DPI)
    print(json.dumps({"seconds": seconds, "change_ms": (time.perf_counter() - started) * 1000}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
