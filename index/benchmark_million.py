"""What a store of a million passages costs: `python -m index.benchmark_million FOLDER ARTICLES`.

FOLDER gets a store of so many passages, unless there is one. It is made in bulk, since adding
article by article would take days of embedding: the words of ARTICLES in another order, as many
words to a passage and passages to an article as in news, and vectors and sampled shingles drawn by
chance (which are spread as hashes are). Then one more article is added, and searches are made.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.benchmark_output import print_line
from index.embed import HashingEmbedder, MiniLM
from index.language import detected_language
from index.library import Library
from index.loaders import load
from index.records import Article, Filters
from index.tables import Tables

WORDS, PASSAGES = 135, 9
"""Words of a passage and passages of an article, as in the articles of RealTimeQA."""
SENTENCES = 9
"""Of a passage."""
SHINGLES = WORDS * PASSAGES // 4
BLOCK = 1_000
"""Articles."""
PUBLISHERS = 50
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
REPEATS = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Fills the store in a process of its own, so as not to count its memory; then measures."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_million", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the store is, or is to be made")
    parser.add_argument("sources", nargs="+", help="articles, as `byline add` takes them")
    parser.add_argument("--passages", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    texts = [
        item.text for path in given.sources for item in load(path) if isinstance(item, Article)
    ]
    if not (given.folder / "byline.sqlite").exists():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            process.submit(fill, given.folder, texts, passages=given.passages).result()
    measure(given.folder, texts)


def fill(folder: Path, texts: Sequence[str], *, passages: int) -> None:
    """Makes the store, and its vector index as the first search does."""
    began = time.perf_counter()
    embedder = _embedder()
    store = Tables(folder / "byline.sqlite", create=True)
    articles = passages // PASSAGES
    chance = np.random.default_rng(0)
    words = np.array(" ".join(texts).split())
    for start in range(0, articles, BLOCK):
        size = min(BLOCK, articles - start)
        with store.writing() as connection:
            made = [
                _article(number, chance.choice(words, WORDS * PASSAGES).tolist())
                for number in range(start, start + size)
            ]
            connection.executemany(
                "INSERT INTO articles (id, version, current, title, publisher, publisher_key, "
                "authors, published, published_words, text, digest, language) "
                "VALUES (?, 1, 1, ?, ?, ?, '[]', ?, ?, ?, '', 'en')",
                [row for row, _ in made],
            )
            vectors = iter(_unit(chance, size * PASSAGES))
            connection.executemany(
                'INSERT INTO passages (article_id, start, "end", sentences, vector) '
                "VALUES (?, ?, ?, ?, ?)",
                [
                    (row[0], *span, json.dumps([span]), next(vectors).tobytes())
                    for row, spans in made
                    for span in spans
                ],
            )
            connection.executemany(
                "INSERT INTO stories (article_id, sampled) VALUES (?, ?)",
                [(row[0], SHINGLES) for row, _ in made],
            )
    with store.writing() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO shingles VALUES (?, ?)", _shingles(chance, articles)
        )
        store.remake_words(connection)
        store.keep_setting(connection, "embedder", embedder.fingerprint)
    store.close()
    print_line(f"filled in {time.perf_counter() - began:.0f} s")
    library = Library.open(folder, embedder=embedder)
    _print_seconds("vector index made anew", lambda: library.search_meaning("rail", limit=1))
    library.close()


def measure(folder: Path, texts: Sequence[str]) -> None:
    """Prints what opening, adding and searching take, and the memory and the disk."""
    embedder = _embedder()
    chance = np.random.default_rng(time.time_ns())
    words = " ".join(texts).split()
    library = Library.open(folder, embedder=embedder)
    status = library.status()
    print_line(f"{status.articles:,} articles, {status.passages:,} passages")
    library.close()

    detected_language(texts[0])  # its model takes a second, once, whatever the store holds

    def one() -> Article:
        sentences = chance.choice(words, (PASSAGES * SENTENCES, WORDS // SENTENCES))
        text = " ".join(f"{' '.join(sentence)}." for sentence in sentences)
        return Article(id=f"new {chance.integers(2**60)}", text=text, published=FIRST_DAY)

    def opened() -> Library:
        return Library.open(folder, embedder=embedder)

    _print_seconds("opening", lambda: opened().close())
    library = opened()
    _print_seconds("adding an article, just opened", lambda: library.add([one()]))
    _print_seconds("first search by meaning", lambda: library.search_meaning("rail", limit=10))
    question = " ".join(chance.choice(words, 8))
    month = Filters(since=FIRST_DAY + timedelta(days=400), until=FIRST_DAY + timedelta(days=430))
    most = Filters(since=FIRST_DAY + timedelta(days=400))
    for name, use in (
        ("adding an article", lambda: library.add([one()])),
        ("search by words, 8 of any text", lambda: library.search_words(question, limit=10)),
        ("- in one month", lambda: library.search_words(question, limit=10, filters=month)),
        ("search by meaning", lambda: library.search_meaning(question, limit=10)),
        ("- in one month", lambda: library.search_meaning(question, limit=10, filters=month)),
        (
            "- since the second year",
            lambda: library.search_meaning(question, limit=10, filters=most),
        ),
        ("removing an article", lambda: library.remove([library.latest(limit=1)[0].id])),
    ):
        _print_seconds(name, use, repeats=REPEATS)
    library.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    disk = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    print_line(f"peak memory {memory:,.0f} MiB; on the disk {disk:,.0f} MB")


def _embedder() -> HashingEmbedder:
    return HashingEmbedder(dimension=MiniLM.dimension)


Row = tuple[object, ...]
Spans = list[tuple[int, int]]


def _article(number: int, words: Sequence[str]) -> tuple[Row, Spans]:
    """A row of the table and the places of its passages, a line each."""
    lines = [" ".join(words[start : start + WORDS]) for start in range(0, len(words), WORDS)]
    ends = np.cumsum([len(line) + 1 for line in lines]).tolist()
    spans = [(end - len(line) - 1, end - 1) for line, end in zip(lines, ends, strict=True)]
    published = FIRST_DAY + timedelta(days=number % DAYS)
    publisher = f"Courier {number % PUBLISHERS}"
    row = (
        str(number),
        " ".join(words[:8]),
        publisher,
        publisher.casefold(),
        published.isoformat(),
        f"{published.day} {published:%B %Y}",
        "\n".join(lines),
    )
    return row, spans


def _unit(chance: np.random.Generator, number: int) -> NDArray[np.float16]:
    vectors = chance.standard_normal((number, MiniLM.dimension), dtype=np.float32)
    unit: NDArray[np.float16] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(
        np.float16
    )
    return unit


def _shingles(chance: np.random.Generator, articles: int) -> Iterator[tuple[int, int]]:
    """The rows of all articles in the table's order, in which alone they are put in quickly."""
    hashes = 4 * chance.integers(2**30, size=articles * SHINGLES)
    order = np.argsort(hashes)
    for start in range(0, len(order), 1_000_000):
        places = order[start : start + 1_000_000]
        yield from zip(hashes[places].tolist(), (1 + places // SHINGLES).tolist(), strict=True)


def _print_seconds(name: str, use: Callable[[], object], *, repeats: int = 1) -> None:
    """The median of the wall clock, and the processor's, which other programs do not lengthen."""
    wall, processor = [], []
    for _ in range(repeats):
        began, used = time.perf_counter(), time.process_time()
        use()
        wall.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    print_line(f"{name:32} {statistics.median(wall):8.3f} s {statistics.median(processor):8.3f} s")


if __name__ == "__main__":
    main()
