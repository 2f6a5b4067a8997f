"""What version 3 added: expectations, the main measure, looks back, choices and cards shown."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE expectancy (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        substance_id INTEGER NOT NULL,
        measure VARCHAR NOT NULL,
        expected_change FLOAT NOT NULL,
        certainty FLOAT NOT NULL,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        time_precision VARCHAR NOT NULL,
        recorded_at DATETIME NOT NULL,
        origin VARCHAR NOT NULL,
        CONSTRAINT expected_change_is_on_scale CHECK (expected_change BETWEEN -50 AND 50),
        CONSTRAINT certainty_is_on_scale CHECK (certainty BETWEEN 0 AND 100),
        CONSTRAINT expectancy_has_its_time CHECK (time_precision = 'instant'),
        CONSTRAINT one_expectancy_a_day UNIQUE (substance_id, journal_day),
        FOREIGN KEY(substance_id) REFERENCES substance (id) ON DELETE RESTRICT,
        FOREIGN KEY(measure) REFERENCES measure ("key") ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX expectancy_by_time ON expectancy (at, id)",
    "CREATE INDEX expectancy_by_measure ON expectancy (measure, journal_day)",
    """
    CREATE TABLE main_measure (
        id INTEGER NOT NULL,
        measure VARCHAR NOT NULL,
        chosen_on DATE NOT NULL,
        chosen_at DATETIME NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(measure) REFERENCES measure ("key") ON DELETE RESTRICT
    )
    """,
    """
    CREATE TABLE look_back (
        week DATE NOT NULL,
        measure VARCHAR NOT NULL,
        value FLOAT,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        PRIMARY KEY (week),
        CONSTRAINT look_back_is_finite CHECK (abs(value) < 1e300),
        FOREIGN KEY(measure) REFERENCES measure ("key") ON DELETE RESTRICT
    )
    """,
    """
    CREATE TABLE choice (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        chosen_at DATETIME NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT choice_is_known
            CHECK (name IN ('rate_first', 'ask_expectation', 'topics', 'cards'))
    )
    """,
    "CREATE INDEX choice_by_name ON choice (name, id)",
    """
    CREATE TABLE card_shown (
        id INTEGER NOT NULL,
        card VARCHAR NOT NULL,
        moment VARCHAR NOT NULL,
        at DATETIME NOT NULL,
        journal_day DATE NOT NULL,
        answer VARCHAR NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT card_answer_is_known CHECK (answer IN ('', 'dismissed', 'less_often'))
    )
    """,
    # a removed expectation is kept like a removed entry; SQLite cannot change a constraint
    """
    CREATE TABLE revision_of_three_kinds (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        entry_id INTEGER NOT NULL,
        act VARCHAR NOT NULL,
        changed_at DATETIME NOT NULL,
        "before" VARCHAR NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT revision_kind_is_known
            CHECK (kind IN ('check_in', 'dose_event', 'expectancy')),
        CONSTRAINT revision_act_is_known CHECK (act IN ('amended', 'removed'))
    )
    """,
    'INSERT INTO revision_of_three_kinds (id, kind, entry_id, act, changed_at, "before") '
    'SELECT id, kind, entry_id, act, changed_at, "before" FROM revision',
    "DROP TABLE revision",
    "ALTER TABLE revision_of_three_kinds RENAME TO revision",
    "CREATE INDEX revision_by_entry ON revision (kind, entry_id)",
)
