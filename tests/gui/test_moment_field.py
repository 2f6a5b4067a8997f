from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt, QTime, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dosejournal.domain.clock import day_moment, moment
from dosejournal.errors import MomentError
from dosejournal.gui.moment_field import MomentField

pytestmark = pytest.mark.usefixtures("british")

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def clock(clock):
    clock.at = datetime(2026, 12, 2, 14, 32, 10, tzinfo=BERLIN)
    return clock


@pytest.fixture
def field(qtbot, clock):
    return shown(qtbot, MomentField(clock))


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    return field


def put(field, day, time):
    field.editor.setDate(QDate(*day))
    field.editor.setTime(QTime(*time))


def settle(field):
    QTest.keyClick(field.editor, Qt.Key.Key_Return)


def test_without_a_touch_it_is_now(field, clock):
    assert field.text_label.text() == "Now, 14:32"
    clock.at += timedelta(minutes=3)
    assert field.value() == clock.at


def test_the_shown_time_follows_the_clock(field, clock):
    clock.at += timedelta(minutes=3)
    field.findChild(QTimer).timeout.emit()
    assert field.text_label.text() == "Now, 14:35"
    field.hide()
    assert not field.findChild(QTimer).isActive()


def test_change_opens_an_editor_and_untouched_it_keeps_the_second(field, clock):
    began = clock.at
    field.change_button.click()
    assert field.editor.isVisible()
    assert field.editor.hasFocus()
    clock.at += timedelta(minutes=3)
    assert field.value() == began


def test_a_time_in_the_past_is_taken_in_the_zone_of_now(qtbot, field):
    field.change_button.click()
    with qtbot.waitSignal(field.edited):
        put(field, (2026, 7, 1), (8, 5))
    assert field.value() == datetime(2026, 7, 1, 8, 5, tzinfo=BERLIN)
    assert field.value().tzinfo is BERLIN
    assert field.sentence_label.isHidden()


def test_now_returns_to_the_present(qtbot, field, clock):
    field.change_button.click()
    put(field, (2026, 7, 1), (8, 5))
    with qtbot.waitSignal(field.edited):
        field.back_button.click()
    assert field.value() == clock.at
    assert field.change_button.isVisible()
    assert not field.editor.isVisible()


def test_a_time_still_to_come_is_refused_with_a_sentence(field, clock):
    field.change_button.click()
    put(field, (2026, 12, 2), (14, 36))
    assert field.value() > clock.at
    put(field, (2026, 12, 2), (14, 40))
    assert field.sentence_label.isVisible()
    with pytest.raises(MomentError):
        field.value()
    clock.at += timedelta(minutes=20)
    assert field.value() == datetime(2026, 12, 2, 14, 40, tzinfo=BERLIN)
    field.findChild(QTimer).timeout.emit()
    assert field.sentence_label.isHidden()


def test_a_time_that_the_clocks_went_past_is_moved_forward_where_it_is_seen(field):
    field.change_button.click()
    put(field, (2026, 3, 29), (2, 30))
    assert field.value() == datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    settle(field)
    assert field.editor.time() == QTime(3, 30)
    assert "02:30" in field.sentence_label.text()
    assert "03:30" in field.sentence_label.text()
    assert field.sentence_label.isVisible()
    put(field, (2026, 3, 29), (4, 0))
    assert field.sentence_label.isHidden()
    settle(field)
    assert field.editor.time() == QTime(4, 0)


def test_a_time_that_came_twice_is_the_first_one_until_the_person_says_otherwise(qtbot, field):
    field.change_button.click()
    put(field, (2026, 10, 25), (2, 30))
    assert field.value().utcoffset() == timedelta(hours=2)
    assert "twice" in field.sentence_label.text()
    with qtbot.waitSignal(field.edited):
        field.second_button.click()
    assert field.value().utcoffset() == timedelta(hours=1)
    field.second_button.click()
    assert field.value().utcoffset() == timedelta(hours=2)


def test_a_given_time_is_kept_to_the_second_until_it_is_changed(field):
    given = datetime(2026, 7, 1, 8, 5, 17, 123, tzinfo=BERLIN)
    field.set_value(given)
    assert field.value() == given
    assert "1 July 2026" in field.text_label.text()
    assert "08:05" in field.text_label.text()
    field.change_button.click()
    assert field.value() == given
    put(field, (2026, 7, 1), (8, 6))
    assert field.value() == datetime(2026, 7, 1, 8, 6, tzinfo=BERLIN)
    field.back_button.click()
    assert field.value() == given


def test_a_given_time_that_came_second_stays_the_second(field):
    given = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    field.set_value(given)
    field.change_button.click()
    assert field.value().utcoffset() == timedelta(hours=1)


def test_a_given_time_in_the_future_is_not_refused(field):
    given = datetime(2099, 7, 1, 8, 5, tzinfo=BERLIN)
    field.set_value(given)
    assert field.value() == given


def test_a_record_is_shown_on_the_clock_of_its_own_zone(field):
    lisbon = datetime(2026, 7, 1, 8, 5, tzinfo=ZoneInfo("Europe/Lisbon"))
    field.set_moment(moment(lisbon, datetime.min.time()))
    assert "08:05" in field.text_label.text()
    assert field.value() == lisbon
    field.change_button.click()
    put(field, (2026, 12, 1), (9, 0))
    assert field.value() == datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Europe/Lisbon"))


def test_a_record_that_knows_only_its_offset_keeps_it(field):
    at = datetime(2026, 7, 1, 8, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    field.set_moment(moment(at, datetime.min.time()))
    assert field.value().utcoffset() == timedelta(hours=5, minutes=30)
    assert "08:05" in field.text_label.text()


def test_a_record_that_knows_only_its_day_is_shown_without_a_time(field):
    field.set_moment(day_moment(date(2026, 7, 1), BERLIN))
    assert field.text_label.text().endswith("1 July 2026")
    field.set_value(None)
    assert field.text_label.text() == "Now, 14:32"


def test_years_outside_1900_to_2100_cannot_be_set(field):
    field.change_button.click()
    put(field, (1, 1, 1), (0, 0))
    assert field.value().date() == date(1900, 1, 1)
    put(field, (9999, 1, 1), (0, 0))
    assert field.editor.date().year() == 2100


@pytest.mark.parametrize(
    ("locale", "text"), [("de_DE", "02.12.2026 14:32"), ("en_US", "12/2/2026 2:32\u202fPM")]
)
def test_the_editor_writes_as_the_country_does_with_a_whole_year(qtbot, clock, locale, text):
    QLocale.setDefault(QLocale(locale))
    field = shown(qtbot, MomentField(clock))
    field.change_button.click()
    assert field.editor.text() == text


def test_a_wheel_never_changes_the_time(field, clock):
    field.change_button.click()
    event = QWheelEvent(
        QPointF(5, 5),
        field.editor.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.editor, event)
    assert field.value() == clock.at


def test_a_zone_without_a_name_works_too(qtbot):
    field = shown(qtbot, MomentField(lambda: datetime(2026, 12, 2, 14, 32, tzinfo=UTC)))
    field.change_button.click()
    put(field, (2026, 3, 29), (2, 30))
    assert field.value() == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
