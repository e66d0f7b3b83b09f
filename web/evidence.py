"""The address of a citation or an article in, the article out, as the panel shows it."""

from __future__ import annotations

from typing import TypedDict

from index.corrections import correction_label, correction_of, status_label
from index.errors import BylineError, UnknownArticle
from index.library import Library
from index.links import web_address
from index.records import Article
from qa.copies import copies_with
from web.references import (
    Reference,
    format_article_address,
    parse_article_address,
    parse_reference,
)
from web.sources import format_day


class Version(TypedDict):
    """Another version of an article that is kept, and its address."""

    version: int
    address: str


class Copy(TypedDict):
    """Another article that prints the same words: whose it is, and its address."""

    name: str
    address: str


class Correction(TypedDict):
    """What is said of an article's correction, retraction or withdrawal, and which of them it is.

    `note` is empty where an article is withdrawn and nobody says why.
    """

    label: str
    note: str


class Evidence(TypedDict, total=False):
    """An article, cut at the cited words: `before + quote + after` is its text; or an `error`.

    `quote` is empty where the article is opened as a whole. `headline`, `publisher` and `published`
    are as the article is stored, `title` is what to show. `byline` names publisher, authors and
    date, or else the article's id. `url` is a web address. `others` are its other versions, the
    newest first. `copies` print the quoted words too, the earliest first. `correction` is its own,
    or else that of its newest version.
    """

    id: str
    title: str
    headline: str | None
    publisher: str | None
    published: str | None
    byline: str
    url: str | None
    before: str
    quote: str
    after: str
    version: int
    others: list[Version]
    copies: list[Copy]
    correction: Correction | None
    error: str


def open_evidence(library: Library, address: object) -> Evidence:
    """What stands at an address, which comes from a browser and may be anything."""
    reference = _reference(address) if isinstance(address, str) else None
    if reference is None:
        return Evidence(error="This is not a citation of an article.")
    try:
        return _found(library, reference)
    except UnknownArticle:
        return Evidence(error="The library does not have this article: it may have been removed.")
    except BylineError as error:
        return Evidence(error=str(error))


def _found(library: Library, reference: Reference) -> Evidence:
    """What is cited. Raises BylineError, also where another version of the article is damaged."""
    article = library.article(reference.article_id, version=reference.version)
    start, end = reference.start, reference.end
    is_whole = start == end == 0
    if not (is_whole or start < end <= len(article.text)):
        return Evidence(error="The cited words are no longer in this article.")
    return Evidence(
        id=article.id,
        title=article.title or "Article without a headline",
        headline=article.title,
        publisher=article.publisher,
        published=article.published.isoformat() if article.published else None,
        byline=_byline(article),
        url=web_address(article.url),
        before=article.text[:start],
        quote=article.text[start:end],
        after=article.text[end:],
        version=article.version,
        others=_other_versions(library, article),
        copies=_copies(library, article, article.text[start:end]),
        correction=_correction(article, library.article(article.id)),
    )


def _reference(address: str) -> Reference | None:
    """The words to mark; from 0 to 0 for an article as a whole."""
    whole = parse_article_address(address)
    if whole is not None:
        article_id, version = whole
        return Reference(article_id=article_id, start=0, end=0, version=version)
    cited = parse_reference(address)
    return cited if cited is not None and cited.start < cited.end else None


def _other_versions(library: Library, article: Article) -> list[Version]:
    return [
        Version(version=version, address=format_article_address(article.id, version))
        for version in reversed(library.catalogue.versions(article.id))
        if version != article.version
    ]


def _copies(library: Library, article: Article, words: str) -> list[Copy]:
    return [
        Copy(name=_byline(copy), address=format_article_address(copy.id, copy.version))
        for copy in copies_with(library, article, words)
    ]


def _correction(article: Article, newest: Article) -> Correction | None:
    """The note of a version that was cited before it was corrected stands in the newest one."""
    if withdrawn := status_label(newest):
        return Correction(label=withdrawn, note=newest.note or "")
    note = correction_of(article) or correction_of(newest)
    return None if note is None else Correction(label=correction_label(note), note=note)


def _byline(article: Article) -> str:
    published = format_day(article.published)
    known = (article.publisher, ", ".join(article.authors), published)
    return " · ".join(filter(None, known)) or "Neither publisher nor day is known"
