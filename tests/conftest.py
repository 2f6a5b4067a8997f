from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dosejournal.journal import information
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def journal_path(tmp_path):
    path = tmp_path / "journal.db"
    Database.create(path, lambda session: information.begin(session, NOW))
    return path


@pytest.fixture
def database(journal_path):
    database = Database(journal_path)
    yield database
    database.close()
