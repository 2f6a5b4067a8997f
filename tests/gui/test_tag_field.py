import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.gui.tag_field import TagField
from dosejournal.journal import check_ins


def use(workspace, now, *names):
    workspace.perform("Check-in recorded", check_ins.record, now, CheckInDraft(now, tags=names))


@pytest.fixture
def field(qtbot, workspace, now):
    use(workspace, now, "coffee", "walk")
    use(workspace, now, "coffee")
    tag_field = TagField(workspace)
    qtbot.addWidget(tag_field)
    tag_field.show()
    qtbot.waitExposed(tag_field)
    tag_field.field.setFocus()
    return tag_field


def type_in(field, text):
    QTest.keyClicks(field.field, text)


def test_the_most_used_tags_are_offered_first(field):
    assert list(field.chips) == ["coffee", "walk"]
    assert field.tags() == ()


def test_a_new_tag_keeps_its_place_before_the_field_once_it_is_recorded(field, workspace, now):
    type_in(field, "river,")
    assert list(field.chips) == ["coffee", "walk", "river"]
    use(workspace, now, "river")
    field.set_tags(())
    QTest.qWait(20)
    assert sorted(field.chips) == ["coffee", "river", "walk"]
    shown = sorted(
        (each for each in field.stops if each.isVisible()), key=lambda each: (each.y(), each.x())
    )
    assert shown == field.stops


def test_a_chip_sets_its_tag_and_takes_it_off_again(qtbot, field):
    with qtbot.waitSignal(field.edited):
        field.chips["walk"].click()
    assert field.tags() == ("walk",)
    assert field.chips["walk"].isChecked()
    field.chips["walk"].click()
    assert field.tags() == ()


def test_return_adds_what_is_typed_and_goes_no_further(qtbot, field):
    type_in(field, "slept  badly")
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert field.tags() == ("slept badly",)
    assert field.field.text() == ""
    assert field.chips["slept badly"].isChecked()


def test_a_comma_adds_what_is_typed(field):
    type_in(field, "rain,snow,")
    assert field.tags() == ("rain", "snow")


def test_a_tag_that_is_known_is_set_in_its_known_spelling(field):
    type_in(field, "COFFEE,")
    type_in(field, "Coffee,")
    assert field.tags() == ("coffee",)
    assert list(field.chips) == ["coffee", "walk"]


def test_a_tag_that_is_typed_but_not_added_is_not_lost(field):
    type_in(field, "rain")
    assert field.tags() == ("rain",)


def test_backspace_in_the_empty_field_takes_the_last_tag_off(qtbot, field):
    field.set_tags(("walk", "rain"))
    type_in(field, "x")
    QTest.keyClick(field.field, Qt.Key.Key_Backspace)
    assert field.tags() == ("walk", "rain")
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.field, Qt.Key.Key_Backspace)
    assert field.tags() == ("walk",)
    # its chip stays, to be set again
    assert "rain" in field.chips


def test_backspace_without_tags_does_nothing(qtbot, field):
    with qtbot.assertNotEmitted(field.edited):
        QTest.keyClick(field.field, Qt.Key.Key_Backspace)


def test_commas_alone_add_nothing(field):
    type_in(field, " , ,")
    assert field.tags() == ()


def test_return_in_the_empty_field_is_left_to_the_window(qtbot, field):
    with qtbot.waitSignal(field.field.returnPressed):
        QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert field.tags() == ()


def test_used_tags_complete_whatever_their_capitals(qtbot, field):
    type_in(field, "OFF")
    completer = field.field.completer()
    assert completer.currentCompletion() == "coffee"
    completer.activated.emit("coffee")
    field.field.setText("coffee")
    qtbot.waitUntil(lambda: field.field.text() == "")
    assert field.tags() == ("coffee",)


def test_a_long_tag_is_shown_shortened_and_kept_whole(field):
    name = "long " * 20 + "end"
    field.set_tags((name,))
    assert field.tags() == (name,)
    assert field.chips[name].toolTip() == name
    assert field.chips[name].text() != name


def test_an_ampersand_is_shown_as_such(field):
    field.set_tags(("R&D",))
    assert field.chips["R&D"].text() == "R&&D"


def test_tags_used_meanwhile_are_offered_and_what_is_set_stays(workspace, now, field):
    field.set_tags(("walk",))
    type_in(field, "sn")
    use(workspace, now, "rain")
    assert "rain" in field.chips
    assert field.tags() == ("walk", "sn")
    workspace.changed.emit(frozenset({"measure"}))
    assert field.tags() == ("walk", "sn")


def test_a_chip_that_is_offered_no_longer_goes(workspace, now, field):
    field.set_tags(("rain",))
    assert "rain" in field.chips
    field.set_tags(())
    assert "rain" not in field.chips


def test_emoji_and_right_to_left_tags_are_kept(field):
    field.field.setText("☀️, عمل")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert field.tags() == ("☀️", "عمل")
