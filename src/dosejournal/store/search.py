"""Full-text search over notes, mood words, tags and substances, kept true by triggers.

Notes stand in one index, names in another: a tag on ten thousand check-ins is one line there, so
that tagging, importing and undoing rewrite no text.
"""

from typing import Any

from sqlalchemy import Integer, Select, column, select, table, union

from dosejournal.store.tables import CheckInTag, DoseEvent

# Both indexes hold two kinds of row under numbers of their own: entry_text has twice the number of
# a check-in, or that of a dose plus one; name_text so with tags and substances.
_SHAPE = (
    # the index holds no copy of the text; accents are folded; an emoji is a word; two and three
    # letters find quickly
    "CREATE VIRTUAL TABLE {name} USING fts5(body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co So'\", prefix='2 3')"
)
# removed words leave the index at once and not at its next merge
_SECURE = "INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"

_TEXTS = (
    # table, index, number, its text, the columns the text is made of
    ("check_in", "entry_text", "{row}.id * 2",
     "{row}.note || ' ' || coalesce({row}.mood_word, '')", "note, mood_word"),
    ("dose_event", "entry_text", "{row}.id * 2 + 1", "{row}.note", "note"),
    ("tag", "name_text", "{row}.id * 2", "{row}.name", "name"),
    ("substance", "name_text", "{row}.id * 2 + 1", "{row}.name || ' ' || {row}.discreet_label",
     "name, discreet_label"),
)  # fmt: skip


def _triggers(source: str, index: str, number: str, text: str, columns: str) -> tuple[str, ...]:
    add = (
        f"INSERT INTO {index} (rowid, body) "
        f"SELECT {number.format(row='new')}, {text.format(row='new')} "
        f"WHERE trim({text.format(row='new')}) <> ''; "
    )
    remove = f"DELETE FROM {index} WHERE rowid = {number.format(row='old')}; "
    return (
        f"CREATE TRIGGER {source}_text_added AFTER INSERT ON {source} BEGIN {add} END",
        f"CREATE TRIGGER {source}_text_changed AFTER UPDATE OF {columns} ON {source} "
        f"BEGIN {remove}{add} END",
        f"CREATE TRIGGER {source}_text_removed AFTER DELETE ON {source} BEGIN {remove} END",
    )


STATEMENTS: tuple[str, ...] = (
    *(
        shape.format(name=name)
        for name in ("entry_text", "name_text")
        for shape in (_SHAPE, _SECURE)
    ),
    *(statement for text in _TEXTS for statement in _triggers(*text)),
)
"""What makes the search indexes in a new journal, one statement at a time."""


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


def _either(first: Select[Any], second: Select[Any]) -> Select[Any]:
    return select(union(first, second).subquery().c[0])


def _numbers(index: str, term: str, *, kind: int) -> Select[Any]:
    number = column("rowid", Integer)
    found = select((number // 2).label("found")).select_from(table(index))
    return found.where(column(index).op("MATCH")(f'"{term}"*'), number % 2 == kind)
