import json
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.demo import Plan
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.exchange import report
from dosejournal.exchange.report import Options
from dosejournal.journal import check_ins, demo, doses
from dosejournal.store.database import Database

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 3, 2, 21, tzinfo=BERLIN)


class Journal:
    """A journal with what the tests of reports do to it, and ask of it."""

    def __init__(self, database, now):
        self.database, self.now = database, now

    def do(self, act, *args, **kwargs):
        with self.database.write("Done") as write:
            return act(write.session, *args, **kwargs)

    def ask(self, query, *args, **kwargs):
        with self.database.read() as session:
            return query(session, *args, **kwargs)

    def rate(self, days_ago, hour=12, note="", **ratings):
        at = self.at(days_ago, hour)
        draft = CheckInDraft(at, {key: float(value) for key, value in ratings.items()}, note)
        return self.do(check_ins.record, at, draft)

    def take(self, days_ago, hour=8, substance="Item A", **parts):
        at = self.at(days_ago, hour)
        return self.do(doses.record, at, DoseDraft(at, substance, **parts))

    def at(self, days_ago, hour=12):
        return self.now.replace(hour=hour, minute=0) - timedelta(days=days_ago)

    def report(self, **options):
        asked = Options(**options)
        return report.make(self.ask(report.gather, self.now, asked), asked)


@pytest.fixture
def journal(database):
    return Journal(database, EVENING)


@pytest.fixture(scope="session")
def demo_journal(tmp_path_factory):
    """A year of an invented record, which no test changes."""
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    Database.create(path, lambda session: demo.fill(session, EVENING, Plan(days=365, seed=1)))
    database = Database(path)
    yield Journal(database, EVENING)
    database.close()


@pytest.fixture(scope="session")
def demo_report(demo_journal):
    return demo_journal.report(locale="en_GB", name="J. D.", question="Is it worth keeping?")


@pytest.fixture
def with_options():
    """The same report with other options, as where nothing has to be read for them."""

    def changed(content, **options):
        return replace(content, options=replace(content.options, **options))

    return changed


@pytest.fixture
def plain():
    """What JSON keeps of a value."""
    return lambda value: json.loads(json.dumps(value))
