"""An engine that answers only so many questions at once; the others wait for their turn.

More at once than there are cores gives nobody an answer sooner, and each takes memory.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

from qa.engine import Engine
from qa.types import Answer, Question, SearchResult

AT_ONCE = min(4, os.cpu_count() or 1)


class InTurn(Engine):
    """Does what another engine does, in turn. Safe to use from several threads."""

    def __init__(self, engine: Engine, *, at_once: int) -> None:
        self.library = engine.library
        self._engine = engine
        self._turns = threading.BoundedSemaphore(at_once)

    def ask(self, question: Question | str) -> Answer:
        """See `Engine.ask`."""
        with self._turns:
            return self._engine.ask(question)

    def stream(self, question: Question | str) -> Iterator[Answer]:
        """See `Engine.stream`."""
        with self._turns:
            yield from self._engine.stream(question)

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """See `Engine.search`."""
        with self._turns:
            return self._engine.search(question, k=k)
