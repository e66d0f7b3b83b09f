"""What of Gradio is open to readers: the routes that the page calls, and no files but uploads.

Gradio brings routes for much that this page has no use for, some of which read files, fetch
addresses or never end. `GradioGuard` stands before all of them, within every other protection.
"""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.uploads import Uploads, named_paths

_READ = frozenset(
    {
        "/",
        "/config",
        "/favicon.ico",
        "/theme.css",
        "/gradio_api/info",  # asked for by `gradio_client` alone
        "/gradio_api/queue/data",
        "/gradio_api/upload_progress",
    }
)
_READ_BELOW = ("/assets/", "/static/")
_UPLOAD = "/gradio_api/upload"
# What takes values, and with them file values, as JSON.
_STEPS = frozenset(
    {
        "/gradio_api/cancel",
        "/gradio_api/component_server/",
        "/gradio_api/queue/join",
        "/gradio_api/reset",  # does nothing, but the page calls it with each Stop
        "/gradio_api/run/predict",
    }
)


class GradioGuard:
    """Lets through what the page calls; a step only where each file that it names is an upload."""

    def __init__(self, app: ASGIApp, *, uploads: Uploads) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if not _is_open(scope):
            refusal = JSONResponse({"error": "there is nothing at this address"}, 404)
            await refusal(scope, receive, send)
        elif scope["path"] in _STEPS:
            await self._take(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        try:
            named = named_paths(body)
        except ValueError:
            await JSONResponse({"error": "the body is no JSON"}, 400)(scope, receive, send)
            return
        if not all(map(self._uploads.hold, named)):
            refusal = JSONResponse({"error": "only files that were uploaded here are taken"}, 403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, _given_first(body, receive), send)


def _is_open(scope: Scope) -> bool:
    if scope["type"] != "http":
        return False
    path: str = scope["path"]
    if scope["method"] == "POST":
        return path == _UPLOAD or path in _STEPS
    return scope["method"] in {"GET", "HEAD"} and (path in _READ or path.startswith(_READ_BELOW))


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where the reader went away before its end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _given_first(body: bytes, receive: Receive) -> Receive:
    """What gives the body, which has been read already, and then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give
