"""What of the program shows outside it: titles of windows, and names proposed for files."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

import dosejournal
from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.exchange import exporters, report_pdf
from dosejournal.gui import export_words, saved_files
from dosejournal.journal import check_ins, doses

SOURCE = Path(dosejournal.__file__).parent
NEUTRAL = re.compile(r"journal(-[a-z]+)*(-\d{4}-\d\d-\d\d)?(\.[a-z]+)?")


def _calls(name):
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if name in (getattr(called, "attr", None), getattr(called, "id", None)):
                yield path, node


def _has_a_blank(node):
    """Say whether a title is filled with something, by any way of writing that."""
    return any(
        isinstance(each, ast.JoinedStr | ast.BinOp)
        or (isinstance(each, ast.Attribute) and each.attr in ("format", "format_map", "join"))
        for each in ast.walk(node)
    )


def test_no_title_of_a_window_holds_more_than_fixed_words():
    found = list(_calls("setWindowTitle"))
    assert len(found) > 10
    for path, node in found:
        assert not any(map(_has_a_blank, node.args)), path
    # the dialogs with fields are given theirs
    for path, node in _calls("__init__"):
        assert "dialog" not in path.name or not any(map(_has_a_blank, node.args)), path


def test_such_a_title_would_be_found():
    for title in ("f'{a}'", "_('{a}').format(a=a)", "'a' + a", "'%s' % a"):
        assert _has_a_blank(ast.parse(title))
    assert not _has_a_blank(ast.parse("_('Add substance') if known is None else _('Save')"))


def test_the_clipboard_is_used_through_its_own_room_alone():
    users = {path.relative_to(SOURCE).as_posix() for path, _node in _calls("clipboard")}
    assert users == {"gui/clipboard.py"}


@pytest.fixture
def recorded(workspace, now):
    workspace.perform("Recorded", check_ins.record, now, CheckInDraft(now, {"mood": 50.0}))
    workspace.perform("Recorded", doses.record, now, DoseDraft(now, "Zolpravane", "5", "mg"))


@pytest.mark.parametrize("exporter", exporters.EXPORTERS, ids=lambda each: each.NAME)
def test_the_name_proposed_for_an_export_tells_nothing_but_its_day(exporter):
    name = export_words.file_name(exporter, date(2026, 11, 20))
    assert NEUTRAL.fullmatch(name), name
    assert "2026-11-20" in name


def test_the_name_proposed_for_a_report_tells_nothing_but_its_day():
    assert report_pdf.save_name("2026-11-20") == Path("journal-report-2026-11-20.pdf")


def _acts(menu):
    menu.aboutToShow.emit()
    for action in menu.actions():
        if action.menu() is None:
            yield action
    for inner in menu.findChildren(QMenu):
        yield from inner.actions()


@pytest.mark.parametrize("key", ["trends", "doses"])
def test_the_name_proposed_for_a_picture_names_no_chart(window, recorded, monkeypatch, key):
    asked = []
    monkeypatch.setattr(saved_files, "ask", lambda *given: asked.append(given[2]))
    window.open_page(key)
    page = window.page(key)
    button = page.picture_button if key == "trends" else page.adherence.picture_button
    for action in list(_acts(button.menu())):
        if action.text().startswith("Save as"):
            action.trigger()
    assert asked
    assert all(NEUTRAL.fullmatch(name) for name in asked), asked


def test_the_title_of_the_window_is_the_name_of_the_program(window, recorded):
    for key in ("today", "timeline", "doses"):
        window.open_page(key)
        assert window.windowTitle() == "DoseJournal"
