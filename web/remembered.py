"""An engine that answers a question once, however many readers ask it, until an article changes.

A link that a newsroom shares, a reload, an evaluation run again: the same question comes often.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import replace

from qa.engine import Engine
from qa.types import Answer, Question, SearchResult

ANSWERS = 512
"""So many are remembered, those asked for last; each takes some tens of kilobytes."""


class Remembering(Engine):
    """Does what another engine does, and keeps its answers. Safe to use from several threads.

    Who asks while the same question is being answered waits for that answer. Nothing is kept on
    the disk.
    """

    def __init__(self, engine: Engine, *, answers: int = ANSWERS) -> None:
        self.library = engine.library
        self._engine = engine
        self._most = answers
        self._answers: OrderedDict[object, Future[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: Question | str) -> Answer:
        """See `Engine.ask`. The timings of an answer that was there are those of fetching it."""
        began = time.perf_counter()
        question = Question(text=question) if isinstance(question, str) else question
        key = question, self.library.last_change()
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            else:
                mine = self._answers[key] = Future()
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        if answer is None:
            return self._for_all(key, question, mine)
        found = answer.result()
        return replace(found, timings={"total": 1000 * (time.perf_counter() - began)})

    def search(self, question: Question | str, *, k: int = 10) -> tuple[SearchResult, ...]:
        """See `Engine.search`."""
        return self._engine.search(question, k=k)

    def _for_all(self, key: object, question: Question, mine: Future[Answer]) -> Answer:
        """The engine's answer, also for those who wait for it; a failure is not remembered."""
        try:
            answer = self._engine.ask(question)
        except BaseException as error:
            with self._lock:
                self._answers.pop(key, None)
            mine.set_exception(error)
            raise
        mine.set_result(answer)
        return answer
