"""The journal file: tables, undo, migrations."""
