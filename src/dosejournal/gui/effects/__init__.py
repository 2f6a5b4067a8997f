"""Unwanted effects in the window: recording one, its end, and help where it asks for it."""
