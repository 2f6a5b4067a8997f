"""Full-text search over notes, tags, mood words and substances, kept true by triggers."""

# One index for all kinds of entry: its row number is twice the entry's, plus one for a dose.
_CHECK_IN_TEXT = (
    "SELECT c.id * 2, c.note || ' ' || coalesce(c.mood_word, '') || ' ' || coalesce("
    "(SELECT group_concat(t.name, ' ') FROM check_in_tag ct JOIN tag t ON t.id = ct.tag_id "
    "WHERE ct.check_in_id = c.id), '') FROM check_in c"
)
_DOSE_TEXT = (
    "SELECT d.id * 2 + 1, s.name || ' ' || s.discreet_label || ' ' || d.note "
    "FROM dose_event d JOIN substance s ON s.id = d.substance_id"
)


def _fresh(row: str, text: str, where: str) -> str:
    return (
        f"DELETE FROM entry_text WHERE rowid IN ({row}); "
        f"INSERT INTO entry_text (rowid, body) {text} WHERE {where};"
    )


_TRIGGERS = {
    "check_in_text_added AFTER INSERT ON check_in": (
        f"INSERT INTO entry_text (rowid, body) {_CHECK_IN_TEXT} WHERE c.id = new.id;"
    ),
    "check_in_text_changed AFTER UPDATE OF note, mood_word ON check_in": _fresh(
        "new.id * 2", _CHECK_IN_TEXT, "c.id = new.id"
    ),
    "check_in_text_removed AFTER DELETE ON check_in": (
        "DELETE FROM entry_text WHERE rowid = old.id * 2;"
    ),
    "tag_text_added AFTER INSERT ON check_in_tag": _fresh(
        "new.check_in_id * 2", _CHECK_IN_TEXT, "c.id = new.check_in_id"
    ),
    "tag_text_removed AFTER DELETE ON check_in_tag": _fresh(
        "old.check_in_id * 2", _CHECK_IN_TEXT, "c.id = old.check_in_id"
    ),
    "tag_text_renamed AFTER UPDATE OF name ON tag": _fresh(
        "SELECT check_in_id * 2 FROM check_in_tag WHERE tag_id = new.id",
        _CHECK_IN_TEXT,
        "c.id IN (SELECT check_in_id FROM check_in_tag WHERE tag_id = new.id)",
    ),
    "dose_text_added AFTER INSERT ON dose_event": (
        f"INSERT INTO entry_text (rowid, body) {_DOSE_TEXT} WHERE d.id = new.id;"
    ),
    "dose_text_changed AFTER UPDATE OF note, substance_id ON dose_event": _fresh(
        "new.id * 2 + 1", _DOSE_TEXT, "d.id = new.id"
    ),
    "dose_text_removed AFTER DELETE ON dose_event": (
        "DELETE FROM entry_text WHERE rowid = old.id * 2 + 1;"
    ),
    "substance_text_renamed AFTER UPDATE OF name, discreet_label ON substance": _fresh(
        "SELECT id * 2 + 1 FROM dose_event WHERE substance_id = new.id",
        _DOSE_TEXT,
        "d.substance_id = new.id",
    ),
}

STATEMENTS: tuple[str, ...] = (
    # the index holds no copy of the text; accents are folded; two and three letters find quickly
    "CREATE VIRTUAL TABLE entry_text USING fts5(body, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    # removed words leave the index at once and not at its next merge
    "INSERT INTO entry_text (entry_text, rank) VALUES ('secure-delete', 1)",
    *(f"CREATE TRIGGER {head} BEGIN {body} END" for head, body in _TRIGGERS.items()),
)
"""What makes the search index in a new journal, one statement at a time."""
