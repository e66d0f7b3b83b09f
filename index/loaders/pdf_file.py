"""A PDF file in; out the stories on its pages, and what they and the file state of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.clean import clean, clean_line
from index.loaders.pdf.columns import lines_of
from index.loaders.pdf.margins import without_margins
from index.loaders.pdf.pages import Document, Page, opened
from index.loaders.pdf.paragraphs import paragraphs_of
from index.loaders.pdf.rows import body_size, mended
from index.loaders.pdf.stories import Stories, Story, stories_of
from index.loaders.reading import LARGEST_ARTICLE
from index.loaders.record import article
from index.loaders.source import Source, Unreadable, read_bytes
from index.records import Article, Skipped

LARGEST_PDF = 50_000_000
"""Bytes."""

MOST_RUNS = 20_000
"""On one page: groups of words that stand close. A full page of a newspaper has some 2,000."""

MOST_RUNS_IN_ALL = 500_000

_OF_A_PROGRAM = re.compile(
    r"microsoft\s+(?:word|powerpoint|publisher|excel)\b.*|untitled\b.*|(?:document|layout|page|slide|"
    r"presentation|publication)[\s_-]*\d*|powerpoint presentation|"
    r".*\.(?:indd|indt|idml|qxp|qxd|docx?|dotx?|odt|rtf|pdf|pub|pmd|pages|tex|dvi|ps|eps|ai|sla|pptx?|"
    r"xlsx?|cdr|html?|txt|p65|fm)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(r"[^\W\d_][^\d_@<>]*\s[^\d_@<>]*")


def load(source: Source) -> Iterator[Article | Skipped]:
    """The stories of the file, most often one. Raises Unreadable, and OSError.

    Columns, headlines and captions are told apart by where they stand, whatever the order of
    drawing; heads, feet and numbers of pages are left out. It has no date: the one that a PDF
    carries is that of the file, not of the article. Its title and author are the ones that are
    printed, else those that the document states, unless a program has put them there.
    """
    with opened(read_bytes(source, limit=LARGEST_PDF)) as document:
        found = _stories(document)
    if len(found.stories) > 1:
        for story in found.stories:
            yield article(_fields(story), source=source, one_of_many=True)
        return
    [story] = found.stories
    stated = {"title": _title(document.title), "authors": _author(document.author)}
    printed = {name: value for name, value in _fields(story).items() if value}
    yield article({**stated, **printed}, source=source)
    if not found.told_apart:
        yield Skipped(
            source=source.shown,
            reason="it holds several stories that cannot be told apart: they are one article",
        )


def _stories(document: Document) -> Stories:
    pages = list(_pages(document))
    body = body_size(page.runs for page in pages)
    lines = [lines_of(runs, body=body) for runs in without_margins(pages, body=body)]
    found = stories_of(paragraphs_of(lines, body=body), body=body)
    if not any(story.text or story.title for story in found.stories):
        raise Unreadable("it holds pictures of pages and no text: run text recognition on it first")
    return found


def _pages(document: Document) -> Iterator[Page]:
    letters = in_all = 0
    for number, page in enumerate(document.pages, start=1):
        letters += sum(len(run.text) for run in page.runs)
        if letters > LARGEST_ARTICLE:
            raise Unreadable(f"its text is longer than {LARGEST_ARTICLE:,} characters: split it")
        if len(page.runs) > MOST_RUNS:
            raise Unreadable(f"its page {number} holds more than {MOST_RUNS:,} groups of words")
        runs = tuple(mended(page.runs))
        in_all += len(runs)
        if in_all > MOST_RUNS_IN_ALL:
            raise Unreadable(f"it holds more than {MOST_RUNS_IN_ALL:,} groups of words: split it")
        yield Page(width=page.width, height=page.height, runs=runs)


def _fields(story: Story) -> dict[str, object]:
    title = clean_line(story.title or "")
    text = clean(story.text)
    return {"title": title, "authors": list(story.authors), "text": text or title}


def _title(stated: str) -> str | None:
    """What the document is called, unless that is a file, or what a program calls them all."""
    title = clean_line(stated)
    return None if _OF_A_PROGRAM.fullmatch(title) else title or None


def _author(stated: str) -> str | None:
    """Who the document says has written it, where that is a name and no user of a machine."""
    return stated if _NAME.fullmatch(clean_line(stated)) else None
