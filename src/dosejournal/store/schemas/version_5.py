"""What version 5 added: answers about files that are brought in, and what their columns hold."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE import_answer (
        format VARCHAR NOT NULL,
        question VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        PRIMARY KEY (format, question)
    )
    """,
    """
    CREATE TABLE column_preset (
        name VARCHAR NOT NULL,
        columns VARCHAR NOT NULL,
        answers VARCHAR NOT NULL,
        kept_at DATETIME NOT NULL,
        PRIMARY KEY (name)
    )
    """,
)
