"""Help for a person who needs it now: three ways to reach somebody, and what is said beside."""
