"""The schema of the journal file: what each version added to the one before."""
