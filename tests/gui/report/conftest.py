import shutil
from datetime import timedelta

import pytest

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.gui.report.page import ReportPage
from dosejournal.journal import check_ins, doses
from dosejournal.store.database import Database

PATIENCE_MS = 30_000


class Held:
    """Tasks that end when a test says so."""

    def __init__(self):
        self.runs = []

    def run(self, work, on_done, on_error):
        self.runs.append((work, on_done, on_error))

    def finish(self):
        """End the oldest one."""
        work, on_done, _on_error = self.runs.pop(0)
        on_done(work())

    def fail(self, error):
        _work, _on_done, on_error = self.runs.pop(0)
        on_error(error)


@pytest.fixture
def held():
    return Held()


@pytest.fixture(autouse=True)
def own_locale(british):
    """Write days and numbers the same on every computer."""


@pytest.fixture
def record(database, now):
    """Record a check-in some days ago, and return its number."""

    def write(days_ago, note="", hour=8, **ratings):
        at = (now - timedelta(days=days_ago)).replace(hour=hour, minute=0)
        rated = {key: float(value) for key, value in ratings.items()}
        with database.write("Recorded") as writing:
            return check_ins.record(writing.session, at, CheckInDraft(at, rated, note))

    return write


@pytest.fixture(scope="session")
def recorded_journal(tmp_path_factory, new_journal, now):
    """Forty days of two measures, a dose every third one, and two notes."""
    path = shutil.copy(new_journal, tmp_path_factory.mktemp("recorded") / "journal.db")
    database = Database(path)
    with database.write("Recorded") as writing:
        for n in range(40):
            at = (now - timedelta(days=n)).replace(hour=8, minute=0)
            rated = {"mood": 40.0 + n, "focus": 60.0 - n}
            note = {3: "a quiet day", 30: "slept badly"}.get(n, "")
            check_ins.record(writing.session, at, CheckInDraft(at, rated, note))
            if n % 3 == 0:
                at = at.replace(hour=7)
                doses.record(writing.session, at, DoseDraft(at, "Item A", "10", "mg"))
    database.close()
    return path


@pytest.fixture
def journal_path(request, journal_path):
    if "recorded" in request.fixturenames:
        shutil.copy(request.getfixturevalue("recorded_journal"), journal_path)
    return journal_path


@pytest.fixture
def recorded(database):
    """The journal in which something is recorded."""
    return database


@pytest.fixture
def settle(qtbot):
    def wait(page):
        qtbot.waitUntil(lambda: not page.is_busy, timeout=PATIENCE_MS)

    return wait


@pytest.fixture
def make_page(qtbot, workspace, tasks, settle):
    def make(width=1016, height=720, tasks=tasks):
        page = ReportPage(workspace, tasks)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make


@pytest.fixture
def page(recorded, make_page, settle):
    made = make_page()
    settle(made)
    return made


@pytest.fixture
def told(workspace):
    """What the person is told: what was done, and what went wrong."""
    said = []
    workspace.done.connect(said.append)
    workspace.failed.connect(said.append)
    return said
