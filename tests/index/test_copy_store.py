"""A store copied into one of the other kind, and back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from index.copy_store import copy_store
from index.embed import HashingEmbedder
from index.errors import ModelUnavailable, StoreUnavailable
from index.library import Library
from index.open_store import open_store
from index.records import Article

EMBEDDER = HashingEmbedder(dimension=64)
STORY = "The council of Norwood met on Monday and heard the harbour master. It rained. " * 3


@pytest.fixture(params=["folder", "lancedb"])
def places(request, tmp_path):
    folder, address = tmp_path / "folder", f"lancedb+file:{tmp_path / 'engine'}"
    return (folder, address) if request.param == "folder" else (address, folder)


@pytest.fixture
def source(places):
    library = Library.open(places[0], embedder=EMBEDDER)
    first = Article(id="it's", text=STORY, publisher="O'Brien", published=date(2024, 3, 5))
    library.add([first, Article(id="b", text=STORY), Article(id="a", text="Snow fell.")])
    library.add([replace(first, text="Edition 3.", edition=3)])
    library.add([replace(first, text="Edition 2.", edition=2)])
    library.add([Article(id="gone", text="A walrus swam."), Article(id="late", text="")])
    library.add([Article(id="gone", text="", status="withdrawn", note="KILL")])
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    library.add([Article(id="late", text="Wait for it.", embargo=later)])
    return open_store(places[0], create=False)


def copied(source, place):
    return copy_store(source, open_store(place, create=True), progress=lambda *_: None)


def test_all_that_is_stored_is_there_again(source, places):
    report = copied(source, places[1])
    assert (report.articles, report.versions, report.different) == (5, 8, ())
    assert report.copied == report.articles
    old, new = (Library.open(place, embedder=EMBEDDER, create=False) for place in places)
    assert new.article("it's") == replace(old.article("it's"), story=None)
    assert [new.article("it's", version=number).text for number in (1, 2, 3)] == [
        STORY.strip(),
        "Edition 3.",
        "Edition 2.",
    ]
    assert new.article("gone").status == "withdrawn"
    for library in (old, new):
        hits = library.search_meaning("the council met", limit=9)
        found = library.passages([hit.passage_id for hit in hits])
        assert found[0].article_id == "b"
        assert "late" not in {passage.article_id for passage in found}
    assert new.status().passages == old.status().passages
    assert new.problems() == []


def test_a_copy_that_was_interrupted_goes_on(source, places, monkeypatch):
    monkeypatch.setattr("index.copy_store.ARTICLES_A_STEP", 2)

    class Stopped(Exception):
        pass

    def stop(done, total):  # noqa: ARG001
        raise Stopped

    with pytest.raises(Stopped):
        copy_store(source, open_store(places[1], create=True), progress=stop)
    assert copied(source, places[1]).copied == 3
    again = copied(source, places[1])
    assert (again.copied, again.different) == (0, ())


def test_what_is_not_the_same_in_both_is_told(source, places):
    other = Library.open(places[1], embedder=EMBEDDER)
    other.add([Article(id="a", text="Sleet fell."), Article(id="more", text="Hail fell.")])
    assert copied(source, places[1]).different == ("a",)


def test_a_store_of_another_model_takes_nothing(source, places):
    other = Library.open(places[1], embedder=HashingEmbedder(dimension=128))
    other.add([Article(id="more", text="Hail fell.")])
    with pytest.raises(ModelUnavailable):
        copied(source, places[1])
    assert [each.id for each in other.articles()] == ["more"]


def test_an_address_of_another_engine_is_refused(tmp_path):
    with pytest.raises(StoreUnavailable, match="no store that Byline knows"):
        open_store("milvus+http://127.0.0.1", create=True)
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        open_store(f"lancedb+file:{tmp_path / 'file' / 'store'}", create=True)
