"""What a form of an effect holds, as values that can be kept, and filling it with them again."""

from dosejournal.domain.adverse_effects import RELATIONS, SEVERITIES
from dosejournal.gui.drafts import moment_content
from dosejournal.gui.effects.effect_form import EffectForm
from dosejournal.journal.drafts import Content, Draft


def of(form: EffectForm) -> Content:
    """Return what a form holds, as it stands; nothing where nothing is chosen yet."""
    place = form.severities.checkedId()
    return {
        "name": form.name.text(),
        "severity": None if place < 0 else SEVERITIES[place],
        "needed_help": form.needed_help.isChecked(),
        "began": moment_content.of(form.began),
        "over": form.is_over.isChecked(),
        "ended": moment_content.of(form.ended),
        "relation": RELATIONS[form.relation.currentIndex()],
        "note": form.note.text(),
    }


def fill(form: EffectForm, draft: Draft, *, is_new: bool = True) -> None:
    """Fill a form with what was being written down, as of when it was written."""
    content = draft.content
    form.name.setText(content["name"])
    if content["severity"] in SEVERITIES:
        form.severities.button(SEVERITIES.index(content["severity"])).setChecked(True)
    form.needed_help.setChecked(content["needed_help"])
    # of a new one, now was the time at which it was written
    otherwise = draft.kept_at if is_new else None
    moment_content.fill(form.began, content["began"], otherwise)
    form.is_over.setChecked(content["over"])
    moment_content.fill(form.ended, content["ended"], otherwise)
    form.relation.setCurrentIndex(RELATIONS.index(content["relation"]))
    form.note.set_text(content["note"])
    form.edited.emit()
