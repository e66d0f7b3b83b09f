"""What the `byline` command is made of: its terminal, its views, batches and intake."""
