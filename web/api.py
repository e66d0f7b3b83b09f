"""The HTTP API: the same JSON as the command line gives, and one clear line for each error."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from index.errors import BylineError, Unavailable, UnknownArticle
from qa.engine import Engine
from qa.serialize import answer_to_dict, article_to_dict, search_result_to_dict
from web.requests import AskBody, SearchBody

Json = dict[str, object]


def create_router(engine: Engine) -> APIRouter:
    """The routes. They are plain functions, so each call runs in a thread of its own."""
    router = APIRouter()

    @router.get("/healthz")
    def health() -> Json:
        """Whether the program is up, and how many articles it has."""
        articles = engine.library.status().articles
        return {"status": "ok", "version": _version(), "articles": articles}

    @router.post("/api/ask")
    def ask(body: AskBody) -> Json:
        """Answer a question in the articles' own words.

        "asked" is the day of asking, from which "last week" and "latest" are told; what came out
        after it is left out. Without it, it is today.
        """
        return answer_to_dict(engine.ask(body.to_question()), id=body.id)

    @router.post("/api/search")
    def search(body: SearchBody) -> Json:
        """The passages most likely to answer a question."""
        results = engine.search(body.to_question(), k=body.k)
        return {"id": body.id, "hits": [search_result_to_dict(result) for result in results]}

    @router.get("/api/articles/{article_id:path}")
    def article(article_id: str, version: int | None = None) -> Json:
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
        return _error(422, "; ".join(_line(problem) for problem in error.errors()))

    @app.exception_handler(HTTPException)
    def http_error(_: Request, error: HTTPException) -> JSONResponse:
        return _error(error.status_code, str(error.detail))


def _version() -> str:
    try:
        return version("byline")
    except PackageNotFoundError:
        return "not installed"  # run from a checkout


def _error(status: int, line: str) -> JSONResponse:
    return JSONResponse({"error": line}, status_code=status)


def _status_of(error: BylineError) -> int:
    if isinstance(error, UnknownArticle):
        return 404
    return 503 if isinstance(error, Unavailable) else 400


def _line(problem: dict[str, object]) -> str:
    location = problem.get("loc")
    names = [str(part) for part in location[1:]] if isinstance(location, tuple) else []
    return ": ".join(filter(None, (".".join(names), str(problem.get("msg")))))
