"""The trained reader's network as a graph: question and passages in, where answers start and end.

The weights of the graph are `weights/reader.safetensors`, written by `qa/reader/make_graph.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled import padded, word_embeddings
from index.graph import Graph, Inputs, Precision
from qa.reader.windows import LENGTHS, Window, cut

GRAPH = Path(__file__).parent / "weights" / "reader.xml"
GRAPH_SHA256 = "768db3823b52176baa80300bdd9c5e81e5b55caefa068392478815f17004fff6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network makes of one window of a passage.

    `passage` is the passage's place in the list that was read. `offsets`, of shape (tokens, 2),
    are characters of the passage; `passage_tokens` tells which tokens are the passage's, and
    `start` and `end` are the logits, each of shape (tokens,), with -inf for all but those and the
    first, which stands for "no answer here".
    """

    passage: int
    offsets: NDArray[np.int64]
    passage_tokens: NDArray[np.bool_]
    start: NDArray[np.float32]
    end: NDArray[np.float32]


class SpanModel(Protocol):
    """A network that marks where an answer starts and ends. Safe to use from several threads."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """The readings of all windows of the passages, in order. Raises ModelUnavailable."""


class SpanGraph:
    """The bundled network, loaded on first use."""

    def __init__(
        self,
        path: Path = GRAPH,
        *,
        sha256: str = GRAPH_SHA256,
        precision: Precision | None = None,
    ) -> None:
        self._graph = Graph(path, sha256=sha256, precision=precision)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """See `SpanModel.read`."""
        windows = cut([question] * len(passages), passages)
        # One at a time on each stream: several in a batch take no less time, and more memory.
        found = self._graph.run(map(_inputs, windows))
        return [_reading(window, logits) for window, [logits] in zip(windows, found, strict=True)]


def _inputs(window: Window) -> Inputs:
    """Word embeddings, mask and token types, as the graph takes them."""
    ids, mask, types = (
        padded([row], multiple=LENGTHS) for row in (window.ids, [1] * len(window.ids), window.types)
    )
    return word_embeddings().of(ids), mask, types


def _reading(window: Window, logits: NDArray[np.float32]) -> Reading:
    """A window's reading; `logits` has the shape (tokens and padding, 2)."""
    allowed = np.array(window.types, dtype=bool)
    allowed[0] = True
    start, end = np.where(allowed[:, np.newaxis], logits[: len(allowed)], -np.inf).T
    return Reading(
        passage=window.passage,
        offsets=np.array(window.offsets, dtype=np.int64),
        passage_tokens=np.array(window.of_passage),
        start=start,
        end=end,
    )
