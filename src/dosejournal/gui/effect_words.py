"""How an unwanted effect is put into words on a page."""

from datetime import datetime

from dosejournal.domain.adverse_effects import Effect
from dosejournal.domain.clock import Moment
from dosejournal.gui.facts import DOT, Fact, isolated
from dosejournal.i18n import _
from dosejournal.journal import effect_words


def title(what: Effect, began: datetime) -> str:
    """Return an effect in one line: Dry mouth · noticed it · 3 h 20 min."""
    return DOT.join(
        (isolated(what.name), effect_words.severity(what), effect_words.length(what, began))
    )


def facts(what: Effect, moment: Moment, ended: str) -> list[Fact]:
    """Return what it says, one fact a line; `ended` tells when it was over."""
    found = [
        Fact("effect", _("What"), isolated(what.name)),
        Fact("severity", _("How bad"), effect_words.severity(what)),
        Fact("length", _("How long"), effect_words.length(what, moment.local)),
    ]
    if ended:
        found.append(Fact("ended", _("Over"), ended))
    if what.relation:
        found.append(Fact("relation", _("As you see it"), effect_words.relation(what)))
    return found
