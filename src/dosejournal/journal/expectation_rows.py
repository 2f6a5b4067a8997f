"""The rows of what was expected, as entries."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from dosejournal.domain.entries import Entry
from dosejournal.domain.expectancy import Expectation
from dosejournal.journal import discretion, moments
from dosejournal.store import tables


def read(session: Session, ids: Sequence[int]) -> Iterable[Entry]:
    """Give the entries with these numbers."""
    query = (
        select(tables.Expectancy, tables.Substance)
        .join(tables.Substance)
        .where(col(tables.Expectancy.id).in_(ids))
    )
    called = discretion.calling(session)
    for row, substance in session.exec(query):
        assert row.id is not None
        name, label = called(row.substance_id, substance.name, substance.discreet_label)
        yield Entry(
            kind="expectancy",
            id=row.id,
            moment=moments.of_row(row),
            note="",
            recorded_at=row.recorded_at,
            amended_at=None,
            origin=row.origin,
            source=None,
            expectation=Expectation(
                substance=name,
                discreet_label=label,
                measure=row.measure,
                change=row.expected_change,
                certainty=row.certainty,
            ),
        )
