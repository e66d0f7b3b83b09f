"""The bodies of requests as they arrive: how long each may take, and how many may be on their way.

A body must be there after some seconds, or keep coming at a pace that even slow links have. Where
one address has too many on their way, the one that came first gives way; where all of them take
too much memory, the largest: a question, which is there at once, is never turned away for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.types import Message, Receive


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a body has to come.

    It has `seconds`, and one more for each `bytes_a_second` that have come; between two of its
    parts no more than `silent_seconds` may pass. `from_one` is how many bodies of one address may
    be on their way, `bytes_kept` how much of all those that are not whole yet is held in memory.
    """

    seconds: float = 10
    bytes_a_second: int = 8 * 2**10
    silent_seconds: float = 20
    from_one: int = 32
    bytes_kept: int = 64 * 2**20


class TooSlow(Exception):
    """A body did not keep its pace, or gave way to others."""


class TooLarge(Exception):
    """A body grew over its limit while it was read."""


class Bodies:
    """All bodies on their way."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._arriving: dict[Body, None] = {}
        self._bytes_kept = 0

    @asynccontextmanager
    async def arriving(self, address: str, receive: Receive, *, most: int) -> AsyncIterator[Body]:
        """A body of up to `most` bytes from an address."""
        body = Body(self, address, receive, most=most)
        self._arriving[body] = None
        others = [other for other in self._arriving if other.address == address]
        if len(others) > self.pace.from_one:
            others[0].give_way()
        try:
            yield body
        finally:
            self.leave(body)

    def keep(self, body: Body, size: int) -> None:
        """Notes that more of a body is held; the largest gives way where that is too much."""
        if body in self._arriving:
            body.kept += size
            self._bytes_kept += size
        while self._bytes_kept > self.pace.bytes_kept:
            max(self._arriving, key=lambda each: each.kept).give_way()

    def leave(self, body: Body) -> None:
        """Notes that a body is whole, or comes no more."""
        if body in self._arriving:
            del self._arriving[body]
            self._bytes_kept -= body.kept


class Body:
    """One body on its way; its parts are received one by one."""

    def __init__(self, bodies: Bodies, address: str, receive: Receive, *, most: int) -> None:
        self.address = address
        self.kept = 0
        self._bodies = bodies
        self._receive = receive
        self._most = most
        self._size = 0
        self._began = asyncio.get_running_loop().time()
        self._whole = self._gave_way = False
        self._waiting: asyncio.Timeout | None = None

    async def part(self) -> Message:
        """The next part; once the body is whole, what the client does afterwards.

        Raises TooSlow, TooLarge.
        """
        if self._whole:
            return await self._receive()
        if self._gave_way:
            raise TooSlow
        try:
            async with asyncio.timeout_at(self._deadline()) as self._waiting:
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        finally:
            self._waiting = None
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            raise TooLarge
        if not message.get("more_body", False):
            self._whole = True
            self._bodies.leave(self)
        return message

    async def whole(self) -> list[Message]:
        """All its parts, held in memory. Raises TooSlow, TooLarge."""
        parts = []
        while not self._whole:
            part = await self.part()
            parts.append(part)
            self._bodies.keep(self, len(part.get("body", b"")))
        return parts

    def give_way(self) -> None:
        """Ends its way: who waits for its next part gets TooSlow."""
        self._gave_way = True
        self._bodies.leave(self)
        if self._waiting is not None:
            self._waiting.reschedule(0)

    def _deadline(self) -> float:
        pace = self._bodies.pace
        now = asyncio.get_running_loop().time()
        allowed = pace.seconds + self._size / pace.bytes_a_second
        return min(self._began + allowed, now + pace.silent_seconds)
