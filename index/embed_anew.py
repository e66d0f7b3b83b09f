"""An embedded store's tables and another embedder in, the same with vectors of that one out.

They are made some at a time and kept beside the old ones, which are searched until the last is
there; then all change places in one transaction. An interruption loses the batch at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.embed import Embedder
from index.embedded_by import COMING, SEARCHED, coming, searched
from index.errors import ModelUnavailable, StoreUnavailable
from index.intake import heading
from index.records import Passage
from index.tables import Tables

PASSAGES_A_TRANSACTION = 64


def embed_anew(
    tables: Tables, embedder: Embedder, *, progress: Callable[[int, int], None]
) -> int | None:
    """Embeds every passage anew; returns how many it embedded of them, others before included not.

    None where the vectors are this embedder's already; what was begun with another is then given
    up. `progress` is called with the number of passages done and of all. Raises ModelUnavailable,
    StoreUnavailable.
    """
    with tables.writing() as connection:
        made_by, begun = searched(tables), coming(tables)
        if made_by is None or made_by.fingerprint == embedder.fingerprint:
            tables.new_vectors.forget(connection)
            tables.keep_model(connection, COMING, None)
            return None
        if begun is None or begun.fingerprint != embedder.fingerprint:
            tables.new_vectors.forget(connection)
            tables.keep_model(connection, COMING, embedder)
    embedded = 0
    while True:
        for passages in _left(tables):
            vectors = embedder.embed(_texts(tables, passages))
            with tables.writing() as connection:
                _require_begun(tables, embedder)
                tables.new_vectors.keep(connection, passages, vectors)
            embedded += len(passages)
            progress(tables.new_vectors.count(), tables.counts()[1])
        with tables.writing() as connection:
            _require_begun(tables, embedder)
            if tables.new_vectors.take(connection):
                tables.keep_model(connection, SEARCHED, embedder)
                tables.keep_model(connection, COMING, None)
                return embedded
        # What was added meanwhile is embedded in another round.
        if not tables.new_vectors.passages_without(after=0, limit=1):
            raise StoreUnavailable(
                f"passages in {tables.path} belong to no article: `byline doctor --repair` makes "
                "them anew"
            )


def _left(tables: Tables) -> Iterator[list[Passage]]:
    """The passages without a new vector, some at a time, once through the store."""
    after = 0
    while passages := tables.new_vectors.passages_without(
        after=after, limit=PASSAGES_A_TRANSACTION
    ):
        yield passages
        after = passages[-1].id


def _texts(tables: Tables, passages: list[Passage]) -> list[str]:
    """What is embedded of each passage, as when its article was added."""
    headings = {
        article_id: heading(tables.article(article_id))
        for article_id in {passage.article_id for passage in passages}
    }
    return [headings[passage.article_id] + passage.text for passage in passages]


def _require_begun(tables: Tables, embedder: Embedder) -> None:
    begun = coming(tables)
    if begun is None or begun.fingerprint != embedder.fingerprint:
        raise ModelUnavailable(
            f"another program has ended what was embedded anew in {tables.place}, or begun it "
            f"with another embedder than {embedder.name}: let one of them run, and start it again"
        )
