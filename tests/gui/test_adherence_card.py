"""Adherence on the Doses page: what is counted, what is said of it, and the list to correct it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from dosejournal.domain.adherence import Adherence
from dosejournal.domain.entries import DoseDraft, PlannedRef
from dosejournal.domain.patterns import parse
from dosejournal.domain.regimens import DoseStep, RegimenDraft
from dosejournal.gui import pictures, theme
from dosejournal.gui.amend_dialog import AmendDialog
from dosejournal.gui.plan import adherence_bar, adherence_words
from dosejournal.gui.plan.adherence_bar import Part
from dosejournal.gui.plan.adherence_card import AdherenceCard
from dosejournal.gui.plan.planned_dialog import PlannedDialog
from dosejournal.gui.plan.skip_dialog import SkipDialog
from dosejournal.gui.plan.taken_dialog import TakenDialog
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import doses, plan, planning, regimens

BERLIN = ZoneInfo("Europe/Berlin")
# `now` is 2 March 2026, 9:30
FIRST = datetime(2026, 2, 1, 6, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def british(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def do(database, act, *args, **kwargs):
    with database.write("Done") as write:
        return act(write.session, *args, **kwargs)


def draft(substance="Item A", first=FIRST, *times):
    return RegimenDraft(
        substance,
        parse("daily"),
        times or (time(8),),
        first.date(),
        steps=(DoseStep(first.date(), "10", "mg"),),
    )


def open_doses(database, now):
    with database.read() as session:
        lines = plan.lines(session, now)
    return [line for line in lines if line.planned is not None and line.is_open]


def settle(database, now, statuses):
    """Record the open planned doses in order of time, each with the next status."""
    for line, status in zip(open_doses(database, now), statuses, strict=False):
        ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
        if status in ("taken", "late"):
            at = line.at + timedelta(hours=0 if status == "taken" else 5)
            do(database, doses.take, at, ref)
        elif status:
            do(database, doses.leave, line.at + timedelta(hours=1), ref, status, "away")


@pytest.fixture
def card(qtbot, workspace):
    card = AdherenceCard(workspace)
    qtbot.addWidget(card)
    card.resize(600, 400)
    card.show()
    qtbot.waitExposed(card)
    return card


@pytest.fixture
def filled(database, now):
    """Thirty days: 22 in time, 2 late, 2 skipped, 1 missed and 2 without a word; today open."""
    do(database, planning.add, FIRST, draft())
    kinds = ["taken"] * 22 + ["late"] * 2 + ["skipped"] * 2 + ["missed"] + [""] * 2
    settle(database, now, kinds)
    extra = FIRST.replace(hour=23)
    do(database, doses.record, extra, DoseDraft(extra, "Item A"))
    return database


def test_without_a_plan_the_card_says_what_will_be_here(card):
    assert card.empty.isVisible()
    assert not card.found.isVisible()
    assert not card.tools.isVisible()
    assert not card.list_button.isVisible()
    assert not any(sign.isdigit() for sign in card.empty.text())


def test_what_is_not_due_yet_gives_no_number(database, workspace, card, now):
    workspace.perform("Added", planning.add, now, draft("Item A", now, time(20)))
    assert card.empty.isVisible()
    assert not card.found.isVisible()
    # what is still to come can be looked at all the same
    assert card.list_button.isVisible()
    assert card.tools.isVisible()


def test_the_card_counts_what_became_of_planned_doses(filled, card):
    card.ranges.chips[3].click()
    texts = [item.text.text() for item in card.found.bar.items.values()]
    assert texts == [
        "22 taken in time",
        "2 late",
        "2 skipped",
        "1 missed",
        "2 not recorded",
    ]
    assert spaced(card.found.share) == "24 of 29 planned doses taken: 83 % (95 % interval 65–92 %)"
    assert spaced(card.found.bounds) == (
        "If all 2 that were not recorded had been taken: 90 %; if none: 83 %."
    )
    assert (
        spaced(card.found.timing)
        == "In time, no more than 2 h after the planned time: 22 of 29, 76 %."
    )
    assert card.found.extras.text() == "Apart from these: 1 extra dose, which was not planned."
    assert card.found.ground.text() == (
        "1 Feb 2026 – 2 Mar 2026 · what is still open or was paused is not counted · "
        "interval as if doses were independent"
    )


def test_the_range_is_chosen(filled, card):
    card.ranges.chips[0].click()
    assert card.found.bar.items[Part.LATE].text.text() == "1 late"
    assert spaced(card.found.share).startswith("1 of 6 planned doses taken: 17 % (")
    assert card.found.ground.text().startswith("24 Feb 2026 – 2 Mar 2026")
    card.ranges.chips[1].click()
    assert "of 29 " in card.found.share.text()


def test_one_regimen_is_chosen_where_there_are_several(filled, workspace, card, now):
    assert not card.regimen.isVisible()
    other = draft("Item B", now - timedelta(days=3), time(7))
    workspace.perform("Added", planning.add, now, other)
    assert card.regimen.isVisible()
    assert [card.regimen.itemText(n) for n in range(3)] == [
        "All regimens",
        "Item A · every day",
        "Item B · every day",
    ]
    card.ranges.chips[3].click()
    assert "of 32 " in card.found.share.text()
    card.regimen.setCurrentIndex(2)
    card.regimen.activated.emit(2)
    assert card.found.share.text().startswith("0 of 3 planned doses taken.")
    assert not card.found.bounds.isVisible()
    # the choice outlives a change of the journal
    workspace.perform("Recorded", doses.record, now, DoseDraft(now, "Item A"))
    assert card.regimen.currentText() == "Item B · every day"


def test_a_regimen_that_is_gone_is_no_longer_chosen(workspace, card, now):
    workspace.perform("Added", planning.add, now, draft("Item A"))
    other = workspace.perform("Added", planning.add, now, draft("Item B"))
    card.regimen.setCurrentIndex(2)
    workspace.perform("Removed", regimens.remove, other)
    assert card.regimen.currentIndex() == 0
    assert not card.regimen.isVisible()


def test_a_dose_that_is_recorded_is_counted_at_once(filled, workspace, card, now):
    card.ranges.chips[3].click()
    line = open_doses(filled, now)[0]
    ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
    workspace.perform("Dose recorded", doses.take, now, ref, line.at)
    assert card.found.bar.items[Part.TAKEN].text.text() == "23 taken in time"
    workspace.undo()
    assert card.found.bar.items[Part.TAKEN].text.text() == "22 taken in time"


def test_a_day_that_has_passed_is_counted_when_the_card_comes_into_sight(
    qtbot, filled, database, now
):
    times = [now]
    workspace = Workspace(database, lambda: times[0])
    card = AdherenceCard(workspace)
    qtbot.addWidget(card)
    card.show()
    assert card.found.bar.items[Part.NOT_RECORDED].text.text() == "2 not recorded"
    card.hide()
    times[0] = now + timedelta(days=1)
    card.show()
    assert card.found.bar.items[Part.NOT_RECORDED].text.text() == "3 not recorded"


def test_a_range_in_which_nothing_was_due_says_so(database, workspace, card, now):
    draft_of_once = RegimenDraft(
        "Item A", parse("daily"), (time(8),), date(2026, 1, 1), date(2026, 1, 9)
    )
    workspace.perform("Added", planning.add, now, draft_of_once)
    card.ranges.chips[0].click()
    assert card.empty.isVisible()
    assert not card.list_button.isVisible()
    card.ranges.chips[3].click()
    assert card.found.isVisible()
    assert "of 9 " in card.found.share.text()


def kept_apart(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def spaced(label):
    return kept_apart(label.text())


def found(**parts):
    counts = {"taken": 0, "late": 0, "skipped": 0, "missed": 0, "not_recorded": 0, "extra": 0}
    counts |= parts
    due = ("taken", "late", "skipped", "missed")
    return Adherence(planned=sum(counts[name] for name in due), **counts)


def test_nothing_is_said_of_nothing():
    none = found()
    for say in (
        adherence_words.share,
        adherence_words.bounds,
        adherence_words.extras,
    ):
        assert say(none) == ""
    assert adherence_words.timing(none, set()) == ""


def test_few_doses_are_counted_without_a_share():
    few = found(taken=3, missed=1, not_recorded=1)
    assert adherence_words.share(few) == (
        "3 of 4 planned doses taken. A share is told from 5 on, with its interval: "
        "fewer can hardly tell."
    )
    assert adherence_words.bounds(few) == ""
    assert adherence_words.timing(few, {90}) == (
        "In time, no more than 1 h 30 min after the planned time: 3 of 4."
    )
    assert "interval" not in adherence_words.ground(few, FIRST.date(), FIRST.date())
    assert adherence_words.share(found(taken=1)).startswith("1 of 1 planned dose taken.")


def test_the_sentences_of_the_method_are_said():
    some = found(taken=24, missed=4, not_recorded=3)
    assert kept_apart(adherence_words.share(some)) == (
        "24 of 28 planned doses taken: 86 % (95 % interval 69–94 %)"
    )
    assert kept_apart(adherence_words.bounds(some)) == (
        "If all 3 that were not recorded had been taken: 96 %; if none: 86 %."
    )
    one = found(taken=9, missed=1, not_recorded=1)
    assert kept_apart(adherence_words.bounds(one)) == (
        "If the one that was not recorded had been taken: 100 %; if not: 90 %."
    )
    assert adherence_words.extras(found(extra=2)) == (
        "Apart from these: 2 extra doses, which were not planned."
    )


@pytest.mark.parametrize(
    ("part", "told"), [(0.0, 0), (0.001, 1), (0.5, 50), (0.625, 63), (0.9964, 99), (1.0, 100)]
)
def test_all_and_none_are_said_only_where_they_are_true(part, told):
    assert adherence_words.percent(part) == told


def test_windows_that_differ_are_told_as_those_of_their_regimens(database, card, now):
    for name, window in (("Item A", 60), ("Item B", 120)):
        one = replace(draft(name), window_minutes=window)
        do(database, planning.add, FIRST, one)
    card.refresh()
    assert "within the window of their regimen: 0 of " in spaced(card.found.timing)
    card.regimen.setCurrentIndex(1)
    card.regimen.activated.emit(1)
    assert spaced(card.found.timing).startswith(
        "In time, no more than 1 h after the planned time: "
    )


def test_a_sign_of_per_cent_stays_with_its_number():
    some = found(taken=24, missed=4, not_recorded=3)
    sentences = (
        adherence_words.share(some),
        adherence_words.bounds(some),
        adherence_words.timing(some, {120}),
    )
    assert all("%" in told and " %" not in told for told in sentences)


def test_every_part_of_the_bar_has_a_look_of_its_own(qapp, qtbot):
    looks = []
    for part in Part:
        bar = adherence_bar.AdherenceBar()
        qtbot.addWidget(bar)
        bar.resize(400, 80)
        bar.show_counts({each: int(each is part) for each in Part})
        picture = bar.bar.grab().toImage().convertToFormat(picture_format())
        looks.append(bytes(picture.constBits()))
        assert adherence_bar.words(part, 1) in bar.bar.accessibleName()
    assert len(set(looks)) == len(Part)


def picture_format():
    # without colour: patterns alone tell them apart
    return QImage.Format.Format_Grayscale8


def test_the_bar_is_drawn_from_the_side_on_which_reading_begins(qapp, qtbot):
    bar = adherence_bar.AdherenceBar()
    qtbot.addWidget(bar)
    bar.resize(400, 80)
    bar.show_counts({part: n for n, part in enumerate(Part, start=1)})
    there = bar.bar.grab().toImage()
    bar.bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = bar.bar.grab().toImage()
    y = bar.bar.height() // 2
    right = mirrored.pixelColor(mirrored.width() - 5, y)
    assert there.pixelColor(4, y) == right
    assert there != mirrored


def test_a_small_part_is_wide_enough_to_be_seen(qapp, qtbot, plain_again):
    theme.apply(qapp, "light")
    bar = adherence_bar.AdherenceBar()
    qtbot.addWidget(bar)
    bar.resize(400, 80)
    bar.show_counts(dict.fromkeys(Part, 0) | {Part.TAKEN: 3000, Part.SKIPPED: 1})
    picture = bar.bar.grab().toImage()
    accent = picture.pixelColor(20, 10)
    other = [x for x in range(picture.width()) if picture.pixelColor(x, 10) != accent]
    assert len(other) >= 8


def pixels(picture):
    renderer = QSvgRenderer(pictures.svg(picture))
    image = QImage(picture.size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_a_pattern_stays_within_the_bar_in_a_drawing_too(qapp, qtbot, plain_again):
    theme.apply(qapp, "light")
    bar = adherence_bar.AdherenceBar()
    qtbot.addWidget(bar)
    bar.resize(400, 80)
    bar.show_counts(dict.fromkeys(Part, 0) | {Part.LATE: 1})
    drawn = pixels(pictures.Picture([bar]))
    place = bar.bar.mapTo(bar, QPoint(24, 24))
    ground = drawn.pixelColor(2, 2)
    around = [
        drawn.pixelColor(x, y)
        for y in range(place.y() - 6, place.y() + bar.bar.height() + 6)
        for x in (*range(place.x() - 12), *range(place.x() + bar.bar.width() + 1, drawn.width()))
    ]
    around += [drawn.pixelColor(x, place.y() - 2) for x in range(drawn.width())]
    assert {colour.name() for colour in around} == {ground.name()}
    # the corners are round
    assert drawn.pixelColor(place) == ground


@pytest.fixture
def dialog(qtbot, workspace, filled):
    dialog = PlannedDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def row_of(dialog, text):
    model = dialog.list.rows
    for number in range(model.rowCount()):
        row = model.data(model.index(number), Qt.ItemDataRole.UserRole)
        if row.key is not None and text in row.detail:
            return row
    raise AssertionError(text)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def acts(dialog):
    return [each.text() for each in dialog.list.buttons() if each.isVisible()]


def press(dialog, row, key):
    dialog.list.setFocus()
    dialog.list.choose(row.key)
    QTest.keyClick(dialog.list, key)


def test_the_list_is_newest_first_and_tells_three_times(dialog):
    model = dialog.list.rows
    rows = [model.data(model.index(n), Qt.ItemDataRole.UserRole) for n in range(5)]
    assert rows[0].title == "Monday, 2 Mar 2026"
    assert (rows[1].before, rows[1].title) == ("08:00", "Item A")
    late = row_of(dialog, "late by")
    assert late.before == "08:00"
    assert "Taken 13:00, late by 5 h" in plain(late.detail)
    assert "recorded " in late.detail


def test_what_is_open_can_be_taken_skipped_or_missed(dialog):
    dialog.list.choose(row_of(dialog, "Not recorded").key)
    assert acts(dialog) == ["Taken at…", "Skip…", "Missed"]
    dialog.list.choose(row_of(dialog, "Taken").key)
    assert acts(dialog) == ["Change…", "Take back"]


def test_an_open_dose_is_opened_to_be_taken_at_a_time(dialog):
    press(dialog, row_of(dialog, "Not recorded"), Qt.Key.Key_Return)
    (asking,) = dialog.findChildren(TakenDialog)
    assert asking.isVisible()
    asking.reject()


def test_an_open_dose_is_opened_to_be_skipped(dialog):
    press(dialog, row_of(dialog, "Not recorded"), Qt.Key.Key_S)
    (asking,) = dialog.findChildren(SkipDialog)
    assert asking.isVisible()
    asking.reject()


def test_an_open_dose_is_said_to_be_missed(dialog, workspace, qtbot):
    row = row_of(dialog, "Not recorded")
    with qtbot.waitSignal(workspace.done) as said:
        press(dialog, row, Qt.Key.Key_M)
    assert said.args == ["Dose recorded as missed"]
    assert dialog.list.current_key() == row.key
    assert row_of(dialog, "Missed · recorded").key == row.key
    assert acts(dialog) == ["Change…", "Take back"]


def test_a_recorded_dose_is_changed_or_taken_back(dialog, workspace):
    row = row_of(dialog, "late by")
    press(dialog, row, Qt.Key.Key_Return)
    (asking,) = dialog.findChildren(AmendDialog)
    asking.reject()
    press(dialog, row, Qt.Key.Key_Delete)
    assert dialog.list.current_key() == row.key
    assert acts(dialog) == ["Taken at…", "Skip…", "Missed"]
    workspace.undo()
    assert acts(dialog) == ["Change…", "Take back"]


def test_what_is_wrong_is_said_in_the_list(dialog, workspace):
    workspace.failed.emit("It could not be done. Nothing was changed; try again.")
    assert dialog.line.text().startswith("It could not be done.")
    row = row_of(dialog, "Not recorded")
    press(dialog, row, Qt.Key.Key_M)
    assert dialog.line.text() == ""


def test_a_long_list_shows_its_newest_part_first(qtbot, workspace, database, now):
    do(database, planning.add, now, draft("Item A", FIRST - timedelta(days=300)))
    dialog = PlannedDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.list.rows.rowCount()
    assert dialog.earlier_button.isVisible()
    dialog.earlier_button.click()
    assert dialog.list.rows.rowCount() > shown
    assert not dialog.earlier_button.isVisible()


def test_a_list_of_nothing_says_so(qtbot, workspace):
    dialog = PlannedDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.empty.isVisible()
    assert not dialog.list.isVisible()


def test_the_card_opens_the_list_of_its_days(filled, card):
    card.ranges.chips[0].click()
    card.list_button.click()
    (dialog,) = card.findChildren(PlannedDialog)
    model = dialog.list.rows
    found = [model.key(model.index(n)) for n in range(model.rowCount())]
    assert len([key for key in found if key is not None]) == 7
    assert all(each.text() for each in dialog.findChildren(QPushButton))
    dialog.close_button.click()
