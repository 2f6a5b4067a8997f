"""The schema as version 1 made it; it never changes, later versions are steps from here."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE check_in (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        time_precision VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        mood_word VARCHAR,
        recorded_at DATETIME NOT NULL,
        amended_at DATETIME,
        origin VARCHAR NOT NULL,
        source VARCHAR,
        source_key VARCHAR,
        source_row VARCHAR,
        CONSTRAINT check_in_precision_is_known CHECK (time_precision IN ('instant', 'part_of_day', 'day')),
        CONSTRAINT check_in_comes_in_once UNIQUE (source, source_key)
    )
    """,
    "CREATE INDEX check_in_by_day ON check_in (journal_day)",
    "CREATE INDEX check_in_by_time ON check_in (at, id)",
    """
    CREATE TABLE journal_info (
        id INTEGER NOT NULL,
        day_starts_at INTEGER NOT NULL,
        home_zone VARCHAR NOT NULL,
        created_at DATETIME NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT journal_info_is_one_row CHECK (id = 1),
        CONSTRAINT day_start_is_a_minute_of_a_day CHECK (day_starts_at BETWEEN 0 AND 1439)
    )
    """,
    """
    CREATE TABLE measure (
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        low_anchor VARCHAR NOT NULL,
        high_anchor VARCHAR NOT NULL,
        minimum FLOAT,
        maximum FLOAT,
        words VARCHAR NOT NULL,
        unit VARCHAR NOT NULL,
        better VARCHAR NOT NULL,
        position INTEGER NOT NULL,
        archived BOOLEAN NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT measure_kind_is_known CHECK (kind IN ('scale', 'number', 'yes_no')),
        CONSTRAINT better_is_known CHECK (better IN ('higher', 'lower', 'neither')),
        CONSTRAINT scale_has_a_length CHECK (minimum IS NULL OR maximum IS NULL OR minimum < maximum)
    )
    """,
    """
    CREATE TABLE mood_word (
        source VARCHAR NOT NULL,
        word VARCHAR NOT NULL,
        level INTEGER NOT NULL,
        PRIMARY KEY (source, word),
        CONSTRAINT mood_level_is_one_of_five CHECK (level BETWEEN 1 AND 5)
    )
    """,
    """
    CREATE TABLE revision (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        entry_id INTEGER NOT NULL,
        act VARCHAR NOT NULL,
        changed_at DATETIME NOT NULL,
        "before" VARCHAR NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT revision_kind_is_known CHECK (kind IN ('check_in', 'dose_event')),
        CONSTRAINT revision_act_is_known CHECK (act IN ('amended', 'removed'))
    )
    """,
    "CREATE INDEX revision_by_entry ON revision (kind, entry_id)",
    """
    CREATE TABLE substance (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        discreet_label VARCHAR NOT NULL,
        unit VARCHAR NOT NULL,
        prescribed BOOLEAN NOT NULL,
        archived BOOLEAN NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE tag (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE check_in_tag (
        check_in_id INTEGER NOT NULL,
        tag_id INTEGER NOT NULL,
        PRIMARY KEY (check_in_id, tag_id),
        FOREIGN KEY(check_in_id) REFERENCES check_in (id) ON DELETE CASCADE,
        FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX check_in_tag_by_tag ON check_in_tag (tag_id, check_in_id)",
    """
    CREATE TABLE dose_event (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        substance_id INTEGER NOT NULL,
        status VARCHAR NOT NULL,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        time_precision VARCHAR NOT NULL,
        amount VARCHAR,
        unit VARCHAR NOT NULL,
        estimated BOOLEAN NOT NULL,
        plus_minus VARCHAR,
        note VARCHAR NOT NULL,
        recorded_at DATETIME NOT NULL,
        amended_at DATETIME,
        origin VARCHAR NOT NULL,
        source VARCHAR,
        source_key VARCHAR,
        source_row VARCHAR,
        CONSTRAINT dose_event_precision_is_known CHECK (time_precision IN ('instant', 'part_of_day', 'day')),
        CONSTRAINT dose_status_is_known CHECK (status IN ('taken', 'late', 'skipped', 'missed', 'extra')),
        CONSTRAINT unknown_amount_is_null CHECK (amount IS NULL OR amount <> ''),
        CONSTRAINT dose_event_comes_in_once UNIQUE (source, source_key),
        FOREIGN KEY(substance_id) REFERENCES substance (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX dose_event_by_substance ON dose_event (substance_id, at)",
    "CREATE INDEX dose_event_by_time ON dose_event (at, id)",
    """
    CREATE TABLE rating (
        check_in_id INTEGER NOT NULL,
        measure VARCHAR NOT NULL,
        value FLOAT NOT NULL,
        raw_value FLOAT,
        raw_minimum FLOAT,
        raw_maximum FLOAT,
        raw_text VARCHAR,
        PRIMARY KEY (check_in_id, measure),
        CONSTRAINT rating_is_finite CHECK (abs(value) < 1e300),
        FOREIGN KEY(check_in_id) REFERENCES check_in (id) ON DELETE CASCADE,
        FOREIGN KEY(measure) REFERENCES measure ("key")
    )
    """,
    "CREATE INDEX rating_by_measure ON rating (measure, check_in_id, value)",
    "CREATE VIRTUAL TABLE entry_text USING fts5(body, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co So'\", prefix='2 3')",
    "INSERT INTO entry_text (entry_text, rank) VALUES ('secure-delete', 1)",
    "CREATE VIRTUAL TABLE name_text USING fts5(body, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co So'\", prefix='2 3')",
    "INSERT INTO name_text (name_text, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER check_in_text_added AFTER INSERT ON check_in BEGIN INSERT INTO entry_text (rowid, body) SELECT new.id * 2, new.note || ' ' || coalesce(new.mood_word, '') WHERE trim(new.note || ' ' || coalesce(new.mood_word, '')) <> '';  END",
    "CREATE TRIGGER check_in_text_changed AFTER UPDATE OF note, mood_word ON check_in BEGIN DELETE FROM entry_text WHERE rowid = old.id * 2; INSERT INTO entry_text (rowid, body) SELECT new.id * 2, new.note || ' ' || coalesce(new.mood_word, '') WHERE trim(new.note || ' ' || coalesce(new.mood_word, '')) <> '';  END",
    "CREATE TRIGGER check_in_text_removed AFTER DELETE ON check_in BEGIN DELETE FROM entry_text WHERE rowid = old.id * 2;  END",
    "CREATE TRIGGER dose_event_text_added AFTER INSERT ON dose_event BEGIN INSERT INTO entry_text (rowid, body) SELECT new.id * 2 + 1, new.note WHERE trim(new.note) <> '';  END",
    "CREATE TRIGGER dose_event_text_changed AFTER UPDATE OF note ON dose_event BEGIN DELETE FROM entry_text WHERE rowid = old.id * 2 + 1; INSERT INTO entry_text (rowid, body) SELECT new.id * 2 + 1, new.note WHERE trim(new.note) <> '';  END",
    "CREATE TRIGGER dose_event_text_removed AFTER DELETE ON dose_event BEGIN DELETE FROM entry_text WHERE rowid = old.id * 2 + 1;  END",
    "CREATE TRIGGER tag_text_added AFTER INSERT ON tag BEGIN INSERT INTO name_text (rowid, body) SELECT new.id * 2, new.name WHERE trim(new.name) <> '';  END",
    "CREATE TRIGGER tag_text_changed AFTER UPDATE OF name ON tag BEGIN DELETE FROM name_text WHERE rowid = old.id * 2; INSERT INTO name_text (rowid, body) SELECT new.id * 2, new.name WHERE trim(new.name) <> '';  END",
    "CREATE TRIGGER tag_text_removed AFTER DELETE ON tag BEGIN DELETE FROM name_text WHERE rowid = old.id * 2;  END",
    "CREATE TRIGGER substance_text_added AFTER INSERT ON substance BEGIN INSERT INTO name_text (rowid, body) SELECT new.id * 2 + 1, new.name || ' ' || new.discreet_label WHERE trim(new.name || ' ' || new.discreet_label) <> '';  END",
    "CREATE TRIGGER substance_text_changed AFTER UPDATE OF name, discreet_label ON substance BEGIN DELETE FROM name_text WHERE rowid = old.id * 2 + 1; INSERT INTO name_text (rowid, body) SELECT new.id * 2 + 1, new.name || ' ' || new.discreet_label WHERE trim(new.name || ' ' || new.discreet_label) <> '';  END",
    "CREATE TRIGGER substance_text_removed AFTER DELETE ON substance BEGIN DELETE FROM name_text WHERE rowid = old.id * 2 + 1;  END",
)
