"""What holds of the store on LanceDB alone: its indexes, damage, a loader that is killed."""

import multiprocessing

import numpy as np
import pytest

from index.embed import HashingEmbedder
from index.errors import StoreUnavailable, UsageError
from index.lance.rows import WHOLE
from index.library import Library
from index.records import Article, Filters

EMBEDDER = HashingEmbedder(dimension=32)


def article(number):
    words = " ".join(f"word{(number * step) % 97}" for step in range(1, 12))
    return Article(id=f"n{number}", publisher=f"Courier {number % 50}", text=f"{words}.")


@pytest.fixture
def address(tmp_path):
    return f"lancedb+file://{tmp_path / 'store'}"


@pytest.fixture
def library(address):
    return Library.open(address, embedder=EMBEDDER)


def found(library, query, *, limit, **options):
    hits = library.search_meaning(query, limit=limit, **options)
    return [each.article_id for each in library.passages([hit.passage_id for hit in hits])]


def test_with_an_index_of_vectors_filters_lose_none_and_new_rows_are_seen(library, monkeypatch):
    monkeypatch.setattr("index.lance.table.INDEXED_FROM", 300)
    monkeypatch.setattr("index.lance.table.FRAGMENTS", 2)
    monkeypatch.setattr("index.lance.table.FEW", 5)
    monkeypatch.setattr("index.lance.store.LanceStore.passages_a_step", 200)
    library.add([article(number) for number in range(400)])
    table = library._store._table
    assert table._has_vector_index()
    exact = {f"n{number}" for number in range(7, 400, 50)}
    one_paper = Filters(publishers=frozenset({"Courier 7"}))
    assert set(found(library, "word7 word14", limit=50, filters=one_paper)) == exact
    assert len(found(library, "word7 word14", limit=350)) == 350
    library.add([Article(id="late", text="Penguins swam by.")])
    assert found(library, "penguins swam by", limit=1) == ["late"]
    library.remove(["late"])
    assert "late" not in found(library, "penguins swam by", limit=400)
    # Of the ten nearest most are found by looking at a part of the cells.
    shared = []
    for number in range(0, 400, 40):
        vector = EMBEDDER.embed([article(number).text])[0]
        options = {"condition": "", "limit": 10}
        every, some = (
            {one for one, _ in table._nearest(vector, "number", exact=exact, **options)}
            for exact in (True, False)
        )
        shared.append(len(every & some) / 10)
    assert np.mean(shared) > 0.6


def test_an_article_that_was_changed_behind_its_back_is_not_shown(library):
    library.add([article(1), article(2)])
    table = library._store._table
    [row] = table.rows("article_id = 'n1' AND kind = 'article'", WHOLE)
    table.merge([row | {"text": row["text"].replace("word", "Word", 1)}])
    with pytest.raises(StoreUnavailable, match="no longer what was stored"):
        library.article("n1")
    assert library.problems()[0] == "article 'n1' is not what was stored"
    library.remove(["n1"])
    library.add([article(1)])
    assert library.problems() == []


def test_what_is_missing_or_twice_is_told(library):
    library.add([article(1), article(2)])
    table = library._store._table
    [row] = table.rows("article_id = 'n1' AND kind = 'article'", WHOLE)
    table.append([row])
    table.delete("article_id = 'n2' AND kind = 'article'")
    told = " ".join(library.problems())
    assert "1 rows of" in told
    assert "two newest versions" in told
    assert "belongs to no article" in told


def test_another_model_is_only_taken_by_a_repair_and_one_that_was_stopped_is_told(
    library, address, monkeypatch
):
    library.add([article(number) for number in range(4)])
    other = Library.open(address, embedder=HashingEmbedder(dimension=64))
    with pytest.raises(UsageError, match="doctor --repair"):
        other.embed_anew()
    monkeypatch.setattr("index.lance.store.ARTICLES_A_STEP", 2)

    def stop(stage, done, total):  # noqa: ARG001
        raise InterruptedError

    with pytest.raises(InterruptedError):
        other.repair(progress=stop)
    assert other.problems() == ["2 passages have no vector: `byline doctor --repair`"]
    assert len(found(other, "word1", limit=9)) == 2
    other.repair()
    assert other.problems() == []
    assert len(found(other, "word1", limit=9)) == 4


def add_until_killed(address, begun):
    library = Library.open(address, embedder=EMBEDDER)
    library._store.passages_a_step = 5
    library.add(map(article, range(20)))
    begun.set()
    library.add(map(article, range(20, 100_000)))


def test_a_loader_that_is_killed_leaves_whole_steps(library, address):
    spawned = multiprocessing.get_context("spawn")
    begun = spawned.Event()
    loader = spawned.Process(target=add_until_killed, args=(address, begun))
    loader.start()
    assert begun.wait(60)
    before = library.last_change()
    while library.last_change()[0] < before[0] + 4:
        pass
    loader.kill()
    loader.join()
    status = library.status()
    assert status.articles == status.passages >= 20
    assert library.problems() == []
    report = library.add([article(number) for number in range(status.articles + 5)])
    assert (report.unchanged, report.added) == (status.articles, 5)
