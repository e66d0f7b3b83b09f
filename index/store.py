"""What a library needs of the place where its articles lie: the `Store` protocol.

`EmbeddedStore` keeps it in one folder (SQLite and FAISS), `LanceStore` on an engine that many
machines share. tests/index/test_store_contract.py holds for each of them. What is asked of a store
and which model its vectors are of is the business of `Library`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from index.catalogue import Catalogue
from index.embed import Embedder, Model, Vectors
from index.records import Article, Filters, Origin, Passage, Span

Found = list[tuple[int, float]]
"""Passages by their ids, best first, each with its score; a higher one is better."""


class EmbeddedAnew(Exception):
    """The vectors of the store are of another model than they were a moment ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassage:
    """A passage that is not stored yet: its sentences and its vector of shape (dimension,)."""

    sentences: tuple[Span, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """An article that is to be stored, the digest of what is cited of it, and its passages."""

    article: Article
    digest: str
    passages: Sequence[NewPassage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """All that a store holds of one article: its versions, in the order in which they came.

    `newest` is the number of the newest, and `passages` are that one's.
    """

    versions: tuple[Article, ...]
    newest: int
    passages: tuple[NewPassage, ...]


class Store(Protocol):
    """The articles of one library. Safe to use from several threads and processes.

    Every method raises StoreUnavailable. Searches and lists leave out what is withdrawn, withheld
    or under an embargo; a passage of an older version is nowhere.
    """

    place: str
    """What a user calls it: a folder or an address."""
    folder: Path
    """Of this machine: where what goes with a store and is no article is kept."""
    remedy: str
    """The command that makes all vectors anew with another model."""
    passages_a_step: int
    """How many are worth being added at once."""
    catalogue: Catalogue

    def close(self) -> None:
        """Ends its use."""

    def setting(self, name: str) -> str | None:
        """A value kept with the store (`embedded_by.py` says which), or None."""

    # Changes

    def adding(self, embedder: Embedder) -> AbstractContextManager[None]:
        """Calls of `add` belong inside: what is worth being done once for many of them."""

    def add(self, articles: Sequence[NewArticle], *, model: Model) -> list[int | None]:
        """Stores versions of articles in one step: all of them are there afterwards, or none.

        Each is the newest, unless it is outdated; the version before it is kept, its passages are
        not; an outdated one has none, nor has one that may answer nothing. Gives the version of
        each, or None where it was there: then it is only noted that it came again as a later
        edition. Raises ModelUnavailable where the vectors that are there are another's.
        """

    def is_there(self, article: Article, digest: str) -> bool:
        """Whether nothing is new in an article, nor that it is the newest edition."""

    def ids_at(self, address: str) -> list[str]:
        """The articles of an address, given as `same_address` writes it."""

    def remove(self, article_ids: Sequence[str]) -> None:
        """Removes articles with all their versions in one step. Raises UnknownArticle."""

    # Reading

    def article(self, article_id: str, version: int | None = None) -> Article:
        """The newest version of an article, or a given one. Raises UnknownArticle, Embargoed.

        Whole: where its digest does not fit, StoreUnavailable names it. So it is with all articles
        but those of `articles`, which are not to be quoted.
        """

    def articles(self) -> list[Article]:
        """The newest versions as they are there, by date and id, undated last."""

    def latest(self, filters: Filters, *, limit: int) -> list[Article]:
        """The latest of the newest versions that the filters let through, undated last."""

    def told_by(self, story: int, filters: Filters) -> list[Article]:
        """The articles that tell a story in the same words, the earliest first, undated last."""

    def publishers(self) -> list[str]:
        """The publishers of the newest versions, sorted, each in one spelling."""

    def newest(self) -> date | None:
        """The latest date of publication; None when no article has a date."""

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""

    def last_change(self) -> tuple[int, ...]:
        """Other numbers after every change of what is searched, also when an embargo ends."""

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in this order; those no longer stored are left out."""

    def passages_of(self, article_ids: Sequence[str]) -> list[Passage]:
        """All passages of the newest versions of these articles, by article and place."""

    def origins(self, passage_ids: Iterable[int]) -> dict[int, Origin]:
        """Who published the articles of these passages, and when; of those still stored."""

    def exported(self, *, after: str, limit: int) -> list[Stored]:
        """Some articles with later ids than this one, by id: with all that may not be shown too."""

    # Searching

    def search_words(self, words: Sequence[str], *, limit: int, filters: Filters) -> Found:
        """The passages with the highest BM25 for any of the words, whatever form they have.

        Title (counted twice), publisher, date and text count. Never fewer than `limit` while that
        many hold one of the words and pass the filters.
        """

    def search_meaning(
        self, vector: Vectors, *, embedder: Embedder, limit: int, filters: Filters
    ) -> Found:
        """The passages whose vectors have the greatest inner product with one of (dimension,).

        Never fewer than `limit` while that many pass the filters. Raises EmbeddedAnew where the
        vectors are no longer of this model.
        """

    def has_word(self, word: str) -> bool:
        """Whether any passage, its title, publisher or date holds a word in any of its forms."""

    def vocabulary(self) -> list[str]:
        """The stem of every word that is found; also of some that are there no more."""

    def passages_of_stem(self, stem: str, *, limit: int) -> list[int]:
        """The ids of some passages with a word of this stem."""

    # Care

    def problems(self) -> list[str]:
        """What is wrong with the store, a line each; empty when all is well."""

    def repair(
        self,
        made_anew: Callable[[Article], list[NewPassage]],
        *,
        embedder: Embedder,
        progress: Callable[[int, int], None],
    ) -> None:
        """Makes passages, vectors and words again from the stored texts, with this model.

        `progress` is called with the number of articles done and of all.
        """

    def embed_anew(self, embedder: Embedder, *, progress: Callable[[int, int], None]) -> int | None:
        """Makes every vector again with this model, while the old ones are searched.

        Returns how many passages this call embedded; None where the vectors were this model's
        already. `progress` is called with the number of passages done and of all.
        """

    def embedded_anew(self) -> int:
        """How many passages have a vector of the next model, while all is embedded anew."""
