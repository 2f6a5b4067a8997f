from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.errors import InputError, OffScaleError
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.rating_inputs import NumberInput, StepInput
from dosejournal.journal import check_ins, measures, timeline


@pytest.fixture
def form(qtbot, workspace):
    check_in_form = CheckInForm(workspace)
    qtbot.addWidget(check_in_form)
    check_in_form.resize(640, 600)
    check_in_form.show()
    qtbot.waitExposed(check_in_form)
    return check_in_form


def add(workspace, **fields):
    return workspace.perform("Measure added", measures.add, Measure(key="", **fields))


def archive(workspace, key):
    workspace.perform("Measure archived", lambda session: measures.archive(session, key))


def recorded(workspace, now, **fields):
    draft = CheckInDraft(now, **fields)
    check_in_id = workspace.perform("Check-in recorded", check_ins.record, now, draft)
    return workspace.read(timeline.entry, "check_in", check_in_id)


def test_it_begins_empty_with_the_measures_of_the_journal(form, now):
    assert list(form.inputs) == ["mood", "focus", "energy", "calm", "sleep_quality"]
    assert form.is_empty()
    assert form.draft() == CheckInDraft(now)


def test_what_is_not_rated_is_not_in_the_draft(form, now):
    form.inputs["mood"].set_value(0.0)
    form.note.set_text("slept badly")
    form.tags.set_tags(("coffee",))
    assert not form.is_empty()
    assert form.draft() == CheckInDraft(
        now, ratings={"mood": 0.0}, note="slept badly", tags=("coffee",)
    )


@pytest.mark.parametrize("part", ["rating", "note", "tag", "time"])
def test_every_part_tells_that_it_was_edited(qtbot, form, part):
    with qtbot.waitSignal(form.edited):
        if part == "rating":
            QTest.keyClicks(form.inputs["mood"].track, "6")
        elif part == "note":
            QTest.keyClicks(form.note, "a")
        elif part == "tag":
            QTest.keyClicks(form.tags.field, "a")
        else:
            form.moment.change_button.click()
            form.moment.editor.stepUp()


@pytest.mark.parametrize("part", ["note", "tags"])
def test_a_part_alone_makes_it_not_empty(form, part):
    if part == "note":
        form.note.set_text("x")
    else:
        form.tags.field.setText("x")
    assert not form.is_empty()


def test_blanks_are_nothing(form):
    form.note.set_text(" \n ")
    assert form.is_empty()


def test_clearing_makes_room_for_the_next_check_in(form, now):
    form.inputs["mood"].set_value(62.0)
    form.note.set_text("x")
    form.tags.set_tags(("coffee",))
    form.moment.set_value(now - timedelta(days=1))
    form.clear()
    assert form.is_empty()
    assert form.draft() == CheckInDraft(now)


def test_a_recorded_check_in_filled_in_comes_out_as_it_was(form, workspace, now):
    at = now - timedelta(days=3, seconds=17)
    entry = recorded(
        workspace, at, ratings={"mood": 61.25, "calm": 3.0}, note="a\u00a0b\r\nc", tags=("walk",)
    )
    form.fill(entry)
    draft = form.draft()
    assert draft.at == at
    assert draft.ratings == {"mood": 61.25, "calm": 3.0}
    assert draft.note == "a\u00a0b\r\nc"
    assert draft.tags == ("walk",)


def test_amending_shows_an_archived_measure_that_the_check_in_rates(form, workspace, now):
    entry = recorded(workspace, now, ratings={"calm": 30.0})
    archive(workspace, "calm")
    assert "calm" not in form.inputs
    form.fill(entry)
    assert form.inputs["calm"].value() == 30.0
    assert form.draft().ratings == {"calm": 30.0}
    form.clear()
    assert "calm" not in form.inputs


def test_a_new_measure_appears_and_what_is_filled_in_stays(form, workspace):
    form.inputs["mood"].set_value(62.0)
    form.note.set_text("x")
    kept = form.inputs["mood"]
    add(workspace, name="Stress", minimum=1, maximum=3, words=("a", "b", "c"))
    assert list(form.inputs)[-1] == "stress"
    assert isinstance(form.inputs["stress"], StepInput)
    assert form.inputs["mood"] is kept
    assert form.draft().ratings == {"mood": 62.0}
    assert form.draft().note == "x"


def test_measures_in_another_order_keep_their_values(form, workspace):
    form.inputs["mood"].set_value(62.0)
    workspace.perform("Measures reordered", measures.reorder, ["calm", "mood", "focus"])
    assert list(form.inputs)[:2] == ["calm", "mood"] or form.inputs["mood"].value() == 62.0
    assert form.draft().ratings == {"mood": 62.0}


def test_a_renamed_measure_keeps_its_value(form, workspace):
    form.inputs["mood"].set_value(62.0)
    mood = workspace.read(measures.find, "mood")
    workspace.perform(
        "Measure changed",
        measures.amend,
        Measure(key="mood", name="Spirits", position=mood.position),
    )
    assert form.inputs["mood"].measure.name == "Spirits"
    assert form.draft().ratings == {"mood": 62.0}


def test_a_value_that_no_longer_fits_its_measure_is_left_out(form, workspace):
    form.inputs["mood"].set_value(62.0)
    workspace.perform(
        "Measure changed", measures.amend, Measure(key="mood", name="Mood", maximum=10.0)
    )
    assert form.inputs["mood"].value() is None


def test_a_measure_archived_meanwhile_stays_while_it_is_rated(form, workspace):
    form.inputs["calm"].set_value(30.0)
    archive(workspace, "calm")
    archive(workspace, "focus")
    assert "focus" not in form.inputs
    assert form.draft().ratings == {"calm": 30.0}


def test_a_measure_that_is_undone_goes_and_the_rest_stays(form, workspace):
    add(workspace, name="Stress")
    form.inputs["mood"].set_value(62.0)
    form.inputs["stress"].set_value(10.0)
    workspace.undo()
    assert "stress" not in form.inputs
    assert form.draft().ratings == {"mood": 62.0}


def test_other_changes_touch_nothing(form, workspace, now):
    before = dict(form.inputs)
    form.inputs["mood"].set_value(62.0)
    recorded(workspace, now, ratings={"mood": 1.0})
    workspace.undo()
    assert dict(form.inputs) == before
    assert form.draft().ratings == {"mood": 62.0}


def test_a_number_that_cannot_be_makes_no_draft_and_stays(form, workspace):
    add(workspace, name="Heart rate", kind="number", minimum=20, maximum=250)
    field = form.inputs["heart_rate"]
    assert isinstance(field, NumberInput)
    field.field.setText("300")
    with pytest.raises(OffScaleError):
        form.draft()
    field.field.setText("fast")
    with pytest.raises(InputError):
        form.draft()
    assert not form.is_empty()


def test_a_number_that_cannot_be_does_not_stop_its_measure_from_being_renamed(form, workspace):
    added = add(workspace, name="Heart rate", kind="number", minimum=20, maximum=250)
    form.inputs[added.key].field.setText("fast")
    workspace.perform(
        "Measure changed",
        measures.amend,
        Measure(key=added.key, name="Pulse", kind="number", minimum=20, maximum=250),
    )
    assert form.inputs[added.key].measure.name == "Pulse"


def test_tab_leads_from_measure_to_measure_to_note_to_tags(form):
    form.activateWindow()
    form.setFocus()
    assert form.focusWidget() is form.inputs["mood"].track
    walked = []
    for _step in range(7):
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        walked.append(form.focusWidget())
    assert walked[:5] == [
        *(form.inputs[key].track for key in ("focus", "energy", "calm", "sleep_quality")),
        form.note,
    ]
    assert walked[5] is form.tags.field
    assert walked[6] is form.moment.change_button


def test_tab_passes_the_chips_before_the_tag_field(qtbot, workspace, now):
    recorded(workspace, now, tags=("coffee", "walk"))
    form = CheckInForm(workspace)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    form.note.setFocus()
    walked = []
    for _step in range(4):
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        walked.append(form.focusWidget())
    chips = form.tags.chips
    assert walked == [
        chips["coffee"],
        chips["walk"],
        form.tags.field,
        form.moment.change_button,
    ]


def test_names_stand_above_their_lines_where_there_is_little_room(qtbot, form):
    slider = form.inputs["mood"]
    assert slider.x() > 100
    form.resize(380, 700)
    qtbot.waitUntil(lambda: slider.x() == 0)
    assert form.minimumSizeHint().width() < 400
