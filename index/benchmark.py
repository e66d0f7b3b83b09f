"""How fast and how exact the embedding model is here: `python -m index.benchmark`.

Passages of the sample articles are embedded with each precision and batch size in turn, several
times over; the medians are printed, because other programs may be running. Then the time to make
the vector index from the store is held against the time to load its file.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from index.benchmark_output import print_line
from index.embed import HashingEmbedder, MiniLM, Vectors
from index.graph import Precision
from index.intake import embedded_texts
from index.library import Library
from index.loaders import load
from index.records import Article
from index.split import passages

SAMPLES = Path(__file__).parents[1] / "seeds" / "wikinews.jsonl"
PRECISIONS: tuple[Precision, ...] = ("float32", "bfloat16")
BATCH_SIZES = (8, 16, 32, 64)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one table for the embedding model and one for the vector index."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark", description=__doc__)
    parser.add_argument("--passages", type=int, default=96, help="how many are embedded")
    parser.add_argument("--repeats", type=int, default=5, help="medians are taken of so many")
    parser.add_argument("--stored", type=int, default=100_000, help="passages in the vector index")
    given = parser.parse_args(arguments)
    print_line(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    _print_embedding(_sample_passages(given.passages), repeats=given.repeats)
    _print_vector_index(given.stored, repeats=given.repeats)


def _print_embedding(texts: list[str], *, repeats: int) -> None:
    models = {
        (precision, size): MiniLM(precision=precision, batch_size=size)
        for precision in PRECISIONS
        for size in BATCH_SIZES
    }
    seconds: dict[tuple[str, int], list[float]] = {key: [] for key in models}
    vectors: dict[tuple[str, int], Vectors] = {}
    for model in models.values():
        model.embed(texts[:1])
    # Round by round, so that a slow minute of the machine falls on all alike.
    for _ in range(repeats):
        for key, model in models.items():
            began = time.perf_counter()
            vectors[key] = model.embed(texts)
            seconds[key].append(time.perf_counter() - began)
    exact = vectors["float32", BATCH_SIZES[0]]
    print_line(f"\n{len(texts)} passages, median of {repeats}")
    print_line("precision  batch  passages/s  cosine to float32: mean, lowest")
    for (precision, size), found in vectors.items():
        speed = len(texts) / statistics.median(seconds[precision, size])
        cosines = (found * exact).sum(axis=1)
        print_line(
            f"{precision:9}  {size:5}  {speed:10.1f}  {cosines.mean():.5f}, {cosines.min():.5f}"
        )


def _print_vector_index(stored: int, *, repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        embedder = HashingEmbedder(dimension=MiniLM.dimension)
        filled = Library.open(Path(folder), embedder=embedder)
        filled.add(Article(id=str(n), text=f"Report {n} is short.") for n in range(stored))
        filled.close()
        file = Path(folder) / "vectors.faiss"

        def first_search() -> None:
            library = Library.open(Path(folder), embedder=embedder)
            library.search_meaning("report", limit=10)
            library.close()

        def first_search_without_file() -> None:
            file.unlink()
            first_search()

        library = Library.open(Path(folder), embedder=embedder)
        library.search_meaning("report", limit=10)
        print_line(f"\n{stored} passages stored, seconds, median of {repeats}")
        for name, use in (
            ("search by meaning", lambda: library.search_meaning("report", limit=200)),
            ("first search, vectors.faiss there", first_search),
            ("first search, vectors.faiss made anew", first_search_without_file),
        ):
            print_line(f"{name:38} {_median_seconds(use, repeats):.3f}")
        library.close()


def _median_seconds(use: Callable[[], object], repeats: int) -> float:
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        use()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def _sample_passages(count: int) -> list[str]:
    articles = (item for item in load(str(SAMPLES)) if isinstance(item, Article))
    texts = (
        text for article in articles for text in embedded_texts(article, passages(article.text))
    )
    return list(islice(texts, count))


if __name__ == "__main__":
    main()
