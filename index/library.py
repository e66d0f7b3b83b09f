"""`Library`: the articles of one store, and the two ways to search them.

Articles go in through `add`; passages come out of `search_words` and `search_meaning`. Where they
lie, in a folder or on an engine that many machines share, is the store's business.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from index.catalogue import Catalogue
from index.embed import Embedder
from index.embedded_by import coming, require_model, searched
from index.intake import AtOnce, Embedding, Intake, embedded
from index.open_store import open_store
from index.places import Place
from index.records import EVERYTHING, AddReport, Article, Filters, Hit, Origin, Passage, Skipped
from index.store import EmbeddedAnew, NewPassage, Store

Progress = Callable[[str, int, int | None], None]
"""Called as progress(stage, done, total); total is None while it is not known."""

LONG = 128
"""Passages. So many of a batch take long enough for one to wonder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the store holds and which model made its vectors.

    `place` is what a user calls the store, and `folder` where on this machine that is kept which
    goes with it and is no article. `model` is the model's fingerprint, None where there are no
    vectors yet, and `embedder` its name. While all is embedded anew, `next_embedder` is the name
    of the other model, and so many passages have a vector of it.
    """

    place: str
    folder: Path
    articles: int
    passages: int
    publishers: int
    model: str | None
    embedder: str
    next_embedder: str | None
    embedded_anew: int


class Library:
    """The articles of one store. Safe to use from several threads and processes.

    While all is embedded anew with its `embedder`, the one that made the vectors that are there is
    used; `by_name` finds it.
    """

    def __init__(
        self, store: Store, embedder: Embedder, *, by_name: Callable[[str], Embedder]
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._by_name = by_name
        self.catalogue: Catalogue = store.catalogue
        self._publishers: tuple[tuple[int, ...], list[str]] | None = None
        self._vocabulary: tuple[tuple[int, ...], tuple[str, ...]] | None = None

    @classmethod
    def open(
        cls,
        place: Place,
        *,
        embedder: Embedder,
        by_name: Callable[[str], Embedder] | None = None,
        create: bool = True,
    ) -> Library:
        """Opens the store in a folder, or at an address; makes it where there is none, unless not.

        Raises StoreUnavailable, StoreTooNew.
        """
        store = open_store(place, create=create)
        return cls(store, embedder, by_name=by_name or (lambda _: embedder))

    def close(self) -> None:
        """Closes the store. The library cannot be used afterwards."""
        self._store.close()

    # Taking articles in

    def add(
        self,
        items: Iterable[Article | Skipped],
        *,
        progress: Progress | None = None,
        workers: int = 1,
    ) -> AddReport:
        """Takes articles in, some at a time: what was stored before an interruption stays.

        An article that is there word for word is left alone; one that changed becomes the next
        version, also where only the address tells that it is the same, unless its source says that
        it is older than what is there: then it is kept as an older one. Of two different articles
        with one id, of which nothing tells which is newer, the first is kept, the second skipped.
        `Skipped` items are passed on to the report. `progress` gets ("adding", articles, total),
        and, where an article is so long that one would wonder, ("embedding", its passages, total).
        With several `workers` as many processes embed. Raises StoreUnavailable, ModelUnavailable.
        """
        began = time.perf_counter()
        embedder = self._embedder_of_vectors()
        total = len(items) if isinstance(items, Sequence) else None
        with ExitStack() as running, self._store.adding(embedder):
            embedding: Embedding = AtOnce(embedder, progress=_of_long_ones(progress))
            if workers > 1:
                from index.workers import Workers

                make = partial(self._by_name, embedder.name)
                embedding = running.enter_context(Workers(workers, make))
            intake = Intake(self._store, embedder, embedding=embedding)
            number = 0
            for number, item in enumerate(items, start=1):
                intake.take(item)
                if intake.waiting >= self._store.passages_a_step:
                    intake.store_waiting()
                if progress is not None and not intake.waiting:
                    progress("adding", number, total)
            intake.finish()
            if progress is not None:
                progress("adding", number, total)
        return replace(intake.report, seconds=time.perf_counter() - began)

    def remove(self, article_ids: Sequence[str]) -> int:
        """Removes articles with all their versions; returns how many.

        Raises UnknownArticle when one of them is not there, and then removes none.
        """
        self._store.remove(article_ids)
        return len(set(article_ids))

    # Reading

    def article(self, article_id: str, *, version: int | None = None) -> Article:
        """The newest version of an article, or a given one. Raises UnknownArticle, Embargoed."""
        return self._store.article(article_id, version)

    def articles(self) -> list[Article]:
        """The newest versions of all articles, by date and id, undated last."""
        return self._store.articles()

    def latest(self, *, limit: int, filters: Filters = EVERYTHING) -> list[Article]:
        """The `limit` articles published last, of those that the filters let through."""
        return self._store.latest(filters, limit=limit)

    def publishers(self) -> list[str]:
        """The publishers of the stored articles, sorted."""
        change = self.last_change()
        if self._publishers is None or self._publishers[0] != change:
            self._publishers = change, self._store.publishers()
        return list(self._publishers[1])

    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the titles and texts, stemmed, told apart without accents or case."""
        change = self.last_change()
        if self._vocabulary is None or self._vocabulary[0] != change:
            self._vocabulary = change, tuple(self._store.vocabulary())
        return self._vocabulary[1]

    def passages_of_stem(self, stem: str, *, limit: int) -> list[Passage]:
        """Some passages with a word of the `vocabulary`."""
        return self.passages(self._store.passages_of_stem(stem, limit=limit))

    def has_word(self, word: str) -> bool:
        """Whether any passage, its title, publisher or date holds a word in any of its forms."""
        return self._store.has_word(word)

    def newest(self) -> date | None:
        """The latest date of publication; None when no article has a date."""
        return self._store.newest()

    def last_change(self) -> tuple[int, ...]:
        """Other numbers after every change of what is searched, also when an embargo ends."""
        return self._store.last_change()

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in this order; those no longer stored are left out."""
        return self._store.passages(passage_ids)

    def passages_of(self, *article_ids: str) -> list[Passage]:
        """All passages of the newest versions of these articles, in order."""
        return self._store.passages_of(article_ids)

    def origins(self, passage_ids: Iterable[int]) -> dict[int, Origin]:
        """Who published the articles of these passages, and when; of those still stored."""
        return self._store.origins(passage_ids)

    def status(self) -> Status:
        """What the store holds."""
        articles, passages = self._store.counts()
        made_by, other = searched(self._store), coming(self._store)
        return Status(
            place=self._store.place,
            folder=self._store.folder,
            articles=articles,
            passages=passages,
            publishers=len(self.publishers()),
            model=made_by.fingerprint if made_by else None,
            embedder=made_by.name if made_by else self._embedder.name,
            next_embedder=other.name if other else None,
            embedded_anew=self._store.embedded_anew() if other else 0,
        )

    def told_by(self, story: int, *, filters: Filters = EVERYTHING) -> list[Article]:
        """The near-copies of one text, the earliest first, undated last (`Article.story`)."""
        return self._store.told_by(story, filters)

    # Searching

    def search_words(
        self, query: str | Iterable[str], *, limit: int, filters: Filters = EVERYTHING
    ) -> list[Hit]:
        """The passages with the highest BM25 for any of the words; a text is cut into words.

        Title, publisher and date count as well as the text. Words are compared by their stems.
        """
        words = words_of(query) if isinstance(query, str) else list(query)
        found = self._store.search_words(words, limit=limit, filters=filters)
        return [
            Hit(passage_id=passage, score=score, rank=rank, via="words")
            for rank, (passage, score) in enumerate(found, start=1)
        ]

    def search_meaning(self, query: str, *, limit: int, filters: Filters = EVERYTHING) -> list[Hit]:
        """The passages whose embeddings are nearest to the query's, as their model compares them.

        Never fewer than `limit` while that many pass the filters. Raises ModelUnavailable.
        """
        found = None
        while found is None:
            embedder = self._embedder_of_vectors()
            vector = embedder.embed_questions([query])[0]
            with suppress(EmbeddedAnew):
                found = self._store.search_meaning(
                    vector, embedder=embedder, limit=limit, filters=filters
                )
        return [
            Hit(passage_id=passage, score=score, rank=rank, via="meaning")
            for rank, (passage, score) in enumerate(found, start=1)
        ]

    def require_embedder(self) -> None:
        """Raises ModelUnavailable where the store cannot be searched by meaning with its model."""
        self._embedder_of_vectors()

    def _embedder_of_vectors(self) -> Embedder:
        """The embedder of the vectors that are there. Raises ModelUnavailable.

        That is the one that was chosen, or, while all is embedded anew with that, the one before.
        """
        made_by, other = searched(self._store), coming(self._store)
        if (
            made_by is not None
            and other is not None
            and other.fingerprint == self._embedder.fingerprint
        ):
            before = self._by_name(made_by.name)
            require_model(self._store, before)
            return before
        require_model(self._store, self._embedder)
        return self._embedder

    # Health

    def problems(self) -> list[str]:
        """What is wrong with the store, a line each; empty when all is well."""
        return self._store.problems()

    def repair(self, *, progress: Progress | None = None) -> None:
        """Makes passages, vectors and words again from the stored texts, with this model.

        `progress` gets ("repairing", articles, total), and of long ones what `add` tells. Other
        writers have to wait.
        """

        def made_anew(article: Article) -> list[NewPassage]:
            [passages] = embedded(self._embedder, [article], progress=_of_long_ones(progress))
            return passages

        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress("repairing", done, total)

        self._store.repair(made_anew, embedder=self._embedder, progress=tell)

    def embed_anew(self, *, progress: Progress | None = None) -> int | None:
        """Makes every vector again with this embedder, while the old ones are searched.

        An interruption loses only the passages at hand: the next call goes on. `progress` gets
        ("embedding anew", passages, total). Returns how many passages this call embedded; None
        where the vectors were this embedder's already. Raises ModelUnavailable, StoreUnavailable.
        """

        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress("embedding anew", done, total)

        return self._store.embed_anew(self._embedder, progress=tell)


def _of_long_ones(progress: Progress | None) -> Callable[[int, int], None]:
    """Tells how much of a batch is embedded where it is larger than an ordinary one."""

    def tell(done: int, total: int) -> None:
        if progress is not None and total > LONG:
            progress("embedding", done, total)

    return tell


def words_of(text: str) -> list[str]:
    """The distinct words of a text, as the full-text index cuts them, in order."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    # Told apart without regard to case, but not casefolded: the index has "ß", not "ss".
    return list({word.casefold(): word for word in words}.values())
