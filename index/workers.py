"""Articles in, their passages with vectors out, embedded by several processes.

They only embed: what is stored is stored by the one that asks. A process that is killed costs the
batches that were under way, which are embedded again.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from index.embed import Embedder
from index.errors import Unavailable
from index.intake import Passages, embedded
from index.records import Article

TRIES = 10
"""So often all may be killed before one of them has embedded anything."""
BATCHES_A_WORKER = 2
"""One under way, and one that waits."""


class Workers:
    """So many processes that embed (see `Embedding`); a context, at whose end they are ended.

    `make` makes the embedder in each of them; it is pickled. What an embedder raises is raised
    here; Unavailable where the processes are killed again and again.
    """

    def __init__(self, number: int, make: Callable[[], Embedder]) -> None:
        self._number = number
        self._make = make
        self._waiting: deque[tuple[Sequence[Article], Future[Passages]]] = deque()
        self._failures = 0
        # Not forked from here, where threads run; those that follow a killed one start quickly.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([__name__])
        self._pool = self._started()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def put(self, articles: Sequence[Article]) -> Iterator[Passages]:
        """See `Embedding.put`."""
        future = self._submitted(articles)
        self._waiting.append((articles, future))
        while len(self._waiting) > BATCHES_A_WORKER * self._number:
            yield self._first()

    def rest(self) -> Iterator[Passages]:
        """See `Embedding.rest`."""
        while self._waiting:
            yield self._first()

    def _first(self) -> Passages:
        while True:
            _, future = self._waiting[0]
            try:
                passages = future.result()
            except BrokenProcessPool:
                self._start_again()
                continue
            self._waiting.popleft()
            self._failures = 0
            return passages

    def _submitted(self, articles: Sequence[Article]) -> Future[Passages]:
        while True:
            try:
                return self._pool.submit(_embedded, articles)
            except BrokenProcessPool:
                self._start_again()

    def _start_again(self) -> None:
        """New processes, to which is given what the old ones have not done."""
        self._failures += 1
        if self._failures > TRIES:
            raise Unavailable(
                f"the processes that embed were killed {self._failures} times in a row: there may "
                "be too little memory for so many, add with fewer --workers; what is stored stays"
            )
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._started()
        for place, (articles, future) in enumerate(self._waiting):
            done = future.done() and not future.cancelled() and future.exception() is None
            if not done:
                self._waiting[place] = articles, self._submitted_anew(articles)

    def _submitted_anew(self, articles: Sequence[Article]) -> Future[Passages]:
        try:
            return self._pool.submit(_embedded, articles)
        except BrokenProcessPool as error:
            # Killed meanwhile: who asks for it starts again.
            failed: Future[Passages] = Future()
            failed.set_exception(error)
            return failed

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._number, mp_context=self._context, initializer=_start, initargs=(self._make,)
        )


_embedder: Embedder | None = None
"""Of a process that embeds."""


def _start(make: Callable[[], Embedder]) -> None:
    global _embedder
    # Ctrl-C is for the one that asks, which then ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _embedder = make()


def _embedded(articles: Sequence[Article]) -> Passages:
    if _embedder is None:
        raise RuntimeError("the process was not started by Workers")
    return embedded(_embedder, articles, progress=lambda *_: None)
