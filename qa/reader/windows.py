"""Questions and passages in, out the windows that the network reads, with their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.bundled import bundled_tokenizer, encodable

if TYPE_CHECKING:
    from tokenizers import Encoding

TOKENS = 320
"""Of a window: question, passage and the marks between them."""
OVERLAP = 96
CLS, SEP = 101, 102
"""The bundled tokenizer's marks at the beginning and behind each part."""
LENGTHS = 32
"""Windows are padded to a multiple of so many tokens: for each shape that it has not met before
OpenVINO makes code and keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A question with a stretch of a passage, unpadded; each sequence is one value a token.

    `passage` is the passage's place in the list that was cut. `types` are 0 up to the mark behind
    the question, then 1. `offsets` are characters of the passage where `of_passage` is true.
    """

    passage: int
    ids: Sequence[int]
    types: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    of_passage: Sequence[bool]


def cut(
    questions: Sequence[str],
    passages: Sequence[str],
    *,
    tokens: int = TOKENS,
    overlap: int = OVERLAP,
) -> list[Window]:
    """The windows of each question with its passage, in order, each of at most `tokens`.

    One shares `overlap` tokens of the passage with the next. A question longer than a third of a
    window is cut. Raises ModelUnavailable.
    """
    asked = [found.ids[: tokens // 3] for found in _encoded(questions)]
    return [
        window
        for place, (question, found) in enumerate(zip(asked, _encoded(passages), strict=True))
        for window in _windows(place, question, found, tokens=tokens, overlap=overlap)
    ]


def _encoded(texts: Sequence[str]) -> list[Encoding]:
    found: list[Encoding] = bundled_tokenizer().encode_batch(
        [*map(encodable, texts)], add_special_tokens=False
    )
    return found


def _windows(
    place: int, question: Sequence[int], passage: Encoding, *, tokens: int, overlap: int
) -> Iterator[Window]:
    """One passage's windows: `[CLS] question [SEP] a stretch of the passage [SEP]`."""
    room = tokens - len(question) - 3
    head = [CLS, *question, SEP]
    for start in range(0, max(1, len(passage.ids) - overlap), room - overlap):
        ids = passage.ids[start : start + room]
        yield Window(
            passage=place,
            ids=[*head, *ids, SEP],
            types=[0] * len(head) + [1] * (len(ids) + 1),
            offsets=[(0, 0)] * len(head) + [*passage.offsets[start : start + room], (0, 0)],
            of_passage=[False] * len(head) + [True] * len(ids) + [False],
        )
