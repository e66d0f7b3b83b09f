"""What searching cells instead of all vectors loses and gains: `python -m index.benchmark_vectors`.

Takes two files of NumPy, embeddings of passages and of questions asked of them. What was embedded
matters: noise, and passages in the place of questions, are found far more easily than answers are.
Without files the seconds of exact search are measured, for which any numbers do.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.benchmark_output import print_line
from index.embed import MiniLM, Vectors
from index.vectors import FaissVectors

BEST = 10
QUERIES = 200


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each number of vectors and each way of searching."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_vectors", description=__doc__)
    parser.add_argument("passages", type=Path, nargs="?", metavar="PASSAGES.npy")
    parser.add_argument("questions", type=Path, nargs="?", metavar="QUESTIONS.npy")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    given = parser.parse_args(arguments)
    print_line("vectors  search    recall@10  ms (median)  MB")
    if given.passages is None or given.questions is None:
        for size in given.sizes:
            chance = np.random.default_rng(0)
            vectors = chance.standard_normal((size, MiniLM.dimension), dtype=np.float32)
            _print_line("exact", vectors, vectors[:QUERIES], exact_up_to=size)
        return
    vectors, questions = (
        np.load(file).astype(np.float32) for file in (given.passages, given.questions)
    )
    for size in given.sizes:
        for name, exact_up_to in (("exact", size), ("in cells", 0)):
            _print_line(name, vectors[:size], questions[:QUERIES], exact_up_to=exact_up_to)


def _print_line(name: str, vectors: Vectors, questions: Vectors, *, exact_up_to: int) -> None:
    index = FaissVectors(dimension=vectors.shape[1], exact_up_to=exact_up_to)
    index.add(np.arange(len(vectors)), vectors)
    right, seconds = 0, []
    for question in questions:
        began = time.perf_counter()
        found = index.search(question, limit=BEST)
        seconds.append(time.perf_counter() - began)
        nearest = np.argpartition(-(vectors @ question), BEST)[:BEST]
        right += len({number for number, _ in found} & set(nearest.tolist()))
    recall = right / (BEST * len(questions))
    milliseconds = 1000 * statistics.median(seconds)
    megabytes = vectors.size * 2 / 1e6
    print_line(f"{len(vectors):7}  {name:8}  {recall:9.4f}  {milliseconds:11.2f}  {megabytes:.0f}")


if __name__ == "__main__":
    main()
