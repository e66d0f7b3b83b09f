"""Words for days in, days out: what they mean in their article, and of what they tell."""
