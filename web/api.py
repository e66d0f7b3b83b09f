"""The HTTP API: the same JSON as the command line gives, and one clear line for each error."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from index.errors import BylineError, Unavailable, UnknownArticle
from qa.engine import Engine
from qa.serialize import answer_to_dict, article_to_dict, search_result_to_dict
from web.failures import error_line
from web.requests import NEWEST_VERSION, AskBody, SearchBody

WAITING = 40
"""So many threads wait for answers; who comes later waits for one of them."""

Json = dict[str, object]


def create_router(engine: Engine) -> APIRouter:
    """The routes. Each call runs in a thread of its own.

    Those of questions are counted by themselves: else an article, which is there at once, would
    wait until a question is answered and a thread is free.
    """
    router = APIRouter()
    waiting = CapacityLimiter(WAITING)

    @router.post("/api/ask")
    async def ask(body: AskBody) -> Json:
        """Answer a question in the articles' own words.

        "asked" is the day of asking, from which "last week" and "latest" are told; what came out
        after it is left out. Without it, it is today.
        """
        answer = await to_thread.run_sync(engine.ask, body.to_question(), limiter=waiting)
        return answer_to_dict(answer, id=body.id)

    @router.post("/api/search")
    async def search(body: SearchBody) -> Json:
        """The passages most likely to answer a question."""
        find = partial(engine.search, body.to_question(), k=body.k)
        results = await to_thread.run_sync(find, limiter=waiting)
        return {"id": body.id, "hits": [search_result_to_dict(result) for result in results]}

    @router.get("/api/articles/{article_id:path}")
    def article(
        article_id: str,
        version: Annotated[int | None, Query(ge=1, le=NEWEST_VERSION)] = None,
    ) -> Json:
        """An article with its text; its newest version, or the one that is named."""
        return article_to_dict(engine.library.article(article_id, version=version))

    @router.api_route(
        "/api/{path:path}",
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        include_in_schema=False,
    )
    def unknown(path: str) -> Json:
        raise HTTPException(404, f"there is nothing at /api/{path} for this method")

    return router


def report_errors(app: FastAPI) -> None:
    """Makes every error of the API a line of JSON: {"error": "what is wrong and the remedy"}."""

    @app.exception_handler(BylineError)
    def byline_error(_: Request, error: BylineError) -> JSONResponse:
        return _error(_status_of(error), str(error))

    @app.exception_handler(RequestValidationError)
    def invalid_request(_: Request, error: RequestValidationError) -> JSONResponse:
        return _error(422, "; ".join(error_line(problem) for problem in error.errors()))

    @app.exception_handler(HTTPException)
    def http_error(_: Request, error: HTTPException) -> JSONResponse:
        return _error(error.status_code, str(error.detail))


def _error(status: int, line: str) -> JSONResponse:
    return JSONResponse({"error": line}, status_code=status)


def _status_of(error: BylineError) -> int:
    if isinstance(error, UnknownArticle):
        return 404
    return 503 if isinstance(error, Unavailable) else 400
