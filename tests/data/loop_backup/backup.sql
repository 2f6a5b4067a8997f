PRAGMA user_version = 25;
CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, description TEXT, question TEXT, freq_den INTEGER, freq_num INTEGER, name TEXT, position INTEGER, reminder_hour INTEGER, type INTEGER NOT NULL DEFAULT 0, target_value REAL NOT NULL DEFAULT 0, unit TEXT NOT NULL DEFAULT '');
CREATE TABLE Repetitions (id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER NOT NULL REFERENCES Habits (id), timestamp INTEGER NOT NULL, value INTEGER NOT NULL, notes TEXT);
INSERT INTO Habits (id, name, position, question, type, target_value, unit, freq_num, freq_den) VALUES
    (4, 'Tea, time', 0, 'Did you?', 0, 100, '', 1, 1), (7, 'Steps', 1, '', 1, 5.0, 'km', 1, 1), (9, 'Magnesium', 2, '', 0, 100, '', 1, 1);
INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES
    (4, 1770249600000, 2, ''), (4, 1770163200000, 0, 'too late, again'), (4, 1769904000000, 3, ''),
    (7, 1770249600000, 2250, NULL), (7, 1770163200000, 0, ''), (7, 1770076800000, 3, ''),
    (9, 1770249600000, 2, 'with milk'), (9, 1770163200000, 3, ''), (9, 1770076800000, 0, '');
