"""What holds for every exporter, also for one that is added later."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dosejournal.cli.arguments import EXPORTS
from dosejournal.domain.demo import Plan
from dosejournal.errors import StorageError
from dosejournal.exchange import exporters, written_files
from dosejournal.exchange.exporters import EXPORTERS, Asked
from dosejournal.journal import demo
from dosejournal.store.database import Database

EVENING = datetime(2026, 3, 2, 21, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "journal.db"
    Database.create(path, lambda session: demo.fill(session, EVENING, Plan(days=60, seed=2)))
    return path


@pytest.fixture(params=EXPORTERS, ids=lambda exporter: exporter.NAME)
def exporter(request):
    return request.param


def written(exporter, path, asked=None):
    database = Database(path, undoable=False)
    try:
        with database.read() as session:
            content = exporter.gather(session, EVENING, asked or Asked())
    finally:
        database.close()
    return content, exporter.write(content)


def test_the_terminal_offers_all_of_them_in_their_order():
    assert tuple(exporter.NAME for exporter in EXPORTERS) == EXPORTS


def test_each_is_found_by_its_name_and_has_one_for_people(exporter):
    assert exporters.named(exporter.NAME) is exporter
    assert exporter.title()


def test_it_writes_one_file_or_a_folder_of_them(exporter, filled):
    _content, made = written(exporter, filled)
    if exporter.SUFFIX:
        assert isinstance(made, bytes)
        assert made
    else:
        assert isinstance(made, Mapping)
        assert all(made.values())


def test_the_same_journal_at_the_same_moment_gives_the_same_bytes(exporter, filled):
    assert written(exporter, filled)[1] == written(exporter, filled)[1]


def test_it_never_changes_the_journal(exporter, filled, tmp_path):
    def hashed():
        return hashlib.sha256(filled.read_bytes()).hexdigest()

    before = hashed()
    _content, made = written(exporter, filled)
    written_files.add(tmp_path / "out", made)
    assert hashed() == before


def test_an_empty_journal_goes_out_too(exporter, journal_path):
    content, made = written(exporter, journal_path)
    assert made
    assert "{place}" in exporter.told(content)


def test_days_without_entries_go_out_too(exporter, filled):
    day = date(1999, 1, 1)
    _content, made = written(exporter, filled, Asked(day, day))
    assert made


def test_it_says_where_it_is_and_holds_no_word_of_the_journal_in_that(exporter, filled):
    content, _made = written(exporter, filled)
    told = exporter.told(content)
    assert "{place}" in told
    assert "Item A" not in told


def test_a_drive_without_room_leaves_nothing_of_it(exporter, filled, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    _content, made = written(exporter, filled)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="could not be written"):
        written_files.add(tmp_path / "out", made)
    assert list(tmp_path.iterdir()) == []
