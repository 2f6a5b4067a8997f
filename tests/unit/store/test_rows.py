from sqlmodel import SQLModel, select

from dosejournal.store import rows
from dosejournal.store.tables import Tag

TAGS = SQLModel.metadata.tables["tag"]


def test_no_rows_are_none_and_some_are_written_as_they_are(database):
    with database.write("Tags") as write:
        rows.add(write.session.connection(), TAGS, [])
        rows.add(write.session.connection(), TAGS, [(7, "walk"), (9, "tea")])
    with database.read() as session:
        assert list(session.exec(select(Tag.id, Tag.name))) == [(7, "walk"), (9, "tea")]
        assert rows.read(session.connection(), TAGS) == ((7, "walk"), (9, "tea"))
