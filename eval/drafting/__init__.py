"""A language model asked the questions of a set; what it wrote is kept, to be verified again."""
