"""What version 2 added: regimens, doses recorded for a planned dose, and reminders."""

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE regimen (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        series_id INTEGER NOT NULL,
        substance_id INTEGER NOT NULL,
        pattern VARCHAR NOT NULL,
        times VARCHAR NOT NULL,
        anchor DATE NOT NULL,
        starts_at VARCHAR NOT NULL,
        ends_at VARCHAR,
        window_minutes INTEGER NOT NULL,
        remind BOOLEAN NOT NULL,
        note VARCHAR NOT NULL,
        recorded_at DATETIME NOT NULL,
        CONSTRAINT regimen_ends_after_it_starts CHECK (ends_at IS NULL OR starts_at <= ends_at),
        CONSTRAINT regimen_window_is_within_a_day CHECK (window_minutes BETWEEN 0 AND 1440),
        FOREIGN KEY(substance_id) REFERENCES substance (id) ON DELETE RESTRICT
    )
    """,
    "CREATE INDEX regimen_by_series ON regimen (series_id, starts_at)",
    """
    CREATE TABLE regimen_step (
        regimen_id INTEGER NOT NULL,
        first_day DATE NOT NULL,
        amount VARCHAR,
        unit VARCHAR NOT NULL,
        PRIMARY KEY (regimen_id, first_day),
        CONSTRAINT unknown_step_is_null CHECK (amount IS NULL OR amount <> ''),
        FOREIGN KEY(regimen_id) REFERENCES regimen (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE regimen_pause (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        series_id INTEGER NOT NULL,
        starts_at VARCHAR NOT NULL,
        ends_at VARCHAR,
        CONSTRAINT pause_ends_after_it_starts CHECK (ends_at IS NULL OR starts_at <= ends_at)
    )
    """,
    "CREATE INDEX regimen_pause_by_series ON regimen_pause (series_id, starts_at)",
    """
    CREATE TABLE reminder (
        "key" VARCHAR NOT NULL,
        enabled BOOLEAN NOT NULL,
        weekdays VARCHAR NOT NULL,
        times VARCHAR NOT NULL,
        per_day INTEGER NOT NULL,
        first_minute INTEGER NOT NULL,
        last_minute INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT reminder_is_known CHECK ("key" IN ('check_in', 'dose', 'prompt')),
        CONSTRAINT prompts_are_few CHECK (per_day BETWEEN 1 AND 24),
        CONSTRAINT prompts_lie_in_a_day
            CHECK (0 <= first_minute AND first_minute < last_minute AND last_minute <= 1440)
    )
    """,
    """
    CREATE TABLE reminder_answer (
        occasion VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        answered_at DATETIME NOT NULL,
        until VARCHAR,
        PRIMARY KEY (occasion),
        CONSTRAINT reminder_answer_is_known
            CHECK (answer IN ('shown', 'snoozed', 'skipped', 'recorded')),
        CONSTRAINT snoozed_until_a_time CHECK ((answer = 'snoozed') = (until IS NOT NULL))
    )
    """,
    "ALTER TABLE dose_event ADD COLUMN regimen_id INTEGER "
    "REFERENCES regimen (id) ON DELETE RESTRICT",
    "ALTER TABLE dose_event ADD COLUMN planned_at VARCHAR "
    "CONSTRAINT planned_at_is_of_a_regimen CHECK ((planned_at IS NULL) = (regimen_id IS NULL))",
    "ALTER TABLE dose_event ADD COLUMN reason VARCHAR NOT NULL DEFAULT ''",
    "CREATE UNIQUE INDEX dose_event_by_planned ON dose_event (planned_at, regimen_id) "
    "WHERE planned_at IS NOT NULL",
    # the reason for a skipped dose is found like its note
    "DROP TRIGGER dose_event_text_added",
    "DROP TRIGGER dose_event_text_changed",
    "CREATE TRIGGER dose_event_text_added AFTER INSERT ON dose_event BEGIN "
    "INSERT INTO entry_text (rowid, body) SELECT new.id * 2 + 1, new.note || ' ' || new.reason "
    "WHERE trim(new.note || ' ' || new.reason) <> ''; END",
    "CREATE TRIGGER dose_event_text_changed AFTER UPDATE OF note, reason ON dose_event BEGIN "
    "DELETE FROM entry_text WHERE rowid = old.id * 2 + 1; "
    "INSERT INTO entry_text (rowid, body) SELECT new.id * 2 + 1, new.note || ' ' || new.reason "
    "WHERE trim(new.note || ' ' || new.reason) <> ''; END",
)
