"""Question sets in, a report out: `byline eval`."""
