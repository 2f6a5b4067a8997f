"""What is said about an evidence card beside its text."""

from dosejournal.domain.evidence import Card, Citation, Stance
from dosejournal.gui.entry_words import DOT
from dosejournal.i18n import _, ngettext


def stance(value: Stance) -> str:
    """Return which side a card speaks for."""
    return {
        "sceptical": _("Sceptical"),
        "favourable": _("Favourable"),
        "open": _("Open"),
        "method": _("Method"),
        "safety": _("Safety"),
    }[value]


def heading(card: Card) -> str:
    """Return the line over a card: its side, whom it cites, and how far it was checked."""
    sources = [each.short for each in card.citations]
    checked = _("Partly checked") if card.is_partly_checked else ""
    return DOT.join(part for part in (stance(card.stance), "; ".join(sources), checked) if part)


def source_button(card: Card, *, unfolded: bool) -> str:
    """Return the words of the button that shows the sources of a card, or hides them."""
    n = max(len(card.citations), 1)
    if unfolded:
        return ngettext("Hide the source", "Hide the sources", n)
    return ngettext("Source", "Sources", n)


def doi(citation: Citation) -> str:
    """Return the number by which a work is found, or that it is not known for sure."""
    return f"doi:{citation.doi}" if citation.doi else _("DOI not confirmed")


def copied(card: Card) -> str:
    """Return the sources of a card as text for the clipboard."""
    return "\n".join(f"{each.full} {doi(each)}" for each in card.citations) or card.remark
