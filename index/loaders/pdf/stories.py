"""The paragraphs of a PDF file in; its stories out, each with its headline.

A page of a newspaper holds several: each begins at a headline over columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.dates import parse_date
from index.loaders.names import people
from index.loaders.pdf.columns import SENTENCE_END
from index.loaders.pdf.paragraphs import Paragraph

HEADLINE = 1.5
"""Times the size of most letters. What is between this and a heading's size tops a section."""

_FEWEST_WORDS = 20
"""That a story has below its headline."""

_LONGEST = 200
_MOST_OF_A_NAME = 5
_MOST_NAMES = 6
_BYLINE = re.compile(r"by\s+(?=[A-Z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story: its headline where it has one, who is named as its author, and its words."""

    title: str | None
    authors: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """The stories of a file. `told_apart` is False where it has several and none knows which."""

    stories: tuple[Story, ...]
    told_apart: bool


def stories_of(paragraphs: Sequence[Paragraph], *, body: float) -> Stories:
    """The stories. `body` is the size in which most letters are."""
    pieces = list(_pieces(paragraphs, body))
    headed = [piece for piece in pieces if piece.title is not None]
    in_columns = any(piece.beside > 1 for piece in headed)
    if len(headed) < 2 or not (in_columns or all(piece.authors for piece in headed)):
        return Stories(stories=(_one(paragraphs, body, pieces),), told_apart=True)
    if any(piece.is_cut for piece in pieces):
        return Stories(stories=(_one(paragraphs, body, pieces),), told_apart=False)
    return Stories(stories=tuple(piece.story() for piece in pieces), told_apart=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What stands between two headlines. `is_cut` where its last paragraph breaks off."""

    head: Paragraph | None
    words: tuple[Paragraph, ...]

    @property
    def title(self) -> str | None:
        return self.head.text if self.head else None

    @property
    def beside(self) -> int:
        return max((paragraph.beside for paragraph in self.words), default=1)

    @property
    def is_cut(self) -> bool:
        texts = [paragraph for paragraph in self.words if not paragraph.is_table]
        return any(p.ends_open and len(p.text.split()) >= _FEWEST_WORDS for p in texts[-1:])

    @property
    def authors(self) -> tuple[str, ...]:
        for paragraph in self.words[:3]:
            text = paragraph.text
            if _BYLINE.match(text) and len(text.split()) <= 3 * _MOST_NAMES:
                names = people(text)
                if all(1 < len(name.split()) <= _MOST_NAMES for name in names):
                    return tuple(names)
        return ()

    def story(self) -> Story:
        text = "\n\n".join(paragraph.text for paragraph in self.words)
        return Story(title=self.title, authors=self.authors, text=text)


def _pieces(paragraphs: Sequence[Paragraph], body: float) -> Iterator[_Piece]:
    """The paragraphs from each headline to the next; those before the first have none.

    Headings that follow one another are of one story, the largest its headline. A headline with
    next to no words below it is none: the name of the paper with the day, or what a page is called.
    """
    groups: list[list[Paragraph]] = [[]]
    in_head = False
    for paragraph in paragraphs:
        heads = _is_headline(paragraph, body)
        if heads and not in_head and groups[-1]:
            groups.append([])
        groups[-1].append(paragraph)
        in_head = heads
    before: list[Paragraph] = []
    for group in groups:
        headings = [paragraph for paragraph in group if _is_headline(paragraph, body)]
        others = [paragraph for paragraph in group if not _is_headline(paragraph, body)]
        if headings and _count(others) < _FEWEST_WORDS:
            before += [] if _is_masthead(headings, others) else group
            continue
        head = max(headings, key=lambda paragraph: paragraph.size, default=None)
        rest = [paragraph for paragraph in group if paragraph is not head]
        yield _Piece(head=head, words=(*before, *rest))
        before = []
    if before:
        yield _Piece(head=None, words=tuple(before))


def _is_headline(paragraph: Paragraph, body: float) -> bool:
    return (
        paragraph.size >= HEADLINE * body
        and not paragraph.is_table
        and len(paragraph.text) <= _LONGEST
        and len(paragraph.text.split()) > 1
        and not paragraph.text.endswith(SENTENCE_END)
    )


def _count(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def _is_masthead(headings: Sequence[Paragraph], beneath: Sequence[Paragraph]) -> bool:
    """Whether this is a name of few words with a day under it, as that of a paper."""
    parts = [part for each in beneath for part in re.split(r"\s*[|·•\t]\s*", each.text)]
    return _count(headings) <= _MOST_OF_A_NAME and any(map(parse_date, parts))


def _one(paragraphs: Sequence[Paragraph], body: float, pieces: Sequence[_Piece]) -> Story:
    """All words as one story, with the headline that comes first."""
    first = next((piece for piece in pieces if piece.head), None)
    head = first.head if first else _top(paragraphs, body)
    words = [paragraph for piece in pieces for paragraph in piece.words if paragraph is not head]
    kept = {id(paragraph) for paragraph in words}
    rest = [p for p in paragraphs if id(p) in kept or (p is not head and _heads(p, pieces))]
    return Story(
        title=head.text if head else None,
        authors=first.authors if first else (),
        text="\n\n".join(paragraph.text for paragraph in rest),
    )


def _heads(paragraph: Paragraph, pieces: Sequence[_Piece]) -> bool:
    return any(piece.head is paragraph for piece in pieces)


def _top(paragraphs: Sequence[Paragraph], body: float) -> Paragraph | None:
    """The first paragraph where it is set like a heading and others follow."""
    if len(paragraphs) < 2:
        return None
    first = paragraphs[0]
    stands_out = first.size >= 1.15 * body or first.bold
    plain = len(first.text.split()) > 2 and len(first.text) <= _LONGEST
    return first if stands_out and plain and not first.text.endswith(SENTENCE_END) else None
