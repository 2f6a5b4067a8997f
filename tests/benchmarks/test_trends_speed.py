"""How long the Trends page takes with ten years of ratings; prints figures, asserts none."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert
from sqlmodel import Session

from dosejournal.gui import theme
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information, look_backs, trends
from dosejournal.store.database import Database
from dosejournal.store.tables import CheckIn, DoseEvent, Rating, Substance

NOW = datetime(2026, 3, 1, 21, tzinfo=UTC)
DAYS = 3650
MEASURES = ("mood", "focus", "energy", "calm", "sleep_quality")
WINDOW = (1080, 800)
FRAMES = 100


def _fill(session: Session) -> None:
    information.begin(session, NOW)
    session.add(Substance(id=1, name="Item A"))
    session.flush()
    chance = np.random.default_rng(1)
    common = {"zone": "UTC", "utc_offset_minutes": 0, "recorded_at": NOW}
    times = [NOW - timedelta(days=n, hours=4 * k) for n in range(DAYS) for k in range(4)]
    connection = session.connection()
    connection.execute(
        insert(CheckIn),
        [common | {"id": n, "at": at, "journal_day": at.date()} for n, at in enumerate(times, 1)],
    )
    levels = chance.normal(55, 14, (len(times), len(MEASURES))).clip(0, 100).round()
    connection.execute(
        insert(Rating),
        [
            {"check_in_id": n, "measure": measure, "value": float(value)}
            for n, row in enumerate(levels, 1)
            for measure, value in zip(MEASURES, row, strict=True)
        ],
    )
    connection.execute(
        insert(DoseEvent),
        [
            common | {"substance_id": 1, "at": at, "journal_day": at.date()}
            for at in times[:: 3 * 4]
        ],
    )


def _milliseconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1e3


def _frames(name: str, act: Callable[[], object]) -> None:
    def frame() -> None:
        act()
        QApplication.processEvents()

    taken = sorted(_milliseconds(frame) for _ in range(FRAMES))
    _say(f"{name}: median {taken[FRAMES // 2]:.1f} ms, 95 % below {taken[-FRAMES // 20]:.1f} ms")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


@pytest.fixture
def workspace(qapp, tmp_path):
    path = tmp_path / "journal.db"
    Database.create(path, _fill)
    database = Database(path)
    made = Workspace(database, lambda: NOW)
    question = made.read(look_backs.due, NOW)
    # the panels are measured, not the question before them
    if question is not None:
        made.keep(look_backs.answer, NOW, question, None)
    yield made
    database.close()


def test_ten_years_open_and_move(qapp, qtbot, workspace, capsys):
    theme.load_fonts()
    theme.apply(qapp, "light")
    made = []

    def open_page() -> None:
        page = TrendsPage(workspace)
        made.append(page)
        page.resize(*WINDOW)
        page.show()
        QApplication.processEvents()

    with capsys.disabled():
        _say(f"\n{DAYS * 4 * len(MEASURES)} ratings")
        for turn in ("first picture", "first picture, again"):
            _say(f"{turn}: {_milliseconds(open_page):.1f} ms")
        _say(f"reading: {_milliseconds(lambda: workspace.read(trends.overview, NOW)):.1f} ms")
        page = made[-1]
        span = page.span
        canvas = page.panels["measure:mood"].plot.canvas
        for index, chip in enumerate(page.ranges.chips):
            _say(f"{chip.text()}: {_milliseconds(chip.click):.1f} ms")
            QApplication.processEvents()
            if index < len(page.ranges.chips) - 1:
                _frames("  moving", lambda: span.pan(-span.days / 60))
                _frames("  zooming", lambda: span.zoom(1.01))
            places = iter(range(200, 200 + 5 * FRAMES, 5))
            _frames(
                "  pointing",
                lambda places=places: span.point_at(canvas.place_at(next(places)), canvas),
            )
    for one in made:
        one.close()
        one.deleteLater()
