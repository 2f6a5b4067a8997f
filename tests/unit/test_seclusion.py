"""What a process may not do once it has shut itself in; tried in processes of their own."""

import ctypes
import os
import struct
import subprocess
import sys
from types import SimpleNamespace

import pytest

from dosejournal import seclusion

POSIX = pytest.mark.skipif(os.name != "posix", reason="limits and modes of POSIX")
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.uname().machine not in ("x86_64", "aarch64"),
    reason="a filter of Linux, for two architectures",
)

EACCES, EALREADY = 13, 114
# how the kernel names an architecture and its elder of 32 bits, its numbers of socket and prctl
NUMBERS = {
    "x86_64": (0xC000003E, 0x40000003, 41, 157),
    "aarch64": (0xC00000B7, 0x40000028, 198, 167),
}


def _run(code, **settings):
    """Return what a process printed that may shut itself in."""
    line = [sys.executable, "-c", f"from dosejournal import seclusion\n{code}"]
    finished = subprocess.run(
        line, capture_output=True, text=True, check=False, timeout=50, **settings
    )
    assert finished.stderr == ""
    return finished.stdout.split()


def _answer(machine, audited, number, argument=0):
    """Return the error a call gets from the filter, as the kernel would work it out; 0 is none."""
    # the call's number, its architecture, where it came from, and the first of its arguments
    call = struct.pack("=IIQQ", number, audited, 0, argument)
    instructions = [
        struct.unpack("=HBBI", each)
        for each in seclusion.network_filter(seclusion.MACHINES[machine])
    ]
    at, loaded = 0, 0
    while True:
        code, if_so, if_not, constant = instructions[at]
        if code == 0x06:
            assert constant in (0x7FFF_0000, 0x0005_0000 | constant & 0xFFFF)
            return 0 if constant == 0x7FFF_0000 else constant & 0xFFFF
        if code == 0x20:
            (loaded,) = struct.unpack_from("=I", call, constant)
            at += 1
            continue
        met = loaded == constant if code == 0x15 else loaded >= constant
        assert code in (0x15, 0x35)
        at += 1 + (if_so if met else if_not)


@pytest.mark.parametrize("machine", NUMBERS)
class TestTheFilter:
    """Instruction by instruction, also for the machine this is not."""

    def test_refuses_a_socket_of_every_family_but_that_of_this_computer(self, machine):
        audited, _foreign, socket, _prctl = NUMBERS[machine]
        answers = {family: _answer(machine, audited, socket, family) for family in range(64)}
        assert answers.pop(1) == 0
        assert set(answers.values()) == {EACCES}
        # the kernel reads 32 bits of it
        assert _answer(machine, audited, socket, 1 << 32 | 2) == EACCES

    def test_refuses_the_ways_around(self, machine):
        audited, foreign, socket, _prctl = NUMBERS[machine]
        io_uring_setup, socketcall, x32 = 425, 102, 0x4000_0000
        assert _answer(machine, audited, io_uring_setup) == EACCES
        assert _answer(machine, audited, x32 | socket, 1) == EACCES
        assert _answer(machine, foreign, socketcall, 1) == EACCES
        assert _answer(machine, foreign, socket, 1) == EACCES

    def test_lets_everything_else_through_and_answers_to_its_question(self, machine):
        audited, _foreign, socket, prctl = NUMBERS[machine]
        others = set(range(600)) - {socket, 425}
        assert {_answer(machine, audited, number, 2) for number in others} == {0}
        assert _answer(machine, audited, prctl, seclusion.QUESTION) == EALREADY
        assert _answer(machine, audited, prctl, 38) == 0


@LINUX
def test_the_filter_stands_from_then_on_once_and_in_what_takes_the_place_of_the_process():
    code = """
import os, sys
print(seclusion.stands())
seclusion.begin()
seclusion.begin()
count = [line.split()[1] for line in open("/proc/self/status") if "Seccomp_filters" in line]
print(seclusion.stands(), *count, flush=True)
again = "from dosejournal import seclusion; print(seclusion.stands())"
os.execv(sys.executable, [sys.executable, "-c", again])
"""
    told = _run(code)
    assert told[0] == "False"
    assert told[1] == "True"
    assert told[2:-1] in (["1"], [])  # older kernels do not count
    assert told[-1] == "True"


@LINUX
def test_threads_that_run_already_are_shut_in_too():
    code = """
import socket, threading
go_on = threading.Event()

def connect():
    go_on.wait()
    try:
        socket.socket(socket.AF_INET)
    except PermissionError:
        print("refused")

thread = threading.Thread(target=connect)
thread.start()
seclusion.begin()
go_on.set()
thread.join()
"""
    assert _run(code) == ["refused"]


@POSIX
def test_files_and_folders_are_for_the_person_alone(tmp_path):
    code = """
import os
from pathlib import Path
seclusion.begin()
Path("folder").mkdir()
Path("folder/file").touch()
print(oct(os.stat("folder").st_mode & 0o777), oct(os.stat("folder/file").st_mode & 0o777))
"""
    assert _run(code, cwd=tmp_path) == ["0o700", "0o600"]


@POSIX
def test_no_memory_is_written_to_disk_even_where_the_limit_was_lower():
    code = """
import resource
{before}
seclusion.begin()
print(*resource.getrlimit(resource.RLIMIT_CORE))
import sys
if sys.platform == "linux":
    assert int(open("/proc/self/coredump_filter").read(), 16) == 0
"""
    lowest = "1" if sys.platform == "linux" else "0"
    assert _run(code.format(before="")) == [lowest, lowest]
    refuse = """
real = resource.setrlimit
def lower_only(which, limits):
    if limits[1] > 0:
        raise ValueError("not allowed to raise maximum limit")
    real(which, limits)
resource.setrlimit = lower_only
"""
    assert _run(code.format(before=refuse)) == ["0", "0"]


@LINUX
@pytest.mark.parametrize(
    "missing",
    [
        "import sys; sys.modules['ctypes'] = None",
        "import ctypes; ctypes.CDLL = lambda *_names, **_how: (_ for _ in ()).throw(OSError())",
        "import os; from types import SimpleNamespace as N; os.uname = lambda: N(machine='riscv')",
        "import sys; sys.platform = 'freebsd'",
        "import sys; sys.maxsize = 2**31 - 1",
        "seclusion.MACHINES['x86_64'] = seclusion.MACHINES['x86_64']._replace(seccomp=-1);"
        "seclusion.MACHINES['aarch64'] = seclusion.MACHINES['aarch64']._replace(seccomp=-1)",
    ],
)
def test_what_the_system_has_not_does_not_stop_the_program(missing):
    assert _run(f"{missing}\nseclusion.begin()\nprint(seclusion.stands())") == ["False"]


def test_windows_shows_no_message_and_sends_no_report(monkeypatch):
    asked = []
    library = SimpleNamespace(SetErrorMode=asked.append)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=library), raising=False)
    seclusion.begin()
    assert asked == [3]
    assert not seclusion.stands()
