"""A sentence in, its parse out: words with their lemma, part of speech, head and kind of entity.

The labels are those of the parser's training data: Universal parts of speech, Penn Treebank tags,
ClearNLP dependencies and OntoNotes entities. Nothing here knows which parser it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from index.records import Span

WH = frozenset({"WP", "WDT", "WRB", "WP$"})
"""Tags of the words that ask, or that open a relative clause."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark at `text[start:end]`.

    `lemma` is in lower case but for names. `head` is the place of the word that it depends on in
    the way of `dep`; a root is its own head. `entity` is the kind of name it is part of, or "".
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str


@dataclass(frozen=True)
class Parse:
    """A sentence and its tokens, in order. Places are indices into `tokens`."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for place, token in enumerate(self.tokens):
            if token.head != place:
                below[token.head].append(place)
        return tuple(map(tuple, below))

    def children(self, place: int, *deps: str) -> tuple[int, ...]:
        """The places that depend on one, all or those in one of these ways."""
        below = self._children[place]
        return tuple(i for i in below if self.tokens[i].dep in deps) if deps else below

    def subtree(self, place: int, *, without: Sequence[str] = ()) -> tuple[int, ...]:
        """A place and all below it, in order; what depends in one of the ways `without` is not."""
        found, waiting = [], [place]
        while waiting:
            found.append(here := waiting.pop())
            waiting += [i for i in self._children[here] if self.tokens[i].dep not in without]
        return tuple(sorted(found))

    def ancestors(self, place: int) -> Iterator[int]:
        """What a place depends on, what that depends on, and so on to the root."""
        while (head := self.tokens[place].head) != place:
            yield (place := head)

    def at(self, offset: int) -> int | None:
        """The place of the token that holds a character of the text; None between tokens."""
        return next(
            (i for i, token in enumerate(self.tokens) if token.start <= offset < token.end), None
        )

    def span(self, places: Sequence[int]) -> Span:
        """The stretch of the text from the first of these places to the last."""
        return Span(self.tokens[min(places)].start, self.tokens[max(places)].end)

    def inside(self, span: Span) -> tuple[int, ...]:
        """The places of the tokens that lie in a stretch of the text."""
        return tuple(
            i
            for i, token in enumerate(self.tokens)
            if token.start < span.end and span.start < token.end
        )

    def asks(self, span: Span) -> bool:
        """Whether a word in a stretch of the text asks, or opens a relative clause."""
        return any(self.tokens[i].tag in WH for i in self.inside(span))

    def head_of(self, span: Span) -> int | None:
        """The place of the word on which a stretch of the text hangs; None where it has no word."""
        places = self.inside(span)
        held = set(places)
        return next(
            (i for i in places if self.tokens[i].head not in held or self.tokens[i].head == i), None
        )


class Parser(Protocol):
    """Parses sentences."""

    def parse(self, sentences: Sequence[str]) -> tuple[Parse, ...]:
        """One parse for each sentence. Raises ModelUnavailable where its model cannot be used."""

    def knows(self, word: str) -> bool:
        """Whether a word, in lower case, is one of the language that the parser has seen."""
