import os
import signal
import subprocess
import sys
import time

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import new_signal
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from dosejournal.app.bus import system_address
from dosejournal.app.lock_watch import LockWatch, Occasions, of_system
from dosejournal.app.lock_watch.announcements import Announcements
from dosejournal.app.lock_watch.heartbeat import Heartbeat
from dosejournal.app.lock_watch.idleness import Idleness
from dosejournal.app.lock_watch.linux import LinuxAnnouncements

SAVERS = ("freedesktop", "gnome", "xfce", "cinnamon", "mate")
LOGIND = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", interface=f"{LOGIND}.Manager")
OURS, OTHERS = ("/org/freedesktop/login1/session/_3" + number for number in "12")
NEVER = Occasions(idle_minutes=0, on_screen_lock=False, on_suspend=False)
IDLE_MS, PAUSE_MS = 150, 20
DAY = 86_400.0
WATCHING = """
import sys
from PySide6.QtCore import QCoreApplication
from dosejournal.app.lock_watch import LockWatch, Occasions

def say(*words):
    print(*words, flush=True)

app = QCoreApplication([])
watch = LockWatch(app, Occasions())
watch.due.connect(lambda: say("due"))
watch.changed.connect(lambda: say("sleep is heard:", watch.hears_sleep))
watch.start()
say("a start loads what listens:", "jeepney" in sys.modules)
app.exec()
"""


def saver(name):
    place = f"org.{name}.ScreenSaver"
    return DBusAddress("/" + place.replace(".", "/"), interface=place)


class Service:
    """Somebody on a bus: owns names, tells things, answers when it is asked for a session."""

    def __init__(self, address, *names, sessions=()):
        self.sessions = dict(sessions)
        self._connection = open_dbus_connection(address)
        for name in names:
            self.take(name)

    def take(self, name):
        self._connection.send_and_get_reply(message_bus.RequestName(name))

    def leave(self, name):
        self._connection.send_and_get_reply(message_bus.ReleaseName(name))

    def tell(self, place, member, signature=None, body=(), to=None):
        message = new_signal(place, member, signature, body)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._connection.send(message)

    def answer(self):
        """Answer whoever has asked meanwhile; return who that was."""
        asked = []
        while True:
            try:
                call = self._connection.receive(timeout=0)
            except TimeoutError:
                return asked
            if call.header.message_type is MessageType.method_call:
                asked.append(call.header.fields[HeaderFields.sender])
                (name,) = call.body
                known = self.sessions.get(name)
                self._connection.send(
                    new_method_return(call, "o", (known,))
                    if known
                    else new_error(call, f"{LOGIND}.NoSuchSession")
                )

    def close(self):
        self._connection.close()


@pytest.fixture
def join(session_bus):
    services = []

    def join(*names, **settings):
        services.append(Service(session_bus.address, *names, **settings))
        return services[-1]

    yield join
    for each in services:
        each.close()


@pytest.fixture
def logind(join):
    return join(LOGIND, sessions={"auto": OURS})


@pytest.fixture
def make_announcements(session_bus, qapp):
    """What both buses tell, which here are one."""
    made = []

    def make(**settings):
        def address():
            return session_bus.address

        made.append(LinuxAnnouncements(address, address, **{"retry_ms": 30, **settings}))
        return made[-1]

    yield make
    for each in made:
        # a watch lets go of its own
        if isValid(each):
            each.stop()
            each.deleteLater()


@pytest.fixture
def announcements(make_announcements, logind, qtbot):
    made = make_announcements()
    made.start()
    _let_it_know_session(made, logind, qtbot)
    return made


def _let_it_know_session(announcements, logind, qtbot):
    asked = []

    def knows():
        asked.extend(logind.answer())
        return announcements.knows_session

    qtbot.waitUntil(knows)
    return asked


class Clock:
    def __init__(self):
        self.at = 1_000_000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clocks():
    return Clock(), Clock()


@pytest.fixture
def make_watch(qapp, clocks):
    made = []

    def make(occasions, announcements=None, **settings):
        settings = {
            "announcements": lambda _app: announcements or Announcements(),
            "heartbeat": Heartbeat(*clocks),
            **settings,
        }
        made.append(LockWatch(qapp, occasions, **settings))
        made[-1].listen_after_ms = 0
        return made[-1]

    yield make
    for each in made:
        each.stop()
        each.deleteLater()


# nobody is there


@pytest.fixture
def field(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    return field


def _mouse_move():
    place = QPointF(3, 3)
    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier
    )


class Counted(Idleness):
    """Counts how many events pass through it, and how often it began to wait."""

    seen = waits = after_ms = 0

    def start(self, after_ms):
        self.after_ms = after_ms
        super().start(after_ms)

    @property
    def is_waiting(self):
        return self._quiet.isActive()

    def eventFilter(self, watched, event):  # noqa: N802
        self.seen += 1
        return super().eventFilter(watched, event)

    def _look(self):
        self.waits += 1
        super()._look()


@pytest.fixture
def make_idleness(qapp):
    made = []

    def make(pause_ms=PAUSE_MS):
        made.append(Counted(qapp, pause_ms))
        return made[-1]

    yield make
    for each in made:
        each.stop()
        each.deleteLater()


def test_who_does_nothing_for_the_time_is_idle_once(make_idleness, qtbot):
    idleness = make_idleness()
    with qtbot.waitSignal(idleness.came, timeout=5_000):
        idleness.start(IDLE_MS)
    with qtbot.assertNotEmitted(idleness.came, wait=2 * IDLE_MS):
        pass


@pytest.mark.parametrize(
    "act",
    [
        lambda field: QTest.keyClick(field, "a"),
        lambda field: QTest.mouseClick(field, Qt.MouseButton.LeftButton),
        lambda field: QTest.mouseMove(field.windowHandle(), field.rect().center()),
        lambda field: QCoreApplication.sendEvent(field, QInputMethodEvent("に", [])),
    ],
    ids=["key", "button", "pointer", "input method"],
)
def test_who_types_clicks_or_moves_is_there(make_idleness, field, qtbot, act):
    # a pointer that is there already does not move
    QTest.mouseMove(field.windowHandle(), field.rect().topLeft())
    idleness = make_idleness(pause_ms=60_000)
    idleness.start(60_000)
    act(field)
    qtbot.waitUntil(lambda: not idleness.is_waiting)


def test_what_the_program_sends_itself_is_nobody(make_idleness, field, qtbot):
    idleness = make_idleness()
    idleness.start(IDLE_MS)
    waits = idleness.waits

    def busy():
        field.repaint()
        QCoreApplication.sendEvent(field, _mouse_move())
        return idleness.seen > 50

    with qtbot.waitSignal(idleness.came, timeout=5_000):
        qtbot.waitUntil(busy)
    assert idleness.waits == waits


def test_a_pointer_on_its_way_costs_next_to_nothing(make_idleness, field, qtbot):
    idleness = make_idleness(pause_ms=60_000)
    idleness.start(60_000)
    QTest.keyClick(field, "a")
    seen = idleness.seen
    for _again in range(500):
        QTest.keyClick(field, "a")
    assert idleness.seen == seen
    assert idleness.waits == 1


def test_after_the_pause_it_looks_again_and_counts_from_then(make_idleness, field, qtbot):
    idleness = make_idleness()
    idleness.start(60_000)
    for wait in (2, 3):
        QTest.keyClick(field, "a")
        qtbot.waitUntil(lambda wait=wait: idleness.waits == wait)


def test_the_longest_time_is_one_that_a_timer_can_wait(make_idleness, qtbot):
    idleness = make_idleness()
    with qtbot.assertNotEmitted(idleness.came, wait=20):
        idleness.start(10**12)


def test_who_has_stopped_looking_hears_nothing(make_idleness, field, qtbot):
    idleness = make_idleness()
    idleness.start(IDLE_MS)
    QTest.keyClick(field, "a")
    idleness.stop()
    seen = idleness.seen
    with qtbot.assertNotEmitted(idleness.came, wait=2 * IDLE_MS):
        QTest.keyClick(field, "a")
    assert idleness.seen == seen


# the computer slept


@pytest.fixture
def heartbeat(qapp, clocks):
    heartbeat = Heartbeat(*clocks)
    heartbeat.start()
    yield heartbeat
    heartbeat.stop()
    heartbeat.deleteLater()


@pytest.mark.parametrize("seconds", [61, 8 * 3_600, 3_650 * DAY, -61, -3_650 * DAY])
def test_sleep_and_a_clock_that_was_set_are_seen(heartbeat, clocks, qtbot, seconds):
    wall, awake = clocks
    awake.at += 5
    wall.at += 5 + seconds
    with qtbot.waitSignal(heartbeat.jumped, timeout=0):
        heartbeat.beat()


@pytest.mark.parametrize("seconds", [59, -59, 0])
def test_a_clock_that_is_put_right_by_seconds_is_no_sleep(heartbeat, clocks, qtbot, seconds):
    wall, awake = clocks
    awake.at += 5
    wall.at += 5 + seconds
    with qtbot.assertNotEmitted(heartbeat.jumped):
        heartbeat.beat()


def test_a_program_that_was_busy_for_long_has_not_slept(heartbeat, clocks, qtbot):
    for clock in clocks:
        clock.at += 600
    with qtbot.assertNotEmitted(heartbeat.jumped):
        heartbeat.beat()


def test_sleep_is_seen_once(heartbeat, clocks, qtbot):
    clocks[0].at += DAY
    with qtbot.waitSignal(heartbeat.jumped, timeout=0):
        heartbeat.beat()
    with qtbot.assertNotEmitted(heartbeat.jumped):
        heartbeat.beat()


def test_sleep_before_the_start_does_not_count(heartbeat, clocks, qtbot):
    heartbeat.stop()
    clocks[0].at += DAY
    heartbeat.start()
    with qtbot.assertNotEmitted(heartbeat.jumped):
        heartbeat.beat()


def test_the_heart_beats_by_itself(qapp, clocks, qtbot):
    heartbeat = Heartbeat(*clocks, every_ms=10)
    heartbeat.start()
    clocks[0].at += DAY
    with qtbot.waitSignal(heartbeat.jumped, timeout=5_000):
        pass
    heartbeat.stop()


def test_the_clocks_of_this_computer_run_together(qapp, qtbot):
    heartbeat = Heartbeat()
    heartbeat.start()
    with qtbot.assertNotEmitted(heartbeat.jumped):
        heartbeat.beat()
    heartbeat.stop()
    if sys.platform == "linux":
        # the promise rests on it: this one stands still in sleep
        assert time.get_clock_info("monotonic").implementation == "clock_gettime(CLOCK_MONOTONIC)"


# the desktop and the system tell


@pytest.mark.parametrize("name", SAVERS)
def test_a_screen_saver_that_locks_is_heard(announcements, join, qtbot, name):
    service = join()
    with qtbot.waitSignal(announcements.screen_locked):
        service.tell(saver(name), "ActiveChanged", "b", (True,))


def test_the_session_of_unity_that_locks_is_heard(announcements, join, qtbot):
    place = DBusAddress("/com/canonical/Unity/Session", interface="com.canonical.Unity.Session")
    with qtbot.waitSignal(announcements.screen_locked):
        join().tell(place, "Locked")


def test_unlocking_locks_nothing(announcements, join, qtbot):
    service = join()
    with qtbot.assertNotEmitted(announcements.screen_locked, wait=100):
        service.tell(saver("gnome"), "ActiveChanged", "b", (False,))
        service.tell(saver("gnome"), "ActiveChanged", "s", ("no",))
        service.tell(saver("gnome"), "WakeUpScreen")
        service.tell(saver("gnome"), "ActiveChanged", "b", (False,))


def test_sleep_is_heard_before_it_and_not_after(announcements, logind, qtbot):
    with qtbot.waitSignal(announcements.sleep_begins):
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))
    with qtbot.assertNotEmitted(announcements.sleep_begins, wait=100):
        logind.tell(MANAGER, "PrepareForSleep", "b", (False,))
        logind.tell(MANAGER, "PrepareForShutdown", "b", (True,))


def _session(path):
    return DBusAddress(path, interface=f"{LOGIND}.Session")


def _hint(logind, value, path=OURS, interface=f"{LOGIND}.Session"):
    place = DBusAddress(path, interface="org.freedesktop.DBus.Properties")
    logind.tell(place, "PropertiesChanged", "sa{sv}as", (interface, {"LockedHint": value}, []))


def test_a_session_that_is_to_be_locked_is_heard(announcements, logind, qtbot):
    with qtbot.waitSignal(announcements.screen_locked):
        logind.tell(_session(OURS), "Lock")


def test_a_session_that_is_known_as_locked_is_heard(announcements, logind, qtbot):
    with qtbot.waitSignal(announcements.screen_locked):
        _hint(logind, ("b", True))


def test_the_session_of_somebody_else_is_no_matter(announcements, logind, qtbot):
    with qtbot.assertNotEmitted(announcements.screen_locked, wait=100):
        logind.tell(_session(OTHERS), "Lock", to=None)
        _hint(logind, ("b", True), OTHERS)
        _hint(logind, ("b", False))
        _hint(logind, ("b", True), interface=f"{LOGIND}.Seat")
        logind.tell(_session(OURS), "Unlock")


def test_another_person_on_this_computer_can_lock_nothing(make_announcements, join, qtbot):
    logind = join(LOGIND, sessions={"auto": OURS})
    announcements = make_announcements()
    announcements.start()
    (us, *_again) = _let_it_know_session(announcements, logind, qtbot)
    stranger = join()
    with (
        qtbot.assertNotEmitted(announcements.screen_locked, wait=100),
        qtbot.assertNotEmitted(announcements.sleep_begins),
    ):
        for to in (None, us):
            stranger.tell(_session(OURS), "Lock", to=to)
            stranger.tell(MANAGER, "PrepareForSleep", "b", (True,), to=to)


def test_an_old_login_service_is_asked_for_the_session_by_its_number(
    make_announcements, join, qtbot, monkeypatch
):
    monkeypatch.setenv("XDG_SESSION_ID", "31")
    logind = join(LOGIND, sessions={"31": OURS})
    announcements = make_announcements()
    announcements.start()
    _let_it_know_session(announcements, logind, qtbot)
    with qtbot.waitSignal(announcements.screen_locked):
        logind.tell(_session(OURS), "Lock")


@pytest.mark.parametrize("number", ["", "31"])
def test_without_a_session_sleep_is_heard_all_the_same(
    make_announcements, join, qtbot, monkeypatch, number
):
    monkeypatch.setenv("XDG_SESSION_ID", number)
    logind = join(LOGIND)
    announcements = make_announcements()
    announcements.start()
    asked = []
    qtbot.waitUntil(lambda: asked.extend(logind.answer()) or len(asked) == 1 + bool(number))
    with qtbot.waitSignal(announcements.sleep_begins):
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))
    assert not announcements.knows_session


# who tells, comes and goes


def test_it_is_known_whether_a_screen_saver_and_a_login_service_are_there(
    make_announcements, session_bus, join, qtbot
):
    announcements = make_announcements()
    announcements.start()
    assert not announcements.tells_screen_lock
    assert not announcements.tells_sleep
    service = join("org.gnome.ScreenSaver")
    qtbot.waitUntil(lambda: announcements.tells_screen_lock)
    with qtbot.assertNotEmitted(announcements.changed, wait=50):
        service.take("org.freedesktop.ScreenSaver")
        service.leave("org.gnome.ScreenSaver")
    with qtbot.waitSignal(announcements.changed):
        service.leave("org.freedesktop.ScreenSaver")
    assert not announcements.tells_screen_lock
    service.take(LOGIND)
    qtbot.waitUntil(lambda: announcements.tells_sleep)
    with qtbot.waitSignal(announcements.changed):
        service.leave(LOGIND)
    assert not announcements.tells_sleep


def test_those_that_were_there_before_are_known_as_well(make_announcements, join, qtbot):
    join("org.xfce.ScreenSaver", LOGIND)
    announcements = make_announcements()
    announcements.start()
    qtbot.waitUntil(lambda: announcements.tells_screen_lock and announcements.tells_sleep)


def test_a_login_service_that_starts_again_is_heard_again(announcements, logind, join, qtbot):
    logind.leave(LOGIND)
    qtbot.waitUntil(lambda: not announcements.tells_sleep)
    again = join(LOGIND, sessions={"auto": OTHERS})
    _let_it_know_session(announcements, again, qtbot)
    with qtbot.waitSignal(announcements.screen_locked):
        again.tell(_session(OTHERS), "Lock")


def test_a_bus_that_is_killed_and_comes_back_is_heard_again(
    announcements, session_bus, join, qtbot
):
    with qtbot.waitSignal(announcements.changed):
        session_bus.stop()
    qtbot.waitUntil(lambda: not announcements.tells_sleep)
    assert not announcements.tells_screen_lock
    session_bus.start()
    service = join("org.mate.ScreenSaver")
    qtbot.waitUntil(lambda: announcements.tells_screen_lock)
    with qtbot.waitSignal(announcements.screen_locked):
        service.tell(saver("mate"), "ActiveChanged", "b", (True,))


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "unix:path=/nobody/is/here", "tcp:host=127.0.0.1,port=9", "autolaunch:"],
)
def test_where_there_is_no_bus_nothing_is_told(qapp, qtbot, address):
    announcements = LinuxAnnouncements(lambda: address, lambda: address, retry_ms=10)
    with qtbot.assertNotEmitted(announcements.changed, wait=50):
        announcements.start()
    assert not announcements.tells_screen_lock
    assert not announcements.tells_sleep
    announcements.stop()


def test_who_listens_already_is_not_made_to_listen_twice(announcements, join, qtbot):
    heard = []
    announcements.screen_locked.connect(lambda: heard.append("lock"))
    announcements.start()
    service = join()
    for _again in range(2):
        with qtbot.waitSignal(announcements.screen_locked):
            service.tell(saver("gnome"), "ActiveChanged", "b", (True,))
    assert heard == ["lock", "lock"]


def test_the_bus_of_the_system_is_where_it_is_said_to_be():
    assert system_address({}) == "unix:path=/var/run/dbus/system_bus_socket"
    assert system_address({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"


# all of it


@pytest.fixture
def idleness(make_idleness):
    return make_idleness()


def test_the_watch_says_when_the_screen_is_locked_or_sleep_begins(
    make_watch, make_announcements, logind, join, qtbot
):
    watch = make_watch(Occasions(), make_announcements())
    watch.start()
    qtbot.waitUntil(lambda: watch.hears_sleep)
    assert not watch.hears_screen_lock
    with qtbot.waitSignal(watch.changed):
        service = join("org.gnome.ScreenSaver")
    assert watch.hears_screen_lock
    with qtbot.waitSignal(watch.due):
        service.tell(saver("gnome"), "ActiveChanged", "b", (True,))
    with qtbot.waitSignal(watch.due):
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))


def test_the_watch_says_when_nobody_is_there(make_watch, idleness, qtbot):
    watch = make_watch(Occasions(), idleness=idleness)
    watch.start()
    assert idleness.after_ms == 300_000
    with qtbot.waitSignal(watch.due, timeout=0):
        idleness.came.emit()


def test_the_watch_says_when_the_computer_slept(make_watch, clocks, qtbot):
    heartbeat = Heartbeat(*clocks)
    watch = make_watch(Occasions(), heartbeat=heartbeat)
    watch.start()
    clocks[0].at += DAY
    with qtbot.waitSignal(watch.due, timeout=0):
        heartbeat.beat()


def test_what_is_not_wanted_is_not_said(make_watch, qtbot):
    announcements = Announcements()
    watch = make_watch(Occasions(0, on_screen_lock=True, on_suspend=False), announcements)
    with qtbot.waitSignal(watch.changed):
        watch.start()
    assert not watch.hears_screen_lock
    assert not watch.hears_sleep
    with qtbot.assertNotEmitted(watch.due):
        announcements.sleep_begins.emit()
    with qtbot.waitSignal(watch.due, timeout=0):
        announcements.screen_locked.emit()
    watch.configure(Occasions(0, on_screen_lock=False, on_suspend=True))
    with qtbot.assertNotEmitted(watch.due):
        announcements.screen_locked.emit()
    with qtbot.waitSignal(watch.due, timeout=0):
        announcements.sleep_begins.emit()


def test_other_occasions_hold_at_once(make_watch, idleness):
    watch = make_watch(NEVER, idleness=idleness)
    watch.start()
    assert not idleness.is_waiting
    watch.configure(Occasions(idle_minutes=1))
    assert idleness.is_waiting
    assert idleness.after_ms == 60_000
    watch.configure(NEVER)
    assert not idleness.is_waiting


def test_the_same_occasions_once_more_do_not_count_as_somebody_there(make_watch, idleness):
    watch = make_watch(Occasions(idle_minutes=1), idleness=idleness)
    watch.start()
    watch.configure(Occasions(idle_minutes=1))
    assert idleness.waits == 1


def test_other_occasions_start_no_watch_that_is_not_running(make_watch, idleness):
    watch = make_watch(NEVER, idleness=idleness)
    watch.configure(Occasions())
    assert not watch.is_running
    assert not idleness.is_waiting


def test_nothing_is_listened_to_where_nobody_wants_it(make_watch, qtbot):
    watch = make_watch(Occasions(1, on_screen_lock=False, on_suspend=False))
    with qtbot.assertNotEmitted(watch.changed, wait=50):
        watch.start()


def test_a_watch_that_was_stopped_says_nothing_more(
    make_watch, make_announcements, idleness, logind, qtbot
):
    watch = make_watch(Occasions(), make_announcements(), idleness=idleness)
    watch.start()
    qtbot.waitUntil(lambda: watch.hears_sleep)
    watch.stop()
    assert not watch.hears_sleep
    assert not idleness.is_waiting
    with qtbot.assertNotEmitted(watch.due, wait=50):
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))


def test_a_watch_that_is_stopped_by_what_it_says_is_well(
    make_watch, make_announcements, logind, qtbot
):
    watch = make_watch(Occasions(), make_announcements())
    watch.due.connect(watch.stop)
    watch.start()
    qtbot.waitUntil(lambda: watch.hears_sleep)
    with qtbot.waitSignal(watch.due):
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))
        logind.tell(MANAGER, "PrepareForSleep", "b", (True,))
    with qtbot.assertNotEmitted(watch.due, wait=50):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="the buses of Linux")
def test_each_system_has_its_own_way(qapp):
    assert type(of_system(qapp)) is LinuxAnnouncements
    assert type(of_system(qapp, "sunos5")) is Announcements
    assert {type(of_system(qapp, name)).__name__ for name in ("win32", "darwin")} == {
        "WindowsAnnouncements",
        "MacAnnouncements",
    }


def test_what_is_told_while_the_program_is_frozen_is_heard_when_it_goes_on(session_bus, join):
    # as in a sleep that came before the program had its turn: so nothing need hold sleep up
    logind = join(LOGIND)
    addresses = {
        "DBUS_SESSION_BUS_ADDRESS": session_bus.address,
        "DBUS_SYSTEM_BUS_ADDRESS": session_bus.address,
    }
    with subprocess.Popen(
        [sys.executable, "-c", WATCHING],
        env={**os.environ, **addresses},
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            assert program.stdout.readline() == "a start loads what listens: False\n"
            assert program.stdout.readline() == "sleep is heard: False\n"
            assert program.stdout.readline() == "sleep is heard: True\n"
            program.send_signal(signal.SIGSTOP)
            logind.tell(MANAGER, "PrepareForSleep", "b", (True,))
            logind.tell(MANAGER, "PrepareForSleep", "b", (False,))
            # the bus has answered, so both are on their way
            logind.take("org.example.Behind")
            program.send_signal(signal.SIGCONT)
            assert program.stdout.readline() == "due\n"
        finally:
            program.kill()
