"""Every chart of Compare, and of adherence, as a picture to keep: with what it rests on."""

import random
import re
import shutil
from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton

from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef
from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.gui import pictures, theme
from dosejournal.gui.compare.page import ComparePage
from dosejournal.gui.plan.adherence_card import AdherenceCard
from dosejournal.journal import (
    check_ins,
    doses,
    expectations,
    plan,
    planning,
    regimens,
    substances,
)
from dosejournal.journal.substances import SubstanceDraft
from dosejournal.store.database import Database

PATIENCE_MS = 20_000
TITLES = [
    "Days by distance from a dose",
    "What you expected, and what was rated",
    "By amount",
    "Day of the cycle",
    "Before and after a change of the plan",
]
ACTS = ["Copy picture", "Save as PNG…", "Save as SVG…"]


@pytest.fixture(autouse=True)
def in_english(british):
    return british


def at(now, days_ago, hour):
    return (now - timedelta(days=days_ago)).replace(hour=hour, minute=0)


@pytest.fixture(scope="module")
def filled_journal(tmp_path_factory, new_journal, now):
    """A cycle of eight days with two changes, two amounts, and something expected of doses."""
    path = shutil.copy(new_journal, tmp_path_factory.mktemp("filled") / "journal.db")
    database = Database(path)
    fill(database, now)
    database.close()
    return path


@pytest.fixture
def journal_path(request, journal_path):
    if "filled" in request.fixturenames:
        shutil.copy(request.getfixturevalue("filled_journal"), journal_path)
    return journal_path


@pytest.fixture
def filled(database):
    return database


def fill(database, now):
    first = at(now, 96, 8).date()
    drafts = [
        RegimenDraft("Item A", parse("5 on 3 off"), (time(8, minute),), at(now, n, 8).date())
        for n, minute in ((96, 0), (60, 10), (30, 20))
    ]
    with database.write("Filled") as write:
        session = write.session
        substances.add(session, SubstanceDraft("Item A", "Evening one"))
        series = regimens.add(session, at(now, 97, 8), drafts[0])
        for draft, n in ((drafts[1], 61), (drafts[2], 31)):
            regimens.change(session, at(now, n, 8), series, draft)
        for n in range(96, 0, -1):
            if (at(now, n, 8).date() - first).days % 8 < 5:
                said = ExpectancyDraft(at(now, n, 7), "Item A", "mood", n % 30 - 5.0, 60.0)
                expectations.record(session, said.at, said)
                amount = ("5", "10")[n % 2]
                doses.record(session, now, DoseDraft(at(now, n, 8), "Item A", amount, "mg"))
            rated = float(round(random.Random(n).gauss(50, 10)))  # noqa: S311
            check_ins.record(session, now, CheckInDraft(at(now, n, 20), {"mood": rated}))


@pytest.fixture
def compare(qtbot, workspace, tasks, filled):
    page = ComparePage(workspace, tasks)
    qtbot.addWidget(page)
    page.resize(1080, 900)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: bool(page.cards.charts()), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.comparing.is_busy, timeout=PATIENCE_MS)
    return page


@pytest.fixture
def card(qtbot, workspace, database, now):
    draft = RegimenDraft("Item B", parse("daily"), (time(8),), at(now, 20, 8).date())
    with database.write("Planned") as write:
        planning.add(write.session, at(now, 21, 8), draft)
        lines = [line for line in plan.lines(write.session, now) if line.is_open]
        for line, hours in zip(lines, [0] * 12 + [5] * 3, strict=False):
            ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
            doses.take(write.session, line.at + timedelta(hours=hours), ref)
    card = AdherenceCard(workspace)
    qtbot.addWidget(card)
    card.resize(600, 400)
    with qtbot.waitExposed(card):
        card.show()
    return card


def bare(text):
    """Return a text without blanks and without the marks that keep its direction."""
    return re.sub("[\u2066-\u2069\\s]", "", text)


def drawing(picture):
    """Return a picture as an SVG, which is lines and text and draws nothing that is not there."""
    content = pictures.svg(picture)
    drawn = content.decode()
    assert "<polyline" in drawn
    assert 'd=""' not in drawn
    assert "<image" not in drawn
    assert QSvgRenderer(content).isValid()
    return drawn


def words(drawn):
    """Return what an SVG says, its lines joined."""
    texts = drawn.split("<text")[1:]
    return bare("".join(part.partition("</text>")[0].partition(">")[2] for part in texts))


def offered(menu):
    """Return what a menu offers: an act by its name, a menu with what it offers."""
    menu.aboutToShow.emit()
    acts = [act for act in menu.actions() if not act.isSeparator()]
    return [(act.text(), offered(act.menu())) if act.menu() else act.text() for act in acts]


def ask_for_menu(widget, page):
    """Ask for the menu of a widget by key, and return the one that opened."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, widget.rect().center(), QPoint())
    QApplication.sendEvent(widget, event)
    return next((menu for menu in page.findChildren(QMenu) if menu.isVisible()), None)


def labels(card):
    return [each.text() for each in card.findChildren(QLabel) if each.isVisible() and each.text()]


def test_the_button_offers_the_whole_page_and_each_chart_that_is_shown(compare):
    each = [(title, ACTS) for title in TITLES]
    assert offered(compare.picture_button.menu()) == [*ACTS, *each]
    # filled anew each time, and not once more
    assert offered(compare.picture_button.menu()) == [*ACTS, *each]


def test_every_chart_yields_a_png_and_a_drawing_with_all_it_says_and_its_ground(compare):
    for chart in compare.cards.charts():
        picture = compare.picture([chart])
        image = QImage.fromData(pictures.png(picture), "PNG")
        assert image.width() == 2 * (chart.width() + 48)
        said = words(drawing(picture))
        assert bare("Mood around doses of Evening one") in said
        for text in labels(chart):
            assert bare(text) in said, chart.title_label.text()
        assert bare(chart.ground_label.text()) in said
        assert "ItemA" not in said


def test_what_charts_rest_on_is_said_under_each_alone_and_once_for_all(compare):
    ground = bare(compare.cards.days.ground_label.text())
    assert ground.startswith("Rateddays:96·withadose:60·without:36")
    for chart in compare.cards.charts()[:4]:
        assert words(drawing(compare.picture([chart]))).count(ground) == 1
    whole = words(drawing(compare.picture(compare.cards.charts())))
    assert whole.count(ground) == 1
    assert all(bare(title) in whole for title in TITLES)


def test_the_days_around_a_change_are_pictured_as_chosen_without_a_verdict(compare):
    card = compare.cards.changes
    assert card.ground_label.text() == "28 rated days before · 28 rated days after"
    card.changes.options_menu.actions()[1].trigger()
    said = words(drawing(compare.picture([card])))
    assert "1Jan2026" in bare(card.hint_label.text())
    assert bare(card.hint_label.text()) in said
    assert said.startswith("CompareMoodarounddosesofEveningoneBefore")
    # what can be chosen on the page is no part of it
    made = compare.findChildren(type(card))
    assert [each.changes.isHidden() for each in made if each is not card] == [True]
    assert card.changes.isVisible()


def test_in_a_picture_of_all_the_charts_are_equally_wide_and_no_higher_than_they_must(compare):
    compare.picture(compare.cards.charts())
    drawn = [
        each
        for each in compare.findChildren(type(compare.cards.expectation))
        if each is not compare.cards.expectation
    ]
    (again,) = drawn
    assert again.width() == compare.cards.width() > compare.cards.expectation.width()
    assert again.height() < compare.cards.expectation.height()


def test_neither_the_pointer_nor_the_focus_is_in_a_picture_and_both_stay(compare):
    chart = compare.cards.days
    before = pictures.png(compare.picture([chart]))
    canvas = chart.plot.canvas
    canvas.setFocus()
    canvas.point_at(3)
    assert pictures.png(compare.picture([chart])) == before
    assert canvas.hasFocus()
    assert canvas.readout.isVisible()


def test_no_more_than_one_picture_is_kept(qtbot, compare):
    kind = type(compare.cards.days)
    for _time in range(3):
        compare.picture([compare.cards.days])
    qtbot.waitUntil(lambda: len(compare.findChildren(kind)) == 2)


@pytest.mark.usefixtures("plain_again")
@pytest.mark.parametrize("look", ["light", "dark"])
def test_pictures_are_light_and_dark_as_the_window_is(qapp, compare, look):
    theme.apply(qapp, look)
    image = pictures.image(compare.picture([compare.cards.amounts]))
    colours = {"light": theme.LIGHT, "dark": theme.DARK}[look]
    assert image.pixelColor(4, 4).name().upper() == colours.ground
    assert image.pixelColor(image.width() // 2, image.height() - 68).name().upper() == colours.card


@pytest.mark.parametrize("number", range(len(TITLES)))
def test_a_chart_opens_its_own_menu_by_key(compare, number):
    chart = compare.cards.charts()[number]
    menu = ask_for_menu(chart.plot.canvas, compare)
    assert offered(menu) == ACTS
    menu.actions()[0].trigger()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == 2 * (chart.width() + 48)
    menu.close()


def test_the_name_of_a_file_tells_nothing_of_what_is_in_it(compare, card):
    for page, name in ((compare, "journal-compare"), (card, "journal-plan")):
        page.picture_button.menu().aboutToShow.emit()
        page.picture_button.menu().actions()[2].trigger()
        dialog = page.findChild(QFileDialog)
        assert Path(dialog.selectedFiles()[0]).name == f"{name}-2026-03-02.svg"
        dialog.reject()


def test_the_bar_of_adherence_yields_a_png_and_a_drawing_with_its_ground(card):
    picture = card.picture()
    assert not QImage.fromData(pictures.png(picture), "PNG").isNull()
    said = words(drawing(picture))
    assert said.startswith("Adherence15of20planneddosestaken:75%(95%interval")
    for text in labels(card.found):
        assert bare(text) in said
    # only what is found is in it, not what can be pressed
    assert not picture.widgets[0].findChildren(QPushButton)
    assert "ItemB" not in said


def test_of_several_regimens_the_picture_says_which(card, workspace, now):
    other = RegimenDraft("Item C", parse("daily"), (time(7),), at(now, 3, 8).date())
    workspace.perform("Added", planning.add, at(now, 4, 8), other)
    assert "AdherenceAllregimens" in words(drawing(card.picture()))
    card.regimen.setCurrentIndex(2)
    card.regimen.activated.emit(2)
    assert "AdherenceItemC·everyday0of3" in words(drawing(card.picture()))


def test_the_card_of_adherence_offers_its_picture_by_button_and_key(card, workspace):
    assert card.picture_button.text() == "Save picture"
    assert offered(card.picture_button.menu()) == ACTS
    menu = ask_for_menu(card.list_button, card)
    assert offered(menu) == ACTS
    menu.close()


def test_what_is_not_there_has_no_picture(qtbot, workspace):
    card = AdherenceCard(workspace)
    qtbot.addWidget(card)
    card.show()
    assert not card.picture_button.isVisible()
    assert ask_for_menu(card, card) is None
