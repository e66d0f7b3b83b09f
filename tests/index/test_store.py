"""The database: opening it, what is in it after changes, and what becomes of damage."""

import gc
import random
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.digest import digest_of
from index.errors import BylineError, StoreTooNew, StoreUnavailable, UnknownArticle
from index.health import problems
from index.records import Article, Filters, Span
from index.store import NewPassage
from index.tables import Tables
from index.words import stemmed

EVEN = (1.0, 1.0, 1.0, 1.0)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "byline.sqlite"


@pytest.fixture
def store(path):
    opened = Tables(path, create=True)
    yield opened
    opened.close()


def whole_text_as_passage(text):
    return [NewPassage(sentences=(Span(0, len(text)),), vector=np.ones(4, dtype=np.float32))]


def put(store, article):
    with store.writing() as connection:
        return store.put(
            connection,
            article,
            digest=digest_of(article),
            passages=whole_text_as_passage(article.text),
        )


def remove_both(store, connection, first, second):
    store.remove(connection, first)
    store.remove(connection, second)


def found(store, *words, filters=Filters()):  # noqa: B008 - frozen
    hits = store.words.search(words, limit=100, weights=EVEN, filters=filters)
    return {passage.article_id for passage in store.passages([passage for passage, _ in hits])}


def indexed_words(path):
    """Every word in the full-text index with the number of passages it stands in."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, words, row)")
        words = dict(connection.execute("SELECT term, doc FROM temp.seen"))
    connection.close()
    return words


def check_full_text_index(path):
    """SQLite compares the index with the texts; it raises when they differ."""
    with sqlite3.connect(path) as connection:
        connection.create_function("stemmed", 1, stemmed, deterministic=True)
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_an_article_comes_back_as_it_was_put(store):
    article = Article(
        id="a/ü 1",
        text="Crème brûlée 😀 costs £3.",
        title="Dessert",
        url="https://example.org/1",
        publisher="The Echo",
        authors=("A. Writer", "B. Writer"),
        published=date(2024, 3, 5),
    )
    assert put(store, article) == 1
    assert store.article(article.id) == article
    [passage] = store.passages_of([article.id])
    assert passage.text == article.text
    assert (passage.start, passage.end) == (0, len(article.text))


def test_words_found_are_those_of_the_newest_versions(store, path):
    put(store, Article(id="a", title="Rail", publisher="Echo", text="A zebra crossed the line."))
    put(store, Article(id="b", title="Rail", publisher="Echo", text="A giraffe crossed the line."))
    assert put(store, Article(id="a", title="Road", text="A lion slept.")) == 2
    assert found(store, "zebra") == set()
    assert found(store, "lion") == {"a"}
    assert found(store, "rail") == {"b"}
    with store.writing() as connection:
        store.remove(connection, "b")
    assert indexed_words(path) == {"a": 1, "lion": 1, "slept": 1, "road": 1}
    check_full_text_index(path)


def test_the_date_is_found_as_a_newspaper_writes_it(store):
    put(store, Article(id="a", text="All is well.", published=date(2024, 3, 5)))
    assert found(store, "March") == found(store, "2024") == found(store, "5") == {"a"}
    assert found(store, "05") == set()


@pytest.mark.parametrize(
    "word", ['"', "rail OR", "NEAR(", "title:rail", "*", "", "\0", "\ud800", "a" * 100_000]
)
def test_no_word_is_taken_for_an_operator(store, word):
    put(store, Article(id="a", title="Rail", text="The line is closed."))
    assert found(store, word) == set()
    assert store.words.passages_with_word(word, most=10) == 0
    assert found(store, word, "closed") == {"a"}


@pytest.mark.parametrize("tried", [1, 2, 8])
def test_a_filter_finds_the_same_however_many_it_is_tried_on_first(store, monkeypatch, tried):
    for day in range(1, 10):
        text = "line " * day + "and more " * 9
        put(store, Article(id=str(day), text=text, published=date(2024, 3, day)))
    early = Filters(until=date(2024, 3, 4))
    ranked = store.words.search(["line"], limit=9, weights=EVEN, filters=Filters())
    expected = [hit for hit in ranked if hit[0] <= 4]  # the weakest of all
    monkeypatch.setattr("index.word_search.TRIED", tried)
    for limit in (1, 3, 4, 6):
        hits = store.words.search(["line"], limit=limit, weights=EVEN, filters=early)
        assert hits == expected[:limit]
    assert store.words.search(["line"], limit=0, weights=EVEN, filters=early) == []


def test_common_words_are_left_out_where_rarer_ones_find_enough(store, monkeypatch):
    monkeypatch.setattr("index.word_search.SCORED", 3)
    for name in "abc":
        put(store, Article(id=name, text=f"The line is closed by {name}."))
    put(store, Article(id="d", text="The harbour froze."))
    put(store, Article(id="e", text="The harbour of the line thawed."))
    words, everything = ["line", "harbour"], Filters()

    hits = store.words.search(words, limit=2, weights=EVEN, filters=everything)
    assert {passage for passage, _ in hits} == {4, 5}
    assert hits == store.words.search(["harbour"], limit=2, weights=EVEN, filters=everything)
    assert len(store.words.search(words, limit=3, weights=EVEN, filters=everything)) == 3
    assert found(store, *words) == set("abcde")


def test_a_thousand_words_can_be_searched_at_once(store):
    put(store, Article(id="a", text="The line is closed."))
    assert found(store, *(f"word{n}" for n in range(1000)), "closed") == {"a"}


def test_a_transaction_that_fails_leaves_nothing(store, path):
    put(store, Article(id="a", text="The line is closed."))
    before = indexed_words(path)
    with pytest.raises(UnknownArticle), store.writing() as connection:
        remove_both(store, connection, "a", "none")
    assert indexed_words(path) == before
    assert found(store, "closed") == {"a"}
    assert store.last_change() == (1, 0)


def test_ids_of_removed_passages_are_not_given_again(store):
    put(store, Article(id="a", text="One."))
    with store.writing() as connection:
        store.remove(connection, "a")
    put(store, Article(id="a", text="Two."))
    assert [passage.id for passage in store.passages_of(["a"])] == [2]
    assert store.removals_after(0).tolist() == [1]
    assert store.last_change() == (2, 1)


def test_an_id_that_no_database_can_hold_is_unknown(store):
    with pytest.raises(UnknownArticle):
        store.article("half a pair \ud800")
    with pytest.raises(UnknownArticle), store.writing() as connection:
        store.remove(connection, "half a pair \ud800")


def test_connections_do_not_pile_up(store):
    """A server starts threads and lets them go; what they used is used again."""
    put(store, Article(id="a", text="One."))
    for _ in range(50):
        thread = threading.Thread(target=store.articles)
        thread.start()
        thread.join()
    gc.collect()
    opened = [entry for entry in Path("/proc/self/fd").iterdir() if is_of(entry, store.path)]
    assert len(opened) <= 3


def is_of(descriptor, path):
    try:
        return descriptor.readlink() == path
    except FileNotFoundError:
        return False


def test_many_threads_read_while_one_writes(store):
    def read(_):
        return [article.text for article in store.articles()]

    with ThreadPoolExecutor(6) as threads:
        reading = threads.map(read, range(60))
        for number in range(20):
            put(store, Article(id=str(number), text=f"Number {number}."))
        assert all(len(texts) <= 20 for texts in reading)
    assert len(store.articles()) == 20


def test_a_closed_store_says_so(store):
    store.close()
    with pytest.raises(StoreUnavailable, match="was closed"):
        store.articles()


def test_several_may_open_a_new_store_at_once(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        for number in range(100):  # they seldom meet at the same instruction
            path = tmp_path / str(number) / "byline.sqlite"
            stores = list(threads.map(lambda _, path=path: Tables(path, create=True), range(8)))
            assert len({store.setting("identity") for store in stores}) == 1
            for store in stores:
                store.close()


def test_where_there_is_no_store_the_remedy_is_named(path):
    with pytest.raises(StoreUnavailable, match="byline add"):
        Tables(path, create=False)
    assert not path.exists()


def test_a_store_of_a_newer_byline_is_left_alone(store, path):
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew, match="update Byline"):
        Tables(path, create=True)


def test_the_database_of_another_program_is_left_alone(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (value)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="another program"):
        Tables(path, create=True)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(path):
    path.write_bytes(b"The harbour reopened on Tuesday. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="damaged or not a Byline store"):
        Tables(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("left", ["vectors.faiss", "byline.committed", "byline.sqlite-wal"])
def test_an_emptied_database_is_damage_and_is_left_alone(path, left, create):
    path.touch()
    path.with_name(left).write_bytes(b"Something was stored here.")
    with pytest.raises(StoreUnavailable, match=f"it is empty, but by {left} .* restore it"):
        Tables(path, create=create)
    assert path.stat().st_size == 0
    assert path.with_name(left).read_bytes() == b"Something was stored here."


def test_an_empty_database_alone_is_one_that_was_never_made(path):
    """A process was killed while it made the store."""
    path.touch()
    with pytest.raises(StoreUnavailable, match="byline add"):
        Tables(path, create=False)
    store = Tables(path, create=True)
    assert problems(store) == []
    store.close()


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_folder_that_is_a_file_is_explained(tmp_path, name):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="--store"):
        Tables(tmp_path / name / "byline.sqlite", create=True)


def test_a_database_that_is_a_folder_is_explained(path):
    path.mkdir()
    with pytest.raises(StoreUnavailable, match="--store"):
        Tables(path, create=True)


def test_damage_is_reported_or_harmless_but_never_a_crash(store, path, tmp_path):
    """Bytes are overwritten at random; every answer is a result or an error of ours."""
    for number in range(40):
        put(store, Article(id=f"a{number}", title="Rail", text=f"Line {number} is closed. " * 30))
    store.close()
    whole = path.read_bytes()
    chance = random.Random(7)
    noticed = 0
    for trial in range(40):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        folder = tmp_path / str(trial)
        folder.mkdir()
        copy = folder / path.name
        copy.write_bytes(damaged)
        noticed += use_all(copy)
        shutil.rmtree(folder)
    assert noticed >= 35


def use_all(path):
    """Whether anything was found wrong when everything is read once."""
    try:
        store = Tables(path, create=False)
    except BylineError:
        return True
    told = problems(store)
    for use in (
        store.articles,
        store.publishers,
        lambda: found(store, "closed"),
        lambda: store.article("a7"),
        lambda: store.passages_of([f"a{number}" for number in range(40)]),
        lambda: list(store.vectors_after(0, dimension=4, fingerprint="x")),
        lambda: put(store, Article(id="a3", text="Open again.")),
    ):
        try:
            use()
        except BylineError as error:
            assert "\n" not in str(error)  # noqa: PT017 - any other error fails the test by itself
    store.close()
    return bool(told)


@pytest.fixture
def flipped(store, path):
    """A store on whose disk a bit flipped: "Carter" has become "Carder"."""
    for day, copy in enumerate(["first", "copy"], start=1):
        text = "Dan Carter spoke first. " + "The harbour was closed on that day. " * 8
        put(store, Article(id=copy, text=text, published=date(2024, 3, day)))
    put(store, Article(id="sound", text="All is well."))
    put(store, Article(id="first", text="Dan Carter spoke first, and was thanked."))
    story = store.article("copy").story
    store.close()
    path.write_bytes(path.read_bytes().replace(b"Dan Carter", b"Dan Carder"))
    opened = Tables(path, create=False)
    yield opened, story
    opened.close()


def test_no_article_is_shown_whose_words_have_changed_on_the_disk(flipped):
    store, _ = flipped
    for read in (
        lambda: store.article("copy"),
        lambda: store.article("first", version=1),
        lambda: store.article("first", version=2),
        lambda: store.latest(Filters(), limit=2),
    ):
        with pytest.raises(StoreUnavailable, match=r"'(first|copy)' .* no longer what was stored"):
            read()
    assert store.article("sound").text == "All is well."
    assert "article 'copy' is not what was stored" in problems(store)


def test_an_article_that_changed_on_the_disk_is_whole_again_once_added_anew(flipped):
    store, _ = flipped
    with store.writing() as connection:
        store.remove(connection, "copy")
        store.remove(connection, "first")
    put(store, Article(id="copy", text="Dan Carter spoke first."))
    assert store.article("copy").text == "Dan Carter spoke first."
    assert problems(store) == []
    assert found(store, "carter") == {"copy"}


def test_words_that_are_out_of_step_are_reported_and_made_again(store):
    put(store, Article(id="a", text="One."))
    with store.writing() as connection:
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
    assert problems(store) != []
    with store.writing() as connection:
        store.remake_words(connection)
    assert problems(store) == []
    assert found(store, "one") == {"a"}
