"""A blocking iterator in, an asynchronous one out that never floods the page."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from typing import TypeVar

from qa.closable import Closable

Item = TypeVar("Item")

SECONDS_BETWEEN_UPDATES = 0.05
"""The page redraws the last message at each update; more than twenty a second are not seen."""


async def latest(items: Iterator[Item]) -> AsyncIterator[Item]:
    """The newest item each time, and always the last one. Raises what `items` raises.

    The iterator runs from start to end in one thread of its own, as a database connection may
    be bound to its thread. When the caller stops early, it is closed where it can be, else left
    after the item in the making.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Item | None] = asyncio.Queue()
    abandoned = threading.Event()

    def run() -> None:
        try:
            for item in items:
                if abandoned.is_set():
                    return
                loop.call_soon_threadsafe(arrived.put_nowait, item)
        finally:
            if not abandoned.is_set():
                loop.call_soon_threadsafe(arrived.put_nowait, None)

    worker = asyncio.create_task(asyncio.to_thread(run))
    try:
        ended = False
        while not ended:
            batch = [await arrived.get()]
            while not arrived.empty():
                batch.append(arrived.get_nowait())
            ended = batch[-1] is None
            fresh = [item for item in batch if item is not None]
            if fresh:
                yield fresh[-1]
            if not ended:
                await asyncio.sleep(SECONDS_BETWEEN_UPDATES)
        await worker
    finally:
        abandoned.set()
        if isinstance(items, Closable):
            items.close()
