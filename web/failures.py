"""What goes wrong unforeseen: logged without a word of what was asked, answered in one line."""

from __future__ import annotations

import logging
import traceback

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAILED = "something went wrong in Byline: its log says what"

_log = logging.getLogger(__name__)


def log_failure(logger: logging.Logger, what: str, error: BaseException) -> None:
    """Logs what kind of error came from where; its own text may hold a reader's question."""
    places = "; ".join(
        f"{frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    logger.error("%s: %s at %s", what, type(error).__name__, places)


class FailuresMiddleware:
    """Answers 500 to what raises an exception, which goes no further: the server would log it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:
            if scope["type"] != "http":
                raise
            log_failure(_log, f"{scope['method']} {scope['path']} failed", error)
            if not begun:
                await JSONResponse({"error": FAILED}, 500)(scope, receive, send)
