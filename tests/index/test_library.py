"""The library: articles in, passages out, whatever comes in between."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from add_many import numbered_article
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kill_at_random import kill_many

from index.embed import HashingEmbedder
from index.errors import ModelUnavailable, StoreUnavailable, UnknownArticle
from index.library import Library
from index.records import Article, Filters, Skipped

ADD_MANY = [sys.executable, "-m", "tests.index.add_many"]
REPOSITORY = Path(__file__).parents[2]


def open_library(folder, *, dimension=64):
    return Library.open(folder, embedder=HashingEmbedder(dimension=dimension))


def articles_of(library, hits):
    return [
        passage.article_id for passage in library.passages([found.passage_id for found in hits])
    ]


def by_words(library, query, **options):
    return articles_of(library, library.search_words(query, limit=100, **options))


def by_meaning(library, query, **options):
    return articles_of(library, library.search_meaning(query, limit=100, **options))


# What is added is there


def test_adding_again_does_nothing(library, articles):
    before = library.status()
    report = library.add(articles)
    assert (report.added, report.updated, report.unchanged, report.passages) == (0, 0, 3, 0)
    assert library.status() == before


def test_a_changed_article_becomes_the_next_version(library, articles):
    old = library.article("rail")
    report = library.add([replace(articles[0], text="Trams will run to Leeds instead.")])
    assert (report.added, report.updated, report.passages) == (0, 1, 1)
    assert library.article("rail").version == 2
    assert library.article("rail", version=1) == old
    assert by_words(library, "steel") == []
    assert by_words(library, "trams") == ["rail"]
    assert by_meaning(library, "trams").count("rail") == 1
    assert library.problems() == []


def test_of_two_articles_with_one_id_the_first_is_kept(tmp_path):
    library = open_library(tmp_path)
    report = library.add([Article(id="a", text="First."), Article(id="a", text="Second.")])
    assert report.added == 1
    assert library.article("a").text == "First."
    assert "another id" in report.skipped[0].reason


def test_the_same_article_twice_in_one_go_is_added_once(tmp_path, articles):
    report = open_library(tmp_path).add(articles[:1] * 2)
    assert (report.added, report.unchanged) == (1, 1)


def test_what_cannot_be_taken_in_is_reported_and_the_rest_is_added(tmp_path):
    library = open_library(tmp_path)
    unread = Skipped(source="b.txt", reason="it is empty")
    report = library.add(
        [
            unread,
            Article(id="", text="No id."),
            Article(id="new\nline", text="No id to type."),
            Article(id="half \ud800", text="No id that can be stored."),
            Article(id="blank", text=" \n\0"),
            Article(id="good", text="Good."),
        ]
    )
    assert report.added == 1
    assert [skipped.source for skipped in report.skipped] == [
        "b.txt",
        "''",
        r"'new\nline'",
        r"'half \ud800'",
        "blank",
    ]


def test_fields_that_no_database_can_hold_are_cleaned(tmp_path):
    library = open_library(tmp_path)
    odd = "A\ud800 \0 b"
    library.add([Article(id="a", text=odd, title=odd, publisher=odd, authors=(odd,), url="\0")])
    assert library.article("a") == Article(
        id="a", text="A  b", title="A b", publisher="A b", authors=("A b",)
    )


def test_nothing_added_is_no_error(tmp_path):
    library = open_library(tmp_path)
    report = library.add([])
    assert (report.added, report.skipped) == (0, ())
    assert library.search_words("anything", limit=5) == []
    assert library.search_meaning("anything", limit=5) == []
    assert library.problems() == []


def test_a_hundred_thousand_skipped_items_take_seconds(tmp_path):
    items = [Skipped(source=f"a.zip, {number}", reason="no") for number in range(100_000)]
    began = time.process_time()
    report = open_library(tmp_path).add(items)
    assert time.process_time() - began < 8
    assert report.skipped == tuple(items)


def test_progress_is_told_inside_a_long_article(tmp_path):
    told = []
    text = " ".join(f"Report {line} says that all is well." for line in range(4000))
    library = open_library(tmp_path)
    library.add([Article(id="long", text=text)], progress=lambda *said: told.append(said))
    passages = library.status().passages
    assert told == [("embedding", passages, passages), ("adding", 1, 1), ("adding", 1, 1)]
    assert passages > 128


def test_progress_is_told(tmp_path, articles):
    told = []
    open_library(tmp_path).add(articles, progress=lambda *said: told.append(said))
    assert told[-1] == ("adding", 3, 3)


# What is removed is gone


def test_removed_articles_are_found_no_more(library):
    assert library.remove(["rail", "rail"]) == 1
    with pytest.raises(UnknownArticle):
        library.article("rail")
    assert by_words(library, "rail") == []
    assert sorted(by_meaning(library, "rail")) == ["harbour", "undated"]
    assert library.problems() == []


def test_an_unknown_id_keeps_all_from_being_removed(library):
    with pytest.raises(UnknownArticle, match="'none'"):
        library.remove(["rail", "none"])
    assert library.article("rail").id == "rail"
    assert by_words(library, "steel") == ["rail"]


# Filters

FILTERS = [
    (Filters(publishers=frozenset({"the COURIER"})), {"rail"}),
    (Filters(publishers=frozenset({"The Courier", "The Echo"})), {"rail", "harbour"}),
    (Filters(publishers=frozenset({"Nobody's"})), set()),
    (Filters(since=date(2024, 3, 5)), {"rail", "harbour"}),
    (Filters(since=date(2024, 3, 6)), {"harbour"}),
    (Filters(until=date(2024, 3, 5)), {"rail"}),
    (Filters(since=date(2024, 3, 5), until=date(2024, 3, 5)), {"rail"}),
    (Filters(since=date(2024, 4, 1), publishers=frozenset({"The Courier"})), set()),
    (Filters(), {"rail", "harbour", "undated"}),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters_are_exact_in_both_searches(library, filters, expected):
    anything = "the a"
    assert set(by_meaning(library, anything, filters=filters)) == expected
    assert set(by_words(library, "the on", filters=filters)) == expected
    latest = [article.id for article in library.latest(limit=10, filters=filters)]
    assert latest == [one for one in ("harbour", "rail", "undated") if one in expected]
    known = replace(filters, known_by=date(2024, 3, 5))
    assert (
        library.latest(limit=1, filters=known)
        == [library.article(one) for one in ("rail", "undated") if one in expected][:1]
    )


def test_origins_are_those_of_the_newest_versions(library):
    passages = library.passages_of("rail", "undated")
    found = library.origins([*(passage.id for passage in passages), 10**6])
    assert found == {
        passages[0].id: ("The Courier", date(2024, 3, 5), "rail", None),
        passages[1].id: (None, None, "undated", None),
    }


def test_publishers_are_known_anew_after_each_change_by_whomever(tmp_path):
    library, other = open_library(tmp_path), open_library(tmp_path)
    assert library.publishers() == []
    other.add([Article(id="a", publisher="The Echo", text="All is well.")])
    assert library.publishers() == ["The Echo"]
    other.add([Article(id="a", publisher="The Courier", text="All is well.")])
    assert library.publishers() == ["The Courier"]
    other.remove(["a"])
    assert library.publishers() == []


def test_filters_lose_no_hit_that_ranks_low(tmp_path):
    """Only the worst of many passages pass the filter; each of them is found all the same."""
    library = open_library(tmp_path)
    near = [Article(id=f"n{n}", publisher="Near", text=f"rail rail rail {n}.") for n in range(300)]
    far = [
        Article(id=f"f{n}", publisher="Far", text=f"The harbour of town {n} has no rail.")
        for n in range(7)
    ]
    library.add([*near, *far])
    filters = Filters(publishers=frozenset({"Far"}))
    for search in (library.search_words, library.search_meaning):
        assert len(search("rail", limit=7, filters=filters)) == 7
        hits = search("rail", limit=3, filters=filters)
        assert [hit.rank for hit in hits] == [1, 2, 3]
        assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Straße", "straße"),
        ("Cafés", "cafe\u0301s"),
        ("Crème brûlée", "creme"),
        ("İstanbul", "istanbul"),
        ("ministers", "minister"),
        ("O'Neill's", "o'neill"),
        ("snake_case", "snake_case"),
    ],
)
def test_words_are_found_in_any_spelling_of_their_letters(tmp_path, stored, asked):
    library = open_library(tmp_path)
    library.add([Article(id="a", text=f"Here is {stored} today.")])
    assert by_words(library, asked) == ["a"]


# Exact words

ODD_TEXT = st.text(st.one_of(st.characters(codec=None), st.sampled_from('\0\ud800😀é\u2028 ."“”')))


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(text=ODD_TEXT)
@example(text="Nul \0 inside. Then more.")
@example(text="Half a pair \udc00 inside. 😀 Then more. e\u0301")
def test_passages_read_back_are_exact_words(shared_library, text):
    shared_library.add([Article(id="odd", text=text)])
    try:
        article = shared_library.article("odd")
    except UnknownArticle:
        return  # nothing but what no reader sees
    passages = shared_library.passages_of("odd")
    reached = 0
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        for start, end in passage.sentences:
            assert article.text[reached:start].strip() == ""
            assert start < end
            reached = end
    assert article.text[reached:].strip() == ""


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory):
    opened = open_library(tmp_path_factory.mktemp("shared"))
    yield opened
    assert opened.problems() == []
    opened.close()


# The model


def test_vectors_of_another_model_are_refused_until_repaired(library, tmp_path):
    library.close()
    other = open_library(tmp_path / "store", dimension=512)
    for use in (
        lambda: other.search_meaning("rail", limit=5),
        lambda: other.add([Article(id="a", text="New.")]),
    ):
        with pytest.raises(
            ModelUnavailable, match=r"hashing:64.*hashing:512.*--embedder.*byline embed"
        ):
            use()
    assert by_words(other, "steel") == ["rail"]
    other.repair()
    assert other.status().model == "hashing:512"
    assert by_meaning(other, "steel")[0] == "rail"
    assert other.add([Article(id="a", text="New.")]).added == 1
    assert other.problems() == []


def test_repair_that_is_interrupted_changes_nothing(library, tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    other = open_library(tmp_path / "store", dimension=512)
    with pytest.raises(KeyboardInterrupt):
        other.repair(progress=interrupt)
    assert library.search_meaning("rail", limit=3) != []
    assert library.problems() == []


# The vector file


def test_a_damaged_vector_file_is_made_again(library, tmp_path):
    file = tmp_path / "store" / "vectors.faiss"
    before = library.search_meaning("steel", limit=3)
    library.close()
    file.write_bytes(file.read_bytes()[:-1])
    again = open_library(tmp_path / "store")
    assert "rebuilt" in again.problems()[0]
    assert again.search_meaning("steel", limit=3) == before
    assert again.problems() == []


def test_a_vector_file_of_a_replaced_store_is_not_used(library, tmp_path):
    library.close()
    file = tmp_path / "store" / "vectors.faiss"
    stale = file.read_bytes()
    shutil.rmtree(tmp_path / "store")
    fresh = open_library(tmp_path / "store")
    texts = ["Bees.", "Owls.", "Ants.", "Eels."]
    fresh.add([Article(id=text, text=text) for text in texts])
    fresh.close()
    file.write_bytes(stale)
    for text in texts:
        assert by_meaning(open_library(tmp_path / "store"), text)[0] == text


def test_the_file_may_lag_behind_the_store(tmp_path):
    library = open_library(tmp_path)
    library.add([numbered_article(number) for number in range(60)])
    library.add([Article(id="late", text="Penguins.")])
    library.remove(["n7"])
    library.close()
    again = open_library(tmp_path)
    assert by_meaning(again, "penguins")[0] == "late"
    assert "n7" not in articles_of(again, again.search_meaning("7", limit=10_000))
    assert again.problems() == []


def test_one_more_article_is_added_without_loading_all_vectors(tmp_path):
    library = open_library(tmp_path)
    library.add([numbered_article(number) for number in range(60)])
    library.close()
    again = open_library(tmp_path)
    again.add([Article(id="late", text="Penguins.")])
    assert again._store.vectors is None
    assert by_meaning(again, "penguins")[0] == "late"
    again.close()
    many = open_library(tmp_path)
    many.add([numbered_article(number) for number in range(60, 90)])
    assert len(many._store.vectors) == many.status().passages
    many.close()


# Interruption and company


def test_what_was_stored_before_an_interruption_stays(tmp_path):
    def broken():
        yield from map(numbered_article, range(200))
        raise ConnectionError("the source went away")

    library = open_library(tmp_path)
    with pytest.raises(ConnectionError):
        library.add(broken())
    stored = library.status().articles
    assert 0 < stored < 200
    assert library.problems() == []
    report = library.add(map(numbered_article, range(200)))
    assert (report.added, report.unchanged) == (200 - stored, stored)


@pytest.mark.parametrize("delay", [0.1, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5, 2.0])
def test_a_killed_process_leaves_a_whole_store(tmp_path, delay):
    adding = subprocess.Popen(
        [*ADD_MANY, str(tmp_path), "0", "1500"], cwd=REPOSITORY, stdout=subprocess.PIPE
    )
    with adding:
        assert adding.stdout.readline() == b"ready\n"
        time.sleep(delay)
        adding.send_signal(signal.SIGKILL)
    library = open_library(tmp_path)
    assert library.problems() == []
    stored = library.status().articles
    some = [numbered_article(number) for number in (0, 1, 1400, 1499)]
    report = library.add(some)
    assert report.added + report.unchanged == 4
    assert library.status().articles == stored + report.added
    assert set(articles_of(library, library.search_meaning("Report 1499", limit=1500))) >= {
        article.id for article in some
    }
    assert library.problems() == []


def test_a_process_killed_at_any_change_leaves_what_it_reported(tmp_path):
    """`python -m tests.index.kill_at_random --times 200` does it more often."""
    interrupted = kill_many(tmp_path / "store", times=6)
    assert interrupted.total() - interrupted[None] > 0


def test_two_processes_may_add_at_once(tmp_path):
    """Partly the same articles: each is stored once."""
    both = [
        subprocess.Popen(
            [*ADD_MANY, str(tmp_path), first, "120"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in ("0", "60")
    ]
    said = [process.communicate(timeout=120)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(int(added) for _, added, _ in said) == 180
    assert sum(int(unchanged) for _, _, unchanged in said) == 60
    library = open_library(tmp_path)
    assert library.status().articles == 180
    assert {article.version for article in library.articles()} == {1}
    assert library.problems() == []


def test_one_process_finds_what_another_adds_and_removes(library, tmp_path):
    assert "n5" not in by_meaning(library, "Report 5")
    subprocess.run([*ADD_MANY, str(tmp_path / "store"), "5", "1"], cwd=REPOSITORY, check=True)
    assert "n5" in by_meaning(library, "Report 5")
    with open_other(tmp_path / "store") as other:
        other.remove(["n5"])
    assert "n5" not in by_meaning(library, "Report 5")
    assert "n5" not in by_words(library, "Report 5")


class open_other:  # noqa: N801 - reads as what it does
    """A second library on the same store, as another program has it."""

    def __init__(self, folder):
        self._library = open_library(folder)

    def __enter__(self):
        return self._library

    def __exit__(self, *_):
        self._library.close()


# Disks that are read-only or full


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, of half a megabyte, where the machine lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if (
        mount is None
        or os.geteuid() != 0
        or subprocess.run(command, capture_output=True).returncode
    ):
        pytest.skip("file systems cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_read_only_store_can_be_searched_but_not_added_to(small_disk, articles):
    writable = open_library(small_disk)
    writable.add(articles)
    writable.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    library = open_library(small_disk)
    assert by_words(library, "steel") == ["rail"]
    assert by_meaning(library, "steel")[0] == "rail"
    assert library.add(articles).unchanged == 3
    with pytest.raises(StoreUnavailable, match="--store"):
        library.add([Article(id="new", text="New.")])
    assert library.problems() == []
    library.close()


def test_a_read_only_disk_without_a_store_is_explained(small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for folder in (small_disk, small_disk / "new"):
        with pytest.raises(StoreUnavailable, match="--store"):
            open_library(folder)


def test_a_full_disk_loses_nothing(small_disk, articles):
    library = open_library(small_disk)
    library.add(articles)
    with pytest.raises(StoreUnavailable, match=r"disk that holds .* is full"):
        library.add(map(numbered_article, range(2000)))
    assert by_words(library, "steel") == ["rail"]
    stored = library.status().articles
    assert library.problems() == []
    library.close()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    again = open_library(small_disk)
    assert again.add(map(numbered_article, range(100))).added >= 100 - stored
    assert again.problems() == []
    again.close()
