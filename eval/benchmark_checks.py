"""What it costs to check what leaves the store, and to note what went in.

    python -m eval.benchmark_checks --store DIR

Asks questions of the seed set, with the digests of articles checked and without, in turn, in
one process; then adds the store's articles to stores of their own, with what is committed noted
outside the database and without. The vectors of these are made by hashing, because next to the
model's time the difference would not be seen.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from eval.shipped import find_set
from index import committed, tables
from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from index.rows import article_of
from qa import Question, open_engine

ROUNDS = 3
QUESTIONS = 10
ADDED = 200


def main() -> None:
    """Runs both measurements and prints them."""
    parser = argparse.ArgumentParser(description="Measure what the store's checks cost.")
    parser.add_argument("--store", type=Path, required=True, help="the store to ask")
    folder = parser.parse_args().store
    questions = [case.question for case in find_set("seed").cases[:QUESTIONS]]
    engine = open_engine(folder, create=False)
    articles = engine.library.articles()[:ADDED]

    def ask_all() -> float:
        return _processor_seconds(
            lambda: [engine.ask(Question(text=question)) for question in questions]
        )

    ask_all()  # the first questions pay for loading the models
    _print_both(f"warm ask, {len(questions)} questions", ask_all, without=_no_digests)

    def read_all() -> float:
        return _processor_seconds(lambda: [engine.library.article(each.id) for each in articles])

    _print_both(f"reading {len(articles)} articles", read_all, without=_no_digests)
    _print_both(
        f"adding {len(articles)} articles, one at a time",
        lambda: _adding_seconds(articles),
        without=_no_record,
    )


def _print_both(
    what: str, measure: Callable[[], float], *, without: Callable[[], AbstractContextManager[None]]
) -> None:
    """Prints the medians of measurements made in turn, with and without."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for context, found in zip((nullcontext, without), seconds, strict=True):
            with context():
                found.append(measure())
    with_it, without_it = map(statistics.median, seconds)
    print(  # noqa: T201
        f"{what}: {with_it:.3f} s with, {without_it:.3f} s without, "
        f"from {min(seconds[0]):.3f} and {min(seconds[1]):.3f} to {max(seconds[0]):.3f} and "
        f"{max(seconds[1]):.3f}"
    )


def _processor_seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def _adding_seconds(articles: Sequence[Article]) -> float:
    """By the clock: most of it is waiting for the disk."""
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        library = Library.open(Path(folder), embedder=HashingEmbedder())
        began = time.perf_counter()
        for article in articles:
            library.add([article])
        seconds = time.perf_counter() - began
        library.close()
    return seconds


@contextmanager
def _no_digests() -> Iterator[None]:
    with patch.object(tables, "whole_article_of", article_of):
        yield


@contextmanager
def _no_record() -> Iterator[None]:
    with patch.object(committed, "write"):
        yield


if __name__ == "__main__":
    main()
