"""A language model writes what the articles say; what it writes is held against their words."""
