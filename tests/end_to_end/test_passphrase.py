"""The passphrase of a journal, typed and from a file, in a process of its own."""

import os
import pty
import re
import sys
import time

import pytest

WORDS = "walrus teacup gravel"

# the program gets a terminal of its own, as one that was opened for it
AT_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(3, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "dosejournal", *sys.argv[1:]])
"""


class Typist:
    """Somebody at a terminal, who waits for what is asked and types."""

    def __init__(self, program, *words):
        self._mine, theirs = pty.openpty()
        os.set_blocking(self._mine, False)
        # descriptor 3 in the child is the terminal, whatever number it has here
        start = f"import os; os.dup2({theirs}, 3)\n{AT_TERMINAL}"
        self.running = program.start(
            *words,
            how={"program": ("-c", start)},
            pass_fds=(theirs, 3) if theirs != 3 else (3,),
        )
        os.close(theirs)
        self.seen = ""

    def sees(self, text):
        patience = time.monotonic() + 40
        while text not in self.seen:
            assert time.monotonic() < patience, self.seen
            try:
                self.seen += os.read(self._mine, 1024).decode()
            except BlockingIOError:
                time.sleep(0.02)
        self.seen = self.seen.partition(text)[2]

    def types(self, text):
        os.write(self._mine, f"{text}\n".encode())

    def ends(self):
        said, complained = self.running.communicate(timeout=40)
        os.close(self._mine)
        return self.running.returncode, said.decode(), complained.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_passphrase_is_typed_unseen_and_opens_the_journal(program):
    somebody = Typist(program, "new")
    for prompt in ("New passphrase: ", "The same again: "):
        somebody.sees(prompt)
        somebody.types(WORDS)
    code, said, complained = somebody.ends()
    assert (code, "It is encrypted" in said) == (0, True)
    assert "if it is lost" in complained
    assert WORDS not in somebody.seen + said + complained

    somebody = Typist(program, "list", "--json")
    somebody.sees("Passphrase: ")
    somebody.types("walrus teapot gravel")
    somebody.sees("Passphrase: ")
    somebody.types(WORDS)
    code, said, complained = somebody.ends()
    assert (code, said) == (0, "[]\n")
    assert "does not open the journal" in complained


def test_it_is_neither_an_argument_nor_a_variable(program):
    program.run("new", stdin=WORDS.encode(), variables={"PASSPHRASE": WORDS}).sentence()
    told = program.run("--passphrase-fd", "0", "new", stdin=f"{WORDS}\n".encode())
    assert "It is encrypted" in told.line()
    assert not re.search(rb"SQLite|CREATE|dosejournal", program.journal.read_bytes())
    assert "--passphrase-file" in program.run("list").sentence()
    told = program.run("--passphrase-fd", "0", "check-in", "--rate", "mood=4", stdin=b"wrong one")
    assert "does not open" in told.sentence()
    assert "wrong one" not in told.complained
    told = program.run(
        "--passphrase-fd", "0", "check-in", "--rate", "mood=4", stdin=WORDS.encode()
    )
    assert told.line() == "Check-in 1 recorded."


def test_a_plain_file_in_the_place_of_the_journal_is_not_written_to(program, tmp_path):
    program.run("--passphrase-fd", "0", "new", stdin=WORDS.encode()).line()
    program.journal.unlink()
    other = tmp_path / "other.db"
    program.run("--journal", str(other), "new", "--no-passphrase").line()
    other.rename(program.journal)
    before = program.journal.read_bytes()
    assert "--not-encrypted" in program.run("check-in", "--rate", "mood=4").sentence()
    assert program.journal.read_bytes() == before
    told = program.run("--not-encrypted", "check-in", "--rate", "mood=4")
    assert told.line() == "Check-in 1 recorded."
