"""How fast articles are taken in: `python -m index.benchmark_add ARTICLES --articles 200`.

`Library.add` is held against what one would write first, the model called with each passage as it
comes, in float32, and against the roof: the time of the matrix products alone at the speed with
which this machine multiplies large matrices. With words hashed in place of the model it takes the
time of all the rest. Rates are in characters of articles a second.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.benchmark_output import print_line
from index.bundled import bundled_model
from index.embed import Embedder, HashingEmbedder, MiniLM
from index.intake import embedded_texts
from index.language import detected_language
from index.library import Library
from index.loaders import load
from index.records import Article
from index.split import passages

LAYERS, WIDTH, INNER, WINDOW = 6, 384, 1536, 256
"""The sizes of all-MiniLM-L6-v2; the window in word pieces."""

ROOF_ROWS = 4096


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the rates and the peak of memory."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_add", description=__doc__)
    parser.add_argument("sources", nargs="+", help="what `byline add` takes")
    parser.add_argument("--articles", type=int, default=200, help="so many of them, the first")
    given = parser.parse_args(arguments)
    articles = [
        item
        for item in islice((item for path in given.sources for item in load(path)), given.articles)
        if isinstance(item, Article)
    ]
    characters = sum(len(article.text) for article in articles)
    texts = [
        text for article in articles for text in embedded_texts(article, passages(article.text))
    ]
    print_line(f"{len(articles)} articles, {characters:,} characters, {len(texts)} passages")

    # Its model is loaded once in a process, whatever is added.
    detected_language(articles[0].text)
    rest = _seconds_of_adding(articles, HashingEmbedder())
    embedder = MiniLM()
    embedder.embed(texts[:1])
    added = _seconds_of_adding(articles, embedder)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    plain = _seconds_of_plain_loop(texts)
    roof = _operations(texts) / _operations_a_second()
    for name, seconds in (
        ("Library.add", added),
        ("Library.add, words hashed instead", rest),
        ("plain loop, one passage at a time", plain),
        ("roof: the matrix products, float32", roof),
    ):
        print_line(f"{name:36} {characters / seconds:10,.0f} characters/s  {added / seconds:5.2f}")
    print_line(f"peak memory of Library.add: {memory} MiB")


def _seconds_of_adding(articles: Sequence[Article], embedder: Embedder) -> float:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder), embedder=embedder)
        seconds = _seconds(lambda: library.add(articles))
        library.close()
    return seconds


def _seconds_of_plain_loop(texts: Sequence[str]) -> float:
    model = MiniLM(precision="float32", batch_size=1)
    model.embed(texts[:1])

    def loop() -> None:
        for text in texts:
            model.embed([text])

    return _seconds(loop)


def _operations(texts: Sequence[str]) -> float:
    """Floating-point operations of the model's matrix products for these texts."""
    tokenizer = Tokenizer.from_file(str(bundled_model() / "tokenizer.json"))
    total = 0.0
    for text in texts:
        pieces = min(len(tokenizer.encode(text).ids), WINDOW)
        weights = 4 * WIDTH * WIDTH + 2 * WIDTH * INNER
        total += LAYERS * (2 * pieces * weights + 4 * pieces * pieces * WIDTH)
    return total


def _operations_a_second() -> float:
    """How fast large float32 matrices are multiplied here; the best of several."""
    random = np.random.default_rng(0)
    rows = random.random((ROOF_ROWS, WIDTH), dtype=np.float32)
    inner = random.random((WIDTH, INNER), dtype=np.float32)
    best = min(_seconds(lambda: np.matmul(rows, inner)) for _ in range(20))
    return 2 * ROOF_ROWS * WIDTH * INNER / best


def _seconds(use: Callable[[], object]) -> float:
    began = time.perf_counter()
    use()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
