"""Full-text search over notes, mood words, tags and substances, kept true by triggers.

Notes stand in one index, names in another: a tag on ten thousand check-ins is one line there, so
that tagging, importing and undoing rewrite no text.
"""

from typing import Any

from sqlalchemy import Integer, Select, column, select, table, union

from dosejournal.store.tables import CheckInTag, DoseEvent, Expectancy

# The indexes and the triggers that fill them stand in `schemas`. Both hold two kinds of row under
# numbers of their own: entry_text has twice the number of a check-in, or that of a dose plus one;
# name_text so with tags and substances. Neither holds a copy of the text; accents are folded, an
# emoji is a word, and removed words leave at once.


def check_ins_with(term: str) -> Select[Any]:
    """Return the query for the ids of check-ins whose note, mood word or a tag has this term."""
    tagged = select(column("check_in_id", Integer)).select_from(table(CheckInTag.__tablename__))
    return _either(
        _numbers("entry_text", term, kind=0),
        tagged.where(column("tag_id").in_(_numbers("name_text", term, kind=0))),
    )


def doses_with(term: str) -> Select[Any]:
    """Return the query for the ids of doses whose note or substance has this term."""
    taken = select(column("id", Integer)).select_from(table(DoseEvent.__tablename__))
    return _either(
        _numbers("entry_text", term, kind=1),
        taken.where(column("substance_id").in_(_numbers("name_text", term, kind=1))),
    )


def expectations_with(term: str) -> Select[Any]:
    """Return the query for the ids of expectations whose substance has this term."""
    said = select(column("id", Integer)).select_from(table(Expectancy.__tablename__))
    return said.where(column("substance_id").in_(_numbers("name_text", term, kind=1)))


def responses_with(term: str) -> Select[Any]:
    """Return the query for the ids of filled-in questionnaires whose note has this term."""
    return _rows("response_text", term)


def effects_with(term: str) -> Select[Any]:
    """Return the query for the ids of unwanted effects whose name or note has this term."""
    return _rows("effect_text", term)


def _rows(index: str, term: str) -> Select[Any]:
    found = select(column("rowid", Integer)).select_from(table(index))
    return found.where(column(index).op("MATCH")(f'"{term}"*'))


def _either(first: Select[Any], second: Select[Any]) -> Select[Any]:
    return select(union(first, second).subquery().c[0])


def _numbers(index: str, term: str, *, kind: int) -> Select[Any]:
    number = column("rowid", Integer)
    found = select((number // 2).label("found")).select_from(table(index))
    return found.where(column(index).op("MATCH")(f'"{term}"*'), number % 2 == kind)
