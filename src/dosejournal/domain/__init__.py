"""What the words mean: pure values and rules, no Qt and no SQL."""
