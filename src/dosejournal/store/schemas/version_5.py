"""What version 5 added: what a person answered when a file of a kind was brought in."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE import_answer (
        format VARCHAR NOT NULL,
        question VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        PRIMARY KEY (format, question)
    )
    """,
)
