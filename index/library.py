"""`Library`: the articles of one store, and the two ways to search them.

Articles go in through `add`; passages come out of `search_words` and `search_meaning`. The library
keeps the vector index in step with the store, also with what other processes change there.
"""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index.catalogue import Catalogue
from index.embed import Embedder, Vectors
from index.embed_anew import embed_anew
from index.embedded_by import COMING, SEARCHED, coming, keep, require_model, searched
from index.intake import Intake, embedded
from index.records import AddReport, Article, Filters, Hit, Origin, Passage, Skipped
from index.store import EmbeddedAnew, Store
from index.store_files import DATABASE, VECTORS
from index.vectors import FaissVectors, Snapshot
from index.word_search import TRIED

Progress = Callable[[str, int, int | None], None]
"""Called as progress(stage, done, total); total is None while it is not known."""

EVERYTHING = Filters()
PASSAGES_A_TRANSACTION = 64
ARTICLES_A_TRANSACTION = 200
SNAPSHOT_SHARE = 20
"""The vector file is written anew once a twentieth of it has changed."""
FIELD_WEIGHTS = (2.0, 1.0, 1.0, 1.0)
"""BM25 weights of title, publisher, date and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the store holds and which model made its vectors.

    `model` is the model's fingerprint, None where there are no vectors yet, and `embedder` its
    name. While all is embedded anew, `next_embedder` is the name of the other model, and so many
    passages have a vector of it.
    """

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
        self._snapshot_file = store.path.with_name(VECTORS)
        self._vectors: FaissVectors | None = None
        self._vectors_of: str | None = None
        self._reached = (0, 0)
        self._changed = 0
        self._publishers: tuple[tuple[int, ...], list[str]] | None = None
        self._vocabulary: tuple[tuple[int, ...], tuple[str, ...]] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: Embedder,
        by_name: Callable[[str], Embedder] | None = None,
        create: bool = True,
    ) -> Library:
        """Opens the store in a folder; makes it where there is none, unless told not to.

        Raises StoreUnavailable, StoreTooNew.
        """
        store = Store(folder / DATABASE, create=create)
        return cls(store, embedder, by_name=by_name or (lambda _: embedder))

    def close(self) -> None:
        """Closes the store. The library cannot be used afterwards."""
        self._store.close()

    # Taking articles in

    def add(
        self, items: Iterable[Article | Skipped], *, progress: Progress | None = None
    ) -> AddReport:
        """Takes articles in, some at a time: what was stored before an interruption stays.

        An article that is there word for word is left alone; one that changed becomes the next
        version, also where only the address tells that it is the same, unless its source says that
        it is older than what is there: then it is kept as an older one. Of two different articles
        with one id, of which nothing tells which is newer, the first is kept, the second skipped.
        `Skipped` items are passed on to the report. `progress` gets ("adding", articles, total),
        and, where an article is so long that one would wonder, ("embedding", its passages, total).
        Raises StoreUnavailable, ModelUnavailable.
        """
        began = time.perf_counter()
        embedder = self._embedder_of_vectors()
        self._enter_stories()
        total = len(items) if isinstance(items, Sequence) else None
        intake = Intake(self._store, embedder, embedding=_of_long_ones(progress))
        number = 0
        for number, item in enumerate(items, start=1):
            intake.take(item)
            if intake.waiting >= PASSAGES_A_TRANSACTION:
                intake.store_waiting()
            if progress is not None and not intake.waiting:
                progress("adding", number, total)
        intake.store_waiting()
        if progress is not None:
            progress("adding", number, total)
        with self._lock:
            if self._vectors is not None or self._snapshot_is_old():
                # Where all is of another model by now, the next search sees to it.
                with suppress(EmbeddedAnew):
                    self._bring_up_to_date(embedder)
        return replace(intake.report, seconds=time.perf_counter() - began)

    def _enter_stories(self) -> None:
        """Looks for copies among articles stored by a Byline that did not; some at a time."""
        entered = ARTICLES_A_TRANSACTION
        while entered == ARTICLES_A_TRANSACTION and self._store.has_unentered():
            with self._store.writing() as connection:
                entered = self._store.enter_stories(connection, most=ARTICLES_A_TRANSACTION)

    def remove(self, article_ids: Sequence[str]) -> int:
        """Removes articles with all their versions; returns how many.

        Raises UnknownArticle when one of them is not there, and then removes none.
        """
        with self._store.writing() as connection:
            for article_id in dict.fromkeys(article_ids):
                self._store.remove(connection, article_id)
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
            self._vocabulary = change, tuple(self._store.words.vocabulary())
        return self._vocabulary[1]

    def passages_of_stem(self, stem: str, *, limit: int) -> list[Passage]:
        """Some passages with a word of the `vocabulary`."""
        return self.passages(self._store.words.passages_of_stem(stem, limit=limit))

    def has_word(self, word: str) -> bool:
        """Whether any passage, its title, publisher or date holds a word in any of its forms."""
        return self._store.words.passages_with_word(word, most=1) > 0

    def newest(self) -> date | None:
        """The latest date of publication; None when no article has a date."""
        return self._store.newest()

    def last_change(self) -> tuple[int, int, int]:
        """Other numbers after every change of what is searched, also when an embargo ends."""
        return *self._store.last_change(), self._store.embargoed()

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
            folder=self._store.path.parent,
            articles=articles,
            passages=passages,
            publishers=len(self.publishers()),
            model=made_by.fingerprint if made_by else None,
            embedder=made_by.name if made_by else self._embedder.name,
            next_embedder=other.name if other else None,
            embedded_anew=self._store.new_vectors() if other else 0,
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
        found = self._store.words.search(
            words,
            limit=limit,
            weights=FIELD_WEIGHTS,
            filters=filters,
        )
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
            with self._lock, suppress(EmbeddedAnew):
                vectors = self._bring_up_to_date(embedder)
                found = self._nearest(vectors, vector, limit=limit, filters=filters)
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

    def _nearest(
        self, vectors: FaissVectors, vector: Vectors, *, limit: int, filters: Filters
    ) -> list[tuple[int, float]]:
        """The `limit` best (passage id, cosine) that the filters let through."""
        if filters == EVERYTHING and not self._store.embargoed():
            return vectors.search(vector, limit=limit)
        # To list all that pass takes longer than to search, so the best are tried first.
        best = vectors.search(vector, limit=TRIED * limit)
        passing = set(self._store.matching(filters, among=[passage for passage, _ in best]))
        found = [hit for hit in best if hit[0] in passing][:limit]
        if len(found) < limit:
            found = vectors.search(vector, limit=limit, allowed=self._store.matching(filters))
        return found

    # Health

    def problems(self) -> list[str]:
        """What is wrong with the store, a line each; empty when all is well."""
        found = self._store.problems()
        if self._snapshot_file.exists() and FaissVectors.load(self._snapshot_file) is None:
            found.append(
                f"{self._snapshot_file} is damaged; it is rebuilt from the store on first use"
            )
        return found

    def repair(self, *, progress: Progress | None = None) -> None:
        """Makes passages, vectors and words again from the stored texts, with this model.

        `progress` gets ("repairing", articles, total), and of long ones what `add` tells. One
        transaction: an interruption leaves everything as it was, and other writers have to wait.
        What was found missing before is told no more.
        """
        with self._store.writing(repairing=True) as connection:
            # First, because what is damaged could not forget the passages that are replaced.
            self._store.remake_words(connection)
            self._store.remake_stories(connection)
            articles = self._store.articles()
            for number, article in enumerate(articles, start=1):
                [passages] = embedded(self._embedder, [article], progress=_of_long_ones(progress))
                self._store.put_passages(connection, article.id, passages)
                if progress is not None:
                    progress("repairing", number, len(articles))
            keep(self._store, connection, SEARCHED, self._embedder)
            keep(self._store, connection, COMING, None)
        with self._lock:
            self._bring_up_to_date(self._embedder)

    def embed_anew(self, *, progress: Progress | None = None) -> int | None:
        """Makes every vector again with this embedder, while the old ones are searched.

        An interruption loses only the passages at hand: the next call goes on. `progress` gets
        ("embedding anew", passages, total). Returns how many passages this call embedded; None
        where the vectors were this embedder's already. Raises ModelUnavailable, StoreUnavailable.
        """

        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress("embedding anew", done, total)

        return embed_anew(self._store, self._embedder, progress=tell)

    def _bring_up_to_date(self, embedder: Embedder) -> FaissVectors:
        """The vector index with every change of the store in it. The lock is held.

        Raises EmbeddedAnew where the store's vectors are no longer of this embedder.
        """
        store, dimension = self._store, embedder.dimension
        target = store.last_change()
        if self._vectors is None or self._vectors_of != embedder.fingerprint:
            self._vectors, self._reached = self._load_snapshot(target, embedder)
            self._vectors_of = embedder.fingerprint
        if self._reached != target:
            passage, removal = self._reached
            removed = store.removals_after(removal)
            for ids, vectors in store.vectors_after(
                passage, dimension=dimension, fingerprint=embedder.fingerprint
            ):
                self._vectors.add(ids, vectors)
            self._vectors.remove(removed)
            self._reached = target
            self._changed += (target[0] - passage) + (target[1] - removal)
            # Writing the whole file for one more article would cost more than reading the
            # article from the store at the next start.
            if self._changed * SNAPSHOT_SHARE >= len(self._vectors):
                self._save_snapshot(self._vectors, embedder)
                self._changed = 0
        return self._vectors

    def _snapshot_is_old(self) -> bool:
        """Whether so much is new that the next search is to be spared bringing it in.

        For less the vectors are not loaded, which takes longer than adding an article does.
        """
        snapshot = FaissVectors.read_snapshot(self._snapshot_file)
        if snapshot is None:
            return True
        passage, _ = self._store.last_change()
        return (passage - snapshot.last_passage) * SNAPSHOT_SHARE >= passage

    def _load_snapshot(
        self, target: tuple[int, int], embedder: Embedder
    ) -> tuple[FaissVectors, tuple[int, int]]:
        loaded = FaissVectors.load(self._snapshot_file)
        if loaded is not None:
            vectors, snapshot = loaded
            reached = (snapshot.last_passage, snapshot.last_removal)
            # A snapshot from after the store's last change was there before the store was put
            # back from a copy.
            if (
                snapshot == self._snapshot(reached, embedder)
                and reached[0] <= target[0]
                and reached[1] <= target[1]
            ):
                return vectors, reached
        return FaissVectors(dimension=embedder.dimension), (0, 0)

    def _save_snapshot(self, vectors: FaissVectors, embedder: Embedder) -> None:
        # It only saves time at the next start: a full or read-only disk is no reason to leave a
        # question unanswered.
        with suppress(OSError):
            vectors.save(self._snapshot_file, self._snapshot(self._reached, embedder))

    def _snapshot(self, reached: tuple[int, int], embedder: Embedder) -> Snapshot:
        return Snapshot(
            store=self._store.setting("identity"),
            fingerprint=embedder.fingerprint,
            last_passage=reached[0],
            last_removal=reached[1],
        )


def _of_long_ones(progress: Progress | None) -> Callable[[int, int], None]:
    """Tells how much of a batch is embedded where it is larger than an ordinary one."""

    def tell(done: int, total: int) -> None:
        if progress is not None and total > 2 * PASSAGES_A_TRANSACTION:
            progress("embedding", done, total)

    return tell


def words_of(text: str) -> list[str]:
    """The distinct words of a text, as the full-text index cuts them, in order."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    # Told apart without regard to case, but not casefolded: the index has "ß", not "ss".
    return list({word.casefold(): word for word in words}.values())
