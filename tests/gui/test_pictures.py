import os
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from dosejournal.domain.entries import CheckInDraft, DoseDraft
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import StorageError
from dosejournal.exchange import written_files
from dosejournal.gui import pictures
from dosejournal.gui.pictures import Picture
from dosejournal.gui.trends_page import TrendsPage
from dosejournal.journal import check_ins, doses, expectations, look_backs, planning


@pytest.fixture
def page(qtbot, workspace, database, now):
    with database.write("Filled") as write:
        for n in range(30):
            draft = CheckInDraft(now - timedelta(days=n), {"mood": 50 + n, "focus": 40})
            check_ins.record(write.session, now, draft)
    question = workspace.read(look_backs.due, now)
    workspace.keep(look_backs.answer, now, question, None)
    page = TrendsPage(workspace)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def told(workspace):
    heard = []
    workspace.done.connect(heard.append)
    workspace.failed.connect(heard.append)
    return heard


def act(page, *path):
    menu = page.picture_button.menu()
    menu.aboutToShow.emit()
    for text in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == text)
    next(one for one in menu.actions() if one.text() == path[-1]).trigger()


def test_the_picture_of_the_page_holds_all_panels_under_its_title(page):
    whole = page.picture(page.shown(), whole=True)
    assert (whole.title, whole.subtitle) == ("Trends", page.subtitle_label.text())
    image = pictures.image(whole)
    assert (image.width(), image.height()) == (2 * whole.size.width(), 2 * whole.size.height())
    heights = sum(panel.height() for panel in page.panels.values())
    assert whole.size.height() > heights


def test_a_png_is_a_png(page):
    content = pictures.png(page.picture(page.shown(), whole=True))
    image = QImage.fromData(content, "PNG")
    assert not image.isNull()


def test_a_drawing_is_lines_and_text_and_ends_where_the_days_end(page):
    drawn = pictures.svg(page.picture(page.shown(), whole=True)).decode()
    assert "<image" not in drawn
    assert "Trends</text>" in drawn
    assert "days rated" in drawn
    canvas = page.panels["measure:mood"].plot.canvas
    # after the picture, more than is shown is drawn again
    assert canvas.low < page.span.first - 1
    canvas.draw_for_picture(1.0)
    assert canvas.low == pytest.approx(page.span.first, abs=1)


def words(drawing):
    """Return what an SVG says, its lines joined."""
    return " ".join(
        part.partition("</text>")[0].partition(">")[2] for part in drawing.split("<text")[1:]
    )


@pytest.mark.parametrize("whole", [True, False])
def test_the_line_under_a_panel_is_in_its_picture_whole_also_where_it_wraps(
    qtbot, page, workspace, now, whole
):
    page.resize(420, 700)
    for n in range(1, 10):
        at = now - timedelta(days=n)
        workspace.perform("Dose recorded", doses.record, now, DoseDraft(at, "Item A"))
        said = ExpectancyDraft(at, "Item A", "mood", 12, 61)
        workspace.perform("Expectation recorded", expectations.record, at, said)
    # the picture is taken at once, before the words under it have followed the days
    page.ranges.chips[0].click()
    panel = page.panels["measure:mood"]
    taken = page.picture(page.shown() if whole else [panel], whole=whole)
    drawn = words(pictures.svg(taken).decode())
    said = panel.ground_label.text()
    assert said.startswith("14 days rated, 0 missing · 9 of 9 dose days rated knowing the dose · ")
    assert "".join(said.split()) in "".join(drawn.split())
    assert panel.ground_label.height() > 2 * panel.ground_label.fontMetrics().height()
    assert panel.ground_label.geometry().bottom() < panel.height() - 8


def test_the_line_under_a_panel_gets_no_lower_as_its_words_change(page):
    label = page.panels["measure:mood"].ground_label
    label.say("many words " * 60)
    high = label.minimumHeight()
    label.say("few words")
    assert label.minimumHeight() == high
    page.resize(800, 700)
    label.resize(label.width() - 40, label.height())
    assert label.minimumHeight() < high


def test_neither_the_pointer_nor_the_focus_is_in_thepicture(page):
    canvas = page.panels["measure:mood"].plot.canvas
    canvas.setFocus()
    page.span.step(-1, canvas)
    page.picture(page.shown()[:1], whole=False)
    assert page.span.place is None
    assert not canvas.hasFocus()


def test_copying_puts_the_picture_on_the_clipboard(page, told):
    QGuiApplication.clipboard().clear()
    act(page, "Copy picture")
    assert not QGuiApplication.clipboard().image().isNull()
    assert told == ["Picture copied"]


def test_one_panel_can_be_copied_alone(page):
    act(page, "Mood", "Copy picture")
    one = QGuiApplication.clipboard().image()
    act(page, "Copy picture")
    assert one.height() < QGuiApplication.clipboard().image().height()


@pytest.mark.parametrize(
    ("item", "suffix", "start"),
    [("Save as PNG…", "png", b"\x89PNG"), ("Save as SVG…", "svg", b"<?xml")],
)
def test_a_picture_is_saved_where_the_person_says(page, told, tmp_path, item, suffix, start):
    act(page, item)
    dialog = page.findChild(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == f"journal-trends-2026-03-02.{suffix}"
    path = tmp_path / f"mine.{suffix}"
    dialog.fileSelected.emit(str(path))
    assert path.read_bytes().startswith(start)
    assert told == ["Picture saved"]
    dialog.reject()


def test_the_dialog_leaves_no_folder_behind(page, qtbot, tmp_path, monkeypatch):
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    act(page, "Save as PNG…")
    dialog = page.findChild(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    qtbot.waitUntil(lambda: bool(gone))
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.sync()
    settings.beginGroup("FileDialog")
    assert settings.allKeys() == []


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(page, told, tmp_path):
    act(page, "Save as PNG…")
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "missing" / "mine.png"))
    assert len(told) == 1
    assert told[0].startswith("The file could not be written there.")
    dialog.reject()


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "mine.png"
    written_files.put(path, b"first", journal=tmp_path / "journal.db")
    written_files.put(path, b"second", journal=tmp_path / "journal.db")
    assert path.read_bytes() == b"second"

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError):
        written_files.put(path, b"third", journal=tmp_path / "journal.db")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_picture_of_plain_widgets_needs_no_preparation(page):
    one = Picture([page.title_label])
    assert pictures.png(one).startswith(b"\x89PNG")


def test_a_drawing_holds_no_path_without_a_line(page):
    drawn = pictures.svg(page.picture(page.shown(), whole=True)).decode()
    assert "<path" in drawn
    assert 'd=""' not in drawn


def test_a_cell_of_a_week_that_is_cut_is_cut_in_a_drawing_too(page, workspace, now):
    draft = RegimenDraft("Item B", parse("daily"), (time(9),), now.date() - timedelta(days=29))
    workspace.perform("Regimen added", planning.add, now - timedelta(days=30), draft)
    # a Friday: the middle of its week, where its cells stand, has just gone by
    first = date(2026, 2, 6).toordinal()
    page.span.settle(first, first + 10)
    panel = page.panels["adherence"]
    renderer = QSvgRenderer(pictures.svg(page.picture([panel], whole=False)))
    drawn = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    canvas = panel.plot.canvas
    place, further = canvas.place_at(0), canvas.place_at(100)
    # where the days begin, from the left of the picture
    begin = round((page.span.first - place) / (further - place) * 100) - 6
    begin += canvas.mapTo(panel, QPoint()).x() + 24
    top = canvas.mapTo(panel, QPoint()).y() + 24
    colours = [
        {drawn.pixelColor(x, y).name() for y in range(top + 8, top + 100)}
        for x in range(begin - 8, begin + 40)
    ]
    assert all(len(column) == 1 for column in colours[:4])
    assert any(len(column) > 1 for column in colours[8:])


@pytest.mark.parametrize("said", ["many words " * 60, "m" * 300])
def test_what_a_picture_is_of_stands_below_the_title_where_it_has_no_room_beside(page, said):
    beside = Picture([page.tools], "Trends", "few words")
    below = Picture([page.tools], "Trends", said)
    assert below.size.width() == beside.size.width()
    assert below.size.height() > beside.size.height() + 32
    lines = words(pictures.svg(below).decode())
    assert "".join(said.split()) in "".join(lines.split())
    # a word is broken only where it is longer than a line
    assert lines.count("words") == said.count("words")
    image = pictures.image(below)
    edge = range(image.width() - 40, image.width())
    assert len({image.pixel(x, y) for x in edge for y in range(image.height())}) == 1


def test_the_title_stands_where_reading_begins(page):
    page.tools.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = pictures.image(Picture([page.tools], "Trends", "of"))
    ground = image.pixelColor(2, 2)

    def is_written(first, last):
        return any(
            image.pixelColor(x, y) != ground for x in range(first, last) for y in range(108)
        )

    assert is_written(image.width() - 100, image.width() - 48)
    assert not is_written(48, 100)


def test_the_journal_itself_is_no_place_for_a_file(tmp_path):
    journal = tmp_path / "journal.db"
    log = tmp_path / "journal.db-wal"
    for path in (journal, log):
        path.write_bytes(b"mine")
        with pytest.raises(StorageError, match="your journal itself"):
            written_files.put(path, b"other", journal=journal)
        assert path.read_bytes() == b"mine"
    with pytest.raises(StorageError, match="could not be written"):
        written_files.put(tmp_path / ("a" * 300), b"other", journal=journal)
