import threading

import pytest

from dosejournal.gui.tasks import Tasks


def test_closing_lets_running_work_end_and_drops_what_waits(qapp, qtbot):
    tasks = Tasks()
    begun, go_on = threading.Event(), threading.Event()
    told = []

    def work():
        begun.set()
        go_on.wait(10)
        return "first"

    tasks.run(work, told.append, told.append)
    tasks.run(lambda: "second", told.append, told.append)
    assert begun.wait(10)
    threading.Timer(0.1, go_on.set).start()
    tasks.close()
    qtbot.waitUntil(lambda: told != [])
    qtbot.wait(20)
    assert told == ["first"]


def test_what_goes_wrong_is_handed_over(qapp, qtbot):
    tasks = Tasks()
    told = []
    tasks.run(lambda: int("ten"), told.append, lambda error: told.append(type(error)))
    qtbot.waitUntil(lambda: told == [ValueError])
    tasks.close()


def test_what_comes_after_the_end_is_not_begun(qapp):
    tasks = Tasks()
    tasks.close()
    tasks.run(lambda: pytest.fail("it was begun"), pytest.fail, pytest.fail)
