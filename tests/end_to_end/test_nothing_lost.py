"""What a person wrote survives a killed window, a full disk, a race and a read-only drive."""

import hashlib
import importlib.util
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dosejournal.store import ballast, migrations
from dosejournal.store.vault import Key

PACKAGING = Path(__file__).parents[2] / "packaging"

# root may write everywhere; a process without these capabilities obeys permissions as others do
OBEDIENT = textwrap.dedent("""
    import ctypes, os, sys
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
                raise OSError(ctypes.get_errno(), "prctl")
    os.execv(sys.argv[1], sys.argv[1:])
""")
OBEYING = (sys.executable, "-c", OBEDIENT)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def _trial(name):
    """Load one of the trials of the scorecard by its path."""
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


typing_trial = _trial("typing_trial")
race_trial = _trial("race_trial")
full_disk_trial = _trial("full_disk_trial")

needs_small_disk = pytest.mark.skipif(
    not full_disk_trial.is_possible(), reason="only root on Linux can make a small disk"
)


def _files(program):
    """Return what is beside the journal, but for what the program keeps there on purpose."""
    # a kill may come while the ballast is being written; the next start clears that piece away
    ballast = {"journal.db.ballast", "journal.db.ballast.new"}
    kept = {"journal.db", "journal.backups", *ballast}
    return {each.name for each in program.journal.parent.iterdir()} - kept


@pytest.mark.parametrize("rhythm", sorted(typing_trial.RHYTHMS))
def test_a_killed_window_loses_no_more_than_two_seconds_of_typing(journal, rhythm):
    lost = typing_trial.lost(journal.journal, rhythm, 1.8, journal.environment())
    assert lost.continued
    assert lost.seconds <= 2.0
    assert _files(journal) <= {"journal.db-wal", "journal.db-shm", "journal.db.lock"}


def test_of_many_starts_at_once_one_window_is_left(journal):
    race = race_trial.race(journal.journal, 6, journal.environment())
    assert (race.left, race.most_at_once) == (1, 1)
    assert len(race.codes) == 5
    assert race_trial.opens_after_a_kill(journal.journal, journal.environment())
    assert _files(journal) <= {"journal.db-wal", "journal.db-shm", "journal.db.lock"}


@needs_small_disk
@pytest.mark.parametrize("key", [None, Key(b"k" * 32, b"s" * 16)], ids=["plain", "encrypted"])
def test_a_full_disk_takes_nothing(tmp_path, key):
    with full_disk_trial.small_disk(tmp_path) as disk:
        assert full_disk_trial.trial(disk, key).kept


@needs_small_disk
def test_a_command_on_a_full_disk_is_saved_from_the_reserve(journal, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    with full_disk_trial.small_disk(folder) as disk:
        place = ("--journal", str(disk / "journal.db"))
        assert journal.run(*place, "new", "--no-passphrase").code == 0
        ballast.make(disk / "journal.db")
        full_disk_trial.fill(disk)
        told = journal.run(*place, "check-in", "--rate", "mood=62", "--note", "kept")
        assert told.code == 0
        assert told.out == "Check-in 1 recorded.\n"
        assert "saved from a reserve" in told.complained
        (entry,) = journal.run(*place, "list", "--json").json()
        assert entry["note"] == "kept"


READING = [
    ("list",),
    ("trend", "mood"),
    ("export", "--format", "archive", "all.jsonl"),
]


def _state(folder):
    files = (each for each in folder.iterdir() if each.is_file())
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


class TestReadOnly:
    """A folder that may not be written, and a journal of a newer version."""

    def test_commands_that_read_work_in_a_folder_that_may_not_be_written(self, journal):
        folder = journal.journal.parent
        before = _state(folder)
        journal.journal.chmod(0o400)
        folder.chmod(0o500)
        try:
            told = [journal.run(*words, before=OBEYING) for words in READING]
            refused = journal.run("check-in", "--rate", "mood=8", before=OBEYING)
        finally:
            folder.chmod(0o700)
            journal.journal.chmod(0o600)
        assert [each.code for each in told] == [0] * len(READING)
        assert all("This journal is read-only" in each.complained for each in told)
        assert "the first" in told[0].out
        assert "This journal is read-only" in refused.sentence()
        assert _state(folder) == before

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can mount")
    def test_a_drive_that_is_mounted_read_only_is_read(self, journal):
        folder = journal.journal.parent
        before = _state(folder)
        mount = ("mount", "--bind", str(folder), str(folder))
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("nothing can be mounted here")
        try:
            subprocess.run(("mount", "-o", "remount,ro,bind", str(folder)), check=True)
            listed = journal.run("list")
            refused = journal.run("check-in", "--rate", "mood=8")
        finally:
            subprocess.run(("umount", str(folder)), check=True)
        assert listed.code == 0
        assert "the first" in listed.out
        assert "This journal is read-only" in refused.sentence()
        assert _state(folder) == before

    def test_a_newer_journal_is_read_and_stays_as_it_is(self, journal):
        path = journal.home / "newer.db"
        path.write_bytes(journal.journal.read_bytes())
        connection = dbapi2.connect(str(path))
        connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
        connection.execute("ALTER TABLE tag ADD COLUMN mystery VARCHAR")
        connection.close()
        before = {name: each for name, each in _state(journal.home).items() if "newer" in name}
        place = ("--journal", str(path))
        told = journal.run(*place, "list")
        assert told.code == 0
        assert "newer DoseJournal" in told.complained
        assert "the first" in told.out
        refused = journal.run(*place, "check-in", "--rate", "mood=8")
        assert "update the program to write in it" in refused.sentence()
        window = journal.run(*place, "open", variables={"QT_QPA_PLATFORM": "offscreen"})
        assert "can only be read here" in window.sentence()
        after = {name: each for name, each in _state(journal.home).items() if "newer" in name}
        assert after == before
