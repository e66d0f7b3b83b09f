"""Passages in, vectors in FAISS out, as one would write it first: run as a script.

The loop that Byline's adding is held against: sentence-transformers as it is, in float32, an
article's passages at a time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

DIMENSION = 384


def main() -> None:
    """The first argument is the model's folder, the second a file: a list of texts in each line."""
    model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
    index = faiss.IndexFlatIP(DIMENSION)
    with Path(sys.argv[2]).open(encoding="utf-8") as file:
        for line in file:
            texts = json.loads(line)
            index.add(model.encode(texts, normalize_embeddings=True, show_progress_bar=False))
    faiss.write_index(index, f"{sys.argv[2]}.faiss")


if __name__ == "__main__":
    main()
