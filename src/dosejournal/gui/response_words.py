"""How a questionnaire that was filled in is put into words."""

from dosejournal.domain.responses import Response
from dosejournal.gui.facts import DOT, Fact, isolated, number
from dosejournal.i18n import _


def title(what: Response) -> str:
    """Return a questionnaire in one line: PHQ-9 · 12 of 27, moderate."""
    return DOT.join((isolated(what.name), score(what)))


def score(what: Response) -> str:
    """Return a score with its highest and its band, or that there is none."""
    if what.score is None:
        return _("no score")
    if what.highest is None:
        return number(what.score)
    told = _("{total} of {highest}").format(total=number(what.score), highest=number(what.highest))
    return told if what.band is None else _("{score}, {band}").format(score=told, band=what.band)


def facts(what: Response) -> list[Fact]:
    """Return what it says, one fact a line; its answers stand where it is read whole."""
    n_left_out = what.answers.count(None)
    found = [
        Fact("form", _("Questionnaire"), isolated(what.name)),
        Fact("score", _("Score"), score(what)),
    ]
    if n_left_out:
        found.append(Fact("left_out", _("Items left out"), number(n_left_out)))
    return found
