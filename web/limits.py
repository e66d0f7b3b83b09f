"""How much one reader may ask of the program: the size, the rate and the number of requests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.bodies import Bodies, Body, Pace, TooLarge, TooSlow
from web.rates import Rates

_UPLOAD = "/gradio_api/upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is allowed.

    `body_bytes` is the largest body of a request, `upload_bytes` that of one with files, `pace`
    how they have to come. `a_minute` is how many requests other than for reading one address may
    send, spent at once or over the minute. `at_once` is how many requests of the HTTP API may be
    under way, `at_once_from_one` how many of them from one address.
    """

    body_bytes: int = 8 * 2**20
    upload_bytes: int = 64 * 2**20
    pace: Pace = Pace()  # noqa: RUF009 - frozen
    a_minute: int = 3000
    at_once: int = 80
    at_once_from_one: int = 64


class LimitsMiddleware:
    """Answers 408, 413, 429 or 503, and what to do, to what is over the limits.

    A request is under way once all of its body is there, so that bodies that come slowly, or never
    to an end, take nobody's turn.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._rates = Rates(limits.a_minute)
        self._bodies = Bodies(limits.pace)
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        most = self._largest(scope)
        async with self._bodies.arriving(client_address(scope), receive, most=most) as body:
            if _is_upload(scope):  # too large to be held in memory
                await self._handled(scope, body, send)
            else:
                await self._handled_whole(scope, body, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        length = Headers(scope=scope).get("content-length", "0")
        if length.isdecimal() and int(length) > self._largest(scope):
            return self._too_large(scope)
        wait = self._rates.take(client_address(scope))
        if wait > 0:
            return _refusal(429, f"too many requests: try again in {wait:.0f} seconds", wait)
        return None

    async def _handled_whole(self, scope: Scope, body: Body, send: Send) -> None:
        """Handles a request once its body is whole."""
        try:
            parts = await body.whole()
        except (TooLarge, TooSlow) as error:
            await self._broken_off(scope, error)(scope, body.part, send)
            return
        if parts[-1]["type"] == "http.disconnect":
            return
        parts.reverse()

        async def receive_again() -> Message:
            return parts.pop() if parts else await body.part()

        if not str(scope["path"]).startswith("/api/"):
            await self._app(scope, receive_again, send)
            return
        address = client_address(scope)
        if self._is_full(address):
            refusal = _refusal(503, "too many questions are being answered: try again soon", 2)
            await refusal(scope, receive_again, send)
            return
        self._under_way[address] += 1
        try:
            await self._app(scope, receive_again, send)
        finally:
            self._under_way[address] -= 1
            self._under_way += Counter()  # forgets addresses that have none

    def _is_full(self, address: str) -> bool:
        return (
            self._under_way.total() >= self._limits.at_once
            or self._under_way[address] >= self._limits.at_once_from_one
        )

    async def _handled(self, scope: Scope, body: Body, send: Send) -> None:
        """Handles a request while its body comes: its length need not have been told truly."""
        broken: TooLarge | TooSlow | None = None
        begun = False

        async def receive_noted() -> Message:
            nonlocal broken
            try:
                return await body.part()
            except (TooLarge, TooSlow) as error:
                broken = error
                raise

        async def send_noted(message: Message) -> None:
            nonlocal begun
            # What the app makes of the exception is no answer to whoever sent the body.
            if broken is None:
                begun = True
                await send(message)

        try:
            await self._app(scope, receive_noted, send_noted)
        except (TooLarge, TooSlow) as error:
            broken = error
        if broken is not None and not begun:
            await self._broken_off(scope, broken)(scope, body.part, send)

    def _broken_off(self, scope: Scope, error: TooLarge | TooSlow) -> JSONResponse:
        if isinstance(error, TooLarge):
            return self._too_large(scope)
        refusal = _refusal(408, "what was sent came too slowly, and was not read to its end", None)
        refusal.headers["Connection"] = "close"
        return refusal

    def _largest(self, scope: Scope) -> int:
        return self._limits.upload_bytes if _is_upload(scope) else self._limits.body_bytes

    def _too_large(self, scope: Scope) -> JSONResponse:
        return _refusal(413, f"too large: at most {self._largest(scope)} bytes are read", None)


def client_address(scope: Scope) -> str:
    """The address that a request counts for; empty where there is none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _is_upload(scope: Scope) -> bool:
    return str(scope["path"]).startswith(_UPLOAD)


def _refusal(status: int, line: str, wait: float | None) -> JSONResponse:
    headers = None if wait is None else {"Retry-After": f"{wait:.0f}"}
    return JSONResponse({"error": line}, status, headers)
