"""The address of a Byline behind a proxy in; what makes it answer under that address out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAddress:
    """`https://news.example.org/byline`: the origin with which a browser asks, and the path below.

    `prefix` is "" where Byline has the whole host, else begins with "/" and does not end with one.
    """

    origin: str
    host: str
    prefix: str

    def __str__(self) -> str:
        return self.origin + self.prefix


def read_public_url(text: str) -> PublicAddress:
    """The address that is written so. Raises UsageError where it is none of the web."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    is_whole = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if not is_whole or parts.query or parts.fragment:
        raise UsageError(
            f"--public-url {text}: write the address that readers call, such as "
            "https://news.example.org/byline"
        )
    usual = {"http": 80, "https": 443}[parts.scheme]
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    place = name if port in {None, usual} else f"{name}:{port}"
    return PublicAddress(
        origin=f"{parts.scheme}://{place}", host=name, prefix=parts.path.rstrip("/")
    )


class PrefixMiddleware:
    """Takes the prefix off the paths of requests, where the proxy has left it there.

    The prefix alone is sent on to the same with a "/": what the page loads lies below it.
    """

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        path = scope.get("path", "")
        if scope["type"] == "http" and self._prefix and path == self._prefix:
            query = scope.get("query_string", b"").decode("latin-1")
            there = f"{self._prefix}/" + (f"?{query}" if query else "")
            await RedirectResponse(there)(scope, receive, send)
            return
        if self._prefix and path.startswith(f"{self._prefix}/"):
            inner = path.removeprefix(self._prefix)
            scope = {**scope, "path": inner, "raw_path": inner.encode()}
        await self._app(scope, receive, send)
