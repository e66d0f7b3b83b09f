"""The routes to the library: its articles listed, counted by month, removed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from index.catalogue import Entry, Order
from index.library import Library
from web.references import format_article_address

MOST_LISTED = 200
READ_ONLY = "this Byline is read-only: articles are neither added nor removed here"

Json = dict[str, Any]


def create_catalogue_router(library: Library, *, read_only: bool) -> APIRouter:
    """The routes; where `read_only` is true, nothing can be removed through them."""
    router = APIRouter()

    @router.get("/api/articles")
    def articles(
        words: Annotated[str, Query(max_length=200)] = "",
        order: Order = "newest",
        skip: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 25,
    ) -> Json:
        """The articles with these words in headline or publisher, a page at a time."""
        page = library.catalogue.page(words=words, order=order, skip=skip, limit=limit)
        return {"total": page.total, "articles": [_entry(entry) for entry in page.entries]}

    @router.get("/api/months")
    def months() -> Json:
        """How many articles each month has; those without a date have the month null."""
        counts = library.catalogue.months()
        return {"months": [{"month": c.month, "articles": c.articles} for c in counts]}

    @router.delete("/api/articles/{article_id:path}")
    def remove(article_id: str) -> Json:
        """Removes an article with all its versions."""
        if read_only:
            raise HTTPException(403, READ_ONLY)
        return {"removed": library.remove([article_id])}

    return router


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "version": entry.version,
        "versions": entry.versions,
        "title": entry.title,
        "publisher": entry.publisher,
        "published": entry.published and entry.published.isoformat(),
        "language": entry.language,
        "status": entry.status,
        "beginning": entry.beginning,
        "address": format_article_address(entry.id, entry.version),
    }
