"""A question and its first passages in, how well each may answer it out: a second, slower look.

A cross-encoder reads question and passage together (Nogueira & Cho 2019), which finds more than the
distance of two vectors and takes a run of the network for each passage.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index import pytorch
from index.bundled import encodable
from index.errors import ModelUnavailable
from index.named_models import described, loading, require_words

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

KIND = "CrossEncoder"
OLDER_KIND = "ForSequenceClassification"


class Reranker(Protocol):
    """Says how well passages may answer a question. Safe to use from several threads."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """A score for each passage, of shape (len(passages),); higher is better.

        Only the order of them means anything. Raises ModelUnavailable.
        """


class NamedReranker:
    """A cross-encoder of sentence-transformers, on the device that is there.

    `folder` is called, and the model loaded, on first use.
    """

    def __init__(self, name: str, *, folder: Callable[[], Path]) -> None:
        self._name = name
        self._find = folder
        self._model: CrossEncoder | None = None
        self._loading = threading.Lock()

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """See `Reranker.scores`."""
        if not passages:
            return np.empty(0, dtype=np.float32)
        pairs = [(encodable(question), encodable(passage)) for passage in passages]
        found: NDArray[np.float32] = self._loaded().predict(pairs, show_progress_bar=False)
        return found.astype(np.float32)

    def require(self) -> Path:
        """The folder with the model. Raises ModelUnavailable where no cross-encoder is there.

        Around any other network sentence-transformers would put a layer of random weights.
        """
        folder = self._find()
        kind = described(folder, "config_sentence_transformers.json").get("model_type")
        made_as = described(folder, "config.json").get("architectures") or ["nothing known"]
        if kind != KIND and (kind or not any(OLDER_KIND in str(each) for each in made_as)):
            raise ModelUnavailable(
                f"{self._name} is no cross-encoder of sentence-transformers (but "
                f"{kind or ', '.join(map(str, made_as))}), or only a part of one: name another "
                "with --reranker, or fetch it anew"
            )
        return folder

    def _loaded(self) -> CrossEncoder:
        with self._loading:
            if self._model is None:
                folder = self.require()
                with loading(self._name, option="--reranker"):
                    pytorch.prepare()
                    from sentence_transformers import CrossEncoder

                    model = CrossEncoder(
                        str(folder), device=pytorch.device(), local_files_only=True
                    )
                require_words(model.tokenizer, self._name, option="--reranker")
                if model.num_labels != 1:
                    raise ModelUnavailable(
                        f"{self._name} tells {model.num_labels} classes of pairs apart, and a "
                        "re-ranker gives one score: name another with --reranker"
                    )
                self._model = model
            return self._model
