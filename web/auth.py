"""A name and a password before everything: the page, the HTTP API and what the page calls."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import UsageError

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Byline", charset="UTF-8"'}


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
    """Lets through only what comes with the credentials (RFC 7617), on every route."""

    def __init__(self, app: ASGIApp, *, credentials: Credentials) -> None:
        self._app = app
        self._expected = f"{credentials.user}:{credentials.password}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "lifespan" or self._may_enter(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = JSONResponse({"error": "a name and a password are needed"}, 401, _CHALLENGE)
            await refusal(scope, receive, send)

    def _may_enter(self, headers: Headers) -> bool:
        scheme, _, encoded = headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and secrets.compare_digest(given, self._expected)
