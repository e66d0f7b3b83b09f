"""Language in, structure out: what a sentence says, who does what to whom, as a parser sees it."""
