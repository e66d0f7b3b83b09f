"""Passages in, a LlamaIndex of them out: run as a script, where LlamaIndex is installed.

The same passages and the same model as for Byline, in LlamaIndex's own store of vectors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from llama_index.core import VectorStoreIndex
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


def main() -> None:
    """The first argument is the model's folder, the second a file: a list of texts in each line."""
    with Path(sys.argv[2]).open(encoding="utf-8") as file:
        nodes = [TextNode(text=text) for line in file for text in json.loads(line)]
    model = HuggingFaceEmbedding(model_name=sys.argv[1], device="cpu")
    index = VectorStoreIndex(nodes, embed_model=model)
    index.storage_context.persist(persist_dir=f"{sys.argv[2]}.llama")


if __name__ == "__main__":
    main()
