"""A question's wording in; the form its answer takes and the days it speaks of out."""
