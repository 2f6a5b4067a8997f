import os
from pathlib import Path

import pytest

from dosejournal.app.bus import session_address
from dosejournal.app.notifiers.freedesktop import DesktopNotifier
from dosejournal.gui.reminding.desktop import Notice

RETRY_MS = 30
TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105
CHECK_IN = Notice(
    "check-in",
    "Time for your check-in",
    (("record", "Record"), ("snooze", "Snooze 15 min"), ("skip", "Skip")),
)
DOSE = Notice("dose", "Time for a planned dose", (("record", "Record"),))


@pytest.fixture
def session_bus(session_bus, qtbot):
    # the window lives on while something is waited for
    session_bus.wait = lambda condition: qtbot.waitUntil(condition, timeout=20_000)
    return session_bus


@pytest.fixture
def make_notifier(qapp, qtbot):
    made = []

    def make(address, **settings):
        made.append(DesktopNotifier(address, RETRY_MS, **settings))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def daemon(session_bus):
    return session_bus.begin_showing()


@pytest.fixture
def notifier(make_notifier, session_bus, daemon, qtbot):
    notifier = make_notifier(session_bus.address)
    assert notifier.works
    return notifier


def _show(notifier, daemon, notice=CHECK_IN):
    assert notifier.show(notice)
    return daemon.shown()


def _let_it_note(notifier, qtbot, key="check-in"):
    """Wait until the notifier knows the number of a notice."""
    qtbot.waitUntil(lambda: notifier.numbers[key] is not None)


def test_a_notice_arrives_with_its_words_and_buttons(notifier, daemon):
    shown = _show(notifier, daemon)
    assert shown["text"] == "Time for your check-in"
    assert shown["hint"] == ""
    assert shown["buttons"] == {
        "record": "Record",
        "snooze": "Snooze 15 min",
        "skip": "Skip",
        "default": "Open DoseJournal",
    }
    assert shown["hints"] == {"desktop-entry": "dosejournal", "urgency": 1}
    assert shown["icon"].startswith("file://")
    assert Path(shown["icon"].removeprefix("file://")).is_file()


def test_what_is_shown_before_the_service_has_answered_arrives(
    make_notifier, session_bus, daemon, qtbot
):
    notifier = make_notifier(session_bus.address)
    assert notifier.show(DOSE)
    assert notifier.show(CHECK_IN)
    notifier.withdraw("dose")
    _let_it_note(notifier, qtbot)
    assert daemon.shown()["text"] == "Time for your check-in"
    assert not daemon.has_told()


def test_nothing_is_looked_for_before_somebody_asks(make_notifier, session_bus, qtbot):
    notifier = make_notifier(session_bus.address)
    with qtbot.assertNotEmitted(notifier.changed, wait=200):
        notifier.withdraw("check-in")
    with qtbot.waitSignal(notifier.changed):
        # as long as nothing else is known
        assert notifier.works
    assert not notifier.works


@pytest.mark.parametrize("action", ["record", "snooze", "skip"])
def test_a_pressed_button_is_told_once(notifier, daemon, qtbot, action):
    told = []
    notifier.answered.connect(lambda *answer: told.append(answer))
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    daemon.do("press", number, action)
    daemon.do("press", number, action)
    qtbot.waitUntil(lambda: told != [])
    assert daemon.told() == {"close": number}
    other = _show(notifier, daemon, DOSE)["number"]
    _let_it_note(notifier, qtbot, "dose")
    daemon.do("press", other, "record")
    qtbot.waitUntil(lambda: ("dose", "record") in told)
    assert told == [("check-in", action), ("dose", "record")]


def test_pressing_the_notice_itself_opens_the_window(notifier, daemon, qtbot):
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    with qtbot.waitSignal(notifier.answered) as told:
        daemon.do("press", number, "default")
    assert told.args == ["check-in", "open"]


def test_what_was_not_offered_is_not_heard(notifier, daemon, qtbot):
    told = []
    notifier.answered.connect(lambda *answer: told.append(answer))
    number = _show(notifier, daemon, DOSE)["number"]
    _let_it_note(notifier, qtbot, "dose")
    for words in ((number, "skip"), (number + 1, "record"), (number, "record")):
        daemon.do("press", *words)
    qtbot.waitUntil(lambda: told != [])
    assert told == [("dose", "record")]


def test_another_program_cannot_press_a_button(notifier, daemon, session_bus, qtbot):
    told = []
    notifier.answered.connect(lambda *answer: told.append(answer))
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    # it asks for the name, which is taken, and then speaks all the same
    stranger = session_bus.begin_showing()
    stranger.do("press", number, "record")
    stranger.stop()
    daemon.do("press", number, "skip")
    qtbot.waitUntil(lambda: told != [])
    assert told == [("check-in", "skip")]


def test_a_notice_takes_the_place_of_the_earlier_one_of_its_key(notifier, daemon, qtbot):
    first = _show(notifier, daemon)
    _let_it_note(notifier, qtbot)
    assert _show(notifier, daemon)["replaced"] == first["number"]


def test_of_two_notices_at_once_with_one_key_one_stays(notifier, daemon, qtbot):
    _show(notifier, daemon, DOSE)
    assert notifier.show(CHECK_IN)
    assert notifier.show(CHECK_IN)
    first, second = daemon.shown(), daemon.shown()
    _let_it_note(notifier, qtbot)
    assert daemon.told() == {"close": first["number"]}
    with qtbot.waitSignal(notifier.answered):
        daemon.do("press", second["number"], "skip")


def test_withdrawing_closes_the_notification(notifier, daemon, qtbot):
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    notifier.withdraw("check-in")
    notifier.withdraw("check-in")
    assert daemon.told() == {"close": number}


def test_withdrawing_before_it_is_known_under_which_number_closes_it_too(notifier, daemon, qtbot):
    _show(notifier, daemon, DOSE)
    assert notifier.show(CHECK_IN)
    notifier.withdraw("check-in")
    number = daemon.shown()["number"]
    assert daemon.told() == {"close": number}


def test_a_dismissed_notice_is_not_replaced(notifier, daemon, qtbot):
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    daemon.do("dismiss", number + 1)
    daemon.do("dismiss", number)
    qtbot.waitUntil(lambda: notifier.numbers == {})
    assert _show(notifier, daemon)["replaced"] == 0


def test_closing_takes_everything_back(notifier, daemon, qtbot):
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    notifier.close()
    assert daemon.told() == {"close": number}
    assert not notifier.works
    assert not notifier.show(CHECK_IN)


def test_without_buttons_the_notice_says_where_to_answer(make_notifier, session_bus, qtbot):
    daemon = session_bus.begin_showing("body")
    notifier = make_notifier(session_bus.address)
    qtbot.waitUntil(lambda: notifier.works)
    shown = _show(notifier, daemon)
    assert shown["buttons"] == {}
    assert shown["hint"] == "Open DoseJournal to answer."


def test_the_desktop_lets_the_window_come_to_the_front(notifier, daemon, qtbot, monkeypatch):
    monkeypatch.delenv(TOKEN, raising=False)
    number = _show(notifier, daemon)["number"]
    _let_it_note(notifier, qtbot)
    daemon.do("token", number, "let-me")
    with qtbot.waitSignal(notifier.answered):
        daemon.do("press", number, "record")
    assert os.environ[TOKEN] == "let-me"
    # what is set by hand is taken back by hand
    monkeypatch.setenv(TOKEN, "")


def test_a_service_that_is_killed_and_comes_back_is_noticed(notifier, daemon, session_bus, qtbot):
    _show(notifier, daemon)
    _let_it_note(notifier, qtbot)
    daemon.stop()
    qtbot.waitUntil(lambda: not notifier.works)
    assert not notifier.show(DOSE)
    again = session_bus.begin_showing("body")
    qtbot.waitUntil(lambda: notifier.works)
    shown = again.shown()
    assert (shown["text"], shown["replaced"], shown["buttons"]) == (CHECK_IN.text, 0, {})
    assert not again.has_told()


def test_a_service_that_the_bus_starts_counts_as_there(session_bus, make_notifier, qtbot):
    session_bus.offer_to_start()
    notifier = make_notifier(session_bus.address)
    qtbot.waitUntil(lambda: notifier.works)
    assert notifier.show(CHECK_IN)
    _let_it_note(notifier, qtbot)


def test_a_service_that_leaves_and_would_be_started_again_still_works(
    session_bus, make_notifier, qtbot
):
    session_bus.offer_to_start()
    first = session_bus.begin_showing()
    notifier = make_notifier(session_bus.address)
    qtbot.waitUntil(lambda: notifier.works)
    _show(notifier, first)
    _let_it_note(notifier, qtbot)
    with qtbot.assertNotEmitted(notifier.changed):
        first.stop()
        # whoever is started has it too, under a number of its own
        qtbot.waitUntil(lambda: notifier.numbers["check-in"] is None)
        _let_it_note(notifier, qtbot)


def test_a_notice_that_the_service_refuses_is_told(notifier, daemon, qtbot):
    daemon.do("refuse")
    told = []
    notifier.changed.connect(lambda: told.append(notifier.works))
    assert notifier.show(CHECK_IN)
    # it is looked for again, and found
    qtbot.waitUntil(lambda: told == [False, True])
    notifier.withdraw("check-in")
    assert [daemon.told()] == [{"refused": True}]
    assert not daemon.has_told()


def test_a_service_that_goes_on_refusing_is_asked_ever_more_rarely(notifier, daemon, qtbot):
    daemon.do("refuse")
    notifier.changed.connect(lambda: notifier.works and notifier.show(CHECK_IN))
    assert notifier.show(CHECK_IN)
    qtbot.waitUntil(lambda: notifier.retry_ms >= 4 * RETRY_MS)


def test_a_service_that_does_not_answer_is_not_waited_for(
    make_notifier, session_bus, daemon, qtbot
):
    notifier = make_notifier(session_bus.address, patience_ms=300)
    qtbot.waitUntil(lambda: notifier.works)
    daemon.do("deafen")
    assert notifier.show(CHECK_IN)
    qtbot.waitUntil(lambda: not notifier.works)
    assert not notifier.show(CHECK_IN)


def test_a_bus_that_dies_and_comes_back_is_noticed(notifier, session_bus, daemon, qtbot):
    _show(notifier, daemon)
    _show(notifier, daemon, DOSE)
    session_bus.stop()
    qtbot.waitUntil(lambda: not notifier.works)
    # answered in the window meanwhile
    notifier.withdraw("dose")
    session_bus.start()
    again = session_bus.begin_showing()
    qtbot.waitUntil(lambda: notifier.works)
    assert again.shown()["text"] == CHECK_IN.text
    _let_it_note(notifier, qtbot)
    assert not again.has_told()


def test_a_bus_that_dies_while_something_is_sent_is_noticed(notifier, session_bus, daemon, qtbot):
    session_bus.stop()
    # nothing was read yet, so nobody knows
    assert notifier.works
    notifier.show(CHECK_IN)
    qtbot.waitUntil(lambda: not notifier.works)


def test_a_bus_that_is_busy_is_not_waited_for(notifier, session_bus, daemon, qtbot):
    long = "word " * 2_000
    session_bus.hold()
    for number in range(60):
        assert notifier.show(Notice(str(number), long))
    # that is more than it takes at once: the rest goes while the window lives on
    session_bus.go_on()
    qtbot.waitUntil(lambda: all(notifier.numbers.values()))
    assert [daemon.shown()["text"] for _number in range(60)] == [long] * 60


@pytest.mark.parametrize(
    "address",
    ["", "nonsense", "tcp:host=localhost,port=1", "unix:path=/nowhere/bus", "unix:runtime=yes"],
)
def test_without_a_bus_nothing_works_and_nothing_fails(make_notifier, qtbot, address):
    notifier = make_notifier(address)
    assert not notifier.works
    qtbot.waitUntil(lambda: notifier.retry_ms > RETRY_MS)
    assert not notifier.works
    assert not notifier.show(CHECK_IN)
    notifier.withdraw("check-in")


def test_without_a_service_it_is_looked_for_ever_more_rarely(make_notifier, session_bus, qtbot):
    notifier = make_notifier(session_bus.address)
    qtbot.waitUntil(lambda: not notifier.works)
    qtbot.waitUntil(lambda: notifier.retry_ms >= 8 * RETRY_MS)
    daemon = session_bus.begin_showing()
    qtbot.waitUntil(lambda: notifier.works)
    assert notifier.retry_ms == RETRY_MS
    _show(notifier, daemon)


def test_the_bus_of_the_session_is_where_the_desktop_says(session_bus, tmp_path):
    said = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/there", "XDG_RUNTIME_DIR": "/run"}
    assert session_address(said) == "unix:path=/there"
    assert session_address({}) == ""
    assert session_address({"XDG_RUNTIME_DIR": str(tmp_path)}) == ""
    found = session_address({"XDG_RUNTIME_DIR": str(session_bus.folder)})
    assert found == f"unix:path={session_bus.folder}/bus"
