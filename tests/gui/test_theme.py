import re

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QFont, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QStyle, QWidget

from dosejournal import paths
from dosejournal.gui import stylesheet, theme
from dosejournal.gui.cards import Card, EmptyState, FlowLayout, Page, button, label
from dosejournal.gui.icons import icon
from dosejournal.gui.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("plain_again")


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_whatever_is_to_be_read_has_enough_contrast(colours):
    for ground in (colours.ground, colours.card):
        for ink in (colours.text, colours.soft, colours.accent, colours.attention):
            assert contrast(ink, ground) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.accent_soft) >= 4.5
    assert contrast(colours.text, colours.accent_soft) >= 4.5
    # the toast: text of the card's colour, and a link, on a ground of the text's colour
    assert contrast(colours.card, colours.text) >= 4.5
    assert contrast(colours.accent_soft, colours.text) >= 4.5
    # shapes need less
    for data in colours.data:
        assert contrast(data, colours.card) >= 3


@pytest.mark.parametrize(("choice", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_a_chosen_theme_dresses_the_program(qapp, choice, colours):
    theme.apply(qapp, choice)
    assert theme.tokens(qapp.palette()) is colours
    assert qapp.palette().color(QPalette.ColorRole.Accent).name().upper() == colours.accent
    assert qapp.style().objectName() == "fusion" or qapp.styleSheet()
    assert colours.ground in qapp.styleSheet()


def test_the_system_is_followed_while_the_window_is_open(qapp):
    hints = qapp.styleHints()
    theme.apply(qapp, "system")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens(qapp.palette()) is DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens(qapp.palette()) is LIGHT


def test_a_chosen_theme_stays_when_the_system_changes(qapp):
    theme.apply(qapp, "system")
    theme.apply(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens(qapp.palette()) is LIGHT


def test_the_bundled_font_is_used_with_figures_of_one_width(qapp):
    theme.load_fonts()
    theme.apply(qapp, "light")
    font = qapp.font()
    assert QFontInfo(font).family() == "Inter"
    assert font.featureValue(QFont.Tag("tnum")) == 1
    number = label("11:11", "number")
    number.ensurePolished()
    assert QFontInfo(number.font()).weight() == QFont.Weight.DemiBold
    metrics = number.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_without_the_bundled_font_the_systems_own_is_used(qapp, monkeypatch):
    monkeypatch.setattr(theme, "_FAMILY", "No Such Family")
    theme.apply(qapp, "light")
    assert qapp.font().pixelSize() == 14
    assert qapp.font().family() != "No Such Family"


def test_the_stylesheet_names_only_pictures_that_exist():
    for colours in (LIGHT, DARK):
        sheet = stylesheet.of(colours)
        assert "$" not in sheet
        for name in re.findall(r"/icons/([\w-]+\.svg)", sheet):
            assert paths.resource(f"icons/{name}").is_file()


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp):
    for file in paths.resource("icons").glob("*.svg"):
        if "currentColor" not in file.read_text():
            continue
        image = icon(file.stem, "#FF0000").pixmap(20, 20).toImage()
        drawn = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 150
        ]
        assert drawn, file.name
        assert all(colour.red() > 200 and colour.green() < 50 for colour in drawn), file.name


def test_a_card_shows_only_the_parts_it_has(qtbot):
    card = Card("Doses today")
    qtbot.addWidget(card)
    card.show()
    assert card.title_label.isVisible()
    assert not card.hint_label.isVisible()
    card.set_hint("2 planned")
    card.set_title("")
    assert card.hint_label.isVisible()
    assert not card.title_label.isVisible()


def test_labels_show_text_as_it_is(qtbot):
    made = label("<b>2 < 3</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_buttons_know_their_part(qtbot):
    made = {role: button("Save", role) for role in ("primary", "quiet", "link", "danger", "chip")}
    for each in made.values():
        qtbot.addWidget(each)
    assert [role for role, each in made.items() if each.isCheckable()] == ["chip"]
    assert [role for role, each in made.items() if each.autoDefault()] == ["primary"]


def test_contents_stay_at_the_top_of_a_page_unless_they_fill_it(qtbot):
    for fill in (False, True):
        page = Page("Today", fill=fill)
        qtbot.addWidget(page)
        inside = QWidget()
        inside.setMinimumHeight(40)
        page.content.addWidget(inside)
        page.set_subtitle("Friday")
        page.actions.addWidget(button("Save"))
        page.resize(800, 700)
        page.show()
        assert page.subtitle_label.isVisible()
        assert (inside.height() > 500) is fill
        page.set_subtitle("")
        assert not page.subtitle_label.isVisible()


def test_an_empty_page_offers_the_first_act(qtbot):
    asked = []
    empty = EmptyState("Doses will be listed here.", "Log a dose", lambda: asked.append(True))
    qtbot.addWidget(empty)
    qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
    assert asked == [True]


@pytest.fixture
def chips(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    layout = FlowLayout(host)
    for _each in range(6):
        chip = QPushButton("chip")
        chip.setFixedSize(60, 28)
        layout.addWidget(chip)
    return host, layout


def test_chips_flow_into_new_rows(chips):
    host, layout = chips
    host.resize(200, 200)
    host.show()
    places = [layout.itemAt(i).geometry().topLeft().toTuple() for i in range(6)]
    assert places == [(0, 0), (68, 0), (136, 0), (0, 36), (68, 36), (136, 36)]
    assert layout.heightForWidth(200) == 64
    assert layout.heightForWidth(60) == 6 * 28 + 5 * 8
    assert layout.sizeHint().width() == 6 * 60 + 5 * 8
    assert layout.minimumSize().toTuple() == (60, 28)


def test_chips_start_at_the_right_in_a_right_to_left_language(chips):
    host, layout = chips
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    host.resize(200, 200)
    host.show()
    assert [layout.itemAt(i).geometry().left() for i in range(3)] == [140, 72, 4]


def test_hidden_chips_leave_no_gap(chips):
    host, layout = chips
    host.resize(200, 200)
    host.show()
    layout.itemAt(0).widget().hide()
    QApplication.processEvents()
    assert layout.itemAt(1).geometry().left() == 0


def test_chips_can_be_put_between_and_taken_away(chips):
    _host, layout = chips
    chip = QPushButton("new")
    layout.insert_widget(1, chip)
    assert layout.itemAt(1).widget() is chip
    assert layout.takeAt(1).widget() is chip
    assert layout.count() == 6
    assert layout.takeAt(6) is None
    assert layout.itemAt(-1) is None


def test_an_icon_may_have_air_at_its_sides(qapp):
    wide = icon("today", "#000000", 26)
    assert isinstance(wide, QIcon)
    assert wide.pixmap(26, 20).size().toTuple() == (26, 20)


def test_a_widget_that_is_never_seen_is_looked_after_while_nothing_is_dressed(qapp):
    def lookers():
        return unseen.receivers(SIGNAL("destroyed(QObject*)"))

    theme.apply(qapp, "light")
    unseen = QFrame()
    unseen.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth, None, unseen)
    before = lookers()
    assert before > 0
    with theme.dressed_last(qapp):
        assert qapp.styleSheet() == ""
    # else the stylesheet would dress it when it is gone, which ends the program
    assert lookers() == before
