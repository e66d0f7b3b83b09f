"""Texts in, unit vectors out: the `Embedder` protocol and its implementations.

`MiniLM` runs the bundled all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers) on the CPU.
`HashingEmbedder` needs no model at all; it is what tests and tools use where meaning is not the
point.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled import bundled_tokenizer, encodable, padded, word_embeddings
from index.graph import Graph, Inputs, Precision

Vectors = NDArray[np.float32]
GRAPH = Path(__file__).with_name("minilm.xml")
GRAPH_SHA256 = "39c49b13dfcda332194528e0b36728b482d09deb554e7e5dafa76ab2f5a4d70b"
WINDOW = 256
"""Word pieces that the model reads of a text."""
LENGTHS = 16
"""Texts are padded to a multiple of so many word pieces: for each shape that it has not met before
OpenVINO makes code and keeps it."""


class Model(Protocol):
    """What tells a model that makes vectors from all others."""

    @property
    def name(self) -> str:
        """What a user calls it, by which it is found again."""

    @property
    def fingerprint(self) -> str:
        """Stands for the model and its weights; vectors of two are never compared.

        Raises ModelUnavailable.
        """


class Embedder(Model, Protocol):
    """Turns texts into vectors whose inner product says how near they are in meaning.

    That is their cosine similarity, but with a model that was trained otherwise.
    """

    @property
    def dimension(self) -> int:
        """The length of every vector."""

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Vectors of passages, of shape (len(texts), dimension), float32.

        `progress` is called with the number of texts done so far. A text that is longer than
        the model's window is read to the end of the window. Raises ModelUnavailable.
        """

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Vectors of questions, to be compared with those of passages. Raises what `embed` raises.

        Many models read a question otherwise than what may answer it.
        """


class MiniLM:
    """all-MiniLM-L6-v2 as a graph with weights of eight bits; 384 dimensions.

    It reads as sentence-transformers has it: the least cosine of a passage's two vectors is above
    0.997 (`tests/index/test_minilm_graph.py`), so both are one model and have one fingerprint.
    `precision` and `batch_size`, in texts, are for `python -m index.benchmark`.
    """

    name = "bundled"
    dimension = 384
    fingerprint = "all-MiniLM-L6-v2:53aa51172d142c89"

    def __init__(self, *, precision: Precision | None = None, batch_size: int = 8) -> None:
        self._graph = Graph(GRAPH, sha256=GRAPH_SHA256, precision=precision)
        self._batch_size = batch_size

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """See `Embedder.embed`."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        encoded = bundled_tokenizer().encode_batch([*map(encodable, texts)])
        pieces = [_within_window(encoding.ids) for encoding in encoded]
        # Texts of as many word pieces share a batch: padding is work thrown away.
        order = sorted(range(len(texts)), key=lambda row: len(pieces[row]), reverse=True)
        batches = [
            order[start : start + self._batch_size]
            for start in range(0, len(order), self._batch_size)
        ]

        def tell(done: int) -> None:
            if progress is not None and done:
                progress(min(len(texts), done * self._batch_size))

        inputs = ([pieces[row] for row in rows] for rows in batches)
        for rows, means in zip(
            batches, self._graph.run(map(_inputs, inputs), progress=tell), strict=True
        ):
            vectors[rows] = means
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        tell(len(batches))
        return vectors

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """See `Embedder.embed_questions`: this model reads them as it reads passages."""
        return self.embed(questions)


def _within_window(ids: Sequence[int]) -> Sequence[int]:
    """A text's word pieces, cut to the window but for the mark at the end."""
    return ids if len(ids) <= WINDOW else [*ids[: WINDOW - 1], ids[-1]]


def _inputs(pieces: Sequence[Sequence[int]]) -> Inputs:
    """What the graph takes: word embeddings and the mask of what is no padding."""
    ids = padded(pieces, multiple=LENGTHS)
    mask = padded([[1] * len(row) for row in pieces], multiple=LENGTHS)
    return word_embeddings().of(ids), mask


class HashingEmbedder:
    """Words hashed into a vector (feature hashing, Weinberger et al. 2009). Deterministic.

    Two texts are near when they share words. No model, no loading time.
    """

    def __init__(self, *, dimension: int = 64) -> None:
        self.dimension = dimension

    @property
    def name(self) -> str:
        """See `Embedder.name`."""
        return self.fingerprint

    @property
    def fingerprint(self) -> str:
        """See `Embedder.fingerprint`."""
        return f"hashing:{self.dimension}"

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """See `Embedder.embed`. A text without words gets a constant unit vector."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
                sign = 1.0 if digest[0] & 1 else -1.0
                vectors[row, int.from_bytes(digest[1:]) % self.dimension] += sign
            if not vectors[row].any():
                vectors[row, 0] = 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        if progress is not None and texts:
            progress(len(texts))
        return vectors

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """See `Embedder.embed_questions`."""
        return self.embed(questions)
