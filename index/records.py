"""The records that pass between the stages: an article, its passages, a search hit.

All are frozen. Offsets count Unicode code points of `Article.text` (Python string indices),
the end exclusive, so that `article.text[start:end]` is always the exact words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

Via = Literal["words", "meaning", "both"]
Status = Literal["usable", "withheld", "withdrawn"]
"""What a source lets be done with an article: anything, nothing for now, nothing any more."""


class Span(NamedTuple):
    """A stretch of an article's text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as it was read. What the source did not say is None, never guessed.

    `language` is its ISO 639-1 code, as the source states it or else as the text was taken for.
    `version` starts at 1 and grows by one each time the same article comes with other words.
    `story` is the number that near-copies of one text share, None where there is no copy; only the
    store knows it.

    `note` is what the source says of it beside its text: of a correction, or why it is withdrawn.
    `edition` is the number that the source gives this version, and `revised` when it was made: they
    tell which of two is newer, whatever comes first. Before `embargo` nobody is shown it. Both
    times are in UTC.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    retrieved: datetime | None = None
    language: str | None = None
    version: int = 1
    story: int | None = None
    status: Status = "usable"
    note: str | None = None
    edition: int | None = None
    revised: datetime | None = None
    embargo: datetime | None = None

    @property
    def telling(self) -> int | str:
        """What near-copies of one text share and no other article has: they are one source."""
        return self.id if self.story is None else self.story


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some whole sentences of one article: `text == article.text[start:end]`.

    `sentences` are offsets into the article (not into the passage), in order; between two of
    them stands nothing but white space.
    """

    id: int
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found. `rank` starts at 1; a higher `score` is better."""

    passage_id: int
    score: float
    rank: int
    via: Via


class Origin(NamedTuple):
    """Who published the article of a passage, and when; None where that is not known.

    `story` is the number that the article shares with its near-copies, None where it has none.
    """

    publisher: str | None
    published: date | None
    article_id: str
    story: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is restricted to: everything where a field is empty.

    `since` and `until` are inclusive. An article without a date is in no dated range, and one
    without a publisher is no publisher's. Publishers are compared without regard to case.
    `known_by` leaves out what was published later than that day, and nothing else. `articles` are
    ids.
    """

    publishers: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    known_by: date | None = None
    articles: frozenset[str] = frozenset()


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source, or one item of it, that could not be taken in, and why, in a sentence."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What one `add` did: numbers of articles, passages written, items skipped, seconds.

    `not_english` counts those of the added and updated articles that are in another language.
    """

    added: int
    updated: int
    unchanged: int
    passages: int
    not_english: int
    skipped: tuple[Skipped, ...]
    seconds: float
