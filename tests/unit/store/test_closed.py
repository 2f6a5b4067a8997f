import pytest

from dosejournal.errors import StorageError
from dosejournal.journal import information


def test_a_closed_journal_is_not_opened_again_by_who_still_asks(database, journal_path):
    database.close()
    with pytest.raises(StorageError, match="closed"), database.read() as session:
        information.read(session)
    with pytest.raises(StorageError, match="closed"), database.write("Late"):
        pass
    assert not journal_path.with_name("journal.db-wal").exists()


def test_closing_twice_does_nothing(database):
    database.close()
    database.close()
