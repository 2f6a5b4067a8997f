"""Reminders: the timer that looks for them, the bar in the window, their settings."""
