"""Numbers from arrays: pure functions."""
