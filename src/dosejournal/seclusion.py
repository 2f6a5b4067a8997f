"""The process keeps to itself: no network, no picture of its memory, no file for other people.

On Linux (x86-64 and AArch64) the kernel answers EACCES to whoever asks it here for a socket of any
family but AF_UNIX: this process, its threads, its libraries, and every process it starts or
becomes. What was asked for otherwise (io_uring, the calls of another architecture) goes the same
way. Elsewhere nothing of that kind can be had without a sandbox around the program; there it rests
on the program, which contains nothing that would connect.

Memory is not written to disk when the process dies. On Linux RLIMIT_CORE is 1, not 0: a program
that takes core dumps through a pipe is started at 0, and not at 1. Should another way be found,
`coredump_filter` leaves nothing of the memory in the dump. PR_SET_DUMPABLE stays as it is, because
the portals of a desktop, through which Qt learns of dark colours and file dialogs may come, refuse
whom they cannot look up. What is written for macOS and Windows has not been run there.
"""

import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

_PRIVATE = 0o077
_PRINTERS = "/run/cups/cups.sock"


class Calls(NamedTuple):
    """How the kernel names an architecture, and the numbers of its calls."""

    audited: int
    socket: int
    prctl: int
    seccomp: int


MACHINES = {
    "x86_64": Calls(0xC000003E, 41, 157, 317),
    "aarch64": Calls(0xC00000B7, 198, 167, 277),
}
# x32 shares its architecture with x86-64 and begins at this number; AArch64 has nothing like it
_FOREIGN_FROM = 0x4000_0000
_IO_URING_SETUP = 425
_AF_UNIX = 1
_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS = 1, 1

# a call that no kernel knows: only the filter has another answer to it than EINVAL
QUESTION = 0x646F7365
_EACCES, _EALREADY = 13, 114

_LOAD, _IS, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE, _KNOWN = 0x7FFF_0000, 0x0005_0000 | _EACCES, 0x0005_0000 | _EALREADY


def begin() -> None:
    """Shut the process in; what the system refuses is left out, and the program goes on."""
    if os.name == "posix":
        os.umask(_PRIVATE)
    _leave_no_dump()
    if sys.platform == "linux":
        # where it finds no socket, the library that knows printers would try the network instead
        os.environ["CUPS_SERVER"] = _PRINTERS
    calls = _calls()
    # the filter outlives the program when that takes its own place, and one of them is enough
    if calls is not None and not stands():
        _close_network(calls)


def stands() -> bool:
    """Say whether the system itself refuses this process every network connection."""
    if _calls() is None or (library := _library()) is None:
        return False
    import ctypes

    answer: int = library.prctl(*map(ctypes.c_ulong, (QUESTION, 0, 0, 0, 0)))
    return (answer, ctypes.get_errno()) == (-1, _EALREADY)


def _leave_no_dump() -> None:
    if sys.platform == "win32":
        if (library := _library()) is not None:
            # neither a message nor a report of Windows when the process dies
            library.SetErrorMode(0x0001 | 0x0002)
        return
    import resource

    for limit in (1, 0) if sys.platform == "linux" else (0,):
        # who began with less may not have more
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
            break
    with suppress(OSError):
        if sys.platform == "linux":
            Path("/proc/self/coredump_filter").write_text("0", encoding="ascii")


def _calls() -> Calls | None:
    if sys.platform != "linux" or sys.maxsize < 2**32 or sys.byteorder != "little":
        return None
    return MACHINES.get(os.uname().machine)


def _library() -> Any:
    """Return what calls the system, or None: some Pythons are built without it."""
    try:
        import ctypes

        if sys.platform == "win32":
            return ctypes.windll.kernel32
        return ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):
        return None


def _close_network(calls: Calls) -> None:
    if (library := _library()) is None:
        return
    import ctypes

    code = ctypes.create_string_buffer(b"".join(network_filter(calls)))
    program = struct.pack("HP", len(network_filter(calls)), ctypes.addressof(code))
    library.prctl(*map(ctypes.c_ulong, (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)))
    # whether it was taken is asked afterwards, by `stands`
    library.syscall(*map(ctypes.c_long, (calls.seccomp, _SET_MODE_FILTER, _ALL_THREADS)), program)


def network_filter(calls: Calls) -> list[bytes]:
    """Return the filter, an instruction each."""
    # the two numbers between are steps to go forward, where it is so and where not
    instructions = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IS, 0, 10, calls.audited),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 8, 0, _FOREIGN_FROM),
        (_IS, 7, 0, _IO_URING_SETUP),
        (_IS, 3, 0, calls.socket),
        (_IS, 0, 4, calls.prctl),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IS, 4, 2, QUESTION),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IS, 0, 1, _AF_UNIX),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, _REFUSE),
        (_ANSWER, 0, 0, _KNOWN),
    )
    return [struct.pack("=HBBI", *each) for each in instructions]
