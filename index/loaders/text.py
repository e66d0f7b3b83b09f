"""A plain text file in; one article out, its headline found where the first line looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.clean import clean
from index.dates import parse_date
from index.loaders.exports import articles_in
from index.loaders.reading import LARGEST_ARTICLE, read_text
from index.loaders.record import article, article_and_oddities
from index.loaders.source import Source, Unreadable
from index.loaders.wrapping import marked_breaks, unwrap
from index.records import Article, Skipped

_LONGEST_HEADLINE = 120
_FEWEST_WORDS = 3
_SENTENCE_END = re.compile(r"""[.:;,…]["'”’)]*$""")
_HEADLINE_START = re.compile(r"""[^\W_a-z]|[$£€]\d|["'“‘][^"'”’]+["'”’]\s\w""")
_BYLINE = re.compile(r"by\s", re.IGNORECASE)


def load(source: Source) -> Iterator[Article | Skipped]:
    """The one article of the file, or those of an export of a press archive.

    Raises Unreadable, and OSError where the system refuses it.
    """
    yield from articles_of(read_text(source, limit=LARGEST_ARTICLE), source=source)


def articles_of(text: str, *, source: Source) -> Iterator[Article | Skipped]:
    """The articles of a text: one, or those of an export of a press archive. Raises Unreadable."""
    exported = articles_in(text)
    for number, fields in enumerate(exported or (), start=1):
        place = f"{source.shown}, article {number}"
        try:
            yield from article_and_oddities(fields, source=source, place=place, one_of_many=True)
        except Unreadable as reason:
            yield Skipped(source=place, reason=str(reason))
    if exported is None:
        headline, body = split_headline(unwrap(clean(marked_breaks(text))))
        yield article({"title": headline, "text": body}, source=source)


def split_headline(text: str) -> tuple[str | None, str]:
    """The headline, or None, and the text without it.

    A headline is the first line where it is set apart by a blank line from a text that follows,
    and where it looks like one: some words, not many, that are no sentence, not all of them a
    quotation, no byline and no date.
    """
    first, _, rest = text.partition("\n\n")
    looks_like_one = (
        rest
        and "\n" not in first
        and len(first) <= _LONGEST_HEADLINE
        and len(first.split()) >= _FEWEST_WORDS
        and _HEADLINE_START.match(first)
        and not _SENTENCE_END.search(first)
        and not _BYLINE.match(first)
        and parse_date(first) is None
    )
    return (first, rest) if looks_like_one else (None, text)
