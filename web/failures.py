"""What goes wrong: logged without a word of what was asked, answered in one line of one form."""

from __future__ import annotations

import json
import logging
import traceback
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAILED = "something went wrong in Byline: its log says what"

_READ_BY_THE_PAGE = "/gradio_api/queue/join"
"""Where the page looks for Gradio's own "detail": what a field is to be given."""

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


class ErrorsMiddleware:
    """Gives every error the form {"error": "what is wrong"}, whichever library answers it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def send_in_form(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_error(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await _in_form(scope, start, body)(scope, receive, send)

        await self._app(scope, receive, send_in_form)


def _is_error(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] >= 400 and kind.startswith(("application/json", "text/plain"))


def _in_form(scope: Scope, start: Message, body: bytes) -> JSONResponse:
    told = _told(body)
    content: dict[str, Any] = {"error": _line(told) or HTTPStatus(start["status"]).phrase}
    if scope["path"] == _READ_BY_THE_PAGE and isinstance(told, dict) and "detail" in told:
        content["detail"] = told["detail"]
    response = JSONResponse(content, start["status"])
    kept = [(name, value) for name, value in start["headers"] if name.lower() not in _OF_THE_BODY]
    response.raw_headers = [*kept, *response.raw_headers]
    return response


_OF_THE_BODY = {b"content-length", b"content-type", b"content-encoding"}


def _told(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")


def _line(told: object) -> str:
    """What an answer says is wrong, in one line."""
    if isinstance(told, dict):
        told = told.get("error") or told.get("detail")
    if isinstance(told, list):
        return "; ".join(error_line(each) if isinstance(each, dict) else str(each) for each in told)
    return " ".join(str(told or "").split())


def error_line(problem: dict[str, Any]) -> str:
    """One of the errors that pydantic lists: the name of the field and what is wrong with it."""
    location = problem.get("loc")
    names = [str(part) for part in location[1:]] if isinstance(location, list | tuple) else []
    return ": ".join(filter(None, (".".join(names), str(problem.get("msg")))))
