"""Two kinds of store side by side: `python -m index.benchmark_engines STORE FOLDER --passages N`.

STORE holds real articles. Each store that is made in FOLDER gets them again and again until it has
so many passages: the words of every passage in another order, its vector with noise added. A store
is filled and searched in a process of its own, whose peak of memory is told. The filters let half
of the passages through, one in a hundred, and those of one day of ten thousand.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from index.benchmark_output import print_line
from index.digest import digest_of
from index.embed import HashingEmbedder, Vectors
from index.open_store import open_store
from index.places import Place, folder_of, read_place
from index.records import EVERYTHING, Article, Filters, Span
from index.store import NewArticle, NewPassage, Store, Stored

FIRST_DAY = date(2000, 1, 1)
DAYS = 10_000
STRIDE = 7_919
"""Days from one article to the next, so that few of them have articles from all years too."""
PUBLISHERS = 100
NOISE = 0.5
"""The length of what is added to a vector of length 1: its cosine to the old one is .89."""
QUESTIONS = 20
WORDS_ASKED = 6
LIMIT = 10
FILTERS = {
    "everything": EVERYTHING,
    "50%": Filters(since=FIRST_DAY + timedelta(days=DAYS // 2)),
    "1%": Filters(publishers=frozenset({"Courier 7"})),
    ".01%": Filters(
        since=FIRST_DAY + timedelta(days=STRIDE), until=FIRST_DAY + timedelta(days=STRIDE)
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One store: what it took to fill it, and milliseconds by what was searched for."""

    passages: int
    seconds: float
    first_ms: float
    ms: dict[str, float]
    fewest: dict[str, int]
    memory: float
    disk: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each measure, a column for each store."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_engines", description=__doc__)
    parser.add_argument("store", help="of real articles: a folder or an address")
    parser.add_argument("folder", type=Path, help="where the stores are made")
    parser.add_argument("--passages", type=int, default=100_000)
    given = parser.parse_args(arguments)
    made = given.folder.absolute()
    places: dict[str, Place] = {
        "embedded": made / "embedded",
        "LanceDB": f"lancedb+file:{made / 'lancedb'}",
    }
    measured = {}
    for name, place in places.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            work = process.submit(measure, read_place(given.store), place, given.passages)
            measured[name] = work.result()
    _print(measured)


def measure(source: Place, place: Place, passages: int) -> Measured:
    """Fills a store and searches it."""
    store = open_store(place, create=True)
    real = list(_exported(open_store(source, create=False)))
    model = HashingEmbedder(dimension=len(real[0].passages[0].vector))
    before = store.counts()[1]
    began = time.perf_counter()
    with store.adding(model):
        for step in _steps(_made(real, passages - before), size=store.passages_a_step):
            new = [one for one in step if not store.is_there(one.article, one.digest)]
            store.add(new, model=model)
    seconds = time.perf_counter() - began
    chance = np.random.default_rng(1)
    words = [word for one in real for word in one.versions[-1].text.split()]
    vectors = [passage.vector for one in real for passage in one.passages]
    asked = [
        (
            chance.choice(words, WORDS_ASKED).tolist(),
            _noisy(vectors[int(chance.integers(len(vectors)))], chance),
        )
        for _ in range(QUESTIONS)
    ]

    def by_words(number: int, filters: Filters) -> int:
        return len(store.search_words(asked[number][0], limit=LIMIT, filters=filters))

    def by_meaning(number: int, filters: Filters) -> int:
        found = store.search_meaning(asked[number][1], embedder=model, limit=LIMIT, filters=filters)
        return len(found)

    def by_both(number: int, filters: Filters) -> int:
        return min(by_words(number, filters), by_meaning(number, filters))

    first_ms, _ = _timed(by_both, EVERYTHING, numbers=[0])
    ms, fewest = {}, {}
    for kind, search in (("words", by_words), ("meaning", by_meaning), ("both", by_both)):
        for name, filters in FILTERS.items():
            told = f"{kind}, {name}"
            ms[told], fewest[told] = _timed(search, filters, numbers=range(QUESTIONS))
    folder = folder_of(place)
    return Measured(
        passages=store.counts()[1] - before,
        seconds=seconds,
        first_ms=first_ms,
        ms=ms,
        fewest=fewest,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        disk=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6,
    )


def _timed(
    search: Callable[[int, Filters], int], filters: Filters, *, numbers: Sequence[int]
) -> tuple[float, int]:
    """The median of milliseconds, and the fewest results."""
    times, found = [], []
    for number in numbers:
        began = time.perf_counter()
        found.append(search(number, filters))
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), min(found)


def _exported(store: Store) -> Iterator[Stored]:
    after = ""
    while page := store.exported(after=after, limit=200):
        yield from (one for one in page if one.passages)
        after = page[-1].versions[0].id


def _made(real: Sequence[Stored], passages: int) -> Iterator[NewArticle]:
    """Articles with so many passages: the real ones again and again, never the same twice."""
    chance = np.random.default_rng(0)
    made = 0
    for number in count():
        if made >= passages:
            return
        one = real[number % len(real)]
        article = one.versions[-1]
        text = list(article.text)
        for passage in one.passages:
            start, end = passage.sentences[0].start, passage.sentences[-1].end
            words = article.text[start:end].split(" ")
            text[start:end] = " ".join(chance.permutation(words).tolist())
        again = replace(
            article,
            id=f"{number}-{article.id}",
            url=None,
            text="".join(text),
            publisher=f"Courier {number % PUBLISHERS}",
            published=FIRST_DAY + timedelta(days=number * STRIDE % DAYS),
        )
        made += len(one.passages)
        yield _new(again, one, chance)


def _new(article: Article, real: Stored, chance: np.random.Generator) -> NewArticle:
    passages = [
        NewPassage(
            sentences=(Span(passage.sentences[0].start, passage.sentences[-1].end),),
            vector=_noisy(passage.vector, chance),
        )
        for passage in real.passages
    ]
    return NewArticle(article=article, digest=digest_of(article), passages=passages)


def _noisy(vector: Vectors, chance: np.random.Generator) -> Vectors:
    noise = chance.standard_normal(len(vector)).astype(np.float32)
    moved = vector + NOISE * noise / np.linalg.norm(noise)
    unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit


def _steps(articles: Iterator[NewArticle], *, size: int) -> Iterator[list[NewArticle]]:
    """Articles that have so many passages together."""
    step: list[NewArticle] = []
    waiting = 0
    for article in articles:
        step.append(article)
        waiting += len(article.passages)
        if waiting >= size:
            yield step
            step, waiting = [], 0
    if step:
        yield step


def _print(measured: dict[str, Measured]) -> None:
    print_line(f"{'':28}" + "".join(f"{name:>14}" for name in measured))

    def line(name: str, told: Callable[[Measured], str]) -> None:
        print_line(f"{name:28}" + "".join(f"{told(one):>14}" for one in measured.values()))

    line("passages added", lambda one: f"{one.passages:,}")
    line("passages added a second", lambda one: f"{one.passages / one.seconds:,.0f}")
    line("first search, ms", lambda one: f"{one.first_ms:,.0f}")
    for told in islice(next(iter(measured.values())).ms, None):
        line(f"{told}, ms", lambda one, told=told: f"{one.ms[told]:,.1f}")  # type: ignore[misc]
        line(
            "- fewest results",
            lambda one, told=told: f"{one.fewest[told]}",  # type: ignore[misc]
        )
    line("peak memory, MiB", lambda one: f"{one.memory:,.0f}")
    line("on the disk, MB", lambda one: f"{one.disk:,.0f}")


if __name__ == "__main__":
    main()
