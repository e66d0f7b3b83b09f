"""How well articles are taken out of web pages: `python -m index.benchmark_html FOLDER`.

The folder holds `truth.json`, {name: {"articleBody": text, "url": address}}, and for each name
`html/NAME.html.gz`. The measure is F1 over words as a bag: of all words of the article, in lower
case, each as often as it occurs, how many were taken (recall), and of all that were taken how many
are the article's (precision); F1 is their harmonic mean, 1 at best. Pages are split in two halves,
every other name: settings are chosen on the first, the second is the one to report.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.benchmark_output import print_line
from index.loaders import load
from index.records import Article, Skipped

WORST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one page: its F1, and the article or the reason that there is none."""

    address: str
    f1: float
    loaded: Article | Skipped


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the mean of each half, the seconds a page took, and the ten worst pages."""
    parser = argparse.ArgumentParser(prog="python -m index.benchmark_html", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds truth.json and html/")
    parser.add_argument("--heads", action="store_true", help="list title, date, publisher, authors")
    given = parser.parse_args(arguments)
    truth = json.loads((given.folder / "truth.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    outcomes = [_outcome(given.folder, name, truth[name]) for name in sorted(truth)]
    seconds = time.perf_counter() - began
    for half, number in (outcomes[::2], "first"), (outcomes[1::2], "second"):
        print_line(f"{number} half: {len(half)} pages, mean F1 {_mean(half):.4f}")
    print_line(f"{seconds / len(outcomes):.3f} seconds a page")
    for outcome in sorted(outcomes, key=lambda outcome: outcome.f1)[:WORST]:
        print_line(f"{outcome.f1:.3f} {outcome.address}")
    for outcome in outcomes if given.heads else []:
        print_line(_head(outcome))


def f1(taken: str, true: str) -> float:
    """F1 of the words of `taken` against those of `true`, as bags; 0 where they share none."""
    first, second = _bag(taken), _bag(true)
    shared = (first & second).total()
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _outcome(folder: Path, name: str, page: Mapping[str, str]) -> Outcome:
    [loaded] = load(str(folder / "html" / f"{name}.html.gz"))
    text = loaded.text if isinstance(loaded, Article) else ""
    return Outcome(address=page["url"], f1=f1(text, page["articleBody"]), loaded=loaded)


def _mean(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.f1 for outcome in outcomes) / len(outcomes)


def _head(outcome: Outcome) -> str:
    loaded = outcome.loaded
    if isinstance(loaded, Skipped):
        return f"\n{outcome.address}\n  {loaded.reason}"
    authors = ", ".join(loaded.authors)
    return (
        f"\n{outcome.address}\n  {loaded.title}\n"
        f"  {loaded.published} | {loaded.publisher} | {authors} | {loaded.url}"
    )


if __name__ == "__main__":
    main()
