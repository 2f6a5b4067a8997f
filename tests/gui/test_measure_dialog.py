import pytest
from PySide6.QtCore import QLocale

from dosejournal.domain.entries import CheckInDraft
from dosejournal.domain.measures import Measure
from dosejournal.gui.measure_dialog import MeasureDialog
from dosejournal.gui.measure_words import kind_words
from dosejournal.journal import check_ins, measures


@pytest.fixture
def show(qtbot, workspace):
    def show(measure=None):
        dialog = MeasureDialog(workspace, measure)
        # the dialog deletes itself when it is closed
        qtbot.addWidget(dialog, before_close_func=lambda _dialog: None)
        dialog.setAttribute(dialog_attribute(), False)
        dialog.open()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def dialog_attribute():
    from PySide6.QtCore import Qt

    return Qt.WidgetAttribute.WA_DeleteOnClose


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def words(box):
    return [box.itemText(n) for n in range(box.count())]


def add(workspace, measure):
    return workspace.perform("Measure added", measures.add, measure)


def rate(workspace, now, key, value):
    workspace.perform("Check-in recorded", check_ins.record, now, CheckInDraft(now, {key: value}))


def test_a_scale_has_its_own_words_at_its_ends(show, workspace):
    dialog = show()
    dialog.name.setText(" Patience ")
    dialog.anchors.low.setText("none")
    dialog.anchors.high.setText("endless")
    choose(dialog.better, "higher")
    dialog.save_button.click()
    added = workspace.read(measures.find, "Patience")
    assert (added.kind, added.minimum, added.maximum) == ("scale", 0, 100)
    assert (added.low_anchor, added.high_anchor, added.better) == ("none", "endless", "higher")
    assert workspace.undo_label == "Measure added"
    assert not dialog.isVisible()
    assert kind_words(added) == "0–100 · none to endless"


@pytest.mark.parametrize("count", [5, 10])
def test_every_step_has_its_word(show, workspace, count):
    dialog = show()
    dialog.name.setText("Noise")
    choose(dialog.kind, "steps")
    choose(dialog.steps.count, count)
    shown = [edit for edit in dialog.steps.edits if edit.isVisible()]
    assert [edit.accessibleName() for edit in shown][-1] == f"Word for step {count}"
    assert len(shown) == count
    for number, edit in enumerate(shown, start=1):
        edit.setText(f"step {number}")
    dialog.save_button.click()
    added = workspace.read(measures.find, "Noise")
    assert (added.minimum, added.maximum, len(added.words)) == (1, count, count)
    assert added.word(count) == f"step {count}"
    assert kind_words(added) == f"1–{count} · step 1 to step {count}"


def test_words_typed_stay_when_there_are_fewer_steps_and_more_again(show):
    dialog = show()
    choose(dialog.kind, "steps")
    choose(dialog.steps.count, 10)
    dialog.steps.edits[9].setText("most")
    choose(dialog.steps.count, 5)
    assert len(dialog.steps.words()) == 5
    choose(dialog.steps.count, 10)
    assert dialog.steps.words()[9] == "most"


@pytest.mark.parametrize(
    ("low", "high", "limits", "said"),
    [
        ("", "", (None, None), "number · bpm"),
        ("30", "", (30, None), "number · bpm · from 30"),
        ("", "2.5", (None, 2.5), "number · bpm · up to 2.5"),
        ("-10", "100", (-10, 100), "number · bpm · -10–100"),
    ],
)
def test_a_number_has_a_unit_and_limits_where_it_has_some(
    show, workspace, low, high, limits, said
):
    dialog = show()
    dialog.name.setText("Heart rate")
    choose(dialog.kind, "number")
    dialog.number.unit.setText("bpm")
    dialog.number.low.setText(low)
    dialog.number.high.setText(high)
    dialog.save_button.click()
    added = workspace.read(measures.find, "Heart rate")
    assert (added.kind, added.unit, added.better) == ("number", "bpm", "neither")
    assert (added.minimum, added.maximum) == limits
    assert kind_words(added) == said


def test_a_yes_or_no_is_one_or_nought(show, workspace):
    dialog = show()
    dialog.name.setText("Walked")
    choose(dialog.better, "higher")
    choose(dialog.kind, "yes_no")
    assert words(dialog.better) == ["Yes is better", "No is better", "Neither is better"]
    dialog.save_button.click()
    added = workspace.read(measures.find, "Walked")
    assert (added.kind, added.minimum, added.maximum) == ("yes_no", 0, 1)
    assert added.better == "higher"
    assert kind_words(added) == "yes or no"


def test_only_what_belongs_to_the_kind_is_asked(show):
    dialog = show()
    for kind, part in (
        ("scale", dialog.anchors),
        ("steps", dialog.steps),
        ("number", dialog.number),
        ("yes_no", None),
    ):
        choose(dialog.kind, kind)
        visible = [p for p in (dialog.anchors, dialog.steps, dialog.number) if p.isVisible()]
        assert visible == ([part] if part else [])
    assert "Higher is better" not in words(dialog.better)


@pytest.mark.parametrize(
    "measure",
    [
        Measure("", "M", low_anchor="a", high_anchor="b", better="lower"),
        Measure("", "M", minimum=0, maximum=10, low_anchor="a", high_anchor="b"),
        Measure("", "M", minimum=0, maximum=6, words=tuple("abcdefg")),
        Measure("", "M", minimum=1, maximum=12, words=tuple("abcdefghijkl")),
        Measure("", "M", kind="number", minimum=-1.5, maximum=None, unit="kg"),
        Measure("", "M", kind="yes_no", minimum=0, maximum=1, better="neither"),
    ],
)
def test_a_measure_saved_unchanged_is_the_same(show, workspace, measure):
    before = add(workspace, measure)
    dialog = show(before)
    dialog.save_button.click()
    assert workspace.read(measures.find, "M") == before


def test_a_measure_without_ratings_can_become_another_kind(show, workspace):
    dialog = show(workspace.read(measures.find, "calm"))
    choose(dialog.kind, "number")
    dialog.save_button.click()
    changed = workspace.read(measures.find, "calm")
    assert (changed.kind, changed.minimum, changed.low_anchor) == ("number", None, "")
    dialog = show(changed)
    choose(dialog.kind, "scale")
    dialog.save_button.click()
    changed = workspace.read(measures.find, "calm")
    assert (changed.kind, changed.minimum, changed.maximum) == ("scale", 0, 100)


def test_what_has_been_rated_keeps_its_scale_and_says_why(show, workspace, now):
    rate(workspace, now, "mood", 62)
    dialog = show(workspace.read(measures.find, "mood"))
    assert not dialog.kind.isEnabled()
    assert not dialog.steps.count.isEnabled()
    assert not dialog.number.low.isEnabled()
    assert "lose their meaning" in dialog.kind.accessibleDescription()
    dialog.name.setText("Spirits")
    dialog.anchors.low.setText("down")
    dialog.save_button.click()
    changed = workspace.read(measures.find, "mood")
    assert (changed.name, changed.low_anchor) == ("Spirits", "down")
    assert workspace.undo_label == "Measure changed"


def test_a_rating_made_meanwhile_is_guarded_by_the_journal(show, workspace, now):
    dialog = show(workspace.read(measures.find, "mood"))
    rate(workspace, now, "mood", 62)
    choose(dialog.kind, "yes_no")
    dialog.save_button.click()
    assert "lose their meaning" in dialog.line.text()
    assert dialog.isVisible()
    assert workspace.read(measures.find, "mood").kind == "scale"


def test_a_measure_needs_a_name(qtbot, show, workspace):
    dialog = show()
    dialog.save_button.click()
    assert dialog.name.parentWidget().refused
    qtbot.waitUntil(dialog.name.hasFocus)
    dialog.name.setText("x" * 81)
    dialog.save_button.click()
    assert "80" in dialog.line.text()
    assert len(workspace.read(measures.listing)) == 5


def test_a_name_that_is_taken_is_said_inside_the_dialog(show, workspace):
    dialog = show()
    dialog.name.setText("MOOD")
    dialog.save_button.click()
    assert "choose another name" in dialog.line.text()
    assert dialog.isVisible()


def test_a_step_without_its_word_is_asked_for(qtbot, show, workspace):
    dialog = show()
    dialog.name.setText("Noise")
    choose(dialog.kind, "steps")
    dialog.steps.edits[0].setText("quiet")
    dialog.save_button.click()
    assert "needs its word" in dialog.line.text()
    qtbot.waitUntil(dialog.steps.edits[1].hasFocus)


def test_a_limit_that_is_no_number_is_said_at_its_field(show, workspace):
    dialog = show()
    dialog.name.setText("Heart rate")
    choose(dialog.kind, "number")
    dialog.number.high.setText("many")
    dialog.save_button.click()
    assert dialog.number.high.parentWidget().refused
    assert dialog.isVisible()
    dialog.number.high.setText("10")
    dialog.number.low.setText("20")
    dialog.save_button.click()
    assert "below its highest" in dialog.line.text()


def test_limits_are_read_and_shown_in_the_persons_own_form(show, workspace):
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        dialog = show()
        dialog.name.setText("Weight")
        choose(dialog.kind, "number")
        dialog.number.low.setText("2,5")
        dialog.number.high.setText("1.000")
        dialog.save_button.click()
        added = workspace.read(measures.find, "Weight")
        assert (added.minimum, added.maximum) == (2.5, 1000)
        assert show(added).number.low.text() == "2,5"
    finally:
        QLocale.setDefault(before)


def test_a_scale_without_words_at_its_ends_shows_its_limits_alone():
    assert kind_words(Measure("m", "M")) == "0–100"
