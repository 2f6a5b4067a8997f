"""Whether the journal's file is sound, and what a person can do when it is not."""
