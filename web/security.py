"""What keeps other web sites out of a local program, and its pages from reaching outside.

A web site open in the same browser can send requests to this machine. `GuardMiddleware` refuses
those that would change something, and tells the browser to load nothing from elsewhere.
`ForwardedMiddleware` keeps what only a proxy may say from everybody else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

# Gradio compiles its templates in the page, hence 'unsafe-inline' and 'unsafe-eval'. What counts
# is that nothing is loaded from, or sent to, any other machine.
_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}

_FORWARDED = b"x-forwarded-"
# Gradio takes it for its own address, whoever sends it. No proxy has a use for it.
_OF_GRADIO = b"x-gradio-server"
_UPLOAD = "/gradio_api/upload"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class GuardMiddleware:
    """Refuses changes asked for by other origins; adds the security headers to each response.

    A proxy may call under another name than readers do: `origins` are those of their pages.

    A header that a response has already stays: the report of an evaluation is under a stricter
    policy than the page.

    It handles the messages themselves, as a middleware that collects a response would hold back
    the answers that are being streamed.
    """

    def __init__(
        self, app: ASGIApp, *, refuse_uploads: bool = False, origins: Collection[str] = ()
    ) -> None:
        self._app = app
        self._refuse_uploads = refuse_uploads
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        handle = self._app
        if scope["method"] not in _SAFE_METHODS and self._is_from_elsewhere(scope):
            handle = JSONResponse({"error": "requests from other web sites are refused"}, 403)
        elif self._refuse_uploads and scope["path"].startswith(_UPLOAD):
            handle = JSONResponse({"error": "this Byline is read-only: it takes no files"}, 403)
        await handle(scope, receive, send_with_headers)

    def _is_from_elsewhere(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        return headers.get("origin") not in self._origins and _from_elsewhere(headers)


def _from_elsewhere(headers: Headers) -> bool:
    """True where a browser says that the request comes from another origin's page."""
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:  # it is no address at all
        return True


class ForwardedMiddleware:
    """Believes the X-Forwarded headers of the `proxies`, and takes away those of anybody else.

    Gradio builds the addresses of the page from them, without asking who sent them.
    """

    def __init__(self, app: ASGIApp, *, proxies: Sequence[str]) -> None:
        self._app = app
        self._proxied = ProxyHeadersMiddleware(cast("Any", app), trusted_hosts=list(proxies))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        is_proxy = client is not None and client[0] in self._proxied.trusted_hosts
        unwanted = (_OF_GRADIO,) if is_proxy else (_OF_GRADIO, _FORWARDED)
        kept = [header for header in scope["headers"] if not header[0].startswith(unwanted)]
        # Uvicorn's types of an app are narrower than Starlette's.
        handle = cast("ASGIApp", self._proxied) if is_proxy else self._app
        await handle({**scope, "headers": kept}, receive, send)
