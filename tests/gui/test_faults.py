import sys

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


def test_a_fault_is_described_by_kind_and_place_alone():
    kind, _error, trace = fault()
    lines = faults.describe(kind, trace).splitlines()
    assert lines[0] == "ValueError"
    assert lines[1].endswith(" fault")
