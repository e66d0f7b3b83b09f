"""An engine that answers only so many questions at once; the others wait for their turn.

More at once than there are cores gives nobody an answer sooner, and each takes memory.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from qa.closable import Closable, Item
from qa.engine import Engine
from qa.types import Answer, Found, Question, SearchResult
from qa.writing.written import Written

AT_ONCE = min(4, os.cpu_count() or 1)


class InTurn(Engine):
    """Does what another engine does, in turn. Safe to use from several threads.

    The work is done by threads of its own, always the same: each thread that ever runs a model
    keeps memory for it that is not given back.
    """

    def __init__(self, engine: Engine, *, at_once: int) -> None:
        self.library = engine.library
        self._engine = engine
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answering")

    def ask(self, question: Question | str) -> Answer:
        """See `Engine.ask`."""
        return self._threads.submit(self._engine.ask, question).result()

    def stream(self, question: Question | str) -> Iterator[Answer]:
        """See `Engine.stream`. The turn is taken at once, and given up when this is closed."""
        return Turn(self._threads, self._engine.stream(question))

    def found(self, question: Question | str) -> Found:
        """See `Engine.found`."""
        return self._threads.submit(self._engine.found, question).result()

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """See `Engine.search`."""
        return self._threads.submit(self._engine.search, question, k=k).result()

    def stop(self) -> None:
        """Answers no more: whoever waits for a turn gets CancelledError, as who comes later."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def written_in_turn(engine: Engine, in_turn: InTurn) -> Engine:
    """What answers in turn; a language model, where the engine has one, writes beside it.

    Else those who want quotations alone would wait for what is being written for others.
    """
    return engine.over(in_turn) if isinstance(engine, Written) else in_turn


class Turn(Closable[Item]):
    """The items that a thread makes when it is free, to be taken by another."""

    def __init__(self, threads: ThreadPoolExecutor, answers: Iterator[Item]) -> None:
        self._answers = answers
        self._made: SimpleQueue[Item | None] = SimpleQueue()
        self._closed = threading.Event()
        self._work = threads.submit(self._make)
        # Also where it never began: who waits is told that nothing comes.
        self._work.add_done_callback(lambda _: self._made.put(None))

    def __next__(self) -> Item:
        answer = self._made.get()
        if answer is not None:
            return answer
        self._made.put(None)  # for whoever asks once more
        if not self._closed.is_set():
            self._work.result()  # raises what broke it off
        raise StopIteration

    def close(self) -> None:
        """Gives the turn up: it is not taken, or ends after the answer in the making."""
        self._closed.set()
        self._work.cancel()
        self._made.put(None)

    def _make(self) -> None:
        for answer in self._answers:
            if self._closed.is_set():
                return
            self._made.put(answer)
