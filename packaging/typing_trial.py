"""A person types a check-in, the program is killed, and the next start offers what was typed.

`lost` runs one such trial; as a script it is the program of that trial, in a process of its own:

    typing_trial.py type JOURNAL LOG RHYTHM     types into the window, and logs each key
    typing_trial.py continue JOURNAL            presses Continue, and prints the note as JSON
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PATIENCE_SECONDS = 60
# pauses between keys: without a rest, in bursts, and like somebody who thinks
RHYTHMS = {"steady": (0.04,), "bursts": (0.03,) * 12 + (0.7,), "slow": (0.3, 0.5, 0.9, 1.4)}


@dataclass(frozen=True)
class Lost:
    """What a kill took of what was typed: characters, and seconds of typing."""

    typed: int
    characters: int
    seconds: float
    continued: bool


def lost(
    journal: Path,
    rhythm: str,
    after_seconds: float,
    environment: Mapping[str, str] = os.environ,
) -> Lost:
    """Type into a journal, kill the program after so many seconds, and continue it."""
    log = journal.with_name(f"{journal.name}.keys")
    log.write_text("")
    typing = _start(environment, "type", journal, log, rhythm)
    try:
        _wait(lambda: log.stat().st_size > 0, typing)
        time.sleep(after_seconds)
        killed_at = time.monotonic()
    finally:
        typing.send_signal(signal.SIGKILL)
        typing.communicate()
    keys = [json.loads(line) for line in log.read_text().splitlines() if line.endswith("]")]
    log.unlink()
    text = "".join(letter for letter, _at in keys)
    continued = _start(environment, "continue", journal)
    told, complained = continued.communicate(timeout=PATIENCE_SECONDS)
    if continued.returncode:
        raise RuntimeError(complained.decode())
    note = json.loads(told)
    kept = len(note)
    seconds = killed_at - keys[kept][1] if kept < len(text) else 0.0
    return Lost(len(text), len(text) - kept, seconds, bool(note) and text.startswith(note))


def trials(journal: Path, count: int, seed: int = 0) -> list[Lost]:
    """Run several trials with one journal, each in another rhythm and for another time."""
    chance = random.Random(seed)  # noqa: S311 - the same trials each time
    names = list(RHYTHMS)
    return [
        lost(journal, names[number % len(names)], chance.uniform(2.2, 4.5))
        for number in range(count)
    ]


def _start(environment: Mapping[str, str], *words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, words)],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _wait(condition: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if running.poll() is not None or time.monotonic() > patience:
            raise RuntimeError("the window did not come")
        time.sleep(0.02)


def _run(journal: Path, act: Callable[[], None]) -> None:
    """Run the program as a person does, and do something once its window is there."""
    from dosejournal import app, present

    begun = False

    def now() -> datetime:
        # asked for the first time while the window is made; Qt comes with the program
        nonlocal begun
        if not begun:
            from PySide6.QtCore import QTimer

            begun = True
            QTimer.singleShot(200, act)
        return present.now()

    code = app.run(journal, now)
    if code:
        raise SystemExit(code)


def _page() -> object:
    from PySide6.QtWidgets import QApplication

    from dosejournal.gui.main_window import MainWindow

    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    return next(found).page("today")


def _type(log: Path, rhythm: str) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    field = _page().form.note
    field.setFocus()
    keys = os.open(log, os.O_APPEND | os.O_WRONLY)
    letters = (chr(ord("a") + number * 7 % 26) for number in range(10**6))
    pauses = RHYTHMS[rhythm]
    count = 0

    def press() -> None:
        nonlocal count
        letter = next(letters)
        QTest.keyClicks(field, letter)
        os.write(keys, (json.dumps([letter, time.monotonic()]) + "\n").encode())
        QTimer.singleShot(round(pauses[count % len(pauses)] * 1000), press)
        count += 1

    press()


def _continue() -> None:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    page = _page()
    note = ""
    for line in list(page.offers.lines.values())[:1]:
        QTest.mouseClick(line.continue_button, Qt.MouseButton.LeftButton)
        note = page.form.note.text()
    print(json.dumps(note), flush=True)
    # the next trial begins with an empty form
    page.drafting.drop()
    page.form.clear()
    QTimer.singleShot(0, QApplication.instance(), QApplication.exit)


def _main(words: list[str]) -> None:
    act, journal = words[0], Path(words[1])
    if act == "type":
        _run(journal, lambda: _type(Path(words[2]), words[3]))
    else:
        _run(journal, _continue)


if __name__ == "__main__":
    _main(sys.argv[1:])
