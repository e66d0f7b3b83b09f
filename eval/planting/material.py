"""Articles in, their sentences that can be changed or reworded out, parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.records import Article, Span
from index.split import sentences
from qa.language.parse import Parse
from qa.language.reading import parse_all

SHORTEST, LONGEST = 8, 36
"""Words of a sentence that is taken."""
OPENS_WITH = re.compile(
    r"(?:He|She|It|They|We|I|This|That|These|Those|His|Her|Its|Their|There|You|Another|Such|Here"
    r"|But|And|Or|So|Both|Others|Some|According)\b"
)
"""What a sentence opens with that cannot be understood alone."""
LABELS = ("PERSON", "GPE", "ORG", "NORP", "LOC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name as the parser reads it, and its kind; offsets into the sentence."""

    span: Span
    text: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence of an article."""

    article: Article
    span: Span
    parse: Parse = field(repr=False)

    @property
    def text(self) -> str:
        """Its exact words."""
        return self.article.text[self.span.start : self.span.end]

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The names of persons, places and bodies."""
        return tuple(self._entities())

    def _entities(self) -> Iterator[Entity]:
        tokens = self.parse.tokens
        start = 0
        while start < len(tokens):
            label = tokens[start].entity
            end = start + 1
            while end < len(tokens) and label and tokens[end].entity == label:
                end += 1
            if label in LABELS:
                run = [i for i in range(start, end) if tokens[i].pos in {"PROPN", "ADJ"}]
                if run and run == list(range(run[0], run[-1] + 1)):
                    span = Span(tokens[run[0]].start, tokens[run[-1]].end)
                    yield Entity(span=span, text=self.text[slice(*span)], label=label)
            start = end


def lines(articles: Sequence[Article]) -> list[Line]:
    """The sentences of the articles that make sense alone, in order."""
    found = [
        (article, Span(*span))
        for article in articles
        for span in sentences(article.text)
        if is_plain(article.text[slice(*span)]) and not is_quoted(article.text, span[0])
    ]
    parses = parse_all([article.text[slice(*span)] for article, span in found])
    return [
        Line(article=article, span=span, parse=parse)
        for (article, span), parse in zip(found, parses, strict=True)
    ]


def is_quoted(text: str, start: int) -> bool:
    """Whether a quotation that its paragraph, or the one before, leaves open goes on at a place."""
    paragraph = text.rfind("\n", 0, start) + 1
    before = text[paragraph:start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def is_plain(text: str) -> bool:
    """Whether a sentence is one: complete, not too long, nothing of a quotation but a whole one."""
    marks = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    balanced = text.count("(") == text.count(")") and "[" not in text
    return (
        SHORTEST <= len(text.split()) <= LONGEST
        and text[0].isupper()
        and re.search(r"[a-z\d)”\"]{2}\.$", text) is not None
        and marks
        and balanced
        and not OPENS_WITH.match(text)
    )
