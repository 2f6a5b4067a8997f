"""Bad input: each has a sentence for the person, and loses nothing."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="capabilities of Linux")

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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _check_in(program, journal: Path | str, **settings):
    return program.run("--journal", str(journal), "check-in", "--rate", "mood=1", **settings)


class TestAFile:
    """What `--journal` may name."""

    def test_in_a_missing_folder_is_told(self, journal):
        sentence = _check_in(journal, journal.home / "none" / "journal.db").sentence()
        assert "There is no folder at" in sentence
        assert not (journal.home / "none").exists()

    def test_that_is_missing_is_told_with_what_makes_one(self, journal):
        sentence = _check_in(journal, journal.home / "none.db").sentence()
        assert "dosejournal --journal FILE new" in sentence
        assert not (journal.home / "none.db").exists()

    def test_where_no_folder_can_be_made_is_told(self, journal):
        (journal.home / "file").write_text("")
        told = journal.run(
            "--journal", str(journal.home / "file" / "journal.db"), "new", "--no-passphrase"
        )
        told.sentence()

    def test_with_a_name_too_long_is_told(self, journal):
        _check_in(journal, "a" * 5000).sentence()
        journal.run("--journal", "a" * 5000, "new", "--no-passphrase").sentence()

    def test_that_exists_is_never_overwritten(self, journal):
        before = _digest(journal.journal)
        assert "already a file" in journal.run("new", "--no-passphrase").sentence()
        assert "already a file" in journal.run("demo", str(journal.journal)).sentence()
        assert _digest(journal.journal) == before

    def test_that_is_a_folder_is_told(self, journal):
        assert "not a journal" in _check_in(journal, journal.home).sentence()

    @pytest.mark.parametrize("content", [b"", b"Dear diary," * 999], ids=["empty", "text"])
    def test_that_is_no_journal_is_told_and_left_alone(self, journal, content):
        file = journal.home / "notes.db"
        file.write_bytes(content)
        assert "not a journal" in _check_in(journal, file).sentence()
        assert file.read_bytes() == content
        assert {each.name for each in journal.home.glob("notes.db*")} == {"notes.db"}

    def test_that_is_the_database_of_another_program_is_left_alone(self, journal):
        file = journal.home / "other.db"
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE mine (name TEXT)")
        connection.execute("INSERT INTO mine VALUES ('kept')")
        connection.commit()
        connection.close()
        before = _digest(file)
        assert "another program" in _check_in(journal, file).sentence()
        assert _digest(file) == before
        assert {each.name for each in journal.home.glob("other.db*")} == {"other.db"}

    def test_of_a_newer_version_is_left_alone(self, journal):
        file = journal.home / "newer.db"
        shutil.copy(journal.journal, file)
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
        before = _digest(file)
        assert "newer DoseJournal" in _check_in(journal, file).sentence()
        assert _digest(file) == before

    def test_that_was_cut_short_is_told_and_left_alone(self, journal):
        file = journal.home / "short.db"
        content = journal.journal.read_bytes()
        file.write_bytes(content[: int(len(content) * 0.6)])
        before = _digest(file)
        assert "cut short" in _check_in(journal, file).sentence()
        assert _digest(file) == before

    def test_with_overwritten_pages_is_told(self, journal):
        file = journal.home / "broken.db"
        content = bytearray(journal.journal.read_bytes())
        content[4096:] = os.urandom(len(content) - 4096)
        file.write_bytes(content)
        assert "damaged" in _check_in(journal, file).sentence()

    def test_that_another_program_is_writing_to_is_told_and_can_still_be_read(self, journal):
        writer = sqlite3.connect(journal.journal, isolation_level=None)
        try:
            writer.execute("BEGIN IMMEDIATE")
            assert len(journal.run("list", "--json").json()) == 1
            assert "Another program is writing" in _check_in(journal, journal.journal).sentence()
            writer.execute("ROLLBACK")
        finally:
            writer.close()
        assert _check_in(journal, journal.journal).line() == "Check-in 2 recorded."


@LINUX
class TestPermissions:
    """What the person may not write or read."""

    def test_a_read_only_folder_is_told(self, journal):
        folder = journal.journal.parent
        folder.chmod(0o500)
        try:
            told = _check_in(journal, journal.journal, before=OBEYING)
            new = journal.run(
                "--journal", str(folder / "new.db"), "new", "--no-passphrase", before=OBEYING
            )
        finally:
            folder.chmod(0o700)
        assert "read-only" in told.sentence()
        assert "read-only" in new.sentence()
        assert len(journal.entries()) == 1

    def test_a_read_only_file_is_told(self, journal):
        journal.journal.chmod(0o400)
        try:
            told = _check_in(journal, journal.journal, before=OBEYING)
        finally:
            journal.journal.chmod(0o600)
        assert "read-only" in told.sentence()
        assert len(journal.entries()) == 1

    def test_a_folder_one_may_not_look_into_is_told(self, journal):
        folder = journal.journal.parent
        folder.chmod(0o000)
        try:
            told = _check_in(journal, journal.journal, before=OBEYING)
            new = journal.run(
                "--journal", str(folder / "new.db"), "new", "--no-passphrase", before=OBEYING
            )
            demo = journal.run("demo", str(folder / "demo.db"), before=OBEYING)
        finally:
            folder.chmod(0o700)
        for each in (told, new, demo):
            each.sentence()
        assert len(journal.entries()) == 1

    def test_a_passphrase_one_may_not_read_is_told(self, journal):
        file = journal.home / "passphrase"
        file.write_text("sesame")
        file.chmod(0o000)
        told = journal.run("--passphrase-file", str(file), "list", before=OBEYING)
        assert "cannot be read" in told.sentence()


class TestWhatIsTyped:
    """Values, times and words."""

    def test_that_cannot_be_recorded_is_told(self, journal):
        told = journal.run("check-in", "--rate", "mood=5", "--at", "0001-01-01T00:00+14:00")
        assert "outside 1900–2100" in told.sentence()
        assert len(journal.entries()) == 1

    def test_a_note_of_a_megabyte_is_kept_whole(self, journal):
        note = ("ä🌧️ " * 200_000).encode()[:999_999].decode(errors="ignore").strip()
        told = journal.run("check-in", "--note", "-", stdin=note.encode())
        assert told.line() == "Check-in 2 recorded."
        assert journal.entries()[0]["note"] == note

    def test_a_larger_note_is_refused_and_not_cut(self, journal):
        told = journal.run("check-in", "--note", "-", stdin=b"a" * 3_000_000)
        assert "larger than 1 MB" in told.sentence()
        assert len(journal.entries()) == 1

    def test_a_nul_in_a_note_is_told_and_nothing_is_cut(self, journal):
        told = journal.run("check-in", "--note", "-", stdin=b"before\x00after tail")
        assert "holds a NUL" in told.sentence()
        assert len(journal.entries()) == 1

    def test_bytes_that_are_no_text_are_told_and_not_replaced(self, journal):
        for words in ((b"check-in", b"--note", b"caf\xe9"), (b"dose", b"Item \xe9")):
            assert "not UTF-8" in journal.run(*words).sentence()
        assert len(journal.entries()) == 1

    def test_a_nul_in_a_file_that_is_brought_in_is_refused(self, journal):
        file = journal.home / "nul.csv"
        file.write_bytes(b"at,measure,value\n2026-02-02T08:00:00+01:00,mo\x00od,62\n")
        journal.run("import", str(file)).sentence()

    @pytest.mark.parametrize(
        "note",
        [
            "👩‍👩‍👧‍👦🏳️‍🌈 Zoë e\u0301 ½ 日本語 \u200b",
            "\u202eoverridden\u202c كان يومًا هادئًا, היום היה יום רגוע",
            "'; DROP TABLE check_in; --",
        ],
    )
    def test_any_script_is_kept_as_typed(self, journal, note):
        journal.run("check-in", f"--note={note}", "--tag", "#ü🌧️").line()
        entry = journal.entries()[0]
        assert (entry["note"], entry["tags"]) == (note, ["#ü🌧️"])
        shown = journal.run("list").out.splitlines()
        assert len(shown) == 2
        assert "\u202e" not in shown[0]

    @pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX only")
    def test_a_terminal_is_never_commanded_by_what_was_written(self, journal):
        journal.run("check-in", "--note", "\x1b]0;title\x07\x9b31m", "--tag", "\x1b[2J").line()
        told = journal.run("list")
        raw = journal.run("list", "--json")
        for text in (told.out, raw.out):
            assert not set(text) & {"\x1b", "\x07", "\x9b"}


def test_writing_from_many_terminals_at_once_loses_nothing(journal):
    running = [
        subprocess.Popen(
            journal.line("check-in", "--rate", f"mood={number}"),
            cwd=journal.home,
            env=journal.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(4)
    ]
    assert [each.wait(timeout=50) for each in running] == [0] * 4
    values = sorted(entry["ratings"]["mood"] for entry in journal.entries())
    assert values == [0.0, 1.0, 2.0, 3.0, 50.0]
