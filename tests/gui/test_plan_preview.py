from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from dosejournal.domain import clock
from dosejournal.domain import regimens as rules
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.errors import InputError
from dosejournal.gui.plan import plan_days
from dosejournal.gui.plan.plan_days import Before
from dosejournal.gui.plan.plan_preview import PlanPreview, day_words
from dosejournal.gui.plan.regimen_words import near_day
from dosejournal.journal import pauses, planning, regimens

TODAY = date(2026, 3, 2)
MONDAY = 0


@pytest.fixture
def make(qtbot, workspace):
    def make(before=None):
        preview = PlanPreview(workspace, before)
        qtbot.addWidget(preview)
        preview.resize(344, 440)
        preview.show()
        qtbot.waitExposed(preview)
        return preview

    return make


def draft(pattern="daily", first_day=TODAY, last_day=None, times=(time(8),)):
    return RegimenDraft("Item A", parse(pattern), times, first_day, last_day)


def dosing(shown):
    return [day.on for day in shown.days if day.times]


def days(*numbers):
    return [date(2026, 3, number) for number in numbers]


def test_the_weeks_begin_with_the_one_of_today(now):
    shown = plan_days.foreseen(draft("every 3 days"), None, now, MONDAY)
    assert len(shown.days) == 56
    assert shown.days[0].on == TODAY
    assert dosing(shown)[:4] == days(2, 5, 8, 11)
    # the dose of eight o'clock is past
    assert shown.next_days == tuple(days(5, 8, 11))
    assert shown.count == len(dosing(shown)) - 1


def test_the_week_begins_where_the_person_begins_it(now):
    shown = plan_days.foreseen(draft(), None, now, 6)
    assert shown.days[0].on == date(2026, 3, 1)
    assert not shown.days[0].inside
    assert dosing(shown)[0] == TODAY


def test_days_before_the_first_and_after_the_last_are_outside(now):
    ends = draft("daily", date(2026, 3, 5), date(2026, 3, 7))
    shown = plan_days.foreseen(ends, None, now, MONDAY)
    assert [day.on for day in shown.days if day.inside] == days(5, 6, 7) == dosing(shown)


def test_a_plan_that_begins_later_is_shown_from_its_beginning(now):
    shown = plan_days.foreseen(draft("daily", date(2026, 6, 3)), None, now, MONDAY)
    assert shown.days[0].on == date(2026, 6, 1)
    assert dosing(shown)[0] == date(2026, 6, 3)


def test_an_incomplete_draft_is_told(now):
    with pytest.raises(InputError):
        plan_days.foreseen(draft(times=()), None, now, MONDAY)


@pytest.fixture
def before(workspace, now):
    def before(old):
        series = workspace.perform("Regimen added", planning.add, now, old)
        return series, Before(
            tuple(workspace.read(regimens.of_series, series)),
            tuple(workspace.read(pauses.listing)),
        )

    return before


@pytest.mark.parametrize("pattern", ["daily", "weekdays tue,sat", "every 3 days", "2 on 3 off"])
@pytest.mark.parametrize("first_day", [TODAY, date(2026, 3, 19)])
@pytest.mark.parametrize("old", ["every 3 days", "cycle 1001000"])
def test_a_change_is_shown_as_it_then_is_planned(workspace, now, before, pattern, first_day, old):
    series, known = before(draft(old, date(2026, 2, 10), times=(time(8), time(21))))
    new = draft(pattern, first_day, date(2026, 4, 20), times=(time(7), time(9, 30), time(12)))
    shown = plan_days.foreseen(new, known, now, MONDAY)
    workspace.perform("Regimen changed", regimens.change, now, series, new)
    versions = workspace.read(regimens.of_series, series)
    span = rules.span_of(shown.days[0].on, shown.days[-1].on)
    planned = rules.planned(versions, (), *span, clock.zone_of(now))
    assert [datetime.combine(day.on, at) for day in shown.days for at in day.times] == [
        dose.wall for dose in planned
    ]
    earlier = {day.on for day in shown.days if day.earlier}
    assert earlier <= {dose.wall.date() for dose in planned if dose.regimen.id == versions[0].id}
    assert shown.has_earlier == bool(earlier)


def test_a_pause_leaves_its_days_out(workspace, now, before):
    series, _known = before(draft())
    workspace.perform("Regimen paused", pauses.pause, now, series, date(2026, 3, 6))
    known = Before(
        tuple(workspace.read(regimens.of_series, series)), tuple(workspace.read(pauses.listing))
    )
    shown = plan_days.foreseen(draft(times=(time(20),)), known, now, MONDAY)
    assert shown.paused
    assert shown.next_days[0] == date(2026, 3, 7)


def test_a_version_still_to_come_gives_way_to_the_change(workspace, now, before):
    series, _known = before(draft())
    later = draft("every 2 days", date(2026, 3, 20))
    workspace.perform("Regimen changed", regimens.change, now, series, later)
    known = Before(tuple(workspace.read(regimens.of_series, series)), ())
    shown = plan_days.foreseen(draft("every 5 days", date(2026, 3, 10)), known, now, MONDAY)
    assert dosing(shown)[8:11] == [date(2026, 3, 10), date(2026, 3, 15), date(2026, 3, 20)]


def test_a_day_that_ends_in_a_full_stop_is_followed_by_none(make):
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        preview = make()
        preview.follow(lambda: draft("every 3 days"))
        assert preview.words_label.text().endswith("26. Apr.")
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(("locale", "short"), [("en_GB", True), ("ar_EG", False)])
def test_names_of_weekdays_too_long_for_their_columns_are_signs(make, locale, short):
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        preview = make()
        preview.follow(draft)
        names = preview.calendar.weekdays(preview.calendar.fontMetrics())
        form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.NarrowFormat
        assert set(names) == {QLocale().standaloneDayName(day, form) for day in range(1, 8)}
        assert not preview.grab().isNull()
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("filled_in", "said"),
    [
        (draft("every 3 days"), "Next planned days: Thu 5 Mar, Sun 8 Mar, Wed 11 Mar\n18 doses"),
        (draft("daily", TODAY, TODAY, (time(20),)), "days: Mon 2 Mar\n1 dose until Sun 26 Apr"),
        (draft("as needed", times=()), "Taken as needed: no dose is planned."),
        (draft("daily", TODAY, TODAY), "No dose is planned in these weeks."),
        (draft(times=()), "once the plan is complete"),
    ],
)
def test_the_calendar_is_said_in_words_too(make, filled_in, said):
    preview = make()
    preview.follow(lambda: filled_in)
    assert said in preview.words_label.text()
    assert preview.calendar.accessibleDescription() == preview.words_label.text()
    assert not preview.legend_label.isVisible()
    assert not preview.grab().isNull()


def test_a_plan_that_is_not_complete_leaves_the_weeks_bare(make):
    preview = make()
    preview.follow(draft)
    assert dosing(preview.calendar.shown)
    preview.follow(lambda: draft(times=()))
    assert dosing(preview.calendar.shown) == []
    assert preview.calendar.shown.days[0].on == TODAY


def test_a_paused_plan_says_so(make, workspace, now, before):
    series, known = before(draft())
    workspace.perform("Regimen paused", pauses.pause, now, series)
    preview = make(replace(known, pauses=tuple(workspace.read(pauses.listing))))
    preview.follow(draft)
    assert "paused" in preview.words_label.text()


def picture(preview, day):
    place = next(n for n, each in enumerate(preview.calendar.shown.days) if each.on == day)
    calendar = preview.calendar
    return calendar.grab(calendar.cell(*divmod(place, 7))).toImage()


def test_every_sort_of_day_is_drawn_in_its_own_way(make, before):
    _series, known = before(draft("every 2 days", date(2026, 2, 24)))
    preview = make(known)
    # days 11 and 25, so that each has two digits in the same month
    preview.follow(lambda: draft("every 5 days", date(2026, 3, 11), date(2026, 4, 16), (time(8),)))
    one = picture(preview, date(2026, 3, 11))
    preview.follow(
        lambda: draft("every 5 days", date(2026, 3, 11), date(2026, 4, 16), (time(8), time(9)))
    )
    assert preview.legend_label.isVisible()
    assert picture(preview, date(2026, 3, 11)) != one
    shapes = {
        sort: picture(preview, day).pixelColor(preview.calendar.cell(0, 0).width() // 2, 5).name()
        for sort, day in {
            "new": date(2026, 3, 11),
            "old": date(2026, 3, 4),
            "none": date(2026, 3, 5),
        }.items()
    }
    assert shapes["new"] != shapes["none"]
    assert picture(preview, date(2026, 4, 21)) != picture(preview, date(2026, 3, 21))
    today = picture(preview, TODAY)
    preview.calendar.shown = replace(preview.calendar.shown, today=date(2026, 3, 3))
    assert picture(preview, TODAY) != today


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_day_is_told_under_the_mouse(make, direction):
    preview = make()
    preview.setLayoutDirection(direction)
    preview.follow(lambda: draft("every 2 days", times=(time(8), time(20))))
    calendar = preview.calendar
    assert not calendar.grab().isNull()
    for column, said in ((0, "Mon 2 Mar: 08:00, 20:00"), (1, "Tue 3 Mar: no dose is planned")):
        place = calendar.cell(0, column).center()
        asked = QHelpEvent(QHelpEvent.Type.ToolTip, place, calendar.mapToGlobal(place))
        QApplication.sendEvent(calendar, asked)
        assert QToolTip.text() == said
    assert calendar.day_at(QPoint(-1, -1)) is None
    QApplication.sendEvent(
        calendar, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(-1, -1), QPoint(0, 0))
    )


def test_a_day_of_the_plan_as_it_stands_is_told_so(now, before):
    _series, known = before(draft("daily", date(2026, 2, 1), times=(time(20),)))
    shown = plan_days.foreseen(draft("daily", date(2026, 3, 4)), known, now, MONDAY)
    assert day_words(shown.days[0]) == "Mon 2 Mar: 20:00, as it stands now"
    assert day_words(shown.days[2]) == "Wed 4 Mar: 08:00"


def test_nothing_is_drawn_before_there_is_anything_to_show(make):
    preview = make()
    assert preview.calendar.shown is None
    assert not preview.calendar.grab().isNull()
    assert preview.calendar.day_at(QPoint(60, 40)) is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("en_US", "Mon Mar 2"),
        ("de_DE", "Mo 2. März"),
        ("ja_JP", "月 3月2日"),
        ("pt_BR", "seg. 2 de mar."),
    ],
)
def test_a_near_day_is_written_without_its_year_in_every_language(name, written):
    before = QLocale()
    QLocale.setDefault(QLocale(name))
    try:
        assert near_day(TODAY) == written
    finally:
        QLocale.setDefault(before)


def test_the_shown_weeks_follow_the_day_that_it_is(make, workspace, now):
    preview = make()
    workspace.now = lambda: now + timedelta(days=8)
    preview.follow(draft)
    assert preview.calendar.shown.days[0].on == date(2026, 3, 9)
    assert preview.calendar.shown.today == date(2026, 3, 10)


def margin(calendar, row):
    cell = calendar.cell(row, 0)
    cell.setRight(cell.left() - 1)
    cell.setLeft(0)
    return calendar.grab(cell).toImage()


def test_a_week_in_which_a_month_begins_has_the_name_of_that_month(make, workspace, now):
    preview = make()
    preview.follow(draft)
    calendar = preview.calendar
    names = [margin(calendar, row) for row in range(8)]
    # March in its first week, April in the one of its first day, and no other
    assert [names[row] != names[1] for row in range(8)] == [row in (0, 4) for row in range(8)]
    # the first row, in which March begins, is named once
    workspace.now = lambda: now - timedelta(days=5)
    preview.follow(draft)
    assert calendar.shown.days[0].on == date(2026, 2, 23)
    assert margin(calendar, 0) == names[0]
