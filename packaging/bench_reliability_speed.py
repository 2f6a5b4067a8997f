"""Speed: what a key costs to derive, and what encryption costs after that."""

import time
from collections.abc import Callable
from pathlib import Path

from bench_reliability_forks import FORKS, NO_FORK, Child, Say
from bench_reliability_journals import NOW, WORDS, large, some_key
from bench_reliability_proofs import Found, Promise, Trial, load, not_run

from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.journal import archives, demo, information, timeline, trends
from dosejournal.store import connections, rekeying, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

_MIB = 1024 * 1024


def derived(trial: Trial) -> Found:
    """Time the derivation of a key, and see how much memory it takes."""
    if not FORKS:
        return not_run(NO_FORK)
    seconds = min(_seconds(lambda: vault.new_key(WORDS)) for _again in range(trial.many(9, 3)))
    before, after = (int(line) for line in Child(_peaks).end())
    mib = (after - before) / 1024
    return Found(
        f"{seconds:.2f} s, {mib:.0f} MiB ({load()})",
        0.3 <= seconds <= 1.0 and mib >= 64,
    )


def _peaks(say: Say) -> None:
    import resource

    say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
    vault.new_key(WORDS)
    say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def compared(trial: Trial) -> Found:
    """Open and ask a large journal, plain and encrypted, by turns."""
    with trial.room() as room:
        plain = large(room / "plain.db", None, trial.many(100_000, 10_000))
        sealed, key = room / "sealed.db", some_key()
        _seal(plain, sealed, key)
        runs = trial.many(15, 5)
        opened = {
            name: [_seconds(lambda path=path, key=key: _open(path, key)) for _again in range(runs)]
            for name, path, key in (("plain", plain, None), ("sealed", sealed, key))
        }
        asked = _asked(plain, sealed, key, runs)
    open_ms = min(opened["sealed"]) * 1000
    told = ", ".join(
        f"{name} {sealed * 1000:.1f} ms ({sealed / plain:.2f} ×)"
        for name, (plain, sealed) in asked.items()
    )
    worst = max(sealed / plain for plain, sealed in asked.values())
    return Found(
        f"opened with its key in {open_ms:.1f} ms (plain "
        f"{min(opened['plain']) * 1000:.1f} ms); {told} ({load()})",
        open_ms <= 20 and worst <= 1.5,
    )


def _seal(plain: Path, sealed: Path, key: Key) -> None:
    connection = connections.connect(plain)
    # the same rows page by page, with no second making of them
    sealed.touch(mode=0o600)
    rekeying._export(connection, sealed, key)  # noqa: SLF001 - what `seal` does, with a raw key
    connection.close()


def _open(path: Path, key: Key | None) -> None:
    """Open a journal as a start does once the key is there, and read what stands on Today."""
    if key is not None:
        assert connections.opens(path, key)  # noqa: S101 - what tries a passphrase
    database = Database(path, key)
    with database.read() as session:
        information.read(session)
    database.close()


def _asked(plain: Path, sealed: Path, key: Key, runs: int) -> dict[str, tuple[float, float]]:
    """Return the least seconds of what pages ask, plain and sealed, once the file was read."""
    acts: dict[str, Callable[[object], object]] = {
        "list": lambda session: timeline.entries(session, timeline.keys(session)[:100]),
        "search": lambda session: timeline.keys(session, timeline.Filter(search="quiet rain")),
        "trends": lambda session: trends.overview(session, NOW),
    }
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in acts}
    databases = Database(plain, undoable=False), Database(sealed, key, undoable=False)
    for run in range(runs + 1):
        for name, act in acts.items():
            for place, database in enumerate(databases):
                with database.read() as session:
                    seconds = _seconds(lambda session=session, act=act: act(session))
                if run:
                    taken[name][place].append(seconds)
    for database in databases:
        database.close()
    return {name: (min(first), min(second)) for name, (first, second) in taken.items()}


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def archived(trial: Trial) -> Found:
    """Write an archive of a journal, and bring it into an empty encrypted one."""
    from dosejournal.domain.demo import Plan

    with trial.room() as room:
        path, new, key = room / "demo.db", room / "new.db", some_key()
        plan = Plan(days=trial.many(365, 60))
        Database.create(path, lambda session: demo.fill(session, NOW, plan))
        Database.create(new, lambda session: information.begin(session, NOW), key=key)
        there, here = Database(path), Database(new, key)
        with there.read() as session:
            gathered = archive.gather(session, NOW, Asked())
            before = archives.tables(session)
        file = room / "journal.jsonl"
        file.write_bytes(archive.write(gathered))
        with here.write("Entries imported") as write:
            archives.bring_in(write.session, archive.read(file))
        with here.read() as session:
            after = archives.tables(session)
        rows = sum(len(table.rows) for table in before.values())
        same = before == after
        there.close()
        here.close()
    return Found(
        f"{rows:,} rows of {len(before)} tables, {'equal' if same else 'NOT equal'}", same
    )


PROMISES = (
    Promise(
        14,
        "key",
        "A passphrase is costly to guess",
        "Argon2id timed, and its memory as the system counts it",
        "0.3–1.0 s, ≥ 64 MiB",
        derived,
    ),
    Promise(
        20,
        "archive",
        "An archive brings everything back",
        "a journal with a year of everything, archived and brought into an empty encrypted one",
        "every row equal",
        archived,
    ),
    Promise(
        21,
        "speed",
        "Encryption is not felt",
        "100,000 check-ins with 500,000 ratings, plain and encrypted by turns, once the file was "
        "read",
        "open ≤ 20 ms beyond the derivation; list, search and trends ≤ 1.5 × plain",
        compared,
    ),
)
