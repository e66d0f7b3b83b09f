"""`EmbeddedStore`: one folder that holds a library, with nothing running beside Byline.

The tables (SQLite) are the one source of truth. The vector index (FAISS) is brought up to date from
them before every search, which is how it sees what other processes added or removed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from index.catalogue import Catalogue
from index.embed import Embedder, Model, Vectors
from index.embed_anew import embed_anew
from index.embedded_by import COMING, SEARCHED, require_model
from index.health import problems
from index.records import EVERYTHING, Article, Filters, Origin, Passage
from index.store import EmbeddedAnew, Found, NewArticle, NewPassage, Stored
from index.store_files import DATABASE, VECTORS
from index.tables import Tables
from index.vectors import FaissVectors, Snapshot
from index.word_search import TRIED

ARTICLES_A_TRANSACTION = 200
SNAPSHOT_SHARE = 20
"""The vector file is written anew once a twentieth of it has changed."""
FIELD_WEIGHTS = (2.0, 1.0, 1.0, 1.0)
"""BM25 weights of title, publisher, date and text."""


class EmbeddedStore:
    """See `Store`. Raises StoreUnavailable, StoreTooNew on opening."""

    remedy = Tables.remedy
    passages_a_step = 64

    def __init__(self, folder: Path, *, create: bool) -> None:
        self.tables = Tables(folder / DATABASE, create=create)
        self.place = str(folder)
        self.folder = folder
        self.catalogue: Catalogue = self.tables.catalogue
        self.vectors: FaissVectors | None = None
        self._snapshot_file = folder / VECTORS
        self._vectors_of: str | None = None
        self._reached = (0, 0)
        self._changed = 0
        self._lock = threading.Lock()

    def close(self) -> None:
        """See `Store.close`."""
        self.tables.close()

    def setting(self, name: str) -> str | None:
        """See `Store.setting`."""
        return self.tables.setting(name)

    # Changes

    @contextmanager
    def adding(self, embedder: Embedder) -> Iterator[None]:
        """See `Store.adding`: the vector index takes in much that is new, and leaves a little.

        First copies are looked for among articles stored by a Byline that did not.
        """
        entered = ARTICLES_A_TRANSACTION
        while entered == ARTICLES_A_TRANSACTION and self.tables.has_unentered():
            with self.tables.writing() as connection:
                entered = self.tables.enter_stories(connection, most=ARTICLES_A_TRANSACTION)
        yield
        with self._lock:
            if self.vectors is not None or self._snapshot_is_old():
                # Where all is of another model by now, the next search sees to it.
                with suppress(EmbeddedAnew):
                    self._bring_up_to_date(embedder)

    def add(self, articles: Sequence[NewArticle], *, model: Model) -> list[int | None]:
        """See `Store.add`: one transaction."""
        with self.tables.writing() as connection:
            require_model(self.tables, model)
            versions = [
                self.tables.put(connection, new.article, digest=new.digest, passages=new.passages)
                for new in articles
            ]
            self.tables.keep_model(connection, SEARCHED, model)
        return versions

    def is_there(self, article: Article, digest: str) -> bool:
        """See `Store.is_there`."""
        return self.tables.is_there(article, digest)

    def ids_at(self, address: str) -> list[str]:
        """See `Store.ids_at`."""
        return self.tables.ids_at(address)

    def remove(self, article_ids: Sequence[str]) -> None:
        """See `Store.remove`: one transaction."""
        with self.tables.writing() as connection:
            for article_id in dict.fromkeys(article_ids):
                self.tables.remove(connection, article_id)

    # Reading

    def article(self, article_id: str, version: int | None = None) -> Article:
        """See `Store.article`."""
        return self.tables.article(article_id, version)

    def articles(self) -> list[Article]:
        """See `Store.articles`."""
        return self.tables.articles()

    def latest(self, filters: Filters, *, limit: int) -> list[Article]:
        """See `Store.latest`."""
        return self.tables.latest(filters, limit=limit)

    def told_by(self, story: int, filters: Filters) -> list[Article]:
        """See `Store.told_by`."""
        return self.tables.told_by(story, filters)

    def publishers(self) -> list[str]:
        """See `Store.publishers`."""
        return self.tables.publishers()

    def newest(self) -> date | None:
        """See `Store.newest`."""
        return self.tables.newest()

    def counts(self) -> tuple[int, int]:
        """See `Store.counts`."""
        return self.tables.counts()

    def last_change(self) -> tuple[int, ...]:
        """See `Store.last_change`: the last passage and removal, and the articles embargoed."""
        return *self.tables.last_change(), self.tables.embargoed()

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """See `Store.passages`."""
        return self.tables.passages(passage_ids)

    def passages_of(self, article_ids: Sequence[str]) -> list[Passage]:
        """See `Store.passages_of`."""
        return self.tables.passages_of(article_ids)

    def origins(self, passage_ids: Iterable[int]) -> dict[int, Origin]:
        """See `Store.origins`."""
        return self.tables.origins(passage_ids)

    def exported(self, *, after: str, limit: int) -> list[Stored]:
        """See `Store.exported`."""
        return self.tables.exported(after=after, limit=limit)

    # Searching

    def search_words(self, words: Sequence[str], *, limit: int, filters: Filters) -> Found:
        """See `Store.search_words`."""
        return self.tables.words.search(words, limit=limit, weights=FIELD_WEIGHTS, filters=filters)

    def search_meaning(
        self, vector: Vectors, *, embedder: Embedder, limit: int, filters: Filters
    ) -> Found:
        """See `Store.search_meaning`."""
        with self._lock:
            vectors = self._bring_up_to_date(embedder)
            if filters == EVERYTHING and not self.tables.embargoed():
                return vectors.search(vector, limit=limit)
            # To list all that pass takes longer than to search, so the best are tried first.
            best = vectors.search(vector, limit=TRIED * limit)
            passing = set(self.tables.matching(filters, among=[passage for passage, _ in best]))
            found = [hit for hit in best if hit[0] in passing][:limit]
            if len(found) < limit:
                allowed = self.tables.matching(filters)
                found = vectors.search(vector, limit=limit, allowed=allowed)
            return found

    def has_word(self, word: str) -> bool:
        """See `Store.has_word`."""
        return self.tables.words.passages_with_word(word, most=1) > 0

    def vocabulary(self) -> list[str]:
        """See `Store.vocabulary`."""
        return self.tables.words.vocabulary()

    def passages_of_stem(self, stem: str, *, limit: int) -> list[int]:
        """See `Store.passages_of_stem`."""
        return self.tables.words.passages_of_stem(stem, limit=limit)

    # Care

    def problems(self) -> list[str]:
        """See `Store.problems`."""
        found = problems(self.tables)
        if self._snapshot_file.exists() and FaissVectors.load(self._snapshot_file) is None:
            found.append(
                f"{self._snapshot_file} is damaged; it is rebuilt from the store on first use"
            )
        return found

    def repair(
        self,
        made_anew: Callable[[Article], list[NewPassage]],
        *,
        embedder: Embedder,
        progress: Callable[[int, int], None],
    ) -> None:
        """See `Store.repair`.

        One transaction: an interruption leaves everything as it was, and other writers have to
        wait. What was found missing before is told no more.
        """
        with self.tables.writing(repairing=True) as connection:
            # First, because what is damaged could not forget the passages that are replaced.
            self.tables.remake_words(connection)
            self.tables.remake_stories(connection)
            articles = self.tables.articles()
            for number, article in enumerate(articles, start=1):
                self.tables.put_passages(connection, article.id, made_anew(article))
                progress(number, len(articles))
            self.tables.keep_model(connection, SEARCHED, embedder)
            self.tables.keep_model(connection, COMING, None)
        with self._lock:
            self._bring_up_to_date(embedder)

    def embed_anew(self, embedder: Embedder, *, progress: Callable[[int, int], None]) -> int | None:
        """See `Store.embed_anew`. An interruption loses only the passages at hand."""
        return embed_anew(self.tables, embedder, progress=progress)

    def embedded_anew(self) -> int:
        """See `Store.embedded_anew`."""
        return self.tables.new_vectors.count()

    def _bring_up_to_date(self, embedder: Embedder) -> FaissVectors:
        """The vector index with every change of the store in it. The lock is held.

        Raises EmbeddedAnew where the store's vectors are no longer of this embedder.
        """
        tables, dimension = self.tables, embedder.dimension
        target = tables.last_change()
        if self.vectors is None or self._vectors_of != embedder.fingerprint:
            self.vectors, self._reached = self._load_snapshot(target, embedder)
            self._vectors_of = embedder.fingerprint
        if self._reached != target:
            passage, removal = self._reached
            removed = tables.removals_after(removal)
            for ids, vectors in tables.vectors_after(
                passage, dimension=dimension, fingerprint=embedder.fingerprint
            ):
                self.vectors.add(ids, vectors)
            self.vectors.remove(removed)
            self._reached = target
            self._changed += (target[0] - passage) + (target[1] - removal)
            # Writing the whole file for one more article would cost more than reading the
            # article from the store at the next start.
            if self._changed * SNAPSHOT_SHARE >= len(self.vectors):
                self._save_snapshot(self.vectors, embedder)
                self._changed = 0
        return self.vectors

    def _snapshot_is_old(self) -> bool:
        """Whether so much is new that the next search is to be spared bringing it in.

        For less the vectors are not loaded, which takes longer than adding an article does.
        """
        snapshot = FaissVectors.read_snapshot(self._snapshot_file)
        if snapshot is None:
            return True
        passage, _ = self.tables.last_change()
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
            store=self.tables.setting("identity"),
            fingerprint=embedder.fingerprint,
            last_passage=reached[0],
            last_removal=reached[1],
        )
