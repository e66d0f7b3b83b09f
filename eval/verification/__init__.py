"""Pairs of a sentence and what it cites in; how well `qa.verify` tells the true ones out."""
