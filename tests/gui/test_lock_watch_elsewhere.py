"""What Windows and macOS tell, with stand-ins for their libraries: those were not at hand."""

import ctypes
from ctypes import wintypes
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication

from dosejournal.app.lock_watch.heartbeat import awake_clock
from dosejournal.app.lock_watch.macos import MacAnnouncements
from dosejournal.app.lock_watch.windows import WindowsAnnouncements

SESSION_CHANGE, POWER_BROADCAST = 0x02B1, 0x0218
LOCK, UNLOCK, SUSPEND, RESUME = 7, 8, 4, 18


class Application:
    """Qt's part: hands the messages of windows to its filters."""

    def __init__(self):
        self.filters = []

    def installNativeEventFilter(self, each):  # noqa: N802
        self.filters.append(each)

    def removeNativeEventFilter(self, each):  # noqa: N802
        self.filters.remove(each)

    def take(self, number, parameter, kind=b"windows_generic_MSG"):
        message = wintypes.MSG(message=number, wParam=parameter)
        address = ctypes.addressof(message)
        return [each.nativeEventFilter(QByteArray(kind), address) for each in self.filters]


class Sessions:
    """The library of Windows that tells of sessions."""

    def __init__(self, *, takes=True):
        self.takes = takes
        self.windows = []

    def WTSRegisterSessionNotification(self, window, which):  # noqa: N802
        assert which == 0
        if self.takes:
            self.windows.append(window.value)
        return int(self.takes)

    def WTSUnRegisterSessionNotification(self, window):  # noqa: N802
        self.windows.remove(window.value)
        return 1


@pytest.fixture
def application(qapp):
    return Application()


@pytest.fixture
def make_windows(application):
    made = []

    def make(sessions):
        made.append(WindowsAnnouncements(application, SimpleNamespace(wtsapi32=sessions)))
        return made[-1]

    yield make
    for each in made:
        each.stop()
        each.deleteLater()


def test_windows_tells_of_the_lock_and_of_sleep(make_windows, application, qtbot):
    announcements = make_windows(Sessions())
    assert not announcements.tells_screen_lock
    assert not announcements.tells_sleep
    announcements.start()
    assert announcements.tells_screen_lock
    assert announcements.tells_sleep
    with qtbot.waitSignal(announcements.screen_locked, timeout=0):
        assert application.take(SESSION_CHANGE, LOCK) == [(False, 0)]
    with qtbot.waitSignal(announcements.sleep_begins, timeout=0):
        assert application.take(POWER_BROADCAST, SUSPEND) == [(False, 0)]


@pytest.mark.parametrize(
    "message",
    [
        (SESSION_CHANGE, UNLOCK),
        (POWER_BROADCAST, RESUME),
        (POWER_BROADCAST, LOCK),
        (SESSION_CHANGE, LOCK, b"xcb_generic_event_t"),
    ],
)
def test_other_messages_of_windows_are_no_matter(make_windows, application, qtbot, message):
    announcements = make_windows(Sessions())
    announcements.start()
    with (
        qtbot.assertNotEmitted(announcements.screen_locked),
        qtbot.assertNotEmitted(announcements.sleep_begins),
    ):
        assert application.take(*message) == [(False, 0)]


def test_a_session_of_windows_that_takes_no_window_tells_of_sleep_only(make_windows):
    announcements = make_windows(Sessions(takes=False))
    announcements.start()
    assert not announcements.tells_screen_lock
    assert announcements.tells_sleep


def test_windows_is_told_when_nobody_listens_any_more(make_windows, application):
    sessions = Sessions()
    announcements = make_windows(sessions)
    announcements.start()
    assert len(sessions.windows) == len(application.filters) == 1
    announcements.stop()
    assert sessions.windows == application.filters == []
    assert not announcements.tells_screen_lock
    assert not announcements.tells_sleep
    announcements.stop()


def test_qt_takes_the_filter_for_messages(qapp):
    sessions = SimpleNamespace(wtsapi32=Sessions())
    announcements = WindowsAnnouncements(qapp, sessions)
    announcements.start()
    QCoreApplication.processEvents()
    announcements.stop()
    announcements.deleteLater()
    assert sessions.wtsapi32.windows == []


def test_on_windows_the_time_awake_is_counted_in_tenths_of_microseconds():
    class Kernel:
        def QueryUnbiasedInterruptTime(self, place):  # noqa: N802
            ctypes.cast(place, ctypes.POINTER(ctypes.c_ulonglong))[0] = 123_000_000_000
            return 1

    clock = awake_clock("win32", SimpleNamespace(kernel32=Kernel()))
    assert clock() == 12_300.0


class CoreFoundation:
    """The library of macOS; it calls back with five pointers, as the real one does."""

    def __init__(self):
        self.observers = {}
        self.strings = {}
        self.CFNotificationCenterGetDistributedCenter = SimpleFunction(lambda: 0x1000)
        self.CFStringCreateWithCString = SimpleFunction(self._string)

    def _string(self, _allocator, text, encoding):
        assert encoding.value == 0x08000100
        place = 0x2000 + len(self.strings)
        self.strings[place] = text.value
        return place

    def CFNotificationCenterAddObserver(self, center, observer, heard, name, thing, how):  # noqa: N802
        assert center.value == 0x1000
        assert thing is None
        assert how.value == 4
        self.observers[observer.value] = (self.strings[name.value], heard)

    def CFNotificationCenterRemoveEveryObserver(self, center, observer):  # noqa: N802
        assert center.value == 0x1000
        del self.observers[observer.value]

    def CFRelease(self, string):  # noqa: N802
        del self.strings[string.value]

    def post(self, name):
        for wanted, heard in self.observers.values():
            if wanted == name:
                heard(None, None, None, None, None)


class SimpleFunction:
    """A function of a library, whose kind of answer can be set."""

    def __init__(self, function):
        self._function = function
        self.restype = ctypes.c_int

    def __call__(self, *arguments):
        assert self.restype is ctypes.c_void_p, "a pointer would be cut"
        return self._function(*arguments)


def test_macos_tells_of_the_lock(qapp, qtbot):
    library = CoreFoundation()
    announcements = MacAnnouncements(lambda _path: library)
    announcements.start()
    assert announcements.tells_screen_lock
    assert not announcements.tells_sleep
    with qtbot.waitSignal(announcements.screen_locked, timeout=0):
        library.post(b"com.apple.screenIsLocked")
    with qtbot.assertNotEmitted(announcements.screen_locked):
        library.post(b"com.apple.screenIsUnlocked")
    announcements.stop()
    assert library.observers == library.strings == {}
    announcements.stop()


def test_without_the_library_of_macos_nothing_is_told(qapp):
    def absent(_path):
        raise OSError

    announcements = MacAnnouncements(absent)
    announcements.start()
    assert not announcements.tells_screen_lock
    announcements.stop()
