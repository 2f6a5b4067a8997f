"""What is asked about, and what was said: kept together with the dose, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from dosejournal.domain.expectancy import ExpectancyDraft
from dosejournal.gui.workspace import Workspace
from dosejournal.journal import expectations, main_measures

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a person is asked about: a dose, one that is skipped, or a day without one."""

    substance: str
    kind: Literal["dose", "skipped", "off_day"] = "dose"


@dataclass(frozen=True, slots=True)
class Said:
    """An expectation; `chooses` tells that its measure becomes the main one with it."""

    draft: ExpectancyDraft
    chooses: bool = False

    # a widget never names the type of a session: it runs nothing on it
    def keep(self, session: Any, now: datetime) -> int:
        """Add it to the journal, never as of later than now, and return its id."""
        if self.chooses:
            main_measures.choose(session, now, self.draft.measure)
        at = min(self.draft.at, now, key=lambda each: each.astimezone(UTC))
        return expectations.record(session, now, replace(self.draft, at=at))


def perform(
    workspace: Workspace,
    label: str,
    said: Said | None,
    act: Callable[Concatenate[Any, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """Do one act of the workspace that also keeps what was said: all of it, or nothing."""
    now = workspace.now()

    def both(session: Any) -> T:
        # the dose first: a substance that is new with it begins with the unit of the dose
        result = act(session, *args, **kwargs)
        if said is not None:
            said.keep(session, now)
        return result

    return workspace.perform(label, both)
