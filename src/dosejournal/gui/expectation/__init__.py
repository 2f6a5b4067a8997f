"""The question what the person expects, asked before a dose is recorded."""
