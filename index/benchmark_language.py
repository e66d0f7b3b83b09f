"""How well a language is told: `python -m index.benchmark_language ARTICLES`.

Takes articles that are all in one language, and cuts a piece of each length out of every one. Told
wrongly is a piece that another language is noted for; what is not told has None.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

from index.benchmark_output import print_line
from index.language import ENGLISH, SHORTEST, detected_language
from index.loaders import load
from index.records import Article

LENGTHS = (SHORTEST, 80, 120, 200, 500, 1000)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each length, and the seconds that it took to load the model."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_language", description=__doc__)
    parser.add_argument("sources", nargs="+", help="what `byline add` takes")
    parser.add_argument("--language", default=ENGLISH, help="the ISO 639-1 code of all of them")
    given = parser.parse_args(arguments)
    texts = [
        item.text for path in given.sources for item in load(path) if isinstance(item, Article)
    ]
    began = time.perf_counter()
    detected_language("x" * SHORTEST)
    print_line(
        f"{len(texts)} articles; the model was there after {time.perf_counter() - began:.1f} s"
    )
    print_line("characters  told wrongly  not told  ms each")
    chance = random.Random(0)
    for length in LENGTHS:
        pieces = [_piece(text, length, chance) for text in texts if len(text) >= length]
        began = time.perf_counter()
        told = [detected_language(piece) for piece in pieces]
        milliseconds = 1000 * (time.perf_counter() - began) / len(pieces)
        wrong = sum(code not in (None, given.language) for code in told) / len(pieces)
        unknown = told.count(None) / len(pieces)
        print_line(f"{length:10}  {wrong:12.4f}  {unknown:8.4f}  {milliseconds:7.2f}")


def _piece(text: str, length: int, chance: random.Random) -> str:
    start = chance.randint(0, len(text) - length)
    return text[start : start + length]


if __name__ == "__main__":
    main()
