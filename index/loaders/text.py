"""A plain text file in; one article out, with what its first lines say: headline, day, byline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.clean import clean
from index.dates import parse_date
from index.loaders.dates_shown import day_in_line
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
_AUTHOR = re.compile(r"[Bb][Yy]:?\s+(?:[^\W\d_a-z][\w.'’-]*(?:,|\s+and)?\s*){1,12}")
_PARTS = re.compile(r"\s*[|·•]\s*")
_MOST_BELOW = 4
"""Lines below a headline that are looked at for a day and a byline."""


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
        head, body = split_head(unwrap(clean(marked_breaks(text))))
        yield article({**head, "text": body}, source=source)


def split_head(text: str) -> tuple[dict[str, str], str]:
    """What the first lines say of the article, by field, and the text without them.

    Below the headline may stand lines that are a day of publication, a byline or both, and nothing
    else; only then need no blank line follow it. What is no headline leaves the text as it is.
    """
    lines = text.split("\n")
    if not _is_headline(lines[0]):
        return {}, text
    fields = {"title": lines[0]}
    place = 1
    for line in lines[1 : 1 + _MOST_BELOW]:
        told = _below(line)
        if line and not (told and fields.keys().isdisjoint(told)):
            break
        fields |= told
        place += 1
    body = "\n".join(lines[place:]).strip("\n")
    is_set_apart = not lines[1] if len(lines) > 1 else False
    return (fields, body) if body and (is_set_apart or len(fields) > 1) else ({}, text)


def _is_headline(line: str) -> bool:
    """Whether a line looks like a headline.

    That is some words, not many, that are no sentence, not all of them a quotation, no byline and
    no date.
    """
    return bool(
        len(line) <= _LONGEST_HEADLINE
        and len(line.split()) >= _FEWEST_WORDS
        and _HEADLINE_START.match(line)
        and not _SENTENCE_END.search(line)
        and not _BYLINE.match(line)
        and parse_date(line) is None
    )


def _below(line: str) -> dict[str, str]:
    """The day and the author that make up a line below a headline; empty where it is more."""
    fields: dict[str, str] = {}
    for part in _PARTS.split(line):
        if day := day_in_line(part):
            fields["published"] = day.isoformat()
        elif _AUTHOR.fullmatch(part):
            fields["authors"] = part
        else:
            return {}
    return fields
