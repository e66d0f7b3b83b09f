"""The embedded store's one source of truth, in SQLite: articles, passages, vectors, words.

Every change is one transaction. The full-text table holds no copy of the text: it reads it through
a view. `vectors.py` is brought up to date from here (`vectors_after`, `removals_after`). Which
articles are copies of one another is kept by `stories.py`, in the same transactions.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from index import committed, stories
from index.committed import Committed, DamagedRecord
from index.database import Connection, Database, Row
from index.editions import Edition, edition_of, is_outdated
from index.embed import Model, Vectors
from index.embedded_by import settings_of
from index.errors import Embargoed, StoreUnavailable, UnknownArticle
from index.new_vectors import NewVectors
from index.records import Article, Filters, Origin, Passage, Span
from index.rows import (
    ANSWERS,
    ARTICLES,
    EMBARGOED,
    PASSAGES,
    article_of,
    condition_of,
    findable,
    in_utc,
    is_whole,
    passage_of,
    stored_time,
    whole_article_of,
)
from index.schema import SCHEMAS
from index.standing import Standing, is_known
from index.store import EmbeddedAnew, NewPassage, Stored
from index.store_files import RECORD, with_suffix
from index.tables_catalogue import TablesCatalogue
from index.vectors import Ids
from index.word_search import WordSearch

_log = logging.getLogger(__name__)


class Tables:
    """The database of one embedded store.

    Raises StoreUnavailable, StoreTooNew on opening, StoreUnavailable from every method.
    """

    remedy = "`byline embed`"

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self.place = str(path.parent)
        self.database = Database(path, schemas=SCHEMAS, create=create)
        self.catalogue = TablesCatalogue(self.database)
        self.words = WordSearch(self.database)
        self.new_vectors = NewVectors(self.database)
        self._record = path.with_name(RECORD)
        for loss in self.losses():
            _log.warning(loss)

    def close(self) -> None:
        """Closes the database; the store cannot be used afterwards."""
        self.database.close()

    def setting(self, name: str) -> str | None:
        """A value kept with the store, or None.

        `identity` tells this store from all others; `index/embedded_by.py` says which model made
        its vectors.
        """
        rows = self.database.rows("SELECT value FROM settings WHERE name = ?", [name])
        return str(rows[0][0]) if rows else None

    # Articles

    def digest(self, article_id: str) -> str | None:
        """The digest of the newest version; None when there is no such article."""
        rows = self.database.rows(
            "SELECT digest FROM articles WHERE id = ? AND current", [article_id]
        )
        return str(rows[0][0]) if rows else None

    def is_there(self, article: Article, digest: str) -> bool:
        """Whether nothing is new in an article, nor that it is the newest edition."""
        with self.database.connected() as connection:
            return _is_there(connection, article, digest)

    def article(self, article_id: str, version: int | None = None) -> Article:
        """The newest version of an article, or a given one. Raises UnknownArticle, Embargoed.

        Whole: where its digest does not fit, StoreUnavailable names it. So it is with all articles
        but those of `articles`, which are not to be quoted.
        """
        found = self.database.records(
            whole_article_of,
            f"{ARTICLES} WHERE id = ?1 AND iif(?2 IS NULL, current, version = ?2)",
            [findable(article_id), version],
        )
        if not found:
            raise UnknownArticle(article_id)
        if found[0].embargo and found[0].embargo > datetime.now(UTC):
            raise Embargoed(article_id, until=found[0].embargo)
        return found[0]

    def articles(self) -> list[Article]:
        """The newest versions as they are there, by date and id, undated last."""
        return self.database.records(
            article_of, f"{ARTICLES} WHERE current ORDER BY published IS NULL, published, id"
        )

    def told_by(self, story: int, filters: Filters) -> list[Article]:
        """The articles that tell a story in the same words, the earliest first, undated last."""
        condition, values = condition_of(filters)
        return self.database.records(
            whole_article_of,
            f"{ARTICLES} WHERE current AND id IN (SELECT article_id FROM stories WHERE story = ?) "
            f"AND {condition} ORDER BY published IS NULL, published, length(text) DESC, id",
            [story, *values],
        )

    def ids_at(self, address: str) -> list[str]:
        """The articles of an address, given as `same_address` writes it."""
        rows = self.database.rows(
            "SELECT article_id FROM stories WHERE address = ? ORDER BY article_id", [address]
        )
        return [str(row[0]) for row in rows]

    def latest(self, filters: Filters, *, limit: int) -> list[Article]:
        """The latest of the newest versions that the filters let through, undated last."""
        condition, values = condition_of(filters)
        return self.database.records(
            whole_article_of,
            f"{ARTICLES} WHERE current AND {condition} "
            "ORDER BY published IS NULL, published DESC, id LIMIT ?",
            [*values, limit],
        )

    def publishers(self) -> list[str]:
        """The publishers of the newest versions, sorted, each in one spelling."""
        rows = self.database.rows(
            f"SELECT min(publisher) FROM articles a WHERE current AND {ANSWERS} "
            "AND publisher IS NOT NULL GROUP BY publisher_key ORDER BY 1"
        )
        return [str(row[0]) for row in rows]

    def newest(self) -> date | None:
        """The latest date of publication; None when no article has a date."""
        [(newest,)] = self.database.rows(
            f"SELECT max(published) FROM articles a WHERE current AND {ANSWERS}"
        )
        return date.fromisoformat(newest) if newest else None

    def embargoed(self) -> int:
        """How many articles are before their hour."""
        [(number,)] = self.database.rows(
            f"SELECT count(*) FROM articles a WHERE embargo IS NOT NULL AND {EMBARGOED}"
        )
        return int(number)

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are."""
        [(articles, passages)] = self.database.rows(
            "SELECT (SELECT count(*) FROM articles WHERE current), (SELECT count(*) FROM passages)"
        )
        return int(articles), int(passages)

    # Changes, inside a transaction

    @contextmanager
    def writing(self, *, repairing: bool = False) -> Iterator[Connection]:
        """One transaction: all of it is stored, or none. Other writers wait up to 60 s.

        Once it is committed, that is noted outside the database as well. What is missing of earlier
        changes is kept in that note until a transaction that is `repairing`.
        """
        with ExitStack() as files:
            with self.database.writing() as connection:
                seen, (passages, removals) = self._noted(), _last_change(connection)
                lost = seen.missing(passages=passages, removals=removals) if seen else 0
                # Before the commit: what cannot be noted is not stored either.
                with self._noting():
                    descriptor = files.enter_context(committed.writable(self._record))
                yield connection
                passages, removals = _last_change(connection)
            record = Committed(
                store=self.setting("identity") or "",
                passages=passages,
                removals=removals,
                lost=0 if repairing else lost,
            )
            if record != seen:
                with self._noting():
                    committed.write(descriptor, record, seen=seen)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(
                f"{self._record} cannot be written ({error.strerror}): see to the disk that holds "
                "it, or use --store with a folder that you may write to"
            ) from error

    def losses(self) -> list[str]:
        """What was committed and is missing, a line; empty where nothing is."""
        try:
            # Before the store is asked, which may have come further meanwhile.
            record = committed.read(self._record)
        except DamagedRecord:
            return [
                f"{self._record} is damaged: whether something is missing that was stored cannot "
                "be told; the next change writes it anew"
            ]
        if record is None or record.store != self.setting("identity"):
            return []
        passages, removals = self.last_change()
        missing = record.missing(passages=passages, removals=removals)
        if not missing:
            return []
        log = with_suffix(self.path, "-wal")
        return [
            f"at least {missing} changes of passages that were stored are missing from {self.path}:"
            f" {log.name} was damaged or taken away, or the database put back from an older copy; "
            "add the latest articles again, then `byline doctor --repair`"
        ]

    def _noted(self) -> Committed | None:
        """The record, where it can be read and is of this store."""
        try:
            record = committed.read(self._record)
        except DamagedRecord:
            return None
        return record if record and record.store == self.setting("identity") else None

    def keep_setting(self, connection: Connection, name: str, value: str | None) -> None:
        """Sets a value, or takes it away, inside `writing`."""
        if value is None:
            connection.execute("DELETE FROM settings WHERE name = ?", [name])
        else:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [name, value])

    def keep_model(self, connection: Connection, which: str, model: Model | None) -> None:
        """Notes the model of the vectors that are SEARCHED or COMING, inside `writing`."""
        for name, value in settings_of(which, model).items():
            self.keep_setting(connection, name, value)

    def put(
        self,
        connection: Connection,
        article: Article,
        *,
        digest: str,
        passages: Sequence[NewPassage],
    ) -> int | None:
        """Stores a version of an article, inside `writing`: the newest, unless it is outdated.

        The version before it is kept, its passages are not; an outdated one has none, nor has one
        that may answer nothing. Returns the version given, or None where it was there: then it is
        only noted that it came again as a later edition.
        """
        standing = _standing(connection, article.id)
        if standing and _is_there(connection, article, digest):
            return None
        if standing and standing.digest == digest:
            _note_edition(connection, article)
            return None
        is_newest = not standing or not is_outdated(edition_of(article), by=standing.edition)
        whole = self._is_whole(connection, article.id)
        if is_newest:
            stories.leave(connection, article.id)
            self._drop_passages(connection, article.id)
            connection.execute("UPDATE articles SET current = 0 WHERE id = ?", [article.id])
        [(version,)] = connection.execute(
            "SELECT 1 + ifnull(max(version), 0) FROM articles WHERE id = ?", [article.id]
        )
        connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                article.id,
                version,
                is_newest,
                article.title,
                article.url,
                article.publisher,
                article.publisher and article.publisher.casefold(),
                json.dumps(article.authors),
                article.published and article.published.isoformat(),
                article.published and f"{article.published.day} {article.published:%B %Y}",
                article.retrieved and article.retrieved.isoformat(),
                article.text,
                digest,
                article.language,
                article.status,
                article.note,
                article.edition,
                stored_time(article.revised),
                stored_time(article.embargo),
            ],
        )
        if is_newest and article.status == "usable":
            self.put_passages(connection, article.id, passages)
            stories.enter(connection, article)
        if is_newest and not whole:
            self._forget_damage(connection)
        return int(version)

    def put_passages(
        self, connection: Connection, article_id: str, passages: Sequence[NewPassage]
    ) -> None:
        """Replaces the passages of an article's newest version, inside `writing`."""
        self._drop_passages(connection, article_id)
        connection.executemany(
            'INSERT INTO passages (article_id, start, "end", sentences, vector) '
            "VALUES (?, ?, ?, ?, ?)",
            [
                (
                    article_id,
                    passage.sentences[0].start,
                    passage.sentences[-1].end,
                    json.dumps(passage.sentences),
                    passage.vector.astype(np.float16).tobytes(),
                )
                for passage in passages
            ],
        )
        connection.execute(
            "INSERT INTO words (rowid, title, publisher, published, body) "
            "SELECT id, title, publisher, published, body FROM passage_words "
            "WHERE id IN (SELECT id FROM passages WHERE article_id = ?)",
            [article_id],
        )

    def remove(self, connection: Connection, article_id: str) -> None:
        """Removes an article with all its versions, inside `writing`. Raises UnknownArticle."""
        stored_id = findable(article_id)
        whole = self._is_whole(connection, stored_id)
        stories.leave(connection, stored_id)
        self._drop_passages(connection, stored_id)
        removed = connection.execute("DELETE FROM articles WHERE id = ?", [stored_id])
        if not removed.rowcount:
            raise UnknownArticle(article_id)
        if not whole:
            self._forget_damage(connection)

    def _is_whole(self, connection: Connection, article_id: str) -> bool:
        """Whether the newest version, if there is one, is what was stored."""
        rows = connection.execute(f"{ARTICLES} WHERE id = ? AND current", [article_id])
        return all(map(is_whole, rows))

    def _forget_damage(self, connection: Connection) -> None:
        """Makes anew what had to forget an article by words that it does not have any more."""
        self.remake_words(connection)
        self.remake_stories(connection)

    def has_unentered(self) -> bool:
        """Whether articles were stored before copies were looked for."""
        # Counted, as each is entered once: to look for each would take a second of a large store.
        [(unentered,)] = self.database.rows(
            "SELECT (SELECT count(*) FROM articles WHERE current AND status = 'usable') > "
            "(SELECT count(*) FROM stories)"
        )
        return bool(unentered)

    def enter_stories(self, connection: Connection, *, most: int) -> int:
        """Compares articles that were stored before copies were looked for, inside `writing`.

        Returns how many they were; with `most`, some are left.
        """
        rows = connection.execute(
            f"{ARTICLES} WHERE current AND status = 'usable' "
            "AND id NOT IN (SELECT article_id FROM stories) LIMIT ?",
            [most],
        ).fetchall()
        for row in rows:
            stories.enter(connection, article_of(row))
        return len(rows)

    def remake_stories(self, connection: Connection) -> None:
        """Compares all articles anew, inside `writing`."""
        stories.forget_all(connection)
        self.enter_stories(connection, most=-1)

    def remake_words(self, connection: Connection) -> None:
        """Makes the full-text index anew from the stored texts, inside `writing`."""
        connection.execute("INSERT INTO words (words) VALUES ('rebuild')")

    def _drop_passages(self, connection: Connection, article_id: str) -> None:
        # The words go first: the full-text index reads the view to know what it is to forget.
        connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE article_id = ?)",
            [article_id],
        )
        connection.execute(
            "INSERT INTO removals (passage_id) SELECT id FROM passages WHERE article_id = ?",
            [article_id],
        )
        connection.execute(
            "DELETE FROM new_vectors WHERE passage_id IN "
            "(SELECT id FROM passages WHERE article_id = ?)",
            [article_id],
        )
        connection.execute("DELETE FROM passages WHERE article_id = ?", [article_id])

    # Passages

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in this order; those no longer stored are left out."""
        found = self.database.records(
            passage_of,
            f"{PASSAGES} WHERE p.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(passage_ids))],
        )
        by_id = {passage.id: passage for passage in found}
        return [by_id[i] for i in passage_ids if i in by_id]

    def passages_of(self, article_ids: Sequence[str]) -> list[Passage]:
        """All passages of the newest versions of these articles, by article and place."""
        return self.database.records(
            passage_of,
            f"{PASSAGES} WHERE p.article_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY p.article_id, p.start",
            [json.dumps(list(article_ids))],
        )

    def origins(self, passage_ids: Iterable[int]) -> dict[int, Origin]:
        """Who published the articles of these passages, and when; of those still stored."""
        found = self.database.records(
            lambda row: (
                int(row[0]),
                Origin(row[1], row[2] and date.fromisoformat(row[2]), row[3], row[4]),
            ),
            "SELECT p.id, a.publisher, a.published, a.id, s.story FROM passages p "
            "JOIN articles a ON a.id = p.article_id AND a.current "
            "LEFT JOIN stories s ON s.article_id = a.id "
            "WHERE p.id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(passage_ids))],
        )
        return dict(found)

    def matching(self, filters: Filters, *, among: Sequence[int] | None = None) -> Ids:
        """The ids of the passages, all or some, of articles that the filters let through."""
        condition, values = condition_of(filters)
        if among is not None:
            condition += " AND p.id IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(among)))
        rows = self.database.rows(
            "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id AND a.current "
            f"WHERE {condition}",
            values,
        )
        return _ids(rows)

    def exported(self, *, after: str, limit: int) -> list[Stored]:
        """See `Store.exported`."""
        with self.database.reading() as connection:
            ids = [
                row[0]
                for row in connection.execute(
                    "SELECT id FROM articles WHERE current AND id > ? ORDER BY id LIMIT ?",
                    [after, limit],
                )
            ]
            listed = json.dumps(ids)
            among = "IN (SELECT value FROM json_each(?))"
            versions: dict[str, list[Article]] = {name: [] for name in ids}
            for row in connection.execute(
                f"{ARTICLES} WHERE id {among} ORDER BY version", [listed]
            ):
                versions[row[0]].append(whole_article_of(row))
            current = "SELECT id, version FROM articles WHERE current AND id"
            newest = dict(connection.execute(f"{current} {among}", [listed]).fetchall())
            passages: dict[str, list[NewPassage]] = {name: [] for name in ids}
            for article_id, sentences, vector in connection.execute(
                f"SELECT article_id, sentences, vector FROM passages WHERE article_id {among} "
                "ORDER BY start",
                [listed],
            ):
                passages[article_id].append(
                    NewPassage(
                        sentences=tuple(Span(*pair) for pair in json.loads(sentences)),
                        vector=np.frombuffer(vector, dtype=np.float16).astype(np.float32),
                    )
                )
        return [
            Stored(
                versions=tuple(versions[name]), newest=newest[name], passages=tuple(passages[name])
            )
            for name in ids
        ]

    # What the vector index is brought up to date from

    def last_change(self) -> tuple[int, int]:
        """The numbers of the last passage and the last removal ever made."""
        with self.database.connected() as connection:
            return _last_change(connection)

    def vectors_after(
        self, passage_id: int, *, dimension: int, fingerprint: str
    ) -> Iterator[tuple[Ids, Vectors]]:
        """The stored vectors of later passages, in blocks: ids (n,), vectors (n, dimension).

        Raises EmbeddedAnew where they are no longer of the model with this fingerprint.
        """
        with self.database.reading() as connection:
            found = connection.execute("SELECT value FROM settings WHERE name = 'embedder'")
            if any(value != fingerprint for (value,) in found.fetchall()):
                raise EmbeddedAnew
            cursor = connection.execute(
                "SELECT id, vector FROM passages WHERE id > ? ORDER BY id", [passage_id]
            )
            while rows := cursor.fetchmany(10_000):
                vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16)
                yield _ids(rows), vectors.reshape(-1, dimension).astype(np.float32)

    def removals_after(self, number: int) -> Ids:
        """The ids of the passages removed later than this removal."""
        return _ids(
            self.database.rows("SELECT passage_id FROM removals WHERE number > ?", [number])
        )


def _standing(connection: Connection, article_id: str) -> Standing | None:
    row = connection.execute(
        "SELECT digest, edition, revised, status FROM articles WHERE id = ? AND current",
        [article_id],
    ).fetchone()
    return row and Standing(row[0], Edition(row[1], row[2] and in_utc(row[2]), row[3]))


def _is_there(connection: Connection, article: Article, digest: str) -> bool:
    def is_kept() -> bool:
        found = connection.execute(
            "SELECT 1 FROM articles WHERE id = ? AND digest = ?", [article.id, digest]
        )
        return found.fetchone() is not None

    standing = _standing(connection, article.id)
    return is_known(article, digest, standing=standing, is_kept=is_kept)


def _note_edition(connection: Connection, article: Article) -> None:
    """Notes that the newest version came again as a later edition."""
    connection.execute(
        "UPDATE articles SET edition = ifnull(?, edition), revised = ifnull(?, revised) "
        "WHERE id = ? AND current",
        [article.edition, stored_time(article.revised), article.id],
    )


def _last_change(connection: Connection) -> tuple[int, int]:
    last = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return last.get("passages", 0), last.get("removals", 0)


def _ids(rows: Sequence[Row]) -> Ids:
    return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
