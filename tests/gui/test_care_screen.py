import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dosejournal.domain import help_contacts, help_lines
from dosejournal.domain.help_contacts import Person
from dosejournal.gui.safety.care_screen import CareScreen


@pytest.fixture
def contacts():
    return help_contacts.gathered(
        help_lines.table(), "DE", person=Person("Ada", "030 1234"), is_chosen=True
    )


@pytest.fixture
def show(qtbot, contacts):
    held = []

    def show(answer=1, shown=None):
        holder = QWidget()
        held.append(holder)
        made = CareScreen(answer, shown or contacts)
        QVBoxLayout(holder).addWidget(made)
        qtbot.addWidget(holder)
        holder.resize(960, 640)
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)
        return made

    return show


def texts(screen):
    return " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def test_what_comes_first_is_thanks_three_ways_and_the_doctor(show):
    screen = show()
    said = texts(screen)
    assert said.startswith("You marked that you have had thoughts of being better off dead")
    assert "You deserve support now." in said
    assert "Talk to your doctor soon" in said
    assert "Nobody sees this but you" in said
    assert [each.text() for each in screen.ways.buttons.values()] == [
        "Emergency number",
        "Crisis line",
        "My person",
    ]


@pytest.mark.parametrize("answer", [2, 3])
def test_from_the_second_answer_on_the_doctor_is_for_today(show, answer):
    assert "Talk to your doctor today" in texts(show(answer))


def test_each_way_shows_its_number_large_and_marks_what_nobody_checked(show, qtbot):
    screen = show()
    for key, number, marked in (
        ("emergency", "112", True),
        ("crisis", "0800 111 0 111", True),
        ("person", "030 1234", False),
    ):
        qtbot.mouseClick(screen.ways.buttons[key], Qt.MouseButton.LeftButton)
        row = screen.ways.rows[0]
        assert row.number_label.text() == number
        assert (
            row.number_label.fontMetrics().height() >= screen.ways.words_label.font().pixelSize()
        )
        assert ("Check this number" in texts(screen)) == marked
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == "030 1234"


def test_everything_is_reached_by_keyboard_and_nothing_is_sent_away_by_a_stray_return(show, qtbot):
    screen = show(3)
    read = []
    screen.acknowledged.connect(lambda: read.append(True))
    first = screen.ways.buttons["emergency"]
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert screen.ways.way == "emergency"
    assert not read
    window = screen.window()
    stops = []
    for _press in range(8):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        stops.append(window.focusWidget())
        if stops[-1] is screen.read_button:
            break
    named = [each.accessibleName() or each.text() for each in stops]
    assert named == [
        "Crisis line",
        "My person",
        "Emergency number · Check this number: 112",
        "Copy 112",
        "I have read this",
    ]
    qtbot.keyClick(screen.read_button, Qt.Key.Key_Space)
    assert read == [True]


def test_who_hears_the_page_hears_all_of_it_and_each_number(show):
    screen = show()
    assert "Thank you for being honest" in screen.accessibleDescription()
    assert "Nobody sees this but you" in screen.accessibleDescription()
    buttons = screen.ways.buttons
    assert buttons["emergency"].accessibleDescription() == "Emergency number: 112"
    assert buttons["person"].accessibleDescription() == "Ada: 030 1234"


def test_where_nothing_is_known_words_stand_in_the_place_of_numbers(show):
    nothing = help_contacts.gathered(help_lines.table(), "")
    screen = show(shown=nothing)
    # what most can dial is as large as where the country is known
    screen.ways.show_way("emergency")
    shown = [(each.name_label.text(), each.number_label.text()) for each in screen.ways.rows]
    assert shown == [
        ("European Union · Check this number", "112"),
        ("United States and Canada · Check this number", "911"),
    ]
    assert "112" in screen.ways.buttons["emergency"].accessibleDescription()
    screen.ways.show_way("crisis")
    assert "No crisis line is known here" in texts(screen)
    screen.ways.show_way("person")
    assert "You have entered nobody yet" in texts(screen)
    screen.ways.show_contacts(help_contacts.before_unlocking(help_lines.table(), "DE"))
    assert "once it is unlocked" in texts(screen)


def test_a_person_without_a_number_is_named_all_the_same(show):
    screen = show(
        shown=help_contacts.gathered(help_lines.table(), "DE", person=Person("Next door", ""))
    )
    screen.ways.show_way("person")
    assert "Next door" in texts(screen)
    assert not screen.ways.rows[0].copy_button.isVisible()


def test_a_country_that_was_not_chosen_is_said_to_be_a_guess(show):
    screen = show(shown=help_contacts.gathered(help_lines.table(), "DE"))
    screen.ways.show_way("crisis")
    assert "after the settings of this computer" in texts(screen)


def test_a_number_comes_into_sight_where_there_is_little_room(show, qtbot):
    screen = show()
    screen.window().resize(640, 330)
    screen.ways.show_way("crisis")

    def is_in_sight():
        number = screen.ways.rows[0].number_label
        return not number.visibleRegion().isEmpty() and (
            number.visibleRegion().boundingRect().height() == number.height()
        )

    qtbot.waitUntil(is_in_sight)


def test_no_button_but_one_sends_the_page_away(show):
    screen = show()
    read = []
    screen.acknowledged.connect(lambda: read.append(True))
    for each in screen.findChildren(QPushButton):
        if each is not screen.read_button:
            each.click()
    assert not read


def test_a_country_can_be_picked_where_none_is_known(show, contacts):
    assert not show().country.isVisible()
    screen = show(shown=help_contacts.gathered(help_lines.table(), ""))
    assert screen.country.isVisible()
    picked = []
    screen.country_picked.connect(picked.append)
    screen.country.picked.emit("DE")
    assert picked == ["DE"]
    screen.show_contacts(contacts)
    screen.ways.show_way("crisis")
    assert "0800 111 0 111" in texts(screen)
