"""Another embedder for a store that has one: nothing is lost, and the old one answers meanwhile."""

import pytest

from index.embed import HashingEmbedder
from index.embed_anew import PASSAGES_A_TRANSACTION
from index.errors import ModelUnavailable
from index.library import Library
from index.records import Article
from index.schema import SCHEMAS

ARTICLES = 150
NAMES = [f"n{number}" for number in range(ARTICLES)]


class Counting(HashingEmbedder):
    """Says how many texts it was given."""

    texts = 0

    def embed(self, texts, *, progress=None):
        self.texts += len(texts)
        return super().embed(texts, progress=progress)


def by_name(name):
    return HashingEmbedder(dimension=int(name.partition(":")[2]))


def open_library(folder, *, dimension=64, embedder=None):
    chosen = embedder or HashingEmbedder(dimension=dimension)
    return Library.open(folder, embedder=chosen, by_name=by_name)


def article(name):
    return Article(id=name, text=f"Whatever {name} holds is told in {name} alone.")


def finds(library, name):
    """Whether an article is found by its own words; hashing may take others for the same."""
    hits = library.search_meaning(f"Whatever {name} holds is told in {name} alone.", limit=9)
    same = library.passages([hit.passage_id for hit in hits if hit.score > 0.999])
    return name in {passage.article_id for passage in same}


def interrupt_after(passages):
    def tell(_stage, done, _total):
        if done >= passages:
            raise KeyboardInterrupt

    return tell


@pytest.fixture
def store(tmp_path):
    library = open_library(tmp_path)
    library.add([article(name) for name in NAMES])
    assert finds(library, "n7")
    library.close()
    return tmp_path


@pytest.fixture
def begun(store):
    """The store, embedded anew with another embedder up to the first batch."""
    library = open_library(store, dimension=128)
    with pytest.raises(KeyboardInterrupt):
        library.embed_anew(progress=interrupt_after(1))
    library.close()
    return store


def test_the_vectors_become_those_of_the_other(store):
    library, told = open_library(store, dimension=128), []
    assert library.embed_anew(progress=lambda *said: told.append(said)) == ARTICLES
    assert told[-1] == ("embedding anew", ARTICLES, ARTICLES)
    assert finds(library, "n7")
    assert library.status().model == "hashing:128"
    assert library.status().next_embedder is None
    assert library.problems() == []
    assert library.embed_anew() is None
    before = open_library(store)
    with pytest.raises(ModelUnavailable, match=r"hashing:128.*hashing:64.*byline embed"):
        before.search_meaning("n7", limit=1)


def test_what_is_there_is_searched_and_added_to_meanwhile(begun):
    for dimension in (64, 128):
        library = open_library(begun, dimension=dimension)
        assert finds(library, "n7")
        assert library.add([article(f"new{dimension}")]).added == 1
        assert finds(library, f"new{dimension}")
        assert library.status().model == "hashing:64"
        assert library.status().next_embedder == "hashing:128"
        assert library.status().embedded_anew == PASSAGES_A_TRANSACTION
        library.close()


def test_no_other_embedder_than_these_two_is_taken_meanwhile(begun):
    library = open_library(begun, dimension=256)
    with pytest.raises(ModelUnavailable, match=r"hashing:64.*hashing:256"):
        library.search_meaning("n7", limit=1)


def test_an_interruption_loses_only_the_passages_at_hand(begun):
    embedder = Counting(dimension=128)
    library = open_library(begun, embedder=embedder)
    assert library.embed_anew() == ARTICLES - PASSAGES_A_TRANSACTION
    assert embedder.texts == ARTICLES - PASSAGES_A_TRANSACTION
    assert finds(library, "n149")


def test_what_others_add_and_remove_meanwhile_is_taken_along(store):
    library, other, told = open_library(store, dimension=128), open_library(store), []

    def meddle(*said):
        if not told:
            other.remove(["n1", "n149"])
            other.add([article("late")])
        told.append(said)

    library.embed_anew(progress=meddle)
    assert library.status().articles == ARTICLES - 1
    assert len(library.search_meaning("x", limit=1_000)) == ARTICLES - 1
    assert finds(library, "late")
    assert library.problems() == []


def test_what_is_added_after_the_last_look_is_not_forgotten(store):
    library, other = open_library(store, dimension=128), open_library(store)

    def add_at_the_end(_stage, done, total):
        if done == total == ARTICLES:
            other.add([article("late")])

    library.embed_anew(progress=add_at_the_end)
    assert finds(library, "late")


def test_a_program_that_answers_goes_over_to_the_new_vectors_by_itself(begun):
    answering, embedding = (open_library(begun, dimension=128) for _ in range(2))
    assert finds(answering, "n7")
    embedding.embed_anew()
    assert finds(answering, "n7")
    assert answering.search_meaning("n7", limit=3) == embedding.search_meaning("n7", limit=3)


@pytest.mark.parametrize("dimension", [64, 128])
def test_a_change_in_the_midst_of_a_search_mixes_nothing(begun, dimension):
    """The vectors change after the question was embedded, before any vector was read."""

    class Meddling(HashingEmbedder):
        def embed_questions(self, questions):
            open_library(begun, dimension=128).embed_anew()
            return super().embed_questions(questions)

    # So that the vectors have to be read from the database.
    (begun / "vectors.faiss").unlink()
    library = Library.open(
        begun,
        embedder=Meddling() if dimension == 64 else HashingEmbedder(dimension=128),
        by_name=lambda _: Meddling(),
    )
    if dimension == 128:
        assert finds(library, "n7")
    else:
        with pytest.raises(ModelUnavailable, match=r"hashing:128.*hashing:64"):
            finds(library, "n7")


def test_with_the_old_embedder_it_is_given_up(begun):
    library = open_library(begun)
    assert library.embed_anew() is None
    assert library.status().next_embedder is None
    assert finds(library, "n7")
    again = Counting(dimension=128)
    open_library(begun, embedder=again).embed_anew()
    assert again.texts == ARTICLES


def test_with_a_third_it_begins_anew(begun):
    embedder = Counting(dimension=256)
    library = open_library(begun, embedder=embedder)
    assert library.embed_anew() == embedder.texts == ARTICLES
    assert finds(library, "n7")


def test_of_two_programs_that_begin_with_different_ones_the_first_stops(store):
    first, second = open_library(store, dimension=128), open_library(store, dimension=256)

    def begin_another(*_):
        with pytest.raises(KeyboardInterrupt):
            second.embed_anew(progress=interrupt_after(1))

    with pytest.raises(ModelUnavailable, match="another program"):
        first.embed_anew(progress=begin_another)
    assert finds(open_library(store), "n7")
    assert second.embed_anew() == ARTICLES - PASSAGES_A_TRANSACTION


def test_repair_ends_it_too(begun):
    library = open_library(begun, dimension=128)
    library.repair()
    assert library.status().next_embedder is None
    assert finds(library, "n7")
    assert library.problems() == []


def test_an_empty_store_has_nothing_to_embed(tmp_path):
    library = open_library(tmp_path)
    assert library.embed_anew() is None
    library.add([article("a")])
    library.remove(["a"])
    assert open_library(tmp_path, dimension=128).embed_anew() == 0
    assert open_library(tmp_path, dimension=128).add([article("a")]).added == 1


def test_passages_that_belong_to_no_article_are_told_of(store):
    library = open_library(store, dimension=128)
    with library._store.tables.writing() as connection:
        connection.execute("UPDATE passages SET article_id = 'gone' WHERE id = 3")
    with pytest.raises(Exception, match="belong to no article"):
        library.embed_anew()
    assert library.status().model == "hashing:64"


def test_new_vectors_of_passages_that_are_gone_are_told_of(begun):
    library = open_library(begun)
    assert library.problems() == []
    with library._store.tables.writing() as connection:
        connection.execute("INSERT INTO new_vectors VALUES (999999, x'00')")
    assert "belong to no passage" in library.problems()[0]


def test_a_store_from_before_embedders_could_be_changed_is_the_bundled_models(tmp_path, minilm):
    library = Library.open(tmp_path, embedder=minilm)
    library.add([article("n1")])
    with library._store.tables.writing() as connection:
        connection.execute("DROP TABLE new_vectors")
        connection.execute("DELETE FROM settings WHERE name = 'embedder_name'")
        connection.execute(f"PRAGMA user_version = {len(SCHEMAS) - 1}")
    library.close()
    again = Library.open(tmp_path, embedder=minilm)
    assert again.status().embedder == "bundled"
    assert finds(again, "n1")
    assert open_library(tmp_path, dimension=128).embed_anew() == 1
