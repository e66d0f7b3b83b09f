"""The catalogue of a library: its articles without their texts, a page at a time.

A list of thousands is sorted and cut where it is stored, so that no text is read to show a
headline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, get_args

from index.records import Status

Order = Literal["newest", "oldest", "publisher", "headline"]
ORDERS: tuple[Order, ...] = get_args(Order)
BEGINNING = 120
"""Characters of its text that an entry shows."""
SHORTEST_BEGINNING = 3
"""Letters; of fewer the whole word is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article as a list shows it. `beginning` is the first words of its text.

    `version` is the newest one's number, `versions` how many there are.
    """

    id: str
    version: int
    versions: int
    title: str | None
    publisher: str | None
    published: date | None
    language: str | None
    status: Status
    beginning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list, and how many entries there are on all pages."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """How many articles were published in a month, "2024-03"; None counts those without a date."""

    month: str | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherCount:
    """How many articles a publisher has; its name as it is written most."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A story that several publishers tell in the same words: its earliest article, and who."""

    entry: Entry
    publishers: tuple[str, ...]


class Catalogue(Protocol):
    """The newest versions in one store, but those under an embargo. Raises StoreUnavailable."""

    def page(  # noqa: PLR0913 - each is what a reader chooses
        self,
        *,
        words: str = "",
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        order: Order = "newest",
        skip: int = 0,
        limit: int = 25,
    ) -> Listing:
        """The articles that have all the words, or words that begin so, wherever they stand.

        `publisher` is compared without regard to case; `since` and `until` are inclusive.
        """

    def months(self) -> list[MonthCount]:
        """How many articles each month has, the earliest first; those without a date come last."""

    def publishers(self) -> list[PublisherCount]:
        """The publishers, those with most articles first."""

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of publication; None where no article has a date."""

    def shared(self, *, limit: int) -> list[Shared]:
        """The latest stories that stand in the articles of several publishers."""

    def versions(self, article_id: str) -> list[int]:
        """The versions that are kept of an article, the newest last; empty where there is none.

        They are numbered as they came, which need not be how they followed one another.
        """

    def changed(self) -> frozenset[str]:
        """The articles of which there are several versions."""
