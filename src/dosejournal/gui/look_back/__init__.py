"""The look back: how last week was on average, asked before the record of it is seen."""
