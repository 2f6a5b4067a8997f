"""The report for a doctor: from the journal to one clear page, and what belongs behind it."""
