"""A private home whose journal has a marker in every field."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time as clock
from datetime import timedelta
from pathlib import Path

from bench_reliability_journals import MARKER, NOW, WORDS, cheap_keys, private_home
from bench_reliability_windows import driven

from dosejournal.domain.clock import moment
from dosejournal.domain.entries import CheckInDraft, DoseDraft, PlannedRef, Rating
from dosejournal.domain.imports import ImportedCheckIn, ImportPlan
from dosejournal.domain.measures import Measure
from dosejournal.domain.patterns import Pattern
from dosejournal.domain.regimens import RegimenDraft
from dosejournal.journal import (
    check_ins,
    doses,
    imports,
    information,
    measures,
    plan,
    planning,
    substances,
)
from dosejournal.store import vault
from dosejournal.store.database import Database


@dataclass
class Home:
    """A private home with a journal that has the marker in every field."""

    folder: Path
    variables: Mapping[str, str]
    journal: Path
    words: Path | None

    @property
    def given(self) -> list[str]:
        """What a command line says of the journal."""
        passphrase = [] if self.words is None else ["--passphrase-file", str(self.words)]
        return [*passphrase, "--journal", str(self.journal)]

    def drive(self, act: str, *words: str | Path, **how: object) -> subprocess.Popen[str]:
        """Start the program with somebody at its window."""
        return subprocess.Popen(
            driven(act, self.journal, self.words or "-", *words),
            env=dict(self.variables),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **how,
        )


def home(room: Path, name: str, *, sealed: bool) -> Home:
    """Return a private home with a journal, encrypted or not, that has the marker everywhere."""
    folder = room / name
    variables = private_home(folder)
    journal = Path(variables["XDG_DATA_HOME"]) / "dosejournal" / "journal.db"
    # what is said to the program from outside lies outside of what is searched
    words = room / f"{name}.words" if sealed else None
    key = None
    with cheap_keys():
        if words is not None:
            words.write_text(WORDS)
            key = vault.new_key(WORDS)
        Database.create(journal, _fill, key=key, make_folder=True)
    return Home(folder, variables, journal, words)


def _fill(session: object) -> None:
    information.begin(session, NOW)
    scale = Measure("", f"{MARKER} measure", "scale", f"{MARKER} low", f"{MARKER} high")
    measures.add(session, scale)
    measures.add(session, Measure("", f"{MARKER} number", "number", unit=MARKER[:8]))
    substance = f"{MARKER} substance"
    draft = substances.SubstanceDraft(substance, f"{MARKER} label", "mg")
    substances.add(session, draft)
    for text in ("kept", "amended", "removed"):
        note = CheckInDraft(NOW, {"mood": 5.0}, f"{MARKER} {text}", (f"{MARKER} tag {text}",))
        number = check_ins.record(session, NOW, note)
        if text == "amended":
            check_ins.amend(session, NOW, number, CheckInDraft(NOW, {"mood": 6.0}, "else"))
        if text == "removed":
            check_ins.remove(session, NOW, number)
    dose = DoseDraft(NOW, substance, "5", "mg", note=f"{MARKER} dose", reason=f"{MARKER} reason")
    doses.record(session, NOW, dose)
    first = (NOW - timedelta(days=2)).date()
    note = f"{MARKER} regimen"
    planned = RegimenDraft(substance, Pattern("daily"), (clock(8),), first, note=note)
    planning.add(session, NOW - timedelta(days=2), planned)
    for line in plan.today(session, NOW):
        if line.is_open and line.planned is not None:
            ref = PlannedRef(line.planned.regimen.id, line.planned.wall)
            doses.leave(session, NOW, ref, "skipped", f"{MARKER} skipped")
    row = ImportedCheckIn(
        moment(NOW - timedelta(days=9), clock(4)),
        f"{MARKER} key",
        f'["{MARKER} row"]',
        (Rating("mood", 50.0, raw_text=f"{MARKER} word"),),
        f"{MARKER} imported",
        mood_word=f"{MARKER} word",
    )
    brought = ImportPlan("daylio_csv", f"{MARKER} file", "Europe/Berlin", check_ins=(row,))
    imports.bring_in(session, NOW, brought)
