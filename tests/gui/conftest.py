import pytest

from dosejournal.gui.workspace import Workspace


@pytest.fixture
def workspace(qapp, database, now):
    return Workspace(database, lambda: now)
