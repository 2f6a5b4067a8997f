"""What a person can do and ask: one module a noun, one function an act."""
