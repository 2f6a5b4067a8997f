"""How long the timeline takes with 200,000 entries; prints figures, asserts none of them."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from dosejournal.gui.timeline_page import TimelinePage
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import information, timeline
from dosejournal.store.database import Database
from dosejournal.store.tables import CheckIn, CheckInTag, DoseEvent, Rating, Substance, Tag

START = datetime(1990, 1, 1, 6, tzinfo=UTC)
CHECK_INS = 140_000
DOSES = 60_000
PAGE = 100


def _fill(session: Session) -> None:
    information.begin(session, START)
    session.add(Substance(id=1, name="Item A"))
    for number, name in enumerate(("walk", "coffee", "slept badly"), start=1):
        session.add(Tag(id=number, name=name))
    session.flush()
    connection = session.connection()
    common = {"zone": "UTC", "utc_offset_minutes": 0}
    connection.execute(
        insert(CheckIn),
        [
            common
            | {
                "at": (at := START + timedelta(hours=2 * n, minutes=n % 60)),
                "journal_day": at.date(),
                "recorded_at": at,
                "note": f"a slow day {n}, walked to the lake" if n % 3 == 0 else "",
            }
            for n in range(1, CHECK_INS + 1)
        ],
    )
    connection.execute(
        insert(Rating),
        [
            {"check_in_id": n, "measure": measure, "value": float((n * 7) % 101)}
            for n in range(1, CHECK_INS + 1)
            for measure in ("mood", "focus", "energy")
        ],
    )
    connection.execute(
        insert(CheckInTag),
        [{"check_in_id": n, "tag_id": n % 3 + 1} for n in range(1, CHECK_INS + 1, 4)],
    )
    connection.execute(
        insert(DoseEvent),
        [
            common
            | {
                "at": (at := START + timedelta(hours=4 * n)),
                "journal_day": at.date(),
                "recorded_at": at,
                "substance_id": 1,
                "amount": "10",
                "unit": "mg",
            }
            for n in range(1, DOSES + 1)
        ],
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "journal.db"
    Database.create(path, _fill)
    database = Database(path)
    yield database
    database.close()


def _milliseconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _turn in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return sorted(taken)[times // 2] * 1000


@pytest.mark.timeout(600)
def test_keys_pages_and_searches_of_200_000_entries(large, capsys):
    figures = {}
    questions = {
        "all": timeline.Filter(),
        "check-ins": timeline.Filter(kinds=("check_in",)),
        "tag": timeline.Filter(tag="walk"),
        "one year": timeline.Filter(first_day=date(2000, 1, 1), last_day=date(2000, 12, 31)),
        "search, every third": timeline.Filter(search="lak"),
        "search, few": timeline.Filter(search="1234"),
    }
    with large.read() as session:
        for name, wanted in questions.items():
            figures[f"keys: {name}"] = _milliseconds(
                lambda wanted=wanted: timeline.keys(session, wanted)
            )
        found = timeline.keys(session)
        assert len(found) == CHECK_INS + DOSES
        middle = len(found) // 2
        figures["a page of 100, middle"] = _milliseconds(
            lambda: timeline.entries(session, found[middle : middle + PAGE]), times=21
        )
        pages = [
            _milliseconds(lambda at=at: timeline.entries(session, found[at : at + PAGE]), 1)
            for at in range(0, len(found), PAGE)
        ]
        figures["all 2,000 pages, mean"] = sum(pages) / len(pages)
        figures["all 2,000 pages, slowest"] = max(pages)
    _show(figures, capsys)


@pytest.mark.timeout(600)
def test_a_window_over_200_000_entries(large, capsys, qtbot):
    workspace = Workspace(large, lambda: START)
    figures = {}
    started = perf_counter()
    page = TimelinePage(workspace)
    qtbot.addWidget(page)
    page.resize(1080, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.grab()
    figures["page built, shown, drawn"] = (perf_counter() - started) * 1000
    assert page.model.rowCount() == CHECK_INS + DOSES
    bar = page.list.verticalScrollBar()

    def frame(value: int) -> float:
        started = perf_counter()
        bar.setValue(value)
        page.list.viewport().repaint()
        return (perf_counter() - started) * 1000

    steps = [frame(bar.value() + bar.pageStep()) for _turn in range(500)]
    jumps = [frame(bar.maximum() * number // 300) for number in range(300)]
    for name, taken in (("page step", steps), ("jump to anywhere", jumps)):
        figures[f"{name}, median"] = sorted(taken)[len(taken) // 2]
        figures[f"{name}, slowest of 100"] = sorted(taken)[len(taken) * 99 // 100]
    page.list.setCurrentIndex(page.model.index(100_000))
    changed = frozenset({"check_in"})
    figures["read again, same entries"] = _milliseconds(lambda: workspace.changed.emit(changed))
    figures["search"] = _milliseconds(lambda: _search(page, "lak"))
    _search(page, "")
    _show(figures, capsys)


def _search(page: TimelinePage, words: str) -> None:
    page.filters.search.setText(words)
    page.filters.search.returnPressed.emit()
    page.list.viewport().repaint()


def _show(figures: dict[str, float], capsys: pytest.CaptureFixture[str]) -> None:
    table = (f"{name:32} {value:8.1f} ms" for name, value in figures.items())
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(table) + "\n")
