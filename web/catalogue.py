"""The routes to the library: its articles searched, counted, corrected, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from index.catalogue import Entry, Order
from index.errors import BadQuestion, BylineError
from index.library import Library
from index.records import Article
from web.days import read_day, read_first_day, read_last_day
from web.excerpts import excerpt
from web.markdown import one_line
from web.references import format_article_address
from web.requests import CorrectionBody
from web.sources import format_day

MOST_LISTED = 200
READ_ONLY = "this Byline is read-only: articles are neither added, corrected nor removed here"

Json = dict[str, Any]


def create_catalogue_router(library: Library, *, read_only: bool) -> APIRouter:
    """The routes; where `read_only` is true, nothing can be corrected or removed through them."""
    router = APIRouter()

    @router.get("/api/articles")
    def articles(  # noqa: PLR0913, PLR0917 - each is what a reader chooses
        words: Annotated[str, Query(max_length=200)] = "",
        publisher: Annotated[str, Query(max_length=600)] = "",
        since: Annotated[str, Query(max_length=100)] = "",
        until: Annotated[str, Query(max_length=100)] = "",
        order: Order = "newest",
        skip: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 25,
    ) -> Json:
        """The articles that hold these words, a page at a time.

        `publisher` is a whole name, `since` and `until` are days, months or years, inclusive. Where
        words are searched for, "excerpt" has where they stand in the text: pairs of words and
        whether they were searched for.
        """
        first, last = read_first_day(since), read_last_day(until)
        if first and last and first > last:
            raise BadQuestion(
                f"no article lies between: {format_day(first)} is later than {format_day(last)}"
            )
        page = library.catalogue.page(
            words=words,
            publisher=publisher or None,
            since=first,
            until=last,
            order=order,
            skip=skip,
            limit=limit,
        )
        listed = [
            {**_entry(entry), **({"excerpt": _excerpt(entry, words)} if words.strip() else {})}
            for entry in page.entries
        ]
        return {"total": page.total, "articles": listed}

    def _excerpt(entry: Entry, words: str) -> list[tuple[str, bool]]:
        try:
            return excerpt(library.article(entry.id).text, words)
        except BylineError:  # it was removed a moment ago, or is damaged
            return []

    @router.get("/api/publishers")
    def publishers() -> Json:
        """The publishers and how many articles each has, the most first."""
        counts = library.catalogue.publishers()
        return {"publishers": [{"name": c.name, "articles": c.articles} for c in counts]}

    @router.get("/api/months")
    def months() -> Json:
        """How many articles each month has; those without a date have the month null."""
        counts = library.catalogue.months()
        return {"months": [{"month": c.month, "articles": c.articles} for c in counts]}

    @router.patch("/api/articles/{article_id:path}")
    def correct(article_id: str, body: CorrectionBody) -> Json:
        """Corrects what an article was taken for; it becomes a new version, the old one is kept."""
        if read_only:
            raise HTTPException(403, READ_ONLY)
        article = library.article(article_id)
        corrected = replace(
            article,
            title=one_line(body.title) or None,
            publisher=one_line(body.publisher) or None,
            published=read_day(body.published),
        )
        report = library.add([corrected])
        if report.skipped:
            raise HTTPException(409, report.skipped[0].reason)
        return _entry_of(library.article(article_id))

    @router.delete("/api/articles/{article_id:path}")
    def remove(article_id: str) -> Json:
        """Removes an article with all its versions."""
        if read_only:
            raise HTTPException(403, READ_ONLY)
        return {"removed": library.remove([article_id])}

    return router


def _entry_of(article: Article) -> Json:
    return {
        "id": article.id,
        "version": article.version,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published and article.published.isoformat(),
        "address": format_article_address(article.id, article.version),
    }


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
