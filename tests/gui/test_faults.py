import faulthandler
import logging
import sys
import threading
import warnings
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QMessageBox, QWidget

from dosejournal.app import faults
from dosejournal.app.faults import LastResort


def fault():
    try:
        int("slept badly, very private")
    except ValueError:
        return sys.exc_info()


def test_a_fault_is_noted_without_what_was_written(qapp, qtbot, tmp_path, capsys):
    log = tmp_path / "logs" / "faults.log"
    last_resort = LastResort(qapp, log)
    last_resort(*fault())
    last_resort(*fault())
    noted = log.read_text()
    assert noted.count("ValueError\n  gui/test_faults.py:") == 2
    assert "private" not in noted + capsys.readouterr().err
    boxes = [each for each in qapp.topLevelWidgets() if isinstance(each, QMessageBox)]
    (box,) = [each for each in boxes if each.isVisible()]
    assert "taken back" in box.text()
    box.close()
    last_resort(*fault())
    assert len([each for each in qapp.topLevelWidgets() if each.isVisible()]) == 1
    qapp.topLevelWidgets()[0].close()


def test_a_fault_that_repeats_does_not_fill_the_disk(qapp, tmp_path, monkeypatch):
    log = tmp_path / "faults.log"
    log.write_bytes(b"x" * 256 * 1024)
    monkeypatch.setattr(QMessageBox, "open", lambda _box: None)
    LastResort(qapp, log)(*fault())
    assert log.stat().st_size == 256 * 1024


def test_a_log_that_cannot_be_kept_is_no_second_fault(qapp, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(QMessageBox, "open", lambda _box: None)
    monkeypatch.setattr(sys, "stderr", None)
    LastResort(qapp, tmp_path / "file" / "faults.log")(*fault())


def test_an_interrupt_from_the_terminal_closes_the_window(qapp, qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    LastResort(qapp, tmp_path / "faults.log")(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not window.isVisible()
    assert not (tmp_path / "faults.log").exists()


@pytest.fixture
def put_back(monkeypatch):
    """Leave no hook behind that a test has put in its place."""
    for where, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (warnings, "showwarning"),
        (logging, "lastResort"),
    ):
        monkeypatch.setattr(where, name, getattr(where, name))
    monkeypatch.setattr(faults, "qInstallMessageHandler", lambda _handler: None)
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)


def boxes(qapp):
    each = [each for each in qapp.topLevelWidgets() if isinstance(each, QMessageBox)]
    return [box for box in each if box.isVisible()]


def test_a_fault_of_a_thread_is_told_in_the_window(qapp, qtbot, tmp_path, put_back):
    faults.heed(qapp, tmp_path / "faults.log", tmp_path / "crash.txt")
    thread = threading.Thread(target=int, args=("slept badly, very private",))
    thread.start()
    thread.join()
    assert boxes(qapp) == []  # only the thread of the window may show one
    qtbot.waitUntil(lambda: len(boxes(qapp)) == 1)
    boxes(qapp)[0].close()
    noted = (tmp_path / "faults.log").read_text()
    assert noted.startswith("ValueError\n")
    assert "private" not in noted


def test_what_ended_the_program_is_told_at_the_next_start_and_never_again(
    qapp, qtbot, tmp_path, put_back
):
    log, crash = tmp_path / "logs" / "faults.log", tmp_path / "logs" / "crash.txt"
    crash.parent.mkdir()
    crash.write_text('Fatal Python error: Aborted\n\n  File "/home/anna/x/y.py", line 3 in f\n')
    faults.heed(qapp, log, crash)
    qtbot.waitUntil(lambda: len(boxes(qapp)) == 1)
    (box,) = boxes(qapp)
    assert "the last time" in box.text()
    assert str(log) in box.informativeText()
    box.close()
    assert log.read_text().startswith("Aborted\n  x/y.py:3 f\n")
    assert crash.read_text() == ""
    faults.heed(qapp, log, crash)
    qtbot.wait(10)
    assert boxes(qapp) == []
    assert log.read_text().count("Aborted") == 1


def test_without_a_place_for_crashes_the_window_opens_all_the_same(qapp, tmp_path, put_back):
    (tmp_path / "file").write_text("")
    faults.heed(qapp, tmp_path / "faults.log", tmp_path / "file" / "crash.txt")
    assert not (tmp_path / "faults.log").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('QIODevice::read (QFile, "/home/anna/private"): not open', "QIODevice::read"),
        ("QObject::~QObject: private", "QObject::~QObject"),
        ("static QFont::fromString: private", "static QFont::fromString"),
        ("private", ""),
        ("Quetiapine is private", ""),
        ("", ""),
    ],
)
def test_a_message_of_qt_is_told_by_the_function_it_comes_from(text, told, capsys, monkeypatch):
    context = SimpleNamespace(category="qt.gui")
    faults.tell_of_qt(QtMsgType.QtWarningMsg, context, text)
    assert capsys.readouterr().err == f"QtWarningMsg qt.gui {told}".strip() + "\n"
    monkeypatch.setattr(sys, "stderr", None)
    faults.tell_of_qt(QtMsgType.QtWarningMsg, context, text)
