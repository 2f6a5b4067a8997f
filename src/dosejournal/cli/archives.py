"""Bringing in an archive from the terminal."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from dosejournal.cli import output
from dosejournal.cli.journals import back_up, perform
from dosejournal.domain.archives import Archive, ArchiveCounts
from dosejournal.exchange import archive as exchange
from dosejournal.i18n import _
from dosejournal.journal import archives
from dosejournal.store.database import Database


def bring_in(
    given: Namespace, now: datetime, database: Database, archive: Archive
) -> Callable[[], None]:
    """Bring in what the journal does not have yet, or with `--dry-run` only look what that is.

    Returns what says how much it is.
    """
    if given.dry_run:
        with database.read() as session:
            counts = archives.count(session, archive)
    else:
        back_up(database, "import", now)
        counts = perform(
            database, "Archive imported", lambda session: archives.bring_in(session, archive)
        )
    return partial(_tell, given, archive, counts)


def _tell(given: Namespace, archive: Archive, counts: ArchiveCounts) -> None:
    if given.json:
        output.record(exchange.report(archive, counts))
        return
    for line in lines(archive, counts):
        output.line(line)
    output.line(
        _("This was a dry run: nothing was changed.")
        if given.dry_run
        else _("All of this is in the journal now.")
    )


def lines(archive: Archive, counts: ArchiveCounts) -> Iterator[str]:
    """Give what there is to say of an archive, a line each."""
    yield exchange.title()
    yield _("Written: {at}, by DoseJournal {program}").format(
        at=archive.exported, program=archive.program
    )
    if archive.first_day or archive.last_day:
        yield _("It holds a part of a journal: {first} – {last}").format(
            first=archive.first_day or "…", last=archive.last_day or "…"
        )
    if archive.days is not None:
        yield _("Days: {first} – {last}").format(first=archive.days[0], last=archive.days[1])
    yield from _counted(counts)
    if counts.replaces:
        yield _("Nothing was recorded here yet: settings and measures come from the archive too.")
    if counts.left_out:
        yield _("Settings that stay as the journal has them: {n}").format(n=counts.left_out)
    for held in counts.held_aside:
        yield _("Line {n} is held aside: {reason}").format(n=held.row, reason=held.reason)


def _counted(counts: ArchiveCounts) -> Iterator[str]:
    new = counts.accepted
    yield _("New check-ins: {n}").format(n=new["check_in"])
    yield _("New ratings: {n}").format(n=new["rating"])
    yield _("New doses: {n}").format(n=new["dose_event"])
    yield _("New expectations: {n}").format(n=new["expectancy"])
    yield _("New questionnaires: {n}").format(n=new["questionnaire_response"])
    yield _("New unwanted effects: {n}").format(n=new["adverse_effect"])
    yield _("New versions of regimens: {n}").format(n=new["regimen"])
    yield _("Earlier versions of entries, also of removed ones: {n}").format(n=new["revision"])
    yield _("New lines in all: {n}").format(n=sum(new.values()))
    yield _("Lines the journal has already: {n}").format(n=counts.duplicates)
    if counts.removed_earlier:
        yield _("- of these, entries removed by you earlier: {n}").format(n=counts.removed_earlier)
    if counts.ended:
        yield _("Regimens and pauses that end as in the archive: {n}").format(n=counts.ended)
