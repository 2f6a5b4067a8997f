"""The sign that parts the fields of a table: proved by its lines, or else asked."""

from collections.abc import Callable

from dosejournal.domain.imports import Answers, Question
from dosejournal.exchange.importers import tables
from dosejournal.i18n import _

_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def chosen(
    text: str, fits: Callable[[tables.Table], bool], answers: Answers
) -> tuple[str, tuple[Question, ...]] | None:
    """Return the sign of a text and the question about it; None where no sign makes it fit."""
    found = tables.delimiter(text, fits)
    if found is None:
        return None
    sign, proved = found
    if proved:
        return sign, ()
    answer = answers.given.get("delimiter", "")
    return next((s for s, name in _SIGNS.items() if name == answer), sign), (_question(sign),)


def _question(assumed: str) -> Question:
    return Question(
        key="delimiter",
        text=_("Which sign parts the fields of this file? Its lines do not prove one."),
        assumed=_SIGNS[assumed],
        options=(
            ("comma", _("comma")),
            ("semicolon", _("semicolon")),
            ("tab", _("tab")),
            ("bar", _("upright bar")),
        ),
    )
