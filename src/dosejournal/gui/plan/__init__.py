"""Regimens and planned doses: their dialogs and cards."""
