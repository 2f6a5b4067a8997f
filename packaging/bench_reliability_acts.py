"""Acts that write a whole file anew, killed at moments spread over them."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from bench_reliability_forks import FORKS, NO_FORK, Act, kill_act
from bench_reliability_journals import (
    NOW,
    OTHER_WORDS,
    WORDS,
    held,
    is_sound,
    made,
    opening_key,
    some_key,
)
from bench_reliability_proofs import Found, Promise, Trial, not_run
from sqlcipher3 import dbapi2

from dosejournal.exchange import archive
from dosejournal.exchange.asked import Asked
from dosejournal.journal import archives, demo
from dosejournal.store import backups, connections, copies, migrations, rekeying, restoring, vault
from dosejournal.store.database import Database
from dosejournal.store.vault import Key

GOLDEN = Path(__file__).parents[1] / "tests" / "data" / "journals"
_PLAIN = re.compile(r"version-(\d+)\.db$")
_KEPT_DAYS = 30


def _journal(path: Path, key: Key | None) -> Key | None:
    made(path, key)
    _was[key] = held(path, key)
    return key


_was: dict[Key | None, dict[str, str]] = {}


def _is_whole(path: Path, key: Key | None) -> bool:
    opened = opening_key(path)
    return held(path, opened) == _was[key] and is_sound(path, opened)


def rekeys(trial: Trial) -> Found:
    """Kill a change of the passphrase, its first setting and its removal."""
    if not FORKS:
        return not_run(NO_FORK)
    acts = {
        "changed": Act(
            lambda path: _journal(path, vault.new_key(WORDS)),
            lambda path, key: rekeying.change(path, key, OTHER_WORDS, NOW),
            _is_whole,
        ),
        "set": Act(
            lambda path: _journal(path, None),
            lambda path, _key: rekeying.seal(path, OTHER_WORDS, NOW),
            _is_whole,
        ),
        "removed": Act(
            lambda path: _journal(path, vault.new_key(WORDS)),
            lambda path, key: rekeying.unseal(path, key, NOW),
            _is_whole,
        ),
    }
    counts = {"changed": trial.many(100, 10), "set": trial.many(50, 5)}
    counts["removed"] = counts["set"]
    found = {name: kill_act(trial, act, counts[name]) for name, act in acts.items()}
    told = ", ".join(f"{name} {tally.kills} (done {tally.done})" for name, tally in found.items())
    lost = sum(tally.lost for tally in found.values())
    return Found(f"{lost} lost or unopenable; {told}", lost == 0)


def _old(path: Path, version: int, key: Key | None) -> Key | None:
    golden = GOLDEN / f"version-{version}.db"
    if key is None:
        shutil.copy(golden, path)
    else:
        source = dbapi2.connect(str(golden))
        source.execute(f'ATTACH DATABASE ? AS sealed KEY "{key.literal()}"', (str(path),))
        source.execute("SELECT sqlcipher_export('sealed')").fetchone()
        source.execute(f"PRAGMA sealed.application_id = {migrations.APPLICATION_ID}")
        source.execute(f"PRAGMA sealed.user_version = {version}")
        source.close()
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    Database(copy, key).close()
    _was[key] = held(copy, key)
    for each in path.parent.glob("copy*"):
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    return key


def _is_upgraded(path: Path, key: Key | None) -> bool:
    if connections.marks(path, key)[1] not in range(1, migrations.VERSION + 1):
        return False
    Database(path, key).close()
    return (
        connections.marks(path, key)[1] == migrations.VERSION
        and held(path, key) == _was[key]
        and is_sound(path, key)
    )


def upgrades(trial: Trial) -> Found:
    """Kill the upgrade of a journal of every earlier version, plain and encrypted."""
    if not FORKS:
        return not_run(NO_FORK)
    # each of them plain, and encrypted here with a key that no passphrase stands for
    versions = [int(found[1]) for each in GOLDEN.iterdir() if (found := _PLAIN.match(each.name))]
    kinds = [
        (version, sealed)
        for version in sorted(versions)
        for sealed in (False, True)
        if version < migrations.VERSION
    ]
    kills, done, lost = 0, 0, 0
    for version, sealed in kinds:
        act = Act(
            lambda path, version=version, sealed=sealed: _old(
                path, version, some_key() if sealed else None
            ),
            lambda path, key: Database(path, key).close(),
            _is_upgraded,
        )
        tally = kill_act(trial, act, -(-trial.many(50, 6) // len(kinds)))
        kills, done, lost = kills + tally.kills, done + tally.done, lost + tally.lost
    return Found(
        f"{lost} of {kills} lost or between two versions, from {len(kinds)} kinds of file "
        f"({done} upgrades came to their end)",
        lost == 0,
    )


def _has_whole_backups(path: Path, key: Key | None) -> bool:
    for backup in backups.listed(path):
        copies.verified(backup.path, key)
    made_after = backups.make(path, key, "asked", NOW)
    left = [each.name for each in made_after.path.parent.glob(".*.new")]
    return _is_whole(path, key) and not left


def copies_made(trial: Trial) -> Found:
    """Kill a backup, and a restore."""
    if not FORKS:
        return not_run(NO_FORK)
    backup = Act(
        lambda path: _journal(path, vault.new_key(WORDS)),
        lambda path, key: backups.make(path, key, "asked", NOW),
        _has_whole_backups,
    )

    def with_backup(path: Path) -> Key | None:
        key = _journal(path, vault.new_key(WORDS))
        backups.make(path, key, "asked", NOW)
        return key

    def restore(path: Path, key: Key | None) -> None:
        restoring.restore(path, key, backups.listed(path)[-1].path, NOW)

    kills = trial.many(50, 6)
    made_backups = kill_act(trial, backup, kills)
    restored = kill_act(trial, Act(with_backup, restore, _is_whole), kills)
    lost = made_backups.lost + restored.lost
    return Found(
        f"{lost} lost or half-made; {kills} kills of a backup (done {made_backups.done}), "
        f"{kills} of a restore (done {restored.done})",
        lost == 0,
    )


def imports(trial: Trial) -> Found:
    """Kill an import of an archive: afterwards all of it is there, or nothing."""
    if not FORKS:
        return not_run(NO_FORK)
    brought = _archive(trial)

    def ready(path: Path) -> Key | None:
        key = _journal(path, vault.new_key(WORDS))
        copy = path.with_name("copy.db")
        shutil.copy(path, copy)
        bring_in(copy, key)
        _after[key] = held(copy, key)
        copy.unlink()
        return key

    def bring_in(path: Path, key: Key | None) -> None:
        database = Database(path, key)
        with database.write("Entries imported") as write:
            archives.bring_in(write.session, brought)
        database.close()

    def is_all_or_nothing(path: Path, key: Key | None) -> bool:
        return held(path, key) in (_was[key], _after[key]) and is_sound(path, key)

    _after: dict[Key | None, dict[str, str]] = {}
    tally = kill_act(trial, Act(ready, bring_in, is_all_or_nothing), trial.many(50, 6))
    return Found(
        f"{tally.lost} of {tally.kills} lost or half brought in (done {tally.done})",
        tally.lost == 0,
    )


def _archive(trial: Trial) -> archive.Archive:
    from dosejournal.domain.demo import Plan

    with trial.room() as room:
        path = room / "demo.db"
        plan = Plan(days=_KEPT_DAYS)
        Database.create(path, lambda session: demo.fill(session, NOW, plan))
        database = Database(path)
        with database.read() as session:
            found = archive.gather(session, datetime.now(UTC), Asked())
        database.close()
    return found


PROMISES = (
    Promise(
        10,
        "upgrades",
        "An upgrade loses nothing",
        "kill −9 while journals of every earlier version are upgraded, plain and encrypted; the "
        "next start goes on",
        "0 lost, 0 between two versions in 50",
        upgrades,
    ),
    Promise(
        13,
        "rekeys",
        "A change of the passphrase is whole or not at all",
        "kill −9 while one is changed, set or removed; the old or the new one opens the journal, "
        "every row is as it was",
        "0 unopenable in 200",
        rekeys,
    ),
    Promise(
        10,
        "backups-killed",
        "A backup or a restore is whole or not at all",
        "kill −9 while it is made; every listed backup opens and verifies, the journal is whole, "
        "nothing half-made stays",
        "0 in 50 each",
        copies_made,
    ),
    Promise(
        10,
        "imports",
        "An import is whole or not at all",
        "kill −9 while an archive is brought in; all of it or nothing is there",
        "0 in 50",
        imports,
    ),
)
