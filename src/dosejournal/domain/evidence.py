"""The evidence cards: short notes on what research says, each with its sources.

The texts are a resource in the person's language; when a card is shown is decided in
`card_rules`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dosejournal import i18n, paths
from dosejournal.i18n import _

Stance = Literal["sceptical", "favourable", "open", "method", "safety"]
Topic = Literal["general", "microdosing"]
Status = Literal["checked", "partly checked"]

STANCES: tuple[Stance, ...] = ("sceptical", "favourable", "open", "method", "safety")
TOPICS: tuple[Topic, ...] = ("general", "microdosing")
STATUSES: tuple[Status, ...] = ("checked", "partly checked")


@dataclass(frozen=True, slots=True)
class Citation:
    """A work that a card rests on; what is not confirmed about it is None."""

    authors: tuple[str, ...]
    year: int
    title: str
    journal: str
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None

    @property
    def short(self) -> str:
        """Return how a text names the work: "Szigeti et al., 2021"."""
        families = [_family(author) for author in self.authors]
        names = _("{first} et al.").format(first=families[0])
        if len(families) == 1:
            names = families[0]
        elif len(families) == 2 and families[1] != _OTHERS:
            names = _("{first} and {second}").format(first=families[0], second=families[1])
        return f"{names}, {self.year}"

    @property
    def full(self) -> str:
        """Return the whole reference without its DOI."""
        place = ", ".join(part for part in (self.journal, self.volume, self.pages) if part)
        names = ", ".join(self.authors)
        title = self.title if self.title.endswith("?") else f"{self.title}."
        return f"{names} ({self.year}). {title} {place}."


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold before a card is shown, beside its moment."""

    after: tuple[str, ...] = ()
    """Cards that were shown before, because the text speaks of them."""
    only_if_earlier_ratings_are_hidden: bool = False
    measures_in_trends: int = 0
    fewer_days_in_trends_than: int | None = None
    after_long_logging: bool = False
    """Once one substance was recorded for four weeks and more, as `long_logging` has it."""
    only_without_a_difference: bool = False
    """Because the text speaks of days that cannot tell."""
    of_substances_named: tuple[str, ...] = ()
    """Words of the text of which one is in the name of the substance that was recorded so."""


@dataclass(frozen=True, slots=True)
class Card:
    """One note: its text as it is shown, which side it speaks for, and where it belongs."""

    id: str
    text: str
    stance: Stance
    topic: Topic
    moments: tuple[str, ...]
    status: Status
    citations: tuple[Citation, ...] = ()
    remark: str = ""
    limits: Limits = Limits()

    @property
    def is_sided(self) -> bool:
        """Whether it speaks for or against an effect, or of whether there is one."""
        return self.stance in ("sceptical", "favourable", "open")

    @property
    def is_partly_checked(self) -> bool:
        """Whether something it says was not seen in the work it cites."""
        return self.status == "partly checked"


def cards() -> tuple[Card, ...]:
    """Return every card in the person's language; the file is read at each call."""
    file = i18n.file_in_language(paths.resource("evidence"), "cards.json")
    return tuple(_card(each) for each in json.loads(file.read_text(encoding="utf-8")))


def of_topics(known: tuple[Card, ...], topics: frozenset[str]) -> tuple[Card, ...]:
    """Return the cards that speak of these topics and of nothing else."""
    return tuple(card for card in known if card.topic in topics)


def topics_of(choice: str) -> frozenset[str]:
    """Return the topics of a choice; who was not asked yet gets what concerns everyone."""
    return frozenset(TOPICS) if choice == "microdosing" else frozenset({"general"})


_OTHERS = "et al."


def _family(author: str) -> str:
    """Return an author without initials: "van der Pols" for "van der Pols JC"."""
    name = author.removesuffix(" (eds)")
    return name if name == _OTHERS else name.rpartition(" ")[0] or name


def _card(fields: Mapping[str, Any]) -> Card:
    # an unknown field is refused here: a limit that nobody reads would be a limit in name only
    limits = {name: _frozen(value) for name, value in fields.get("limits", {}).items()}
    citations = tuple(
        Citation(**{name: _frozen(value) for name, value in each.items()})
        for each in fields["citations"]
    )
    plain = {name: _frozen(value) for name, value in fields.items()}
    return Card(**plain | {"citations": citations, "limits": Limits(**limits)})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
