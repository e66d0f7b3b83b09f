"""Any extractive question answering model of transformers as a `SpanModel`.

Question and passage are read together, a long passage in windows that overlap, as the model was
trained (Devlin et al. 2019); its first mark stands for "no answer here", as in SQuAD 2.0.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index import pytorch
from index.bundled import encodable
from index.errors import ModelUnavailable
from index.named_models import described, loading, require_words
from qa.reader.model import Reading

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

KIND = "ForQuestionAnswering"
TOKENS = 384
"""Of a window, as most of these models are trained; fewer where a model reads no more."""
WINDOWS = 8
"""Read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    tokenizer: PreTrainedTokenizerBase
    model: PreTrainedModel
    tokens: int


class NamedReader:
    """A model found by `folder`, which is called and loaded on first use. Safe for many threads."""

    def __init__(self, name: str, *, folder: Callable[[], Path]) -> None:
        self._name = name
        self._find = folder
        self._ready: _Loaded | None = None
        self._loading = threading.Lock()

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """See `SpanModel.read`."""
        return list(_readings(self._loaded(), encodable(question), [*map(encodable, passages)]))

    def require(self) -> Path:
        """The folder with the model. Raises ModelUnavailable where none of its kind is there."""
        folder = self._find()
        made_as = described(folder, "config.json").get("architectures") or ["nothing known"]
        if not any(KIND in str(each) for each in made_as):
            raise ModelUnavailable(
                f"{self._name} is no extractive question answering model of transformers (by its "
                f"config.json: {', '.join(map(str, made_as))}), or only a part of one: name "
                "another with --reader, or fetch it anew"
            )
        return folder

    def _loaded(self) -> _Loaded:
        with self._loading:
            if self._ready is None:
                folder = self.require()
                with loading(self._name, option="--reader"):
                    ready = _load(self._name, folder)
                    # Some need more than a text; better told of now than in the midst of answers.
                    list(_readings(ready, "Who came?", ["Ann came."]))
                self._ready = ready
            return self._ready


def _load(name: str, folder: Path) -> _Loaded:
    pytorch.prepare()
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    device = pytorch.device()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    if not tokenizer.is_fast:
        raise ModelUnavailable(
            f"the tokenizer of {name} does not tell where in a text its tokens stand: name another "
            "model with --reader"
        )
    require_words(tokenizer, name, option="--reader")
    model, found = AutoModelForQuestionAnswering.from_pretrained(
        folder,
        local_files_only=True,
        output_loading_info=True,
        dtype=torch.float32 if device == "cpu" else "auto",
    )
    tokenizer.padding_side = "right"
    if found["missing_keys"]:
        raise ModelUnavailable(
            f"{name} lacks weights ({min(found['missing_keys'])} and what else may be "
            "missing): it is only a part of a model, or one of another kind; name another with "
            "--reader, or fetch it anew"
        )
    positions = getattr(model.config, "max_position_embeddings", None) or TOKENS + 2
    # Some count positions from the second on.
    tokens = min(TOKENS, tokenizer.model_max_length, positions - 2)
    return _Loaded(tokenizer=tokenizer, model=model.to(device).eval(), tokens=tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """What the model takes, and which of its tokens are the mark at the start and the passage's."""

    passage: int
    inputs: Mapping[str, list[int]]
    places: NDArray[np.int64]
    offsets: NDArray[np.int64]


def _readings(ready: _Loaded, question: str, passages: Sequence[str]) -> Iterator[Reading]:
    import torch

    windows = list(_windows(ready, question, passages))
    for first in range(0, len(windows), WINDOWS):
        batch = windows[first : first + WINDOWS]
        inputs = ready.tokenizer.pad([dict(each.inputs) for each in batch], return_tensors="pt")
        with torch.inference_mode():
            found: Any = ready.model(**inputs.to(ready.model.device))
        starts, ends = (
            logits.float().cpu().numpy() for logits in (found.start_logits, found.end_logits)
        )
        for window, start, end in zip(batch, starts, ends, strict=True):
            yield Reading(
                passage=window.passage,
                offsets=window.offsets,
                passage_tokens=np.arange(len(window.places)) > 0,
                start=start[window.places],
                end=end[window.places],
            )


def _windows(ready: _Loaded, question: str, passages: Sequence[str]) -> Iterator[_Window]:
    tokenizer, tokens = ready.tokenizer, ready.tokens
    asked = tokenizer(
        question,
        add_special_tokens=False,
        truncation=True,
        max_length=tokens // 3,
        return_offsets_mapping=True,
    )["offset_mapping"]
    # A longer question would leave no room for what may answer it.
    question = question[: asked[-1][1]] if asked else question
    for number, passage in enumerate(passages):
        found = tokenizer(
            question,
            passage,
            truncation="only_second",
            max_length=tokens,
            stride=tokens // 3,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        for row in range(len(found["input_ids"])):
            inputs: dict[str, list[int]] = {
                name: found[name][row] for name in tokenizer.model_input_names if name in found
            }
            inside = [place for place, part in enumerate(found.sequence_ids(row)) if part == 1]
            offsets = [_trimmed(passage, *found["offset_mapping"][row][place]) for place in inside]
            ids, mark = inputs["input_ids"], tokenizer.cls_token_id
            yield _Window(
                passage=number,
                inputs=inputs,
                places=np.array([ids.index(mark) if mark in ids else 0, *inside], dtype=np.int64),
                offsets=np.array([(0, 0), *offsets], dtype=np.int64),
            )


def _trimmed(passage: str, start: int, end: int) -> tuple[int, int]:
    """A token's place without the space before it, which some tokenizers count to it."""
    while start < end and passage[start].isspace():
        start += 1
    return start, end
