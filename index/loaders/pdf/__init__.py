"""The text of a PDF file, by where its words stand: see `runs.py` for the way of a page."""
