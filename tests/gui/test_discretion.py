"""Discreet mode in every page and dialog: what is written, told, offered and drawn anywhere."""

import html
import shutil
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from dosejournal.domain.demo import Plan
from dosejournal.domain.entries import DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.exchange import exporters
from dosejournal.exchange.asked import Asked
from dosejournal.exchange.report import sheet
from dosejournal.gui import pages
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.expectation.expectation_dialog import ExpectationDialog
from dosejournal.gui.expectation.said import Subject
from dosejournal.gui.export_dialog import ExportDialog
from dosejournal.gui.history_dialog import HistoryDialog
from dosejournal.gui.import_dialog import ImportDialog
from dosejournal.gui.plan.planned_dialog import PlannedDialog
from dosejournal.gui.plan.regimen_dialog import RegimenDialog
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.plan.taken_dialog import TakenDialog
from dosejournal.gui.plan.versions_dialog import VersionsDialog
from dosejournal.gui.substance_dialog import SubstanceDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import (
    choices,
    demo,
    doses,
    expectations,
    main_measures,
    plan,
    regimens,
    reminders,
    substances,
    timeline,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.journal.timeline import Filter
from dosejournal.store.database import Database

NOW = datetime(2026, 3, 2, 21, 30, tzinfo=ZoneInfo("Europe/Berlin"))
# what is drawn may be cut short: the beginning of a name counts
NAMES = {"Zolpravane": "Zolp", "Quorimex": "Quor", "Brundapine": "Brund"}
_TEXTS = (
    "windowTitle", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription",
    "text", "title", "placeholderText", "currentText", "toPlainText", "prefix", "suffix",
)  # fmt: skip
_ROLES = (
    *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole),
    *(Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole),
    *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 4),
)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """A journal of ninety days with two plans, and all that can be told of a substance."""
    path = tmp_path_factory.mktemp("journal") / "lived.db"
    Database.create(path, lambda session: demo.fill(session, NOW, Plan(90, 1, None)))
    database = Database(path)
    for number, label in ((1, ""), (2, "Morning one")):
        draft = SubstanceDraft(list(NAMES)[number - 1], label, "mg")
        with database.write("") as write:
            substances.amend(write.session, number, draft)
    with database.write("") as write:
        _live(write.session)
    database.close()
    return path


def _live(session):
    day = NOW.date()
    substances.add(session, SubstanceDraft("Brundapine", unit="mg"))
    steps = (DoseStep(day - timedelta(days=3), "5", "mg"),)
    for at in (time(8), time(22)):
        draft = RegimenDraft(
            "Brundapine",
            Pattern("daily"),
            (at,),
            day - timedelta(days=3),
            steps=steps,
            remind=True,
        )
        regimens.add(session, NOW - timedelta(days=3), draft)
    hour_ago = NOW - timedelta(hours=1)
    for name in NAMES:
        number = doses.record(session, NOW, DoseDraft(hour_ago, name, "5", "mg", status="extra"))
        doses.amend(session, NOW, number, DoseDraft(hour_ago, name, "6", "mg", status="extra"))
    gone = doses.record(session, NOW, DoseDraft(hour_ago, "Quorimex", "7", "mg"))
    doses.remove(session, NOW, gone)
    at = NOW - timedelta(days=1)
    expectations.record(session, at, ExpectancyDraft(at, "Brundapine", "mood", 10.0, 50.0))
    choices.choose(session, NOW, "ask_expectation", "off_days")


@pytest.fixture
def database(lived_in, tmp_path):
    path = tmp_path / "journal.db"
    shutil.copy(lived_in, path)
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def workspace(qapp, database, clock):
    clock.at = NOW
    return Workspace(database, clock)


def written(widget):
    """Return all that a widget and what is in it says to eyes and to those who cannot see."""
    told = []
    for each in [widget, *widget.findChildren(QWidget)]:
        if each is not widget and not each.isVisibleTo(widget):
            continue
        told += [tell() for name in _TEXTS if callable(tell := getattr(each, name, None))]
        # a page calls its row of buttons by the same word
        for action in QWidget.actions(each):
            told += [action.text(), action.toolTip()]
        if isinstance(each, QComboBox | QAbstractItemView):
            told += _held(each.model())
        if isinstance(each, QComboBox | QLineEdit) and each.completer() is not None:
            told += _held(each.completer().model())
    return "\n".join(str(text) for text in told if text)


def _held(model):
    if model is None:
        return
    for row in range(min(model.rowCount(), 300)):
        for column in range(20):
            index = model.index(row, column)
            yield from (repr(data) for role in _ROLES if (data := index.data(role)) is not None)


def drawn(widget):
    """Return all words that are painted, also by those who paint themselves."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    del painter, picture  # before what they write to
    return html.unescape(buffer.data().data().decode())


def names_in(widget):
    QApplication.processEvents()
    told = written(widget) + drawn(widget)
    return {name for name, beginning in NAMES.items() if beginning in told}


@pytest.fixture
def window(make_window):
    # tall enough that nothing has to be scrolled to
    made = make_window()
    made.resize(1280, 2000)
    return made


def quiet(page):
    """Say whether a page computes nothing any more."""
    at_work = getattr(page, "comparing", None) or getattr(page, "setting", None)
    return at_work is None or not at_work.is_busy


@pytest.fixture
def visited(window, qtbot):
    def visit(key):
        window.open_page(key)
        page = window.page(key)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: quiet(page), timeout=30_000)
        return page

    return visit


# what is named where names may be: without it the search would prove nothing
OF_PAGES = {
    "today": set(NAMES),
    "timeline": set(NAMES),
    "doses": set(NAMES),
    "trends": {"Zolpravane", "Brundapine"},
    "compare": {"Zolpravane"},
    "questionnaires": set(),
    "report": set(),  # its pages are drawn, and are looked at below
    "evidence": set(),
    "settings": set(),
}


@pytest.mark.parametrize("key", [place.key for place in pages.PLACES])
def test_a_page_names_no_substance_in_discreet_mode_and_names_them_again_after_it(
    window, visited, key
):
    page = visited(key)
    assert names_in(window) >= OF_PAGES[key]
    window.menus.discreet.trigger()
    visited(key)
    assert names_in(window) == set()
    told = written(page) + drawn(page)
    assert not OF_PAGES[key] or "Item A" in told or "Item C" in told
    window.menus.discreet.trigger()
    visited(key)
    assert names_in(window) >= OF_PAGES[key]


def _newest(workspace, **wanted):
    (key, *_more) = workspace.read(timeline.keys, Filter(**wanted))
    (entry,) = workspace.read(timeline.entries, [key])
    return entry


def _open_line(workspace):
    lines = workspace.read(plan.today, workspace.now())
    return next(line for line in lines if line.is_open and line.planned)


def _importing(workspace, file, tasks):
    held = []

    class Tasks:
        run = staticmethod(lambda *run: held.append(run))

    dialog = ImportDialog(workspace, Tasks(), file)
    ((work, on_done, *_others),) = held
    on_done(work())
    return dialog


def _asking(workspace, tmp_path):
    name = _newest(workspace, search="brund").dose.substance
    main = workspace.read(main_measures.current)
    return ExpectationDialog(workspace, Subject(name), main.measure)


def _from_file(workspace, tmp_path):
    file = tmp_path / "doses.csv"
    rows = [f"2020-01-0{n}T08:00+01:00,{name},5,mg" for n, name in enumerate(NAMES, start=1)]
    file.write_text("\n".join(["at,substance,amount,unit", *rows, "never,Zolpravane,1,mg"]))
    return _importing(workspace, file, tmp_path)


DIALOGS = {
    "amend dose": (
        set(NAMES),
        lambda ws, _tmp: AmendDialog(ws, _newest(ws, kinds=("dose_event",))),
    ),
    "earlier versions": (
        {"Brundapine"},
        lambda ws, _tmp: HistoryDialog(ws, _newest(ws, kinds=("dose_event",))),
    ),
    "new regimen": (set(NAMES), lambda ws, _tmp: RegimenDialog(ws, None)),
    "regimen": (
        {"Brundapine"},
        lambda ws, _tmp: RegimenDialog(ws, _open_line(ws).planned.regimen.series_id),
    ),
    "versions": (set(), lambda ws, _tmp: VersionsDialog(ws, 1)),
    "planned": ({"Zolpravane", "Brundapine"}, lambda ws, _tmp: PlannedDialog(ws)),
    "skip": ({"Brundapine"}, lambda ws, _tmp: SkipDialog(ws, _open_line(ws))),
    "taken": ({"Brundapine"}, lambda ws, _tmp: TakenDialog(ws, _open_line(ws))),
    "expectation": ({"Brundapine"}, _asking),
    "substance": (
        {"Brundapine"},
        lambda ws, _tmp: SubstanceDialog(ws, ws.gather(substances.one, 3)),
    ),
    "export": (set(), lambda ws, _tmp: ExportDialog(ws, None)),
    "import": (set(NAMES), _from_file),
}


@pytest.mark.parametrize("key", DIALOGS)
def test_a_dialog_names_no_substance_in_discreet_mode(workspace, qtbot, tmp_path, key):
    named, make = DIALOGS[key]
    for discreet, expected in ((False, named), (True, set())):
        workspace.is_discreet = discreet
        dialog = make(workspace, tmp_path)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.resize(900, 1400)
        assert names_in(dialog) == expected
        # titles stand in task bars: no dialog says in its title what it is about
        assert not any(beginning in dialog.windowTitle() for beginning in NAMES.values())
        dialog.hide()


def test_the_timeline_shows_what_was_removed_and_the_chosen_entry_without_names(window, visited):
    window.menus.discreet.trigger()
    page = visited("timeline")
    seen = ""
    for removed in (False, True):
        if removed:
            page.filters.kind.setCurrentIndex(page.filters.kind.findData("removed"))
            page.filters.kind.activated.emit(page.filters.kind.currentIndex())
        for row in range(min(8, page.model.rowCount())):
            page.list.setCurrentIndex(page.model.index(row, 0))
            QApplication.processEvents()
            assert names_in(window) == set()
            seen += written(page.details)
    assert "Item A" in seen
    assert "Morning one" in seen


def test_what_is_typed_offers_labels_alone_and_the_word_is_enough(window, visited, workspace):
    window.menus.discreet.trigger()
    form = visited("doses").form
    offered = [form.substance.itemText(n) for n in range(form.substance.count())]
    assert offered == ["Item A", "Item C", "Morning one"]
    form.substance.setEditText("item c")
    form.amount.amount.setText("3")
    QTest.keyClick(form.amount.amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _newest(workspace, kinds=("dose_event",)).dose.substance == "Item C"
    workspace.is_discreet = False
    assert _newest(workspace, kinds=("dose_event",)).dose.substance == "Brundapine"


def test_a_name_that_is_typed_is_answered_with_its_label(window, visited):
    window.menus.discreet.trigger()
    form = visited("doses").form
    form.substance.setEditText("quorimex")
    assert "One of your substances: \u2068Morning one\u2069" in written(form)


def test_what_is_filled_in_changes_its_name_with_the_mode(window, visited):
    form = visited("doses").form
    form.substance.setEditText("Zolpravane")
    window.menus.discreet.trigger()
    assert form.substance.currentText() == "Item A"
    window.menus.discreet.trigger()
    assert form.substance.currentText() == "Zolpravane"
    form.substance.setEditText("Something new")
    window.menus.discreet.trigger()
    assert form.substance.currentText() == "Something new"


def test_the_reminder_bar_calls_a_waiting_dose_by_its_label(window, workspace, clock):
    workspace.perform("Reminders changed", reminders.remind_of_doses, True)
    window.reminders.look()
    clock.at = NOW.replace(hour=22, minute=1)
    window.reminders.look()
    assert "Brundapine" in written(window.reminder_bar)
    workspace.is_discreet = True
    assert "Brundapine" not in written(window.reminder_bar)
    assert "Item C" in written(window.reminder_bar)
    told = [each.accessibleDescription() for each in window.reminder_bar.buttons.values()]
    assert all("Item C" in each for each in told)


def test_who_was_not_to_be_asked_today_is_not_asked_under_another_name(window, visited, workspace):
    off_days = visited("today").doses.off_days
    draft = RegimenDraft("Delterol", Pattern("weekdays", weekdays=(1,)), (time(8),), NOW.date())
    workspace.perform("Regimen added", regimens.add, NOW - timedelta(days=9), draft)
    off_days.refresh()
    asked = list(off_days.lines)
    for line in list(off_days.lines.values()):
        line.not_today_button.click()
    assert not off_days.lines
    workspace.is_discreet = True
    off_days.refresh()
    assert not off_days.lines
    assert asked == ["Delterol"]


def test_nothing_that_can_be_undone_names_a_substance(window, workspace):
    said = []
    workspace.done.connect(said.append)
    workspace.perform("Dose recorded", doses.record, NOW, DoseDraft(NOW, "Zolpravane"))
    window.messages.undo()
    window.messages.redo()
    names = NAMES.values()
    assert said
    assert not [each for each in said if any(name in each for name in names)]


def test_the_name_of_a_substance_is_shown_when_it_is_asked_for(workspace):
    workspace.is_discreet = True
    dialog = SubstanceDialog(workspace, workspace.gather(substances.one, 3))
    dialog.show()
    assert dialog.label.placeholderText() == "Item C"
    assert not dialog.has_unsaved()
    dialog.show_button.click()
    assert dialog.name.text() == "Brundapine"
    assert dialog.focusWidget() is dialog.name
    assert not dialog.show_button.isVisible()
    assert not dialog.has_unsaved()
    dialog.name.setText("Brundaline")
    dialog.save_wanted.emit()
    assert workspace.gather(substances.one, 3).name == "Brundaline"


def test_a_substance_is_changed_without_its_name_being_shown(workspace):
    workspace.is_discreet = True
    dialog = SubstanceDialog(workspace, workspace.gather(substances.one, 3))
    dialog.show()
    dialog.label.setText("Evening one")
    dialog.save_wanted.emit()
    row = workspace.gather(substances.one, 3)
    assert (row.name, row.discreet_label) == ("Brundapine", "Evening one")
    assert workspace.read(substances.one, 3).name == "Evening one"


@pytest.mark.parametrize("exporter", exporters.EXPORTERS, ids=lambda each: each.NAME)
def test_a_file_holds_what_it_holds_however_discreet_the_window_is(workspace, exporter):
    def content():
        found = exporter.write(workspace.gather(exporter.gather, NOW, Asked(names=True)))
        return found if isinstance(found, bytes) else repr(sorted(dict(found).items())).encode()

    plain = content()
    workspace.is_discreet = True
    assert content() == plain
    assert b"Brundapine" in plain


def test_a_report_begins_with_labels_in_discreet_mode_and_keeps_the_key_to_itself(
    window, visited, qtbot
):
    page = visited("report")
    assert not page.form.paper.discreet.isChecked()
    shown = []
    setting = page.setting
    set_pages = setting.pages
    setting.pages = lambda content, *more: shown.append(content) or set_pages(content, *more)
    window.menus.discreet.trigger()
    assert page.form.paper.discreet.isChecked()
    visited("report")
    qtbot.waitUntil(lambda: bool(shown) and not page.is_busy, timeout=30_000)
    told = repr(sheet.of(shown[-1]))
    assert "Item A" in told
    assert not [name for name in NAMES if name in told]
    # what is saved or printed has its page that tells which is which
    assert ("Item A", "Zolpravane") in setting.content.key
    window.menus.discreet.trigger()
    assert not page.form.paper.discreet.isChecked()


def test_the_preference_the_menu_and_the_workspace_agree(window, preferences, workspace, visited):
    box = visited("settings").program.boxes["discreet"]
    QTest.keyClick(
        window,
        Qt.Key.Key_D,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert workspace.is_discreet
    assert (preferences.value.discreet, box.currentData()) == ("yes", "yes")
    assert window.menus.discreet.isChecked()
    preferences.set(discreet="no")
    assert not workspace.is_discreet
    assert not window.menus.discreet.isChecked()


def test_a_window_opens_as_discreet_as_the_last_one_was(make_window, preferences, workspace):
    preferences.set(discreet="yes")
    window = make_window()
    window.resize(1280, 2000)
    assert workspace.is_discreet
    assert names_in(window) == set()


SENSITIVE = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


def test_keyboards_are_asked_to_learn_nothing_in_discreet_mode(window, visited):
    form = visited("doses").form
    form.note.setFocus()
    assert not form.note.inputMethodHints() & SENSITIVE
    window.menus.discreet.trigger()
    assert form.note.inputMethodHints() & SENSITIVE == SENSITIVE
    form.substance.setFocus()
    assert form.substance.field.inputMethodHints() & SENSITIVE == SENSITIVE
    window.menus.discreet.trigger()
    assert not form.substance.field.inputMethodHints() & SENSITIVE
    form.note.setFocus()
    assert not form.note.inputMethodHints() & SENSITIVE


def test_a_field_that_asks_for_secrecy_itself_is_left_alone(window, visited):
    form = visited("doses").form
    form.substance.setFocus()
    form.note.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    window.menus.discreet.trigger()
    form.note.setFocus()
    window.menus.discreet.trigger()
    assert form.note.inputMethodHints() == Qt.InputMethodHint.ImhSensitiveData
