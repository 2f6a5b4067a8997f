PRAGMA user_version = 60;
CREATE TABLE features_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL, feature_description TEXT NOT NULL);
CREATE TABLE trackers_table (id INTEGER PRIMARY KEY, feature_id INTEGER NOT NULL, type INTEGER NOT NULL);
CREATE TABLE data_points_table (epoch_milli INTEGER NOT NULL, feature_id INTEGER NOT NULL, utc_offset_sec INTEGER NOT NULL, value REAL NOT NULL, label TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (epoch_milli, feature_id));
CREATE TABLE notes_table (epoch_milli INTEGER NOT NULL, utc_offset_sec INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (epoch_milli));
CREATE TABLE reminders_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO features_table VALUES (1, 'Sleep', 'from lights out'), (2, 'Zinc', ''), (3, 'Worry', '');
INSERT INTO trackers_table VALUES (1, 1, 1), (2, 2, 0), (3, 3, 0);
INSERT INTO data_points_table VALUES
    (1770100200250, 1, 3600, 27900.0, '', 'woke once'),
    (1770102000000, 2, 3600, 15.5, 'mg', ''),
    (1770152400000, 3, 0, 3.0, 'work, mostly', 'two
lines');
INSERT INTO notes_table VALUES (1770156000000, 3600, 'a quiet evening');
INSERT INTO reminders_table VALUES (1, 'ask me');
