"""The Report page: what a report holds, chosen beside its pages as they will be printed."""
