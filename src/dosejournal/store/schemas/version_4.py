"""What version 4 added: drafts of what is being written, and what is kept about the file."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE draft (
        place VARCHAR NOT NULL,
        content VARCHAR NOT NULL,
        kept_at DATETIME NOT NULL,
        PRIMARY KEY (place)
    )
    """,
    """
    CREATE TABLE journal_state (
        id INTEGER NOT NULL,
        changes INTEGER NOT NULL,
        checked_at DATETIME,
        PRIMARY KEY (id),
        CONSTRAINT journal_state_is_one_row CHECK (id = 1)
    )
    """,
    "INSERT INTO journal_state (id, changes, checked_at) VALUES (1, 0, NULL)",
)
