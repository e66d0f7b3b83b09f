"""Questions of other forms than one fact: timeline, overview, comparison, yes or no, list."""
