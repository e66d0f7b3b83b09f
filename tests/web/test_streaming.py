import asyncio
import threading
import time

import pytest

from qa.closable import Closable
from web.streaming import SECONDS_BETWEEN_UPDATES, latest


def test_the_last_item_always_comes_and_the_page_is_not_flooded():
    async def collect():
        return [item async for item in latest(iter(range(10_000)))]

    began = time.monotonic()
    items = asyncio.run(collect())
    seconds = time.monotonic() - began
    assert items[-1] == 9_999
    assert items == sorted(set(items))
    assert len(items) <= 2 + seconds / SECONDS_BETWEEN_UPDATES


def test_what_the_iterator_raises_is_raised_after_its_items():
    def failing():
        yield 1
        raise OSError("broken")

    async def collect(into):
        async for item in latest(failing()):
            into.append(item)

    items = []
    with pytest.raises(OSError, match="broken"):
        asyncio.run(collect(items))
    assert items == [1]


def test_the_iterator_is_left_when_the_caller_stops():
    asked = threading.Semaphore(0)
    made = []

    def endless():
        for number in range(1_000_000):
            made.append(number)
            yield number
            asked.acquire(timeout=5)

    async def stop_after_the_first():
        stream = latest(endless())
        async for _ in stream:
            break
        await stream.aclose()
        asked.release()
        await asyncio.sleep(0.1)
        return len(made)

    assert asyncio.run(stop_after_the_first()) <= 2


def test_an_iterator_that_can_be_closed_is_closed_while_it_is_waited_for():
    class Endless(Closable):
        def __init__(self):
            self.closed = threading.Event()
            self.waited_for = threading.Event()

        def __next__(self):
            self.waited_for.set()
            assert self.closed.wait(10)
            raise StopIteration

        def close(self):
            self.closed.set()

    async def leave(items):
        reading = asyncio.create_task(anext(latest(items)))
        await asyncio.to_thread(items.waited_for.wait, 10)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        return items.closed.is_set()

    assert asyncio.run(leave(Endless()))
