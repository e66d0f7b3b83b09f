"""Articles in, stored some at a time: cleaned, compared with what is there, cut, embedded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from index.clean import clean, clean_line
from index.digest import digest_of
from index.editions import Edition, are_told_apart, edition_of
from index.embed import Embedder, Model
from index.identity import is_derived, same_address
from index.language import ENGLISH, detected_language, stated_language
from index.records import AddReport, Article, Skipped, Span
from index.split import passages as split_passages
from index.store import NewArticle, NewPassage, Store

TYPICAL_PASSAGE = 900
"""Characters; only steers how much is embedded in one go."""


Passages = list[list[NewPassage]]


class Embedding(Protocol):
    """Embeds batches of articles, and gives them back in the order in which they came."""

    def put(self, articles: Sequence[Article]) -> Iterator[Passages]:
        """Takes a batch; gives the passages of those that are done, the earliest first."""

    def rest(self) -> Iterator[Passages]:
        """Gives what is not given yet."""


class AtOnce:
    """Embeds each batch as it comes, in this process.

    `progress` is called with how many passages of a batch are embedded, and how many it has.
    """

    def __init__(self, embedder: Embedder, *, progress: Callable[[int, int], None]) -> None:
        self._embedder = embedder
        self._progress = progress

    def put(self, articles: Sequence[Article]) -> Iterator[Passages]:
        """See `Embedding.put`."""
        yield embedded(self._embedder, articles, progress=self._progress)

    def rest(self) -> Iterator[Passages]:
        """See `Embedding.rest`: nothing is left."""
        yield from ()


class Intake:
    """Collects articles until there is a batch worth embedding, then stores it."""

    def __init__(self, store: Store, model: Model, *, embedding: Embedding) -> None:
        self._store = store
        self._model = model
        self._embedding = embedding
        self._batches: deque[list[tuple[Article, str]]] = deque()
        self._skipped: list[Skipped] = []
        self._articles: list[tuple[Article, str]] = []
        self._seen: dict[str, tuple[str, Edition]] = {}
        self._addresses: dict[str, set[str]] = {}
        self.waiting = 0
        self._counted = AddReport(
            added=0, updated=0, unchanged=0, passages=0, not_english=0, skipped=(), seconds=0.0
        )

    @property
    def report(self) -> AddReport:
        """What came of everything taken so far."""
        return replace(self._counted, skipped=tuple(self._skipped))

    def take(self, item: Article | Skipped) -> None:
        """Takes one article or the note that one could not be read."""
        if isinstance(item, Skipped):
            self._skip(item.source, item.reason)
            return
        article = _cleaned(item)
        if not article.text and article.status == "usable":
            self._skip(article.id, "the article has no text")
            return
        if not article.id.strip() or not article.id.isprintable():
            self._skip(repr(article.id), "the id is empty or has unprintable characters")
            return
        article = self._at_its_address(article)
        digest, edition = digest_of(article), edition_of(article)
        earlier = self._seen.get(article.id)
        if earlier and digest != earlier[0] and not are_told_apart(edition, earlier[1]):
            self._skip(
                article.id,
                f"the id {article.id!r} stands twice in what was added, with different content; "
                "the first was kept: give the second another id",
            )
            return
        self._seen[article.id] = digest, edition
        if earlier == (digest, edition) or self._store.is_there(article, digest):
            self._counted = replace(self._counted, unchanged=self._counted.unchanged + 1)
            return
        # Only now: it costs more than to find that nothing has changed.
        language = article.language or detected_language(article.text)
        self._articles.append((replace(article, language=language), digest))
        self.waiting += 1 + len(article.text) // TYPICAL_PASSAGE

    def _at_its_address(self, article: Article) -> Article:
        """The article under the id that its address has here already, when its own is derived.

        An id derived from address and headline is another one under another headline.
        """
        address = article.url and same_address(article.url)
        if not address or not is_derived(article.id, origin=address):
            return article
        known = {*self._store.ids_at(address), *self._addresses.get(address, ())}
        if article.id not in known and len(known) == 1:
            return replace(article, id=known.pop())
        self._addresses.setdefault(address, set()).add(article.id)
        return article

    def store_waiting(self) -> None:
        """Has embedded what was collected, and stores what is embedded by now."""
        if not self._articles:
            return
        self._batches.append(self._articles)
        self._articles, self.waiting = [], 0
        for passages in self._embedding.put([article for article, _ in self._batches[-1]]):
            self._store_batch(passages)

    def finish(self) -> None:
        """Stores all that was taken."""
        self.store_waiting()
        for passages in self._embedding.rest():
            self._store_batch(passages)
        if self._batches:
            raise RuntimeError(f"{len(self._batches)} batches were not given back")

    def _store_batch(self, passages_of_each: Passages) -> None:
        """Stores the earliest batch that is not stored yet, in one step."""
        batch = self._batches.popleft()
        versions = self._store.add(
            [
                NewArticle(article=article, digest=digest, passages=passages)
                for (article, digest), passages in zip(batch, passages_of_each, strict=True)
            ],
            model=self._model,
        )
        added = updated = unchanged = written = not_english = 0
        for (article, _), passages, version in zip(batch, passages_of_each, versions, strict=True):
            if version is None:
                unchanged += 1  # another process was quicker
                continue
            added += version == 1
            updated += version > 1
            written += len(passages)
            not_english += article.language not in (None, ENGLISH)
        counted = self._counted
        self._counted = replace(
            counted,
            added=counted.added + added,
            updated=counted.updated + updated,
            unchanged=counted.unchanged + unchanged,
            passages=counted.passages + written,
            not_english=counted.not_english + not_english,
        )

    def _skip(self, source: str, reason: str) -> None:
        # A list: to make a longer tuple each time takes minutes for a hundred thousand.
        self._skipped.append(Skipped(source=source, reason=reason))


def _cleaned(article: Article) -> Article:
    """An article as it is stored, whoever made it: no field holds what no database could."""
    return replace(
        article,
        text=clean(article.text),
        title=clean_line(article.title or "") or None,
        url=clean_line(article.url or "") or None,
        publisher=clean_line(article.publisher or "") or None,
        authors=tuple(filter(None, map(clean_line, article.authors))),
        note=clean(article.note or "") or None,
        revised=_to_the_second(article.revised),
        embargo=_to_the_second(article.embargo),
        language=stated_language(article.language),
    )


def _to_the_second(time: datetime | None) -> datetime | None:
    """The time as the store keeps it; one without a zone counts as UTC."""
    if time is None:
        return None
    in_zone = time if time.tzinfo else time.replace(tzinfo=UTC)
    return in_zone.astimezone(UTC).replace(microsecond=0)


def embedded(
    embedder: Embedder, articles: Sequence[Article], *, progress: Callable[[int, int], None]
) -> list[list[NewPassage]]:
    """Each article's passages with their vectors, embedded in one go; none of a withdrawn one.

    `progress` is called with how many passages are embedded by then, and how many there are.
    """
    spans = [
        split_passages(article.text) if article.status == "usable" else () for article in articles
    ]
    texts = [
        text
        for article, passages in zip(articles, spans, strict=True)
        for text in embedded_texts(article, passages)
    ]
    vectors = iter(embedder.embed(texts, progress=lambda done: progress(done, len(texts))))
    return [
        [NewPassage(sentences=sentences, vector=next(vectors)) for sentences in passages]
        for passages in spans
    ]


def embedded_texts(article: Article, passages: Sequence[Sequence[Span]]) -> list[str]:
    """What is embedded of each passage, given by its sentences: its heading and its words."""
    return [
        heading(article) + article.text[sentences[0].start : sentences[-1].end]
        for sentences in passages
    ]


def heading(article: Article) -> str:
    """What is put in front of a passage before it is embedded: title, publisher, date."""
    published = article.published
    day = f"{published.day} {published:%B %Y}" if published else None
    origin = ", ".join(part for part in (article.publisher, day) if part)
    return "".join(f"{line}\n" for line in (article.title, origin) if line)
