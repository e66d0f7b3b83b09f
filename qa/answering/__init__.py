"""Evidence in, out whether it answers: what is asked is held against what a sentence says."""
