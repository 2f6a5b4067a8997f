import pytest
from PySide6.QtCore import Qt

from dosejournal.app.program import Program
from dosejournal.gui.preferences import Preferences
from dosejournal.gui.safety.first_reading import SafetyDialog

pytestmark = pytest.mark.usefixtures("plain_again")


@pytest.fixture
def start(qapp, tmp_path, now, journal_path):
    made = []

    def start():
        for each in made:
            each.close()
        made[:] = [Program(qapp, Preferences(tmp_path / "settings.json"), lambda: now)]
        assert made[0].start(journal_path)
        return made[0].opened.window

    yield start
    for each in made:
        each.close()


def shown(window):
    return [each for each in window.findChildren(SafetyDialog) if each.isVisible()]


def test_what_is_to_be_known_is_shown_at_the_first_start_and_never_again_once_read(qtbot, start):
    window = start()
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    (dialog,) = shown(window)
    said = dialog.text.toPlainText()
    for words in (
        "18 years and over",
        "no medical advice",
        "recommends no substance, no dose and no schedule",
        "stays on this computer",
        "Prescribed medicine is never skipped for an experiment",
        "Get help",
    ):
        assert words in said
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    dialog.read_button.click()
    window = start()
    qtbot.wait(20)
    assert not shown(window)


def test_what_was_not_read_comes_back_at_the_next_start(qtbot, start):
    window = start()
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    qtbot.keyClick(shown(window)[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown(window))
    window.hide()
    window.show()
    qtbot.wait(20)
    assert not shown(window)
    window = start()
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    shown(window)[0].later_button.click()
