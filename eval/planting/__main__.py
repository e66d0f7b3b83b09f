"""Writes the set: `python -m eval.planting --out FOLDER [--also PATH]... [--seed N]`.

`choosing.jsonl` and `reporting.jsonl` hold sentences of different articles: what is chosen on the
one is reported on the other. Each begins with the articles, one a line; then come 200 planted
sentences of eight kinds and some 200 faithful rewordings of five, as `byline eval verify` reads
them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

from eval.planting import faithful, planted
from eval.planting.material import Line, lines
from eval.shipped import sample_articles
from index.clean import clean
from index.loaders import load
from index.records import Article, Skipped
from qa.serialize import article_to_dict

PLANTED, FAITHFUL = 25, 48
"""Sentences of each kind in each half, as far as the articles give so many."""
HALVES = ("choosing", "reporting")
VERDICTS = {
    "name": "not supported",
    "number": "contradicted",
    "date": "contradicted",
    "negation": "contradicted",
}
"""What a planted sentence is; the others are unsupported. Another name may be a contradiction."""
Change = Callable[[Line], tuple[str, tuple[Line, ...]] | None]


def main() -> None:
    """Writes both halves, and says how many of each kind there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--also", action="append", default=[], help="more articles")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    articles = list(_articles(options.also))
    for number, half in enumerate(HALVES):
        chosen = articles[number :: len(HALVES)]
        rows = list(rows_of(chosen, seed=options.seed + number))
        records = [{"article": article_to_dict(article)} for article in chosen]
        with (options.out / f"{half}.jsonl").open("w", encoding="utf-8") as out:
            for row in (*records, *rows):
                out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        kinds = [str(row["kind"]) for row in rows]
        told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
        sys.stdout.write(f"{half}: {told}\n")


def rows_of(articles: Sequence[Article], *, seed: int) -> Iterator[dict[str, object]]:
    """The planted and the reworded sentences of some articles."""
    read = lines(articles)
    plants = planted.Plants(read, Random(seed))
    rewording = faithful.Rewording.over(read, Random(seed))
    for kind, change in planted.KINDS.items():
        verdict = VERDICTS.get(kind, "unsupported")
        yield from _drawn(
            read,
            kind,
            partial(change, plants),
            verdict=verdict,
            most=PLANTED,
            seed=seed,
        )
    for kind, reword in faithful.KINDS.items():
        yield from _drawn(
            read,
            kind,
            partial(reword, rewording),
            verdict="supported",
            most=FAITHFUL,
            seed=seed,
        )


def _drawn(  # noqa: PLR0913 - each is part of what a row says
    read: Sequence[Line], kind: str, change: Change, *, verdict: str, most: int, seed: int
) -> Iterator[dict[str, object]]:
    count = 0
    seen: set[str] = set()
    random = Random(f"{seed} {kind}")
    for line in (*random.sample(list(read), len(read)), *random.sample(list(read), len(read))):
        made = change(line) if count < most else None
        if made is None or made[0] in {*seen, *(one.text for one in made[1])}:
            continue
        count += 1
        seen.add(made[0])
        yield {
            "id": f"{kind} {count}",
            "kind": kind,
            "sentence": made[0],
            "verdict": verdict,
            "cited": [
                {"article_id": one.article.id, "start": one.span.start, "end": one.span.end}
                for one in made[1]
            ],
        }


def _articles(also: Sequence[str]) -> Iterator[Article]:
    found = [*sample_articles(), *(item for path in also for item in load(path))]
    for item in found:
        if not isinstance(item, Skipped):
            yield replace(item, text=clean(item.text))


if __name__ == "__main__":
    main()
