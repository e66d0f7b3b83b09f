"""Makes the embedding model's graph: `python -m index.make_graph`.

all-MiniLM-L6-v2, as sentence-transformers loads it, goes in; `index/minilm.xml` and
`index/minilm.bin` come out, and the SHA-256 that `index/embed.py` checks. The graph takes word
embeddings (texts, tokens, 384) and the attention mask (texts, tokens), and gives the mean of the
last layer over the tokens, (texts, 384). Its weights are rounded to eight bits, each row with a
scale of its own (nncf, `INT8_SYM`, which needs no data).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from index.bundled import bundled_model
from index.embed import GRAPH
from index.graph import digest_of_graph

NARROW = 384


class MeanPooled(nn.Module):
    """An encoder, its last layer averaged over the tokens that are no padding."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, words: Tensor, attention_mask: Tensor) -> Tensor:
        """Word embeddings (texts, tokens, 384) and their mask in, (texts, 384) out."""
        states = self.encoder(inputs_embeds=words, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        means: Tensor = (states * mask).sum(1) / mask.sum(1)
        return means


def main() -> None:
    """Writes the graph and prints its hash."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled_model()), device="cpu", local_files_only=True)
    network = MeanPooled(model[0].get_submodule("auto_model"))
    print(write_graph(network, GRAPH, masks=1, rounded=True))  # noqa: T201


def write_graph(network: nn.Module, path: Path, *, masks: int, rounded: bool) -> str:
    """Writes a network as a graph; returns the SHA-256 of its two files together.

    The network takes word embeddings and so many arrays of integers of shape (texts, tokens).
    `rounded` weights have eight bits, others are kept in float16.
    """
    # Both would tell their makers over the network how they are used.
    os.environ.update({"CI": "true", "NNCF_CI": "1"})
    import nncf
    import openvino
    from openvino.tools.ovc import convert_model

    logging.getLogger("nncf").setLevel(logging.ERROR)
    integers = torch.ones(2, 7, dtype=torch.int64)
    words = torch.zeros(2, 7, NARROW)
    shapes: Sequence[object] = [
        ([-1, -1, NARROW], openvino.Type.f32),
        *[([-1, -1], openvino.Type.i64)] * masks,
    ]
    with torch.no_grad():
        graph = convert_model(
            network.eval(), example_input=(words, *[integers] * masks), input=shapes
        )
    if rounded:
        graph = nncf.compress_weights(graph, mode=nncf.CompressWeightsMode.INT8_SYM)
    openvino.save_model(graph, path, compress_to_fp16=True)
    return digest_of_graph(path)


if __name__ == "__main__":
    main()
