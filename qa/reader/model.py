"""The trained reader's network: question and passage in, where an answer starts and ends out.

The encoder is the bundled all-MiniLM-L6-v2 with a linear span head (Devlin et al. 2019, the SQuAD
2.0 model: the first token stands for "no answer here"). The word embeddings stay those of the
bundled model, so that only the layers and the head are stored. This is the only file of `qa` that
imports transformers.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import transformers
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel, BatchEncoding, PreTrainedTokenizerFast

from index.bundled import best_precision, bundled_model, check_hash

TOKENS = 320
"""Of a window: question, passage and the marks between them."""
OVERLAP = 96
WINDOWS_AT_ONCE = 8
LENGTHS = 32
"""Windows are padded to a multiple of so many tokens: for each shape that the processor has not met
before, torch makes code and keeps it, a megabyte or two at a time."""
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
        self.encoder = AutoModel.from_pretrained(bundled_model(), add_pooling_layer=False)
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


def load_tokenizer() -> PreTrainedTokenizerFast:
    """The bundled model's tokeniser. Raises ModelUnavailable."""
    tokenizer: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(bundled_model())
    return tokenizer


def windows(
    tokenizer: PreTrainedTokenizerFast,
    questions: Sequence[str],
    passages: Sequence[str],
    *,
    tokens: int,
    overlap: int,
) -> BatchEncoding:
    """Question-passage pairs cut into windows of at most `tokens`, unpadded, with offsets.

    `overflow_to_sample_mapping` says which pair a window belongs to. A question longer than a
    third of a window is cut.
    """
    longest = tokens // 3
    shortened = [
        tokenizer.decode(ids[:longest]) if len(ids) > longest else question
        for question, ids in zip(
            questions,
            tokenizer(list(questions), add_special_tokens=False, verbose=False)["input_ids"],
            strict=True,
        )
    ]
    cut: BatchEncoding = tokenizer(
        shortened,
        list(passages),
        truncation="only_second",
        max_length=tokens,
        stride=overlap,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        return_token_type_ids=True,
    )
    return cut


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


class SpanModel:
    """A trained network with its tokeniser. Safe to use from several threads."""

    def __init__(self, network: SpanNetwork) -> None:
        self._network = network.eval()
        self._tokenizer = load_tokenizer()
        # It keeps its settings in itself, and `windows` asks it in two ways.
        self._tokenizing = threading.Lock()

    @classmethod
    def load(cls, path: Path, *, sha256: str) -> SpanModel:
        """The network with these weights. Raises ModelUnavailable unless the hash is right."""
        check_hash(path, sha256, package="Byline")
        return cls(load(path).to(best_precision()))

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """The readings of all windows of the passages, in order."""
        if not passages:
            return []
        with self._tokenizing:
            cut = windows(
                self._tokenizer,
                [question] * len(passages),
                passages,
                tokens=TOKENS,
                overlap=OVERLAP,
            )
        rows = sorted(range(len(cut["input_ids"])), key=lambda row: len(cut["input_ids"][row]))
        readings: dict[int, Reading] = {}
        for begin in range(0, len(rows), WINDOWS_AT_ONCE):
            batch = rows[begin : begin + WINDOWS_AT_ONCE]
            start, end = self._logits(cut, batch)
            for place, row in enumerate(batch):
                length = len(cut["input_ids"][row])
                readings[row] = Reading(
                    passage=cut["overflow_to_sample_mapping"][row],
                    offsets=np.array(cut["offset_mapping"][row], dtype=np.int64),
                    passage_tokens=np.array([kind == 1 for kind in cut.sequence_ids(row)]),
                    start=start[place, :length],
                    end=end[place, :length],
                )
        return [readings[row] for row in sorted(readings)]

    def _logits(
        self, cut: BatchEncoding, rows: Sequence[int]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        inputs = [(cut["input_ids"][row], cut["token_type_ids"][row]) for row in rows]
        longest = max(len(ids) for ids, _ in inputs)
        batch = pad(inputs, length=-(-longest // LENGTHS) * LENGTHS)
        with torch.inference_mode():
            logits = self._network(*batch)
        return logits.start.numpy(), logits.end.numpy()


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
