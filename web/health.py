"""Whether the program is up, and whether it can answer: for supervisors and load balancers.

A supervisor ends what does not say soon that it lives. So nothing here waits behind questions: the
store is looked at by a thread of its own, and not waited for longer than a moment.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter

from index.errors import BylineError, StoreUnavailable
from index.library import Library, Status

SECONDS_TO_LOOK = 1.0

Json = dict[str, object]


def create_health_router(library: Library) -> APIRouter:
    """The routes. The program is alive also while its store cannot be read."""
    router = APIRouter()
    look = _Look(library)

    @router.get("/healthz")
    async def health() -> Json:
        """Whether the program is up; how many articles it has, as far as that is known."""
        try:
            articles: int | None = await look.articles()
        except BylineError:
            articles = look.last_seen
        return {"status": "ok", "version": _version(), "articles": articles}

    @router.get("/readyz")
    async def readiness() -> Json:
        """Whether questions can be answered: the store can be read. Else the status is 503."""
        return {"status": "ready", "articles": await look.articles()}

    return router


class _Look:
    """Counts the articles, one count at a time however many ask."""

    def __init__(self, library: Library) -> None:
        self.last_seen: int | None = None
        self._library = library
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._counting: asyncio.Future[Status] | None = None

    async def articles(self) -> int:
        """How many there are. Raises StoreUnavailable, also where that takes too long."""
        if self._counting is None or self._counting.done():
            loop = asyncio.get_running_loop()
            self._counting = loop.run_in_executor(self._thread, self._library.status)
        done, _ = await asyncio.wait([self._counting], timeout=SECONDS_TO_LOOK)
        if not done:
            raise StoreUnavailable(f"the store was not read in {SECONDS_TO_LOOK:.0f} s: try again")
        self.last_seen = self._counting.result().articles
        return self.last_seen


def _version() -> str:
    try:
        return version("byline")
    except PackageNotFoundError:
        return "not installed"  # run from a checkout
