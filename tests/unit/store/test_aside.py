"""A large act in a thread of its own, beside the connection of the window."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dosejournal.domain import progress
from dosejournal.domain.clock import Moment
from dosejournal.domain.entries import CheckInDraft, Rating
from dosejournal.domain.imports import ImportedCheckIn, ImportedDose, ImportPlan
from dosejournal.domain.progress import Progress, Stopped, Unit
from dosejournal.errors import (
    DiskFullError,
    JournalBusyError,
    NoJournalError,
    UnknownNameError,
)
from dosejournal.journal import archives, check_ins, imports, information
from dosejournal.store import ballast, connections, vault
from dosejournal.store.database import Database
from dosejournal.store.places import Place

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
N = 12


def _moment(n):
    at = datetime(2025, 6, 1, 8, n, tzinfo=UTC)
    return Moment(at=at, zone="UTC", utc_offset_minutes=0, journal_day=at.date())


PLAN = ImportPlan(
    format="daylio-csv",
    source="daylio-csv",
    zone="UTC",
    check_ins=tuple(
        ImportedCheckIn(
            moment=_moment(n), source_key=str(n), source_row="{}",
            ratings=(Rating("mood", n),), tags=(f"tag {n}",), note="it's; a note",
        )
        for n in range(N)
    ),
    doses=tuple(
        ImportedDose(
            moment=_moment(n), source_key=str(n), source_row="{}", substance=f"item {n % 3}",
            unit="mg" if n > N // 2 else "",
        )
        for n in range(N)
    ),
    mood_words={"good": 4},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch):
    monkeypatch.setattr(progress, "STORED_AT_ONCE", 5)


@pytest.fixture
def elsewhere():
    """Does something in another thread, and returns what comes of it."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *words: pool.submit(work, *words).result(30)


def bring_in(session):
    return imports.bring_in(session, NOW, PLAN)


def everything(database):
    with database.read() as session:
        return archives.tables(session)


def test_what_is_written_aside_is_one_step_of_the_window_that_can_be_undone(database, elsewhere):
    before = everything(database)
    told = []
    written = elsewhere(database.aside().write, bring_in, told.append)
    assert (written.result.check_ins, written.result.dose_events) == (N, N)
    assert not written.used_reserve
    assert database.undo_label is None
    database.adopt("Entries imported", written)
    assert database.undo_label == "Entries imported"
    after = everything(database)
    assert len(after["check_in"].rows) == len(after["dose_event"].rows) == N
    assert {"check_in", "substance", "mood_word"} <= database.undo()
    assert everything(database) == before
    assert {"check_in", "substance", "mood_word"} <= database.redo()
    assert everything(database) == after
    stored = [each for each in told if each.unit is Unit.STORED]
    assert stored[-1] == Progress(2 * N, 2 * N, Unit.STORED)
    assert Progress(N, 2 * N, Unit.STORED) in stored


def test_it_is_the_same_as_what_the_window_itself_would_write(database, elsewhere):
    database.adopt("Entries imported", elsewhere(database.aside().write, bring_in, lambda _r: 0))
    aside = everything(database)
    database.undo()
    # what was undone gives no number again
    with database.write("Entries imported") as write:
        bring_in(write.session)
    here = everything(database)
    assert {name: len(table.rows) for name, table in aside.items()} == {
        name: len(table.rows) for name, table in here.items()
    }
    assert aside["substance"].column("unit") == here["substance"].column("unit")
    assert set(aside["substance"].column("unit")) == {"mg"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(place=st.integers(0, 1000))
def test_stopped_at_any_point_it_has_written_nothing(database, elsewhere, place):
    aside = database.aside()
    before = everything(database)
    told = []
    database.adopt("Entries imported", elsewhere(aside.write, bring_in, told.append))
    database.undo()
    place %= len(told)
    left = [place]

    def stop(_reached):
        if not left[0]:
            raise Stopped
        left[0] -= 1

    with pytest.raises(Stopped):
        elsewhere(aside.write, bring_in, stop)
    assert everything(database) == before


def test_the_window_reads_meanwhile_and_who_cannot_wait_is_told_at_once(database):
    inside, go_on = threading.Event(), threading.Event()

    def act(session):
        found = bring_in(session)
        inside.set()
        assert go_on.wait(30)
        return found

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(database.aside().write, act, lambda _reached: None)
        try:
            assert inside.wait(30)
            assert everything(database)["check_in"].rows == ()
            busy = database.write("", undoable=False, waits=False)
            with pytest.raises(JournalBusyError), busy:
                pytest.fail("it was written")
        finally:
            go_on.set()
        database.adopt("Entries imported", running.result(30))
    assert len(everything(database)["check_in"].rows) == N
    # the window goes on writing over its own connection
    with database.write("Check-in recorded") as write:
        check_ins.record(write.session, NOW, CheckInDraft(NOW, {"mood": 1}))
    assert len(everything(database)["check_in"].rows) == N + 1


def test_what_the_act_refuses_leaves_nothing(database, elsewhere):
    before = everything(database)
    odd = replace(PLAN.check_ins[0], source_key="odd", ratings=(Rating("nothing like it", 1),))
    plan = replace(PLAN, check_ins=(*PLAN.check_ins, odd))
    with pytest.raises(UnknownNameError):
        elsewhere(
            database.aside().write, lambda session: imports.bring_in(session, NOW, plan), print
        )
    assert everything(database) == before


def test_an_encrypted_journal_is_written_aside_with_its_key(tmp_path, now, elsewhere):
    path = tmp_path / "sealed.journal"
    key = vault.new_key("a passphrase of some length")
    Database.create(path, lambda session: information.begin(session, now), key=key)
    database = Database(path, key)
    try:
        database.adopt("", elsewhere(database.aside().write, bring_in, lambda _reached: None))
        assert len(everything(database)["check_in"].rows) == N
    finally:
        database.close()


def test_where_one_connection_alone_has_the_file_nothing_is_written_aside(database):
    database.close()
    for place in (Place.NETWORK, Place.CLOUD):
        alone = Database(database.path, place=place)
        try:
            assert alone.aside() is None
        finally:
            alone.close()


def test_of_a_journal_that_is_only_read_nothing_is_written_aside(database):
    database.hold("It is damaged.")
    assert database.aside() is None


def test_a_file_that_came_to_the_place_of_the_journal_is_left_alone(database, elsewhere):
    aside = replace(database.aside(), identity=((0, 0), None))
    with pytest.raises(NoJournalError, match="replaced or moved"):
        elsewhere(aside.write, bring_in, lambda _reached: None)
    assert everything(database)["check_in"].rows == ()


def test_a_full_disk_has_its_reserve(database, elsewhere):
    ballast.place(database.path).write_bytes(b"x")
    times = []

    def act(session):
        times.append(1)
        if len(times) == 1:
            raise DiskFullError("The disk is full.")
        return bring_in(session)

    written = elsewhere(database.aside().write, act, lambda _reached: None)
    assert written.used_reserve
    assert not ballast.is_there(database.path)
    database.adopt("Entries imported", written)
    assert len(everything(database)["check_in"].rows) == N


def test_an_act_that_changes_nothing_is_no_step(database, elsewhere):
    database.adopt("Nothing", elsewhere(database.aside().write, lambda _s: 7, lambda _r: None))
    assert database.undo_label is None


def test_what_waits_for_another_program_can_be_stopped_before_it_begins(database, elsewhere):
    def stop(_reached):
        raise Stopped

    other = connections.connect(database.path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Stopped):
            elsewhere(database.aside().write, bring_in, stop)
    finally:
        other.close()
