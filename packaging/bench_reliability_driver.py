"""The program in a process of its own, with somebody at its window; run by the scorecard.

    bench_reliability_driver.py record JOURNAL WORDS LABEL   records check-ins, and says each
    bench_reliability_driver.py tour JOURNAL WORDS TEXT      looks at every page, types the text
    bench_reliability_driver.py browse JOURNAL WORDS FILE    reads, and locks when there is FILE
    bench_reliability_driver.py fail JOURNAL WORDS TEXT      makes every kind of mistake, and dies

WORDS is a file with the passphrase, or - where there is none; TEXT a file with what is typed. Any
other words are those of the program: so it begins again when it has taken its own place.
"""

import logging
import os
import random
import sys
import threading
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dosejournal import __main__ as program
from dosejournal import present
from dosejournal.app import replacement
from dosejournal.store import vault

_BEGIN_MS = 300
_LOOK_MS = 100
# the draft of what is typed is kept a second after the last key
_DRAFT_MS = 1_600


def say(line: str) -> None:
    """Tell who drives, at once."""
    os.write(1, f"{line}\n".encode())


def window() -> object:
    """Return the window of the journal."""
    from PySide6.QtWidgets import QApplication

    from dosejournal.gui.main_window import MainWindow

    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def record(label: str) -> None:
    """Record one check-in after the other by keyboard and mouse; say each after its notice."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    here = window()
    page = here.page("today")
    chance = random.Random(label)  # noqa: S311 - the same pauses each time
    count = 0

    def one() -> None:
        nonlocal count
        QTest.keyClicks(page.form.note, f"{label}-{count}")
        QTest.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
        if here.messages.toast.isVisible() and page.form.is_empty():
            say(str(count))
            count += 1
        QTimer.singleShot(chance.randrange(1, 30), one)

    one()


def tour(file: str) -> None:
    """Record something, look at every page, search, undo, and leave something unrecorded."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    text = Path(file).read_text()
    here = window()
    page = here.page("today")
    QTest.keyClicks(page.form.note, f"{text} in the window")
    page.form.tags.set_tags((f"{text} tag",))
    QTest.mouseClick(page.record_button, Qt.MouseButton.LeftButton)
    for key in tuple(here.sidebar.buttons):
        here.open_page(key)
        QApplication.processEvents()
    here.open_page("timeline")
    QTest.keyClicks(here.page("timeline").filters.search, text)
    QTest.qWait(500)
    here.menus.undo.trigger()
    here.menus.redo.trigger()
    here.open_page("today")
    QTest.keyClicks(page.form.note, f"{text} not recorded")
    QTimer.singleShot(_DRAFT_MS, here, lambda: say("toured"))


def browse(file: str) -> None:
    """Read pages; lock once there is a file that says so."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    here = window()
    for key in ("timeline", "doses", "trends", "today"):
        here.open_page(key)
        QApplication.processEvents()
    look = QTimer(here, interval=_LOOK_MS)

    def lock() -> None:
        if Path(file).exists():
            here.menus.lock_asked.emit()

    look.timeout.connect(lock)
    look.start()
    QTimer.singleShot(1_000, here, lambda: say("read"))


class Gone:
    """Something that cannot be taken away without a mistake."""

    text = ""

    def __del__(self) -> None:
        int(self.text)


def fail(file: str) -> None:
    """Make a mistake in every layer with a text that is nobody's business, then die."""
    from PySide6.QtCore import QTimer, qWarning

    text = Path(file).read_text()
    Gone.text = text
    here = window()
    faults: list[Callable[[], object]] = [
        lambda: int(text),
        lambda: datetime.fromisoformat(text),
        lambda: {}[text],
        lambda: Path(f"/{text}").read_text(),
        lambda: _fail_in_sql(here, text),
        lambda: _fail_in_validation(text),
        lambda: _run_apart(text),
        Gone,
        lambda: warnings.warn(text, stacklevel=1),
        lambda: logging.getLogger("dosejournal").error("about %s", text),
        lambda: qWarning(text),
    ]
    for place, fault in enumerate(faults):
        QTimer.singleShot(50 * place, here, fault)
    QTimer.singleShot(50 * len(faults) + 500, here, os.abort)


def _fail_in_sql(here: object, text: str) -> None:
    import sqlalchemy

    query = sqlalchemy.text("SELECT no_such_column FROM check_in WHERE note = :note")
    here.page("today")._workspace.read(  # noqa: SLF001 - where every widget asks
        lambda session: session.connection().execute(query, {"note": text})
    )


def _fail_in_validation(text: str) -> None:
    from dosejournal.store.tables import CheckIn

    CheckIn.model_validate({"at": text, "note": text})


def _run_apart(text: str) -> None:
    thread = threading.Thread(target=lambda: int(text))
    thread.start()
    thread.join()


ACTS: dict[str, Callable[..., None]] = {
    "record": record,
    "tour": tour,
    "browse": browse,
    "fail": fail,
}


def main(words: list[str]) -> int:
    """Run the program, and let somebody act once its window is there."""
    # what it costs to derive a key is measured elsewhere
    vault.RECIPES = (vault.Recipe(memory_kib=64, passes=1, lanes=1),)
    if words[0] not in ACTS:
        return program.main()
    act, journal, words_file, *rest = words
    at_present, has_begun = present.now, False

    def now() -> datetime:
        # asked for the first time while the window is made; Qt comes with the program
        nonlocal has_begun
        if not has_begun:
            has_begun = True
            from PySide6.QtCore import QTimer

            QTimer.singleShot(_BEGIN_MS, lambda: ACTS[act](*rest))
        return at_present()

    present.now = now
    # the program that takes the place of this one is begun as this one was
    replacement.command.__kwdefaults__["arguments"] = list(sys.argv)
    given = [] if words_file == "-" else ["--passphrase-file", words_file]
    return _run([*given, "--journal", journal, "open"])


def _run(words: list[str]) -> int:
    own, sys.argv = sys.argv, [sys.argv[0], *words]
    try:
        return program.main()
    finally:
        sys.argv = own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
