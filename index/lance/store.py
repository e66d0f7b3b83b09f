"""`LanceStore`: a library on an engine that many machines share, in a folder or on object storage.

All is one table (`rows.py`), because one commit of it is one step: an article, its passages and
their words and vectors come and go together. Beside it lies the list of the stems that it has held.
Copies are looked for among the articles whose passages are nearest in meaning.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue
from index.duplicates import LIKENESS
from index.embed import Embedder, Model, Vectors
from index.embedded_by import SEARCHED, SETTINGS, require_model, settings_of
from index.errors import Embargoed, StoreUnavailable, UnknownArticle, UsageError
from index.lance.catalogue import LanceCatalogue
from index.lance.change import Change, is_known_among
from index.lance.copies import Pair, alike, all_pairs, copies_among, groups
from index.lance.rows import (
    COLUMNS,
    IS_ARTICLE,
    IS_NEWEST,
    IS_PASSAGE,
    LOOKED_UP,
    PASSAGE,
    WHOLE,
    article_of,
    condition_of,
    now_shown,
    number_of,
    passage_of,
    passage_rows,
    setting_key,
    stems_of,
    whole_article_of,
)
from index.lance.table import KEY, VECTOR, LanceTable, Values, among, text
from index.records import EVERYTHING, Article, Filters, Origin, Passage
from index.store import Found, NewArticle, NewPassage, Stored

LOCK = "writing.lock"
NEAREST = 10
"""Passages nearest to one of an article, among whose articles its copies are looked for."""
ARTICLES_A_STEP = 100


class LanceStore:
    """See `Store`. Raises StoreUnavailable on opening.

    In a folder one writer waits for another, as versions are numbered by what is there. On object
    storage nobody waits: who loads with several programs at once gives all versions of an article
    to the same one.
    """

    remedy = "`byline doctor --repair`"
    passages_a_step = 512

    def __init__(self, place: str, *, uri: str, folder: Path, create: bool) -> None:
        self.place = place
        self.folder = folder
        self._lock = threading.Lock()
        self._lock_file = folder / LOCK if "://" not in uri else None
        # Two that make a store at once would make its indexes at once.
        making = create and os.access(folder, os.W_OK)
        with self._writing() if making else nullcontext():
            self._table = LanceTable(
                uri, "library", columns=COLUMNS, looked_up=LOOKED_UP, words="words", create=create
            )
            self._stems = LanceTable(
                uri, "stems", columns={}, looked_up=(), words=None, create=create
            )
        self._known_stems: tuple[int, set[str]] = (0, set())
        self._settings: tuple[int, dict[str, str | None]] = (0, {})
        self._embargoes: tuple[int, list[str]] | None = None
        self.catalogue: Catalogue = LanceCatalogue(self._table, self._stems)

    def close(self) -> None:
        """See `Store.close`: nothing is kept open."""

    def setting(self, name: str) -> str | None:
        """See `Store.setting`."""
        # Several are asked for with every question: all are read once after each change.
        version = self._table.version
        if self._settings[0] != version:
            keys = [setting_key(one) for one in SETTINGS]
            rows = self._table.rows(among(KEY, keys), [KEY, "text"])
            self._settings = version, {row[KEY]: row["text"] for row in rows}
        return self._settings[1].get(setting_key(name))

    # Changes

    def adding(self, embedder: Embedder) -> AbstractContextManager[None]:  # noqa: ARG002
        """See `Store.adding`: nothing more than each step does."""
        return nullcontext()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Nobody else on this machine changes what is there meanwhile."""
        with ExitStack() as held:
            held.enter_context(self._lock)
            if self._lock_file is not None:
                try:
                    file = held.enter_context(self._lock_file.open("w"))
                    fcntl.flock(file, fcntl.LOCK_EX)
                except OSError as error:
                    raise StoreUnavailable(
                        f"the store at {self.place} cannot be written ({error.strerror}): use "
                        "--store with a place that you may write to"
                    ) from error
            yield

    def add(self, articles: Sequence[NewArticle], *, model: Model) -> list[int | None]:
        """See `Store.add`: one commit."""
        with self._writing():
            require_model(self, model)
            change = Change(self._versions_of([new.article.id for new in articles]))
            versions = [change.take(new) for new in articles]
            if any(versions) or change.noted:
                passages = change.passages()
                if passages and self._table.dimension is None:
                    self._table.set_dimension(len(passages[0][VECTOR]))
                self._keep_stems(passages)
                regrouped = self._regrouped(change)
                settings = [_setting(*one) for one in settings_of(SEARCHED, model).items()]
                self._table.merge(
                    [*settings, *change.rows(), *regrouped],
                    gone=f"{IS_PASSAGE} AND {among('article_id', change.replaced())}",
                )
                self._tidy()
        return versions

    def _tidy(self) -> None:
        # While others wait, whose writing would be in the way. On object storage they do not, and
        # then it may fail: it only saves time, and the next step tries again.
        with suppress(StoreUnavailable):
            self._table.tidy()
            self._stems.tidy()

    def _versions_of(self, article_ids: Sequence[str]) -> list[Values]:
        return self._table.rows(f"{IS_ARTICLE} AND {among('article_id', article_ids)}", WHOLE)

    def is_there(self, article: Article, digest: str) -> bool:
        """See `Store.is_there`."""
        kept = ["digest", "edition", "revised", "status", "current"]
        rows = self._table.rows(f"{IS_ARTICLE} AND article_id = {text(article.id)}", kept)
        return is_known_among(article, digest, rows)

    def ids_at(self, address: str) -> list[str]:
        """See `Store.ids_at`."""
        rows = self._table.rows(
            f"{IS_NEWEST} AND status = 'usable' AND address = {text(address)}", ["article_id"]
        )
        return sorted(row["article_id"] for row in rows)

    def remove(self, article_ids: Sequence[str]) -> None:
        """See `Store.remove`: one commit."""
        with self._writing():
            change = Change(self._versions_of(article_ids))
            for article_id in dict.fromkeys(article_ids):
                change.remove(article_id)
            self._table.merge(self._regrouped(change), gone=among("article_id", change.replaced()))

    def _keep_stems(self, passages: Sequence[Values]) -> None:
        """Adds the stems that are new. Before the passages: one too many does no harm."""
        version, known = self._known_stems
        if version != self._stems.version:
            known = set(self.vocabulary())
        new = {stem for row in passages for stem in row["words"].split()} - known
        if new:
            self._stems.append([{KEY: stem} for stem in sorted(new)])
        self._known_stems = self._stems.version, known | new

    # Copies

    def _regrouped(self, change: Change) -> list[Values]:
        """The rows of other articles whose group is another one by the change.

        Those of the change itself get theirs.
        """
        left = self._members(change.stories_left(), without=change.replaced())
        entering = change.entering()
        pairs: list[Pair] = list(all_pairs([row["article_id"] for row in left]))
        near, others = self._nearest_articles(change)
        candidates = self._newest(
            sorted(others - {row["article_id"] for row in [*left, *entering]})
        )
        rows = {row["article_id"]: row for row in [*left, *candidates, *entering]}
        shingles = {name: LIKENESS.shingles(row["text"]) for name, row in rows.items()}
        pairs += [pair for pair in near if pair[0] in rows and pair[1] in rows]
        pairs += alike({row["article_id"]: shingles[row["article_id"]] for row in entering})
        copies = list(copies_among(shingles, pairs))
        labels = {row["article_id"]: row["story"] for row in candidates}
        joined = {labels[name] for pair in copies for name in pair if labels.get(name) is not None}
        # All of a group that is joined may get another label.
        for row in self._members(sorted(joined), without=list(rows)):
            rows[row["article_id"]] = row
            labels[row["article_id"]] = row["story"]
        numbers = {name: number_of("article", name) for name in rows}
        found = groups(numbers, labels, copies)
        before = {name: row["story"] for name, row in rows.items()}
        for name, row in rows.items():
            row["story"] = found[name]
        own = {row["article_id"] for row in entering}
        return [
            row for name, row in rows.items() if name not in own and row["story"] != before[name]
        ]

    def _members(self, stories: Sequence[int], *, without: Sequence[str]) -> list[Values]:
        if not stories:
            return []
        rows = self._table.rows(f"{IS_NEWEST} AND {among('story', stories)}", WHOLE)
        return [row for row in rows if row["article_id"] not in set(without)]

    def _newest(self, article_ids: Sequence[str]) -> list[Values]:
        if not article_ids:
            return []
        return self._table.rows(f"{IS_NEWEST} AND {among('article_id', article_ids)}", WHOLE)

    def _nearest_articles(self, change: Change) -> tuple[list[Pair], set[str]]:
        """The stored articles that those which enter are compared with."""
        replaced = set(change.replaced())
        told = [
            (name, vector) for name, both in change.told_by_vectors().items() for vector in both
        ]
        if not told:
            return [], set()
        near = self._table.nearest_to_each(
            np.array([vector for _, vector in told]), "article_id", limit=NEAREST
        )
        pairs = {
            (name, other)
            for (name, _), others in zip(told, near, strict=True)
            for other in others - replaced
        }
        return sorted(pairs), {other for _, other in pairs}

    # Reading

    def article(self, article_id: str, version: int | None = None) -> Article:
        """See `Store.article`."""
        wanted = "current" if version is None else f"version = {int(version)}"
        rows = self._table.rows(
            f"{IS_ARTICLE} AND article_id = {text(article_id)} AND {wanted}", WHOLE
        )
        if not rows:
            raise UnknownArticle(article_id)
        article = whole_article_of(rows[0])
        if article.embargo and article.embargo > datetime.now(UTC):
            raise Embargoed(article_id, until=article.embargo)
        return article

    def articles(self) -> list[Article]:
        """See `Store.articles`."""
        order = [("published", True), ("article_id", True)]
        return [article_of(row) for row in self._table.rows(IS_NEWEST, WHOLE, order=order)]

    def latest(self, filters: Filters, *, limit: int) -> list[Article]:
        """See `Store.latest`."""
        rows = self._table.rows(
            _answering(filters),
            WHOLE,
            order=[("published", False), ("article_id", True)],
            limit=limit,
        )
        return [whole_article_of(row) for row in rows]

    def told_by(self, story: int, filters: Filters) -> list[Article]:
        """See `Store.told_by`."""
        rows = self._table.rows(f"{_answering(filters)} AND story = {int(story)}", WHOLE)
        told = [whole_article_of(row) for row in rows]
        return sorted(told, key=lambda one: (one.published or date.max, -len(one.text), one.id))

    def publishers(self) -> list[str]:
        """See `Store.publishers`."""
        rows = self._table.rows(
            f"{_answering(EVERYTHING)} AND publisher IS NOT NULL", ["publisher", "publisher_key"]
        )
        names: dict[str, str] = {}
        for row in rows:
            key, name = row["publisher_key"], row["publisher"]
            names[key] = min(name, names.get(key, name))
        return sorted(names.values())

    def newest(self) -> date | None:
        """See `Store.newest`."""
        rows = self._table.rows(
            f"{_answering(EVERYTHING)} AND published IS NOT NULL",
            ["published"],
            order=[("published", False)],
            limit=1,
        )
        return date.fromisoformat(rows[0]["published"]) if rows else None

    def counts(self) -> tuple[int, int]:
        """See `Store.counts`."""
        return self._table.count(IS_NEWEST), self._table.count(IS_PASSAGE)

    def last_change(self) -> tuple[int, ...]:
        """See `Store.last_change`: the version of the table, and the passages embargoed."""
        now = datetime.now(UTC).replace(tzinfo=None).isoformat()
        return self._table.version, sum(time > now for time in self._embargo_times())

    def _embargo_times(self) -> list[str]:
        version = self._table.version
        if self._embargoes is None or self._embargoes[0] != version:
            rows = self._table.rows(f"{IS_NEWEST} AND embargo IS NOT NULL", ["embargo"])
            self._embargoes = version, [row["embargo"] for row in rows]
        return self._embargoes[1]

    def _some_embargoed(self) -> bool:
        return self.last_change()[1] > 0

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """See `Store.passages`."""
        rows = self._passage_rows(passage_ids, PASSAGE)
        by_id = {row["number"]: passage_of(row) for row in rows}
        return [by_id[one] for one in passage_ids if one in by_id]

    def _passage_rows(self, passage_ids: Sequence[int], columns: Sequence[str]) -> list[Values]:
        if not passage_ids:
            return []
        return self._table.rows(f"{among('number', passage_ids)} AND {now_shown()}", columns)

    def passages_of(self, article_ids: Sequence[str]) -> list[Passage]:
        """See `Store.passages_of`."""
        rows = self._table.rows(
            f"{IS_PASSAGE} AND {among('article_id', article_ids)} AND {now_shown()}",
            PASSAGE,
        )
        found = [passage_of(row) for row in rows]
        return sorted(found, key=lambda passage: (passage.article_id, passage.start))

    def origins(self, passage_ids: Iterable[int]) -> dict[int, Origin]:
        """See `Store.origins`."""
        rows = self._passage_rows(list(passage_ids), ["number", "article_id"])
        known = ["article_id", "publisher", "published", "story"]
        ids = sorted({row["article_id"] for row in rows})
        articles = self._table.rows(f"{IS_NEWEST} AND {among('article_id', ids)}", known)
        origins = {
            row["article_id"]: Origin(
                row["publisher"],
                row["published"] and date.fromisoformat(row["published"]),
                row["article_id"],
                row["story"],
            )
            for row in articles
        }
        return {
            row["number"]: origins[row["article_id"]]
            for row in rows
            if row["article_id"] in origins
        }

    def exported(self, *, after: str, limit: int) -> list[Stored]:
        """See `Store.exported`."""
        listed = self._table.rows(
            f"{IS_NEWEST} AND article_id > {text(after)}",
            ["article_id", "version"],
            order=[("article_id", True)],
            limit=limit,
        )
        newest = {row["article_id"]: row["version"] for row in listed}
        versions: dict[str, list[Article]] = {name: [] for name in newest}
        rows = self._versions_of(list(newest))
        for row in sorted(rows, key=lambda row: int(row["version"])):
            versions[row["article_id"]].append(whole_article_of(row))
        passages: dict[str, list[NewPassage]] = {name: [] for name in newest}
        if newest:
            held = self._table.rows(
                f"{IS_PASSAGE} AND {among('article_id', list(newest))}", [*PASSAGE, VECTOR]
            )
            for row in sorted(held, key=lambda row: int(row["start"])):
                passages[row["article_id"]].append(
                    NewPassage(
                        sentences=passage_of(row).sentences,
                        vector=np.asarray(row[VECTOR], dtype=np.float32),
                    )
                )
        return [
            Stored(
                versions=tuple(versions[name]), newest=newest[name], passages=tuple(passages[name])
            )
            for name in newest
        ]

    # Searching

    def search_words(self, words: Sequence[str], *, limit: int, filters: Filters) -> Found:
        """See `Store.search_words`."""
        stems = list(dict.fromkeys(stem for word in words for stem in stems_of(word)))
        return self._table.with_words(
            stems, "number", condition=self._searched(filters), limit=limit
        )

    def search_meaning(
        self, vector: Vectors, *, embedder: Embedder, limit: int, filters: Filters
    ) -> Found:
        """See `Store.search_meaning`."""
        require_model(self, embedder)
        return self._table.nearest(vector, "number", condition=self._searched(filters), limit=limit)

    def _searched(self, filters: Filters) -> str:
        shown = [now_shown()] if self._some_embargoed() else []
        # Only passages have words and vectors: that need not be asked for.
        return " AND ".join(filter(None, [condition_of(filters), *shown]))

    def has_word(self, word: str) -> bool:
        """See `Store.has_word`."""
        stems = stems_of(word)
        return bool(self._table.with_words(stems, "number", limit=1, every=True))

    def vocabulary(self) -> list[str]:
        """See `Store.vocabulary`."""
        return [row[KEY] for row in self._stems.rows("true", [KEY])]

    def passages_of_stem(self, stem: str, *, limit: int) -> list[int]:
        """See `Store.passages_of_stem`."""
        found = self._table.with_words([stem], "number", limit=limit)
        return [number for number, _ in found]

    # Care

    def problems(self) -> list[str]:
        """See `Store.problems`: ids that stand twice, and articles that are not what was stored."""
        found = []
        keys = [row[KEY] for row in self._table.rows("true", [KEY])]
        if len(set(keys)) < len(keys):
            found.append(f"{len(keys) - len(set(keys))} rows of {self.place} are there twice")
        if self._table.dimension is not None:
            without = self._table.count(f"{IS_PASSAGE} AND {VECTOR} IS NULL")
            if without:
                found.append(f"{without} passages have no vector: `byline doctor --repair`")
        newest: dict[str, str] = {}
        for row in self._table.rows(IS_NEWEST, WHOLE):
            if row["article_id"] in newest:
                found.append(f"article {row['article_id']!r} has two newest versions")
            newest[row["article_id"]] = row["text"]
            try:
                whole_article_of(row)
            except (StoreUnavailable, ValueError, TypeError):
                found.append(f"article {row['article_id']!r} is not what was stored")
        for row in self._table.rows(IS_PASSAGE, PASSAGE):
            whole = newest.get(row["article_id"])
            if whole is None:
                found.append(f"passage {row['number']} belongs to no article")
            elif whole[row["start"] : row["end"]] != row["text"]:
                found.append(f"passage {row['number']} is not in article {row['article_id']!r}")
        return found

    def repair(
        self,
        made_anew: Callable[[Article], list[NewPassage]],
        *,
        embedder: Embedder,
        progress: Callable[[int, int], None],
    ) -> None:
        """See `Store.repair`: a commit for some articles at a time.

        With another model nothing is found by meaning but what is done by then.
        """
        ids = sorted(row["article_id"] for row in self._table.rows(IS_NEWEST, ["article_id"]))
        with self._writing():
            if self.setting(SEARCHED) != embedder.fingerprint:
                # First: an interruption must not leave vectors of two models.
                self._table.set_dimension(embedder.dimension)
            for start in range(0, len(ids), ARTICLES_A_STEP):
                part = ids[start : start + ARTICLES_A_STEP]
                rows = []
                for article_row_ in self._newest(part):
                    article = article_of(article_row_)
                    rows += passage_rows(article, article_row_["digest"], made_anew(article))
                self._keep_stems(rows)
                settings = [_setting(*one) for one in settings_of(SEARCHED, embedder).items()]
                self._table.merge(
                    [*settings, *rows], gone=f"{IS_PASSAGE} AND {among('article_id', part)}"
                )
                progress(start + len(part), len(ids))
                self._tidy()

    def embed_anew(
        self,
        embedder: Embedder,
        *,
        progress: Callable[[int, int], None],  # noqa: ARG002 - of another store's
    ) -> int | None:
        """See `Store.embed_anew`. Raises UsageError where there is something to be done.

        Two models' vectors do not lie beside one another here.
        """
        made_by = self.setting(SEARCHED)
        if made_by in (None, embedder.fingerprint):
            return None
        raise UsageError(
            f"the vectors of {self.place} cannot be made anew while they are searched: "
            "`byline doctor --repair` with this --embedder makes them, and until it is done not "
            "all is found by meaning"
        )

    def embedded_anew(self) -> int:
        """See `Store.embedded_anew`: never any."""
        return 0


def _answering(filters: Filters) -> str:
    """The condition that holds for the articles that may answer and pass the filters."""
    parts = [IS_NEWEST, "status = 'usable'", now_shown(), condition_of(filters)]
    return " AND ".join(filter(None, parts))


def _setting(name: str, value: str | None) -> Values:
    return {KEY: setting_key(name), "kind": "setting", "text": value}
