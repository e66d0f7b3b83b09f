"""An engine that answers a question once, however many readers ask it, until an article changes.

A link that a newsroom shares, a reload, an evaluation run again: the same question comes often.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from qa.closable import Closable
from qa.engine import Engine, growing
from qa.types import Answer, Question, SearchResult
from qa.writing.written import Written

ANSWERS = 512
"""So many are remembered, those asked for last; each takes some tens of kilobytes."""


class Remembering(Engine):
    """Does what another engine does, and keeps its answers. Safe to use from several threads.

    Who asks while the same question is being answered waits for that answer. Nothing is kept on
    the disk. The timings of an answer that was there are those of fetching it. An answer that a
    language model's server broke off is not kept: another time it may be whole.
    """

    def __init__(self, engine: Engine, *, answers: int = ANSWERS) -> None:
        self.library = engine.library
        self.writer = engine.model if isinstance(engine, Written) else None
        self._engine = engine
        self._most = answers
        self._answers: OrderedDict[object, Future[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: Question | str) -> Answer:
        """See `Engine.ask`."""
        began = time.perf_counter()
        question = Question(text=question) if isinstance(question, str) else question
        key = question, self.library.last_change()
        with self._lock:
            future = self._found(key)
            if future is None:
                mine: Future[Answer] = Future()
                self._keep(key, mine)
        if future is not None:
            return _fetched(future.result(), began)
        try:
            answer = self._engine.ask(question)
        except BaseException as error:
            with self._lock:
                self._answers.pop(key, None)
            mine.set_exception(error)
            raise
        mine.set_result(answer)
        if _was_broken_off(answer):
            with self._lock:
                self._answers.pop(key, None)
        return answer

    def stream(self, question: Question | str, *, anew: bool = False) -> Iterator[Answer]:
        """See `Engine.stream`. What is asked `anew` is answered again, and that is remembered."""
        began = time.perf_counter()
        question = Question(text=question) if isinstance(question, str) else question
        key = question, self.library.last_change()
        with self._lock:
            future = None if anew else self._found(key)
        if future is not None:
            return _fetching(future, began)
        # A reader may leave before the end, so that nobody is made to wait for this one.
        return _Noted(self._engine.stream(question), partial(self._learn, key))

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """See `Engine.search`."""
        return self._engine.search(question, k=k)

    def _learn(self, key: object, answer: Answer) -> None:
        if _was_broken_off(answer):
            return
        whole: Future[Answer] = Future()
        whole.set_result(answer)
        with self._lock:
            self._keep(key, whole)

    def _found(self, key: object) -> Future[Answer] | None:
        """What is remembered or being found out. The lock is held."""
        future = self._answers.get(key)
        if future is not None:
            self._answers.move_to_end(key)
        return future

    def _keep(self, key: object, future: Future[Answer]) -> None:
        """Remembers, and forgets what was asked longest ago. The lock is held."""
        self._answers[key] = future
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)


class _Noted(Closable[Answer]):
    """A growing answer that is learnt once it is whole, but not where it was left before."""

    def __init__(self, answers: Iterator[Answer], learn: Callable[[Answer], None]) -> None:
        self._answers = answers
        self._learn = learn
        self._last: Answer | None = None
        self._closed = threading.Event()

    def __next__(self) -> Answer:
        try:
            self._last = next(self._answers)
        except StopIteration:
            if self._last is not None and not self._closed.is_set():
                self._learn(self._last)
            raise
        return self._last

    def close(self) -> None:
        """See `Closable.close`."""
        self._closed.set()
        if isinstance(self._answers, Closable):
            self._answers.close()


def _was_broken_off(answer: Answer) -> bool:
    return answer.writing is not None and answer.writing.failed


def _fetching(future: Future[Answer], began: float) -> Iterator[Answer]:
    yield from growing(_fetched(future.result(), began))


def _fetched(answer: Answer, began: float) -> Answer:
    return replace(answer, timings={"total": 1000 * (time.perf_counter() - began)})
