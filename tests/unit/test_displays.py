import ctypes
import os
import socket
import tempfile
from pathlib import Path

import pytest

from dosejournal.app import displays


@pytest.mark.parametrize("name", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_platform_without_a_screen_needs_no_display(name):
    assert displays.usable({"QT_QPA_PLATFORM": name}, "linux")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":4711"},
        {"WAYLAND_DISPLAY": "wayland-4711", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland"},
    ],
)
def test_a_display_that_does_not_answer_is_none(environment):
    assert not displays.usable(environment, "linux")


@pytest.mark.parametrize("display", ["localhost:10.0", "192.0.2.1:0", "tcp/there:0", "[::1]:0"])
def test_a_display_beyond_the_network_is_none_here(display):
    assert displays.is_far({"DISPLAY": display})
    assert not displays.usable({"DISPLAY": display}, "linux")


@pytest.mark.parametrize("display", ["", ":0", ":99.0", "unix:0", "unix/:0", "/run/X11-unix/X0"])
def test_a_display_of_this_computer_is_not_far(display):
    assert not displays.is_far({"DISPLAY": display})


def test_a_wayland_display_is_a_socket_that_is_there():
    # a socket's path must be short, and that of the test's own folder may not be
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        server.bind(str(Path(folder) / "wayland-0"))
        environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": folder}
        assert displays.usable(environment, "linux")
        assert not displays.usable(environment | {"QT_QPA_PLATFORM": "xcb"}, "linux")


def test_without_the_library_for_x_there_is_no_display(monkeypatch):
    def refuse(_name):
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert not displays.usable({"DISPLAY": ":0"}, "linux")


def test_other_systems_always_have_a_display():
    assert displays.usable({}, "win32")
    assert displays.usable(os.environ, "darwin")
