"""Any model of sentence-transformers as an `Embedder`, on the device that is there.

A text is read with the prompt that the model has for questions or for passages, to the end of its
window. Vectors have the length 1, but where the model was trained to be compared by inner product.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import pytorch
from index.bundled import encodable
from index.embed import Vectors
from index.errors import ModelUnavailable
from index.named_models import described, digest_of_model, loading, require_words

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

KIND = "SentenceTransformer"
BATCH = 32
"""Texts, as sentence-transformers has it; so many batches are embedded between two words on it."""


class SentenceModel:
    """A model found by `folder`, which is called and loaded on first use. Safe for many threads.

    Where no fingerprint is given it is made of the model's files.
    """

    def __init__(
        self, name: str, *, folder: Callable[[], Path], fingerprint: str | None = None
    ) -> None:
        self.name = name
        self._find = folder
        self._fingerprint = fingerprint
        self._folder: Path | None = None
        self._model: SentenceTransformer | None = None
        self._dimension: int | None = None
        self._loading = threading.RLock()

    @property
    def fingerprint(self) -> str:
        """See `Embedder.fingerprint`. Raises ModelUnavailable."""
        with self._loading:
            if self._fingerprint is None:
                digest = digest_of_model(self._checked_folder())
                self._fingerprint = f"sentence-transformers:{digest[:16]}"
            return self._fingerprint

    @property
    def dimension(self) -> int:
        """See `Embedder.dimension`. Raises ModelUnavailable."""
        if self._dimension is None:
            # Not every model says so; what it gives is what counts.
            self._dimension = int(self._encoded("encode_document", ["dimension"]).shape[1])
        return self._dimension

    def embed(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """See `Embedder.embed`."""
        blocks = []
        for start in range(0, len(texts), 8 * BATCH):
            block = texts[start : start + 8 * BATCH]
            blocks.append(self._encoded("encode_document", block))
            if progress is not None:
                progress(start + len(block))
        return np.vstack(blocks) if blocks else np.empty((0, self.dimension), dtype=np.float32)

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """See `Embedder.embed_questions`."""
        if not questions:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._encoded("encode_query", questions)

    def _encoded(self, method: str, texts: Sequence[str]) -> Vectors:
        model = self._loaded()
        encode: Any = getattr(model, method)
        found: Vectors = encode(
            [*map(encodable, texts)],
            batch_size=BATCH,
            show_progress_bar=False,
            normalize_embeddings=model.similarity_fn_name != "dot",
        ).astype(np.float32)
        if not np.isfinite(found).all():
            raise ModelUnavailable(
                f"the model {self.name} gives vectors that are no numbers: name another with "
                "--embedder"
            )
        return found

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            if self._model is None:
                folder = self._checked_folder()
                with loading(self.name, option="--embedder"):
                    pytorch.prepare()
                    from sentence_transformers import SentenceTransformer

                    model = SentenceTransformer(
                        str(folder), device=pytorch.device(), local_files_only=True
                    )
                require_words(model.tokenizer, self.name, option="--embedder")
                self._model = model
            return self._model

    def _checked_folder(self) -> Path:
        """The folder, in which a model of this kind lies."""
        if self._folder is None:
            folder = self._find()
            kind = described(folder, "config_sentence_transformers.json").get("model_type", KIND)
            # Without it sentence-transformers would make one up around any network.
            if kind != KIND or not (folder / "modules.json").is_file():
                found = "it has no modules.json" if kind == KIND else f"it is a {kind}"
                raise ModelUnavailable(
                    f"{self.name} is no embedding model of sentence-transformers ({found}), or "
                    "only a part of one: name another with --embedder, or fetch it anew"
                )
            self._folder = folder
        return self._folder
