"""What a check-in form holds, as values that can be kept, and filling the form with them again."""

from dosejournal.errors import InputError
from dosejournal.gui.check_in_form import CheckInForm
from dosejournal.gui.drafts import moment_content
from dosejournal.gui.rating_inputs import NumberInput, RatingInput
from dosejournal.journal.drafts import Content, Draft


def of(form: CheckInForm) -> Content:
    """Return what a check-in form holds, also a number that is not finished."""
    return {
        "ratings": {key: _rated(each) for key, each in form.inputs.items() if not each.is_empty()},
        "note": form.note.text(),
        "tags": list(form.tags.tags()),
        "at": moment_content.of(form.moment),
    }


def fill(form: CheckInForm, draft: Draft, *, is_new: bool = True) -> None:
    """Fill a form with a check-in that was being written, as of when it was written."""
    content = draft.content
    form.show_measures(content["ratings"])
    for key, each in form.inputs.items():
        _rate(each, content["ratings"].get(key))
    form.note.set_text(content["note"])
    form.tags.set_tags(content["tags"])
    moment_content.fill(form.moment, content["at"], draft.kept_at if is_new else None)
    form.edited.emit()


def _rated(each: RatingInput) -> float | str | None:
    try:
        return each.value()
    except InputError:
        # typed half-way, it is no number yet
        return each.field.text() if isinstance(each, NumberInput) else None


def _rate(each: RatingInput, kept: float | str | None) -> None:
    try:
        each.set_value(None if kept is None else each.measure.check(float(kept)))
    except (InputError, ValueError):
        # typed half-way, or the scale is another one since
        each.set_value(None)
        if isinstance(each, NumberInput):
            each.set_typed(str(kept))
