"""A lock is real: the journal is closed, and its process replaced by one that knows nothing of it.

The program is driven from within, by a script that is begun again with it.
"""

import json
import os
import re
import sys
import time
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.reminders import CheckInRule
from dosejournal.journal import check_ins, information, reminders
from dosejournal.store import vault
from dosejournal.store.database import Database

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process of Linux")

WORDS = "walrus teacup gravel"
NOTE = "an evening with the sound of the sea"
PATIENCE_SECONDS = 40

# what is typed and looked for is put together here, so that the text of this script is no find
DRIVER = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from dosejournal.app import program
from dosejournal.__main__ import main

home = Path.home()
start = program.Program.start

def say(word, **more):
    line = json.dumps({"said": word, **more}) + chr(10)
    with (home / "told").open("a") as told:
        told.write(line)

def when(name, then, holds=lambda: True):
    timer = QTimer(app())
    def look():
        if (home / name).exists() and holds():
            timer.stop()
            then()
    timer.timeout.connect(look)
    timer.start(20)

def app():
    from PySide6.QtWidgets import QApplication
    return QApplication.instance()

def write(self):
    window = self.opened.window
    window.open_page("timeline")
    QTest.qWait(300)
    window.open_page("today")
    page = window.page("today")
    QTest.keyClicks(page.form.note, " ".join(["half", "a", "thought"]))
    page.form.inputs["mood"].set_value(61.0)
    page.form.edited.emit()
    QTest.qWait(300)
    say("written")
    when("lock", window.menus.lock.trigger)

def unlock(self):
    asking = self.entrance.waiting.window
    say(
        "locked",
        visible=asking.isVisible(),
        title=asking.windowTitle(),
        moments=[[at.strftime("%H:%M"), kind] for at, kind in self.notices.coming],
    )
    def give():
        QTest.keyClicks(asking.secret.field, (home / "words").read_text())
        asking.unlock_button.click()
    when("unlock", give)
    when("unlock", lambda: tell(self), lambda: self.opened is not None)

def tell(self):
    from dosejournal.journal import drafts, timeline
    read = self.opened.window.workspace.read
    found = read(lambda session: timeline.entries(session, timeline.keys(session)))
    kept = [each.content["note"] for each in read(drafts.read)]
    say("unlocked", notes=[each.note for each in found], drafts=kept)

def begin(self, *given):
    done = start(self, *given)
    QTimer.singleShot(200, lambda: (write if self.opened is not None else unlock)(self))
    return done

program.Program.start = begin
sys.exit(main())
"""


@pytest.fixture
def sealed(program):
    """Give a program whose journal is encrypted and has one entry."""
    at = datetime(2026, 3, 1, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    def fill(session):
        information.begin(session, at)
        check_ins.record(session, at, CheckInDraft(at, {"mood": 50.0}, NOTE, ()))
        rule = CheckInRule(enabled=True, times=(time_of_day(7, 30),))
        reminders.remind_of_check_in(session, rule)

    program.journal.parent.mkdir(parents=True, mode=0o700)
    Database.create(program.journal, fill, key=vault.new_key(WORDS))
    (program.home / "words").write_text(WORDS)
    return program


def heard(program, word):
    """Return what the script within the program said of this, waiting for it."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while True:
        told = program.home / "told"
        lines = told.read_text().splitlines() if told.exists() else []
        found = [json.loads(line) for line in lines]
        for each in found:
            if each["said"] == word:
                return each
        assert time.monotonic() < patience, f"{word} was never said, but {found}"
        time.sleep(0.02)


def copies(process, *texts):
    """Return how often each text is in the memory of a process, as Python or as Qt keeps it."""
    counts = dict.fromkeys(texts, 0)
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            first, last, rights, name = re.match(r"(\w+)-(\w+) (\S+)(.*)", line).groups()
            # what is mapped from a file and cannot be written is as it is in the file
            if not rights.startswith("rw") and ("r" not in rights or "/" in name or "[v" in name):
                continue
            try:
                memory.seek(int(first, 16))
                region = memory.read(int(last, 16) - int(first, 16))
            except OSError:
                # memory of a device
                continue
            for text in texts:
                ways = ("utf-8", "utf-16-le")
                counts[text] += sum(region.count(text.encode(way)) for way in ways)
    return counts


def test_a_lock_leaves_nothing_readable_and_what_was_written_comes_back(sealed):
    given = sealed.home / "words"
    running = sealed.start(
        "--passphrase-file", str(given), "open", how={"program": ("-c", DRIVER)}
    )
    heard(sealed, "written")
    process = sealed.window_id()
    assert process == running.pid
    # the search finds what is there
    secrets = (NOTE, "half a thought", WORDS)
    assert min(copies(process, *secrets).values()) > 0

    (sealed.home / "lock").touch()
    locked = heard(sealed, "locked")
    assert (locked["visible"], locked["title"]) == (True, "DoseJournal")
    # what it was handed, and nothing else
    assert locked["moments"] == [["07:30", "check_in"]] * 14
    # the same process, which is another program now
    assert sealed.window_id() == process
    key = vault.new_key(WORDS, sealed.journal.read_bytes()[:16])
    assert set(copies(process, *secrets, key.raw.hex()).values()) == {0}
    told = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    assert told[-4:] == [b"--journal", os.fsencode(sealed.journal), b"open", b""]
    assert WORDS.encode() not in Path(f"/proc/{process}/environ").read_bytes()

    (sealed.home / "unlock").touch()
    unlocked = heard(sealed, "unlocked")
    assert unlocked["notes"] == [NOTE]
    assert unlocked["drafts"] == ["half a thought"]
    running.terminate()
    out, complained = running.communicate(timeout=20)
    assert (running.returncode, out) == (0, b"")
    assert b"Traceback" not in complained
