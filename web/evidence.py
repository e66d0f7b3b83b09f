"""The address of a citation in, the article around the cited words out: what the panel shows."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import urlsplit

from index.errors import BylineError
from index.library import Library
from index.records import Article
from web.answers import format_day
from web.references import parse_reference


class Evidence(TypedDict, total=False):
    """An article, cut at the cited words: `before + quote + after` is its text; or an `error`.

    `byline` names publisher, authors and date, or else the article's id. `url` is a web address.
    """

    title: str
    byline: str
    url: str | None
    before: str
    quote: str
    after: str
    error: str


def open_evidence(library: Library, address: object) -> Evidence:
    """What stands at the address of a citation, which comes from a browser and may be anything."""
    reference = parse_reference(address) if isinstance(address, str) else None
    if reference is None:
        return Evidence(error="This is not a citation of an article.")
    try:
        article = library.article(reference.article_id, version=reference.version)
    except BylineError as error:
        return Evidence(error=str(error))
    start, end = reference.start, reference.end
    if not start < end <= len(article.text):
        return Evidence(error="The cited words are no longer in this article.")
    return Evidence(
        title=article.title or "Article without a headline",
        byline=_byline(article),
        url=_web_address(article.url),
        before=article.text[:start],
        quote=article.text[start:end],
        after=article.text[end:],
    )


def _byline(article: Article) -> str:
    published = format_day(article.published)
    known = (article.publisher, ", ".join(article.authors), published)
    return " · ".join(filter(None, known)) or f"Article {article.id}"


def _web_address(url: str | None) -> str | None:
    """The address where it is one of the web: never `javascript:` or a file of the server."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
