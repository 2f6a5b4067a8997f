"""What is said above the pages about where the journal lies."""

import shutil
from collections import namedtuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dosejournal.domain.entries import CheckInDraft
from dosejournal.errors import DiskFullError
from dosejournal.gui import circumstances
from dosejournal.gui.main_window import MainWindow
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import check_ins, timeline
from dosejournal.store import ballast
from dosejournal.store.database import Database
from dosejournal.store.places import Place

Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Let the reserve be small: how large it is, is tested where it is made."""
    monkeypatch.setattr(ballast, "BYTES", 2 * 256 * 1024)
    monkeypatch.setattr(circumstances, "_FIRST_LOOK_MS", 0)


@pytest.fixture
def disk(monkeypatch):
    """Give a way to fill the disk: it refuses as long as the reserve is there."""

    class Filled:
        free = 10**9
        is_full = False

    def usage(_place):
        return Disk(0, 0, Filled.free)

    filled = Filled()
    monkeypatch.setattr(ballast.shutil, "disk_usage", usage)

    def fill(path):
        Filled.free = 0

        def refuse(session, now, draft):
            if ballast.is_there(path) or Filled.is_full:
                raise DiskFullError("The disk is full.")
            return check_ins.record(session, now, draft)

        return refuse

    filled.fill = fill
    return filled


def test_the_reserve_is_made_once_the_window_is_there(qtbot, window, journal_path):
    qtbot.waitUntil(lambda: ballast.is_there(journal_path))
    assert window.banners.isHidden()


def test_a_full_disk_is_told_until_there_is_room_again(qtbot, window, workspace, disk, now):
    path = workspace.journal_path
    qtbot.waitUntil(lambda: ballast.is_there(path))
    refused = []
    workspace.failed.connect(refused.append)
    record = disk.fill(path)
    number = workspace.perform("Check-in recorded", record, now, CheckInDraft(now, {"mood": 1.0}))
    assert (number, refused) == (1, [])
    assert len(workspace.read(timeline.keys)) == 1
    (banner,) = window.banners.lines.values()
    assert "saved from a reserve" in banner.text
    assert banner.isVisible()
    look = window.banners.findChild(circumstances.Circumstances).look
    look()
    assert "full" in window.banners.lines
    type(disk).is_full = True
    # the reserve is used up: what is refused now is told, and stays where it was typed
    assert workspace.perform("", record, now, CheckInDraft(now, {"mood": 1.0})) is None
    assert refused == ["The disk is full."]
    type(disk).free = 10**9
    look()
    qtbot.waitUntil(window.banners.isHidden)
    assert ballast.is_there(path)
    look()
    assert window.banners.isHidden()


def test_undo_has_the_reserve_too(qtbot, window, workspace, database, monkeypatch, now):
    qtbot.waitUntil(lambda: ballast.is_there(workspace.journal_path))
    draft = CheckInDraft(now, {"mood": 1.0})
    workspace.perform("Check-in recorded", check_ins.record, now, draft)
    undo = database.undo

    def refuse():
        if ballast.is_there(workspace.journal_path):
            raise DiskFullError
        return undo()

    monkeypatch.setattr(database, "undo", refuse)
    workspace.undo()
    assert len(workspace.read(timeline.keys)) == 0
    assert "full" in window.banners.lines


@pytest.fixture
def make_there(qapp, qtbot, clock, tasks, preferences):
    def make(path, place):
        database = Database(path, place=place)
        window = MainWindow(qapp, Workspace(database, clock), tasks, preferences)
        qtbot.addWidget(window)
        window.show()
        return database, window

    return make


@pytest.mark.parametrize("place", [Place.NETWORK, Place.CLOUD])
def test_a_place_of_several_computers_is_warned_of_once(make_there, journal_path, tmp_path, place):
    database, window = make_there(journal_path, place)
    (banner,) = window.banners.lines.values()
    assert "one program at a time" in banner.text
    window.open_page("settings")
    assert banner.text in {each.text() for each in window.page("settings").findChildren(QLabel)}
    QTest.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert window.banners.isHidden()
    window.close()
    database.close()
    assert str(journal_path) not in (tmp_path / "settings.json").read_text()
    database, window = make_there(journal_path, place)
    assert window.banners.isHidden()
    assert not ballast.is_there(journal_path)
    window.close()
    database.close()
    other = tmp_path / "other.db"
    shutil.copy(journal_path, other)
    database, window = make_there(other, place)
    assert "place" in window.banners.lines
    window.close()
    database.close()


def test_what_is_said_already_stays_as_it_is(window):
    window.banners.tell("full", "Once.")
    line = window.banners.lines["full"]
    window.banners.tell("full", "Once.")
    assert window.banners.lines["full"] is line
    window.banners.tell("full", "Another.")
    assert window.banners.lines["full"].text == "Another."
