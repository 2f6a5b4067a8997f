import io
import logging
import sys
import threading
import warnings

import pytest

from dosejournal import fault_report

WORDS = "slept badly, very private"


@pytest.fixture
def taken(monkeypatch):
    """Take faults until the test ends, and return what came: of an act, and beside one."""
    for where, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (warnings, "showwarning"),
        (logging, "lastResort"),
    ):
        monkeypatch.setattr(where, name, getattr(where, name))
    stopped, beside = [], []

    def keep(where):
        return lambda *fault: where.append(fault_report.describe(*fault))

    fault_report.take(keep(stopped), keep(beside))
    fault_report.take_logs()
    return stopped, beside


def _caught(act):
    try:
        act()
    except Exception:  # noqa: BLE001 - of any kind
        return sys.exc_info()
    raise AssertionError


def _fault():
    int(WORDS)


def _caused():
    try:
        _fault()
    except ValueError as error:
        raise KeyError(WORDS) from error


def _while_handling():
    try:
        _fault()
    except ValueError:
        raise LookupError(WORDS)  # noqa: B904 - the context is what is tested


def _instead():
    try:
        _fault()
    except ValueError:
        raise LookupError(WORDS) from None


def test_a_fault_is_described_by_its_kind_its_places_and_the_versions():
    lines = fault_report.describe(*_caught(_fault)).splitlines()
    assert lines[0] == "ValueError"
    assert lines[1].startswith("  unit/test_fault_report.py:")
    assert lines[2].endswith(" _fault")
    assert lines[3].startswith("DoseJournal 0.5.0, Python 3.")
    assert len(lines) == 4


def test_a_kind_of_a_library_has_its_place_in_its_name():
    def act():
        raise warnings.WarningMessage.Own(WORDS)

    warnings.WarningMessage.Own = type("Own", (Exception,), {"__module__": "some.library"})
    try:
        assert fault_report.describe(*_caught(act)).startswith("some.library.Own\n")
    finally:
        del warnings.WarningMessage.Own


def test_what_a_fault_came_from_is_described_too():
    for act in (_caused, _while_handling):
        described = fault_report.describe(*_caught(act))
        assert "\nfrom ValueError\n" in described
        assert "_fault" in described
        assert WORDS not in described
    assert "from" not in fault_report.describe(*_caught(_instead))


def test_a_chain_of_causes_without_an_end_has_one():
    def chain(times):
        try:
            if times:
                chain(times - 1)
        finally:
            raise ValueError(WORDS)

    assert fault_report.describe(*_caught(lambda: chain(20))).count("from ValueError") == 4


def test_a_recursion_without_an_end_is_told_by_its_last_places():
    def again():
        again()

    described = fault_report.describe(*_caught(again))
    assert described.startswith("RecursionError\n")
    assert described.count("again") == 40


def test_a_fault_of_a_thread_comes_beside(taken):
    for act in (_fault, sys.exit):
        thread = threading.Thread(target=act)
        thread.start()
        thread.join()
    ((described,), stopped) = taken[1], taken[0]
    assert described.startswith("ValueError\n")
    assert stopped == []
    assert threading.excepthook is not threading.__excepthook__
    sys.excepthook(*_caught(_fault))
    assert taken[0][0].startswith("ValueError\n")


def test_a_fault_that_nobody_can_be_told_of_comes_beside(taken):
    class Unlucky:
        def __del__(self):
            raise ValueError(WORDS)

    Unlucky()
    (described,) = taken[1]
    assert "__del__" in described
    assert WORDS not in described


def test_a_warning_is_told_by_its_kind_and_place(taken, capsys):
    with warnings.catch_warnings():
        # the context puts back the function that tells, so it is set anew
        warnings.showwarning = fault_report.tell_warning
        warnings.simplefilter("always")
        warnings.warn(WORDS, UserWarning, stacklevel=1)
    told = capsys.readouterr().err
    assert told.startswith("UserWarning\n  unit/test_fault_report.py:")
    assert WORDS not in told
    elsewhere = io.StringIO()
    warnings.showwarning(UserWarning(WORDS), UserWarning, "a/b/c.py", 3, elsewhere, WORDS)
    assert elsewhere.getvalue() == "UserWarning\n  b/c.py:3\n"


def _record(error):
    place = ("/home/anna/lib/some/pool.py", 7)
    return logging.LogRecord("some", logging.ERROR, *place, WORDS, None, error, "reset")


def test_what_a_library_logs_is_told_by_its_line_and_kind(taken, capsys):
    logging.lastResort.handle(_record(_caught(_fault)))
    logging.lastResort.handle(_record(None))
    told = capsys.readouterr().err
    assert (
        told
        == "ERROR some ValueError\n  some/pool.py:7 reset\nERROR some\n  some/pool.py:7 reset\n"
    )


def test_without_a_terminal_nothing_is_told(taken, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    logging.lastResort.handle(_record(None))
    warnings.showwarning(UserWarning(WORDS), UserWarning, "c.py", 3)
    assert sys.stderr is None


DIED = """Fatal Python error: {reason}

Thread 0x00007f1 (most recent call first):
  File "/home/anna/dosejournal/gui/tasks.py", line 12 in run

Current thread 0x00007f2 (most recent call first):
  File "/home/anna/dosejournal/app/program.py", line 60 in run
  File "<string>", line 1 in <module>

Extension modules: numpy, {words} (total: 2)
"""


def test_a_death_is_described_by_the_signal_and_the_places_of_each_thread():
    described = fault_report.describe_death(DIED.format(reason="Segmentation fault", words=WORDS))
    assert described.splitlines()[:-1] == [
        "Segmentation fault",
        "in a thread:",
        "  gui/tasks.py:12 run",
        "in a thread:",
        "  app/program.py:60 run",
        "  <string>:1 <module>",
    ]
    assert "anna" not in described
    assert WORDS not in described


def test_what_the_interpreter_says_at_its_death_is_not_repeated():
    for text in (DIED.format(reason=WORDS, words=""), WORDS, f'  File "{WORDS}', ""):
        described = fault_report.describe_death(text)
        assert described.startswith("Fatal error\n")
        assert WORDS not in described


def test_a_death_in_a_recursion_is_told_by_its_last_places():
    text = "Fatal Python error: Aborted\n" + '  File "a.py", line 1 in f\n' * 1000
    assert fault_report.describe_death(text).count("  a.py:1 f") == 40


def test_where_the_window_was_not_loaded_there_is_no_qt(monkeypatch):
    monkeypatch.delitem(sys.modules, "PySide6", raising=False)
    assert ", no Qt, " in fault_report.surroundings()
    monkeypatch.setitem(sys.modules, "PySide6", type(sys)("PySide6"))
    sys.modules["PySide6"].__version__ = "6.99"
    assert ", Qt 6.99, " in fault_report.surroundings()
