"""What version 5 added: answers about imports, whom to call, questionnaires and effects."""

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
    """
    CREATE TABLE questionnaire_response (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        instrument VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        answers VARCHAR NOT NULL,
        difficulty INTEGER,
        score INTEGER,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        time_precision VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        recorded_at DATETIME NOT NULL,
        amended_at DATETIME,
        origin VARCHAR NOT NULL,
        acknowledged_at DATETIME,
        CONSTRAINT answers_are_a_list
            CHECK (json_valid(answers) AND json_type(answers) = 'array'),
        CONSTRAINT score_is_a_sum CHECK (score IS NULL OR score >= 0),
        CONSTRAINT no_score_where_an_item_is_missing
            CHECK (score IS NULL OR instr(answers, 'null') = 0),
        CONSTRAINT difficulty_is_an_answer CHECK (difficulty IS NULL OR difficulty >= 0),
        CONSTRAINT response_has_its_time CHECK (time_precision = 'instant')
    )
    """,
    "CREATE INDEX questionnaire_response_by_time ON questionnaire_response (at, id)",
    "CREATE INDEX questionnaire_response_by_instrument ON questionnaire_response (instrument, at)",
    """
    CREATE TABLE own_questionnaire (
        "key" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        stem VARCHAR NOT NULL,
        items VARCHAR NOT NULL,
        answers VARCHAR NOT NULL,
        added_at DATETIME NOT NULL,
        archived BOOLEAN NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT own_items_are_a_list
            CHECK (json_valid(items) AND json_type(items) = 'array'
                AND json_array_length(items) > 0),
        CONSTRAINT own_answers_are_a_list
            CHECK (json_valid(answers) AND json_type(answers) = 'array'
                AND json_array_length(answers) > 1)
    )
    """,
    # an index of its own: the numbers of that for other entries have room for two kinds
    "CREATE VIRTUAL TABLE response_text USING fts5(body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co So'\", prefix='2 3')",
    "INSERT INTO response_text (response_text, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER response_text_added AFTER INSERT ON questionnaire_response BEGIN "
    "INSERT INTO response_text (rowid, body) SELECT new.id, new.note "
    "WHERE trim(new.note) <> ''; END",
    "CREATE TRIGGER response_text_changed AFTER UPDATE OF note ON questionnaire_response BEGIN "
    "DELETE FROM response_text WHERE rowid = old.id; "
    "INSERT INTO response_text (rowid, body) SELECT new.id, new.note "
    "WHERE trim(new.note) <> ''; END",
    "CREATE TRIGGER response_text_removed AFTER DELETE ON questionnaire_response BEGIN "
    "DELETE FROM response_text WHERE rowid = old.id; END",
    """
    CREATE TABLE adverse_effect (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name VARCHAR NOT NULL,
        severity VARCHAR NOT NULL,
        needed_help BOOLEAN NOT NULL,
        relation VARCHAR NOT NULL,
        at DATETIME NOT NULL,
        zone VARCHAR NOT NULL,
        utc_offset_minutes INTEGER NOT NULL,
        journal_day DATE NOT NULL,
        time_precision VARCHAR NOT NULL,
        ended_at DATETIME,
        ended_offset_minutes INTEGER,
        note VARCHAR NOT NULL,
        recorded_at DATETIME NOT NULL,
        amended_at DATETIME,
        origin VARCHAR NOT NULL,
        CONSTRAINT effect_has_a_name CHECK (name <> ''),
        CONSTRAINT effect_severity_is_known
            CHECK (severity IN ('noticed', 'bothered', 'stopped')),
        CONSTRAINT effect_relation_is_known CHECK (relation IN ('', 'no', 'unsure', 'yes')),
        CONSTRAINT effect_end_has_its_clock
            CHECK ((ended_at IS NULL) = (ended_offset_minutes IS NULL)),
        CONSTRAINT effect_ends_after_it_begins CHECK (ended_at IS NULL OR ended_at >= at),
        CONSTRAINT effect_has_its_time CHECK (time_precision = 'instant')
    )
    """,
    "CREATE INDEX adverse_effect_by_time ON adverse_effect (at, id)",
    "CREATE VIRTUAL TABLE effect_text USING fts5(body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co So'\", prefix='2 3')",
    "INSERT INTO effect_text (effect_text, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER effect_text_added AFTER INSERT ON adverse_effect BEGIN "
    "INSERT INTO effect_text (rowid, body) VALUES (new.id, new.name || ' ' || new.note); END",
    "CREATE TRIGGER effect_text_changed AFTER UPDATE OF name, note ON adverse_effect BEGIN "
    "DELETE FROM effect_text WHERE rowid = old.id; "
    "INSERT INTO effect_text (rowid, body) VALUES (new.id, new.name || ' ' || new.note); END",
    "CREATE TRIGGER effect_text_removed AFTER DELETE ON adverse_effect BEGIN "
    "DELETE FROM effect_text WHERE rowid = old.id; END",
    # SQLite cannot change a constraint: two tables are made anew to take what is new
    """
    CREATE TABLE revision_of_more_kinds (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        entry_id INTEGER NOT NULL,
        act VARCHAR NOT NULL,
        changed_at DATETIME NOT NULL,
        "before" VARCHAR NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT revision_kind_is_known
            CHECK (kind IN ('check_in', 'dose_event', 'expectancy', 'questionnaire_response',
                'adverse_effect')),
        CONSTRAINT revision_act_is_known CHECK (act IN ('amended', 'removed'))
    )
    """,
    'INSERT INTO revision_of_more_kinds (id, kind, entry_id, act, changed_at, "before") '
    'SELECT id, kind, entry_id, act, changed_at, "before" FROM revision',
    "DROP TABLE revision",
    "ALTER TABLE revision_of_more_kinds RENAME TO revision",
    "CREATE INDEX revision_by_entry ON revision (kind, entry_id)",
    """
    CREATE TABLE choice_of_more_names (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        chosen_at DATETIME NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT choice_is_known
            CHECK (name IN ('rate_first', 'ask_expectation', 'topics', 'cards',
                'low_mood_form', 'remind_questionnaires', 'measurement_error'))
    )
    """,
    "INSERT INTO choice_of_more_names (id, name, value, chosen_at) "
    "SELECT id, name, value, chosen_at FROM choice",
    "DROP TABLE choice",
    "ALTER TABLE choice_of_more_names RENAME TO choice",
    "CREATE INDEX choice_by_name ON choice (name, id)",
)
