"""How long the Compare page takes with ten years of ratings; prints figures, asserts none."""

import gc
import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from sqlmodel import Session

from dosejournal.gui import theme
from dosejournal.gui.compare.page import ComparePage
from dosejournal.gui.tasks import Tasks
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information
from dosejournal.store.database import Database
from dosejournal.store.tables import CheckIn, DoseEvent, Rating, Substance

NOW = datetime(2026, 3, 1, 21, tzinfo=UTC)
DAYS = 3650
MEASURES = ("mood", "focus", "energy", "calm", "sleep_quality")
WINDOW = (1080, 800)


def _fill(session: Session) -> None:
    information.begin(session, NOW)
    session.add(Substance(id=1, name="Item A"))
    session.flush()
    chance = np.random.default_rng(1)
    common = {"zone": "UTC", "utc_offset_minutes": 0, "recorded_at": NOW}
    times = [NOW - timedelta(days=n, hours=4 * k) for n in range(DAYS) for k in range(4)]
    days = [{"at": at, "journal_day": at.date()} | common for at in times]
    ratings = [
        {"check_in_id": n, "measure": measure, "value": float(value)}
        for n, row in enumerate(chance.integers(20, 90, (len(times), len(MEASURES))), 1)
        for measure, value in zip(MEASURES, row, strict=True)
    ]
    connection = session.connection()
    connection.execute(insert(CheckIn), [day | {"id": n} for n, day in enumerate(days, 1)])
    connection.execute(insert(Rating), ratings)
    connection.execute(insert(DoseEvent), [day | {"substance_id": 1} for day in days[:: 3 * 4]])


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


@pytest.fixture
def page(qapp, qtbot, tmp_path):
    theme.load_fonts()
    theme.apply(qapp, "light")
    Database.create(tmp_path / "journal.db", _fill)
    database, tasks = Database(tmp_path / "journal.db"), Tasks()
    page = ComparePage(Workspace(database, lambda: NOW), tasks)
    qtbot.addWidget(page)
    page.resize(*WINDOW)
    # as the program does when its window can be seen
    gc.collect()
    gc.freeze()
    yield page
    gc.unfreeze()
    page.hide()
    tasks.close()
    database.close()


def _compare(page: ComparePage, begin: object) -> str:
    start = last = perf_counter()
    begin()
    turns = []
    while page.comparing.is_busy or not turns:
        QApplication.processEvents()
        turns.append((perf_counter() - last) * 1e3)
        last = perf_counter()
    QApplication.processEvents()
    turns.append((perf_counter() - last) * 1e3)
    whole = (perf_counter() - start) * 1e3
    return f"{whole:.0f} ms, the window busy for {max(turns):.0f} ms at most"


def test_ten_years_are_compared(page, capsys):
    with capsys.disabled():
        _say(f"\n{DAYS * 4 * len(MEASURES)} ratings")
        _say(f"first comparison, scipy loaded with it: {_compare(page, page.show)}")
        for action in page.measure.options_menu.actions()[1:4]:
            _say(f"another measure: {_compare(page, action.trigger)}")
