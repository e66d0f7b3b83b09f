"""Evidence in, claims out: kept apart or put together, with who said it, to whom, and when."""
