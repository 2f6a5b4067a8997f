"""Backups in the window: made while it is open, looked at, and gone back to."""
