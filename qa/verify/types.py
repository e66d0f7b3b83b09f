"""What goes into a verification and what comes out: cited sentences, a verdict and its reason."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Article, Span
from qa.types import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An exact sentence of an article: `article.text[span.start:span.end]`."""

    article: Article
    span: Span

    @property
    def text(self) -> str:
        """The exact words."""
        return self.article.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sentence as it was written, and whether the words that it cites say so.

    `reason` says in plain words what is missing or told otherwise, "" where the sentence is
    supported. `places` are the words it rests on; of a contradicted one those that say otherwise.
    `wrong` are the names of a contradicted one in whose place others stand there.
    """

    text: str
    verdict: Verdict
    reason: str
    places: tuple[Cited, ...]
    wrong: tuple[str, ...] = ()
