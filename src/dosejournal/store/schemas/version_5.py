"""What version 5 added: answers about imports, what columns hold, and whom to call for help."""

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
    CREATE TABLE help_place (
        place VARCHAR NOT NULL,
        country VARCHAR NOT NULL,
        chosen_at DATETIME NOT NULL,
        PRIMARY KEY (place),
        CONSTRAINT help_place_is_one CHECK (place = 'home'),
        CONSTRAINT help_country_has_two_letters CHECK (country GLOB '[A-Z][A-Z]')
    )
    """,
    """
    CREATE TABLE help_contact (
        kind VARCHAR NOT NULL,
        country VARCHAR NOT NULL,
        replaces VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        number VARCHAR NOT NULL,
        kept_at DATETIME NOT NULL,
        PRIMARY KEY (kind, country, replaces),
        CONSTRAINT help_kind_is_known CHECK (kind IN ('emergency', 'crisis', 'person')),
        CONSTRAINT person_is_of_no_country CHECK ((kind = 'person') = (country = '')),
        CONSTRAINT person_is_one CHECK (kind <> 'person' OR replaces = ''),
        CONSTRAINT help_contact_is_named CHECK (name <> ''),
        CONSTRAINT help_contact_has_a_number CHECK (number <> '' OR kind = 'person')
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
