"""Answers as they grow, over HTTP: server-sent events."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from index.errors import BylineError
from qa.engine import Engine
from qa.serialize import answer_to_dict
from web.failures import FAILED, log_failure
from web.requests import AskBody
from web.streaming import latest

_log = logging.getLogger(__name__)


def create_event_router(engine: Engine) -> APIRouter:
    """The route of growing answers."""
    router = APIRouter()

    @router.post("/api/ask/stream")
    def ask_and_stream(body: AskBody) -> StreamingResponse:
        """Answer a question in events: `answer` each time it grew, then `done`, or `error`."""
        return StreamingResponse(
            _events(engine, body),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router


async def _events(engine: Engine, body: AskBody) -> AsyncIterator[str]:
    try:
        async for answer in latest(engine.stream(body.to_question())):
            yield _event("answer", answer_to_dict(answer, id=body.id))
    except BylineError as error:
        yield _event("error", {"error": str(error)})
    except Exception as error:
        log_failure(_log, "a streamed question could not be answered", error)
        yield _event("error", {"error": FAILED})
    else:
        yield _event("done", {})


def _event(name: str, data: object) -> str:
    # JSON has no line ends of its own, which would end the event.
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
