"""A store and another embedder in, the same store with vectors of that one out.

They are made some at a time and kept beside the old ones, which are searched until the last is
there; then all change places in one transaction. An interruption loses the batch at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.embed import Embedder
from index.embedded_by import COMING, SEARCHED, coming, keep, searched
from index.errors import ModelUnavailable, StoreUnavailable
from index.intake import heading
from index.records import Passage
from index.store import Store

PASSAGES_A_TRANSACTION = 64


def embed_anew(
    store: Store, embedder: Embedder, *, progress: Callable[[int, int], None]
) -> int | None:
    """Embeds every passage anew; returns how many it embedded of them, others before included not.

    None where the vectors are this embedder's already; what was begun with another is then given
    up. `progress` is called with the number of passages done and of all. Raises ModelUnavailable,
    StoreUnavailable.
    """
    with store.writing() as connection:
        made_by, begun = searched(store), coming(store)
        if made_by is None or made_by.fingerprint == embedder.fingerprint:
            store.forget_new_vectors(connection)
            keep(store, connection, COMING, None)
            return None
        if begun is None or begun.fingerprint != embedder.fingerprint:
            store.forget_new_vectors(connection)
            keep(store, connection, COMING, embedder)
    embedded = 0
    while True:
        for passages in _left(store):
            vectors = embedder.embed(_texts(store, passages))
            with store.writing() as connection:
                _require_begun(store, embedder)
                store.keep_new_vectors(connection, passages, vectors)
            embedded += len(passages)
            progress(store.new_vectors(), store.counts()[1])
        with store.writing() as connection:
            _require_begun(store, embedder)
            if store.take_new_vectors(connection):
                keep(store, connection, SEARCHED, embedder)
                keep(store, connection, COMING, None)
                return embedded
        # What was added meanwhile is embedded in another round.
        if not store.without_new_vector(after=0, limit=1):
            raise StoreUnavailable(
                f"passages in {store.path} belong to no article: `byline doctor --repair` makes "
                "them anew"
            )


def _left(store: Store) -> Iterator[list[Passage]]:
    """The passages without a new vector, some at a time, once through the store."""
    after = 0
    while passages := store.without_new_vector(after=after, limit=PASSAGES_A_TRANSACTION):
        yield passages
        after = passages[-1].id


def _texts(store: Store, passages: list[Passage]) -> list[str]:
    """What is embedded of each passage, as when its article was added."""
    headings = {
        article_id: heading(store.article(article_id))
        for article_id in {passage.article_id for passage in passages}
    }
    return [headings[passage.article_id] + passage.text for passage in passages]


def _require_begun(store: Store, embedder: Embedder) -> None:
    begun = coming(store)
    if begun is None or begun.fingerprint != embedder.fingerprint:
        raise ModelUnavailable(
            f"another program has ended what was embedded anew in {store.path.parent}, or begun it "
            f"with another embedder than {embedder.name}: let one of them run, and start it again"
        )
