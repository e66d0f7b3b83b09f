"""How much one reader may ask of the program: the size, the rate and the number of requests."""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UPLOAD = "/gradio_api/upload"
_READERS_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is allowed.

    `body_bytes` is the largest body of a request, `upload_bytes` that of one with files.
    `a_minute` is how many requests other than for reading one address may send, spent at once or
    over the minute. `at_once` is how many requests of the HTTP API may be under way.
    """

    body_bytes: int = 8 * 2**20
    upload_bytes: int = 64 * 2**20
    a_minute: int = 3000
    at_once: int = 64


class LimitsMiddleware:
    """Answers 413, 429 or 503, and what to do, to what is over the limits."""

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._rates = _Rates(limits.a_minute)
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        self._under_way += _is_counted(scope)
        try:
            await self._within_size(scope, receive, send)
        finally:
            self._under_way -= _is_counted(scope)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and int(length) > self._largest(scope):
            return self._too_large(scope)
        client = scope.get("client")
        wait = self._rates.seconds_to_wait(client[0] if client else "")
        if wait > 0:
            return _refusal(429, f"too many requests: try again in {wait:.0f} seconds", wait)
        if _is_counted(scope) and self._under_way >= self._limits.at_once:
            return _refusal(503, "too many questions are being answered: try again soon", 2)
        return None

    async def _within_size(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts a body as it comes: its length need not have been told, nor told truly."""
        received, begun = 0, False
        largest = self._largest(scope)

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise _TooLarge
            return message

        async def send_noted(message: Message) -> None:
            nonlocal begun
            if received <= largest:
                begun = True
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, receive_counted, send_noted)
        if received > largest and not begun:
            await self._too_large(scope)(scope, receive, send)

    def _largest(self, scope: Scope) -> int:
        is_upload = scope["path"].startswith(_UPLOAD)
        return self._limits.upload_bytes if is_upload else self._limits.body_bytes

    def _too_large(self, scope: Scope) -> JSONResponse:
        return _refusal(413, f"too large: at most {self._largest(scope)} bytes are read")


class _TooLarge(Exception):
    """A body grew over its limit while it was read."""


class _Rates:
    """For each address a bucket of requests that fills up again over a minute."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, address: str) -> float:
        """Takes one request out of the bucket; 0, or how long until there is one again."""
        now = time.monotonic()
        left, then = self._buckets.pop(address, (float(self._a_minute), now))
        left = min(self._a_minute, left + (now - then) * self._a_minute / 60)
        self._buckets[address] = (max(0.0, left - 1) if left >= 1 else left, now)
        if len(self._buckets) > _READERS_REMEMBERED:
            self._buckets.popitem(last=False)
        return 0.0 if left >= 1 else max(1.0, (1 - left) * 60 / self._a_minute)


def _is_counted(scope: Scope) -> bool:
    return str(scope["path"]).startswith("/api/")


def _refusal(status: int, line: str, wait: float | None = None) -> JSONResponse:
    headers = None if wait is None else {"Retry-After": f"{wait:.0f}"}
    return JSONResponse({"error": line}, status, headers)
