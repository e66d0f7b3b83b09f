"""The reader's network as it is trained: question and passage in, where an answer starts and ends.

The encoder is the bundled all-MiniLM-L6-v2 with a linear span head (Devlin et al. 2019, the SQuAD
2.0 model: the first token stands for "no answer here"). The word embeddings stay those of the
bundled model, so that only the layers and the head are stored. To answer, Byline runs it as a
graph (`model.py`), without PyTorch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel

from index.bundled import bundled_model

WORD_EMBEDDINGS = "encoder.embeddings.word_embeddings.weight"


class SpanLogits(NamedTuple):
    """Logits of shape (windows, tokens); tokens of question and padding have -inf."""

    start: Tensor
    end: Tensor


class SpanNetwork(nn.Module):
    """Encoder and span head."""

    def __init__(self) -> None:
        super().__init__()
        # The bundled file also has a pooler, which nothing here needs; no word about that.
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.encoder = AutoModel.from_pretrained(
            bundled_model(), add_pooling_layer=False, local_files_only=True
        )
        self.head = nn.Linear(self.encoder.config.hidden_size, 2)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> SpanLogits:
        """Tensors of shape (windows, tokens), as the tokeniser makes them."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits = self.head(states).float()
        allowed = (token_type_ids * attention_mask).bool()
        allowed[:, 0] = True
        logits = logits.masked_fill(~allowed.unsqueeze(-1), -torch.inf)
        return SpanLogits(start=logits[..., 0], end=logits[..., 1])


def best_precision() -> torch.dtype:
    """bfloat16 where the processor multiplies it natively, otherwise float32."""
    native = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return torch.bfloat16 if native else torch.float32


def save(network: SpanNetwork, path: Path) -> str:
    """Writes what was trained, in bfloat16; returns the file's SHA-256."""
    trained = {
        name: value.detach().to(torch.bfloat16).contiguous()
        for name, value in network.state_dict().items()
        if name != WORD_EMBEDDINGS
    }
    save_file(trained, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load(path: Path) -> SpanNetwork:
    """The network with the weights that `save` wrote."""
    network = SpanNetwork()
    network.load_state_dict(load_file(path), strict=False)
    return network


def pad(
    rows: Sequence[tuple[Sequence[int], Sequence[int]]], *, length: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, attention mask and token types of shape (windows, length), padded with 0."""

    def padded(values: Sequence[Sequence[int]]) -> Tensor:
        return torch.tensor([[*value, *[0] * (length - len(value))] for value in values])

    return (
        padded([ids for ids, _ in rows]),
        padded([[1] * len(ids) for ids, _ in rows]),
        padded([types for _, types in rows]),
    )
