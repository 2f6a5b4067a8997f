"""A report as it is chosen and set, in a real window on a real journal."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate

from dosejournal.errors import StorageError
from dosejournal.journal import check_ins
from dosejournal.store.database import Database


def begun(page):
    """Return how often the journal was read since, as a list that grows."""
    times = []
    page.setting.begun.connect(times.append)
    return times


def finish_all(held, page):
    while page.setting.is_busy and held.runs:
        held.finish()


@pytest.fixture
def held_page(recorded, make_page, held, qtbot):
    page = make_page(tasks=held)
    qtbot.waitUntil(lambda: len(held.runs) == 1)
    return page


def test_the_report_of_three_months_is_shown_page_by_page(page, now):
    content = page.setting.content
    assert content.header.first_day == now.date() - timedelta(days=89)
    assert content.header.last_day == now.date()
    assert [chart.name for chart in content.charts] == ["Mood", "Focus"]
    assert content.notes == ()
    n = len(page.preview.view.sheets)
    assert page.preview.place.text() == f"Page 1 of {n}"
    assert page.save_button.isEnabled()
    assert page.print_button.isEnabled()


def test_words_are_set_without_reading_the_journal_again(page, settle):
    read, charts = begun(page), page.setting.content.charts
    page.form.visit.question.insertPlainText("May I go on?")
    page.form.visit.name.setText("A. Person")
    assert page.is_busy
    settle(page)
    content = page.setting.content
    assert (content.options.question, content.header.name) == ("May I go on?", "A. Person")
    assert content.charts is charts
    assert read == []


def test_another_period_is_read_anew(page, settle, now):
    read = begun(page)
    page.form.period.chips[0].click()
    settle(page)
    assert len(read) == 1
    assert page.setting.content.header.first_day == now.date() - timedelta(days=29)


def test_the_pages_before_stay_until_the_next_are_there(held_page, held):
    page = held_page
    assert page.preview.view.sheets is None
    assert not page.save_button.isEnabled()
    finish_all(held, page)
    before = page.preview.view.sheets
    page.form.paper.letter.click()
    page.setting.ask(page.form.options(page.form.period.last.day()))
    held.runs[:] = held.runs[-1:]
    assert page.preview.view.sheets is before
    held.finish()
    held.finish()
    assert page.preview.view.sheets is not before


def test_the_last_wish_wins(held_page, held, qtbot):
    page, shown = held_page, []
    finish_all(held, page)
    held.runs.clear()
    page.setting.turned_out.connect(shown.append)
    for name in ("A", "B"):
        page.form.visit.name.setText(name)
        qtbot.waitUntil(lambda: len(held.runs) > 0 and page.setting.is_busy)
        qtbot.wait(200)
    assert len(held.runs) == 2
    held.finish()  # nobody waits for it any more, and it is not even made
    assert page.setting.is_busy
    finish_all(held, page)
    assert page.setting.content.header.name == "B"
    assert len(shown) == 1


def test_slow_work_is_said_and_quick_work_is_not(held_page, held, qtbot):
    page = held_page
    finish_all(held, page)
    assert page.preview.busy.text() == ""
    page.form.paper.letter.click()
    qtbot.waitUntil(lambda: page.setting.is_busy)
    assert page.preview.busy.text() == ""
    qtbot.waitUntil(lambda: page.preview.busy.text() == "Preparing…")
    held.runs[:] = held.runs[-1:]
    finish_all(held, page)
    assert page.preview.busy.text() == ""


def test_what_is_recorded_is_in_the_report_at_once_or_when_it_is_looked_at(
    page, settle, record, workspace
):
    record(1, mood=1)
    workspace.changed.emit(frozenset({"check_in"}))
    settle(page)
    assert page.setting.content.limits.n_check_ins == 41
    page.hide()
    record(2, mood=1)
    workspace.changed.emit(frozenset({"check_in"}))
    assert not page.is_busy
    page.show()
    settle(page)
    assert page.setting.content.limits.n_check_ins == 42


def test_what_does_not_concern_the_report_is_let_be(page, workspace):
    read = begun(page)
    workspace.changed.emit(frozenset({"card_shown"}))
    assert not page.is_busy
    assert read == []


def test_what_another_program_writes_meanwhile_is_in_the_report(
    page, settle, journal_path, now, workspace
):
    other = Database(journal_path)
    begun_once = []

    def write(_found):
        if not begun_once:
            begun_once.append(True)
            with other.write("Removed") as writing:
                check_ins.remove(writing.session, now, 1)

    page.setting.begun.connect(write)
    page.form.period.chips[3].click()
    settle(page)
    other.close()
    assert page.setting.content.limits.n_check_ins == 39


def test_work_that_was_begun_goes_on_when_the_page_comes_back(page, settle):
    page.form.visit.name.setText("A. Person")
    page.hide()
    assert not page.is_busy
    page.show()
    settle(page)
    assert page.setting.content.header.name == "A. Person"


def test_beside_a_check_in_nothing_is_shown(page, settle, workspace):
    workspace.is_rating = True
    assert page.waiting.isVisible()
    assert not page.halves.isVisible()
    assert not page.tools.isVisible()
    assert page.focusProxy() is page.waiting.action
    page.form.visit.name.setText("A. Person")
    workspace.is_rating = False
    settle(page)
    assert page.halves.isVisible()
    assert page.setting.content.header.name == "A. Person"


def test_an_empty_journal_offers_the_first_act(make_page, settle, record, workspace):
    page, wanted = make_page(), []
    page.check_in_wanted.connect(lambda: wanted.append(True))
    settle(page)
    assert page.empty.isVisible()
    assert not page.halves.isVisible()
    page.empty.action.click()
    assert wanted == [True]
    record(0, mood=50)
    workspace.changed.emit(frozenset({"check_in"}))
    settle(page)
    assert page.halves.isVisible()


def test_a_period_without_entries_is_a_report_too(make_page, settle, record):
    record(200, mood=50)
    page = make_page()
    settle(page)
    assert page.halves.isVisible()
    assert page.setting.content.header.n_days_with_data == 0


def test_days_in_the_wrong_order_are_said_and_the_pages_stay(page, settle):
    period, before = page.form.period, page.preview.view.sheets
    period.own.click()
    settle(page)
    period.first.setDate(QDate(2026, 3, 1))
    period.last.setDate(QDate(2026, 2, 1))
    settle(page)
    assert period.mistake.text().startswith("The last day comes before the first one.")
    assert not page.save_button.isEnabled()
    assert len(page.preview.view.sheets) == len(before)
    period.first.setDate(QDate(2026, 1, 1))
    settle(page)
    assert period.mistake.text() == ""
    assert page.save_button.isEnabled()
    assert page.setting.content.header.n_days == 32


def test_a_journal_that_cannot_be_read_is_told_once(page, settle, workspace, told, monkeypatch):
    def lost(*_args, **_kwargs):
        raise StorageError("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(workspace, "read", lost)
        workspace.changed.emit(frozenset({"check_in"}))
        workspace.changed.emit(frozenset({"check_in"}))
        assert told == ["The disk is gone."]
    assert page.preview.view.sheets is not None
    page.hide()
    page.show()
    settle(page)
    assert page.setting.content.limits.n_check_ins == 40


def test_a_step_that_cannot_be_read_is_told_and_done_again_later(
    page, settle, workspace, told, monkeypatch
):
    def lost(*_args):
        raise StorageError("The disk is gone.")

    with monkeypatch.context() as broken:
        begin = page.setting.begun.connect(
            lambda _found: broken.setattr(workspace, "gather", lost)
        )
        page.form.period.chips[0].click()
        settle(page)
        page.setting.begun.disconnect(begin)
    assert set(told) == {"The disk is gone."}
    page.hide()
    page.show()
    settle(page)
    assert page.setting.content.header.n_days == 30


def test_what_goes_wrong_elsewhere_is_told_and_a_mistake_of_the_program_is_raised(
    held_page, held, told
):
    page = held_page
    held.fail(StorageError("The fonts are gone."))
    assert told == ["The fonts are gone."]
    assert not page.setting.is_busy
    page.hide()
    page.show()
    with pytest.raises(ZeroDivisionError):
        held.fail(ZeroDivisionError())
