"""A name and a password before everything: the page, the HTTP API and what the page calls."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import UsageError
from web.limits import client_address
from web.rates import Rates

WRONG_A_MINUTE = 20
WRONG_A_MINUTE_IN_ALL = 200

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Byline", charset="UTF-8"'}
_COOKIE = "byline-known"
_ADDRESSES_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who may come in."""

    user: str
    password: str


def read_credentials(text: str) -> Credentials:
    """The credentials written as "USER:PASSWORD". Raises UsageError, which never shows them."""
    user, colon, password = text.strip().partition(":")
    if not (user and colon and password):
        raise UsageError("the name and password are to be written as USER:PASSWORD")
    return Credentials(user=user, password=password)


def credentials_file(path: Path) -> Credentials:
    """The credentials in a file of one line. Raises UsageError."""
    try:
        return read_credentials(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: name a text file of one line") from error


class AuthMiddleware:
    """Lets through only what comes with the credentials (RFC 7617), on every route.

    Wrong ones are counted, for each address and for all: over that, what comes is refused unread,
    as whoever guesses must not learn which guess was right. That must not lock readers out. So a
    browser that has once given the right ones gets a cookie, with which they are read whatever
    others do behind its address; and an address from which they came has only its own wrong ones
    counted against it.
    """

    def __init__(self, app: ASGIApp, *, credentials: Credentials) -> None:
        self._app = app
        self._expected = f"{credentials.user}:{credentials.password}".encode()
        self._wrong_from = Rates(WRONG_A_MINUTE)
        self._wrong_in_all = Rates(WRONG_A_MINUTE_IN_ALL)
        self._let_in: OrderedDict[str, None] = OrderedDict()
        # Worth nothing without the credentials, and for another run of the program.
        self._known = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        address = client_address(scope)
        is_known = self._is_known(headers)
        is_tried = "authorization" in headers  # a browser first asks without
        wait = self._seconds_to_wait(address) if is_tried and not is_known else 0.0
        if is_tried and not wait:
            if self._may_enter(headers):
                self._remember(address)
                await self._app(scope, receive, send if is_known else self._noting(send))
                return
            self._wrong_from.take(address)
            self._wrong_in_all.take("")
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _refusal(wait)(scope, receive, send)

    def _seconds_to_wait(self, address: str) -> float:
        """0 where credentials from an address are read; else when they will be."""
        wait = self._wrong_from.seconds_to_wait(address)
        return (
            wait if address in self._let_in else max(wait, self._wrong_in_all.seconds_to_wait(""))
        )

    def _remember(self, address: str) -> None:
        self._let_in[address] = None
        self._let_in.move_to_end(address)
        if len(self._let_in) > _ADDRESSES_REMEMBERED:
            self._let_in.popitem(last=False)

    def _is_known(self, headers: Headers) -> bool:
        given = cookie_parser(headers.get("cookie", "")).get(_COOKIE, "")
        return secrets.compare_digest(given.encode(), self._known.encode())

    def _noting(self, send: Send) -> Send:
        """Sends what is sent, and the cookie with it."""

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{_COOKIE}={self._known}; HttpOnly; SameSite=Strict; Path=/"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        return send_noting

    def _may_enter(self, headers: Headers) -> bool:
        scheme, _, encoded = headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and secrets.compare_digest(given, self._expected)


def _refusal(wait: float) -> JSONResponse:
    if wait:
        line = f"too many wrong passwords: try again in {wait:.0f} seconds"
        return JSONResponse({"error": line}, 429, {"Retry-After": f"{wait:.0f}"})
    return JSONResponse({"error": "a name and a password are needed"}, 401, _CHALLENGE)
