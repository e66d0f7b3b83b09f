"""Questions of other forms than one fact: a timeline, an overview, a comparison, yes or no, a list."""
