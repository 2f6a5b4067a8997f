"""Long work at a terminal: a line that goes again, and Ctrl+C."""

import io
import signal
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from dosejournal.cli import waiting
from dosejournal.domain import progress
from dosejournal.domain.progress import Progress, Stopped, Unit
from dosejournal.journal import archives, imports

TABLE = "at,mood\n2026-03-01T08:00,62\n2026-03-01T09:00,63\n"


class Screen(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self):
        return True

    def lines(self):
        return [each.rstrip() for each in self.getvalue().split("\r") if each.strip()]


@pytest.fixture
def screen(monkeypatch):
    made = Screen()
    # pytest puts its own into `sys` between a fixture and its test
    monkeypatch.setattr(waiting, "sys", SimpleNamespace(stderr=made))
    return made


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves on."""
    at = [100.0]
    monkeypatch.setattr(waiting.time, "monotonic", lambda: at[0])
    return at


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_after_a_second_a_line_tells_how_far_it_is_and_goes_again(screen, clock):
    with waiting.followed(quiet=False) as tell:
        tell(Progress(1000, 100_000))
        assert screen.getvalue() == ""
        clock[0] += 1
        tell(Progress(12_000, 100_000))
        tell(Progress(13_000, 100_000))
        clock[0] += 0.1
        tell(Progress(5, 9, Unit.FILES))
    assert screen.lines() == ["12000 of 100000 rows looked at", "5 of 9 files read"]
    # nothing of a longer text stays behind a shorter one, nor of the last one
    longest = len("12000 of 100000 rows looked at")
    assert screen.getvalue().split("\r")[2] == "5 of 9 files read".ljust(longest)
    assert screen.getvalue().endswith(f"\r{' ' * len('5 of 9 files read')}\r")


def test_what_tells_no_figures_shows_nothing(screen, clock):
    with waiting.followed(quiet=False) as tell:
        clock[0] += 2
        tell(Progress())
    assert screen.lines() == []


def test_nothing_is_shown_in_a_pipe_or_beside_json(screen, clock, monkeypatch):
    with waiting.followed(quiet=True) as tell:
        clock[0] += 2
        tell(Progress(1, 2))
    assert screen.getvalue() == ""
    for other in (io.StringIO(), None):
        monkeypatch.setattr(waiting, "sys", SimpleNamespace(stderr=other))
        with waiting.followed(quiet=False) as tell:
            clock[0] += 2
            tell(Progress(1, 2))
        assert other is None or other.getvalue() == ""


def test_a_terminal_that_is_gone_is_no_trouble(screen, clock, monkeypatch):
    def gone(_text):
        raise OSError

    monkeypatch.setattr(screen, "write", gone)
    with waiting.followed(quiet=False) as tell:
        clock[0] += 2
        tell(Progress(1, 2))


def test_the_first_interruption_waits_for_a_place_and_the_second_does_not():
    before = signal.getsignal(signal.SIGINT)
    with waiting.followed(quiet=False) as tell:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Stopped):
            tell(Progress())
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_hears_no_signals_and_works_all_the_same():
    def work():
        with waiting.followed(quiet=False):
            return list(progress.counted("ab"))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result(10) == ["a", "b"]


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_import_that_is_interrupted_has_changed_nothing(terminal, table, monkeypatch, options):
    real = imports.bring_in

    def interrupted(session, now, plan):
        real(session, now, plan)
        signal.raise_signal(signal.SIGINT)
        progress.pause()
        pytest.fail("it went on")

    with monkeypatch.context() as patched:
        patched.setattr(imports, "bring_in", interrupted)
        code, said, complained = terminal.bare(
            "--journal", str(terminal.journal), "import", table, *options
        )
    assert (code, said) == (130, "")
    assert complained == "Stopped. Nothing was brought in, and nothing was changed.\n"
    assert terminal.json("list") == []
    terminal.say("import", table)
    assert len(terminal.json("list")) == 2


def test_reading_that_is_interrupted_has_changed_nothing(terminal, table, monkeypatch):
    def read(*_words):
        signal.raise_signal(signal.SIGINT)
        progress.reach(1, 2, Unit.BYTES)

    monkeypatch.setattr("dosejournal.exchange.incoming.importers.plan", read)
    code, said, complained = terminal.bare("--journal", str(terminal.journal), "import", table)
    assert (code, said) == (130, "")
    assert complained.startswith("Stopped. Nothing was brought in")
    assert terminal.json("list") == []


def test_what_is_interrupted_too_late_is_told_as_done(terminal, table, monkeypatch):
    real = imports.bring_in

    def late(session, now, plan):
        counts = real(session, now, plan)
        signal.raise_signal(signal.SIGINT)
        return counts

    monkeypatch.setattr(imports, "bring_in", late)
    assert terminal.say("import", table).endswith("All of this is in the journal now.\n")
    assert len(terminal.json("list")) == 2


def test_an_archive_that_is_interrupted_has_changed_nothing(
    terminal, table, tmp_path, monkeypatch
):
    terminal.say("import", table)
    file = tmp_path / "all.jsonl"
    terminal.say("export", str(file), "--format", "archive")
    real = archives.bring_in

    def interrupted(session, archive):
        signal.raise_signal(signal.SIGINT)
        return real(session, archive)

    before = terminal.json("list")
    monkeypatch.setattr(archives, "bring_in", interrupted)
    code, _said, complained = terminal.bare(
        "--journal", str(terminal.journal), "import", str(file)
    )
    assert code == 130
    assert complained.startswith("Stopped.")
    assert terminal.json("list") == before
