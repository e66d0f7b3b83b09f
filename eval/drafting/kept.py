"""A language model whose answers are kept in a file: asked the same again, it says the same.

So can the verification of what was written be measured anew without the model, which is slow.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from qa.writing.address import Address, read_address
from qa.writing.failures import WritingFailed
from qa.writing.model import OPTIONS, Message, Model, Offered, Words

NOT_KEPT = "What {model} answers to this is not kept, and no server is named."
NOBODY = "127.0.0.1:9"
"""Where nothing is asked."""
WARMTH = 0.7
"""The temperature of every draw but the first, which is of the likeliest words."""


class Drafts:
    """A JSONL file: the model on a first line, then its answers, each with what it was asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        rows = (
            [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            if path.exists()
            else []
        )
        self.model = Offered(**rows[0]) if rows else None
        self._answers = {row["asked"]: (row["words"], row["ended"]) for row in rows[1:]}

    def get(self, asked: str) -> tuple[str, str] | None:
        """What was answered and why it ended; None where it was not kept."""
        return self._answers.get(asked)

    def begin(self, model: Offered) -> None:
        """Keeps which model it is, where it is not known yet."""
        if self.model is None:
            self.model = model
            self._write({"id": model.id, "context": model.context})

    def keep(self, asked: str, words: str, ended: str) -> None:
        """Keeps an answer; what still comes of one that was enough is none."""
        if asked in self._answers:
            return
        self._answers[asked] = (words, ended)
        self._write({"asked": asked, "words": words, "ended": ended})

    def _write(self, row: Mapping[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


class KeptModel(Model):
    """A model that answers from what is kept; what is not is asked of the server at `address`.

    `draw` tells apart several answers to the same. Raises WritingFailed where an answer is neither
    kept nor to be had.
    """

    def __init__(self, drafts: Drafts, address: Address | None, *, draw: int) -> None:
        options = {**OPTIONS, "temperature": WARMTH, "seed": draw} if draw else OPTIONS
        super().__init__(address or read_address(NOBODY), options=options)
        self.drafts = drafts
        self._asks = address is not None
        self._draw = draw

    def wake(self) -> Future[Offered]:
        """See `Model.wake`."""
        if self._asks:
            return super().wake()
        known: Future[Offered] = Future()
        if self.drafts.model is None:
            known.set_exception(WritingFailed(NOT_KEPT, model="the model"))
        else:
            known.set_result(self.drafts.model)
        return known

    def words(
        self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, most_tokens: int
    ) -> Words:
        """See `Model.words`."""
        asked = json.dumps([list(map(dict, messages)), schema, most_tokens, self._draw])
        key = hashlib.sha256(asked.encode()).hexdigest()
        kept = self.drafts.get(key)
        if kept is not None:
            return _Again(*kept)
        if not self._asks:
            raise WritingFailed(NOT_KEPT, model=self.name or "the model")
        self.drafts.begin(self.chosen())
        return _Keeping(self, messages, schema=schema, most_tokens=most_tokens, key=key)


class _Again(Words):
    """The pieces of a kept answer: all of it as one."""

    def __init__(self, words: str, ended: str) -> None:
        self._left = [words]
        self._ends = ended
        self.ended: str | None = None

    def __next__(self) -> str:
        if self._left:
            return self._left.pop()
        self.ended = self._ends
        raise StopIteration

    def close(self) -> None:
        self._left.clear()


class _Keeping(Words):
    """The pieces of an answer as they come, which is kept when it is whole or was enough."""

    def __init__(
        self,
        model: KeptModel,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        most_tokens: int,
        key: str,
    ) -> None:
        super().__init__(model, messages, schema=schema, most_tokens=most_tokens)
        self._drafts = model.drafts
        self._key = key
        self._pieces: list[str] = []

    def __next__(self) -> str:
        try:
            piece = super().__next__()
        except StopIteration:
            self._keep(self.ended or "stop")
            raise
        self._pieces.append(piece)
        return piece

    def close(self) -> None:
        self._keep("stop")
        super().close()

    def _keep(self, ended: str) -> None:
        if self._pieces:
            self._drafts.keep(self._key, "".join(self._pieces), ended)
            self._pieces.clear()
