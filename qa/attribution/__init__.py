"""An article in, who says what in it out."""
