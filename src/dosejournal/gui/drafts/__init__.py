"""What is being written, kept while it is written, and offered again at the next start."""
