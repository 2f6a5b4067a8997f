"""Questionnaires: which are due, filling one in, what was answered, and one's own."""
