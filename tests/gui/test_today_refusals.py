import pytest

from dosejournal.domain.measures import Measure
from dosejournal.gui.today_page import TodayPage
from dosejournal.journal import measures, timeline


@pytest.fixture
def page(qtbot, workspace):
    today = TodayPage(workspace)
    qtbot.addWidget(today)
    today.resize(1080, 800)
    today.show()
    qtbot.waitExposed(today)
    return today


def entries(workspace):
    return workspace.read(timeline.entries, workspace.read(timeline.keys))


def test_an_empty_check_in_is_refused_with_a_sentence(qtbot, page, workspace):
    with qtbot.waitSignal(workspace.failed) as failed:
        page.record_button.click()
    assert "nothing to record" in failed.args[0]
    assert entries(workspace) == []


def test_a_note_of_only_blanks_is_refused_and_stays(qtbot, page, workspace):
    page.form.note.set_text(" \n ")
    with qtbot.waitSignal(workspace.failed):
        page.record_button.click()
    assert page.form.note.text() == " \n "


def test_a_note_of_a_megabyte_is_refused_with_a_sentence_and_stays(qtbot, page, workspace):
    page.form.inputs["mood"].set_value(62.0)
    page.form.note.insertPlainText("word " * 200_001)
    with qtbot.waitSignal(workspace.failed) as failed:
        page.record_button.click()
    assert "1 MB" in failed.args[0]
    assert len(page.form.note.text()) == 1_000_005
    assert page.form.inputs["mood"].value() == 62.0
    assert entries(workspace) == []


def test_a_time_still_to_come_is_refused_and_all_that_is_filled_in_stays(qtbot, page, workspace):
    page.form.inputs["mood"].set_value(62.0)
    page.form.moment.change_button.click()
    page.form.moment.editor.setDate(page.form.moment.editor.date().addDays(1))
    with qtbot.waitSignal(workspace.failed) as failed:
        page.record_button.click()
    assert "still to come" in failed.args[0]
    assert page.has_unsaved()
    assert page.form.moment.editor.isVisible()


def test_a_failed_record_keeps_everything(qtbot, page, workspace, database):
    workspace.perform("Measure added", measures.add, Measure("", "Stress"))
    page.form.inputs["stress"].set_value(10.0)
    page.form.note.set_text("x")
    # another program has taken the measure out, and this window has not heard of it
    database.undo()
    with qtbot.waitSignal(workspace.failed):
        page.record_button.click()
    assert page.form.note.text() == "x"
    assert page.form.inputs["stress"].value() == 10.0
