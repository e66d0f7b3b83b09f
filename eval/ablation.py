"""What each means of ranking is worth: `python -m eval.ablation SET --store DIR`.

The questions of a set are searched for with all means, then with each switched off in turn; one
row of a Markdown table is printed for each.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.cases import Case
from eval.measures import CaseMeasure
from eval.outcomes import Outcome, put
from eval.retrieval_scores import retrieval_measures
from eval.run import draw, require_articles, require_sound
from eval.shipped import find_set
from eval.stores import engine_for
from qa.build import build_engine
from qa.retrieve import Ranking

PASSAGES = 10


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Switch each means of ranking off in turn.")
    parser.add_argument("set", help="a set that comes with Byline, or a file")
    parser.add_argument(
        "--format", help="the format of the set, where its content does not show it"
    )
    parser.add_argument(
        "--store", type=Path, help="the store to search, else the set's own articles"
    )
    parser.add_argument("--limit", type=int, help="search for only so many questions")
    options = parser.parse_args()
    question_set = find_set(options.set, format_name=options.format)
    require_sound(question_set)
    library = engine_for(question_set, options.store).library
    drawn = draw(question_set.cases, limit=options.limit, seed=0)
    require_articles(question_set, drawn, library)
    cases = [replace(case, search_only=True) for case in drawn if case.answerable]
    measures = retrieval_measures(PASSAGES)
    print(table_line("means", *(measure.name for measure in measures), "median ms"))  # noqa: T201
    print(table_line(*["---"] * (len(measures) + 2)))  # noqa: T201
    for name, ranking in variants():
        engine = build_engine(library, ranking=ranking)
        outcomes = [
            put(case, engine, k=PASSAGES)
            for case in track(cases, description=name, console=Console(stderr=True), transient=True)
        ]
        row = table_line(name, *row_of(cases, outcomes, measures), median_ms(outcomes))
        print(row, flush=True)  # noqa: T201


def variants() -> Iterator[tuple[str, Ranking]]:
    """All means, then each of them switched off."""
    full = Ranking()
    yield "all", full
    yield "without meaning", replace(full, meaning=0.0)
    yield "without sentences", replace(full, sentences=0.0)
    yield "without publishers in turn", replace(full, publishers_in_turn=False)
    yield "without named days", replace(full, named_day=0.0)
    yield "without recency", replace(full, recency=0.0)


def table_line(*cells: str) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def row_of(
    cases: Sequence[Case], outcomes: Sequence[Outcome], measures: Sequence[CaseMeasure]
) -> Iterator[str]:
    """The mean of each measure over the cases that it applies to; a dash where there are none."""
    for measure in measures:
        pairs = zip(cases, outcomes, strict=True)
        scores = [score for pair in pairs if (score := measure.score(*pair)) is not None]
        yield f"{statistics.mean(scores):.3f}" if scores else "-"


def median_ms(outcomes: Sequence[Outcome]) -> str:
    """The median time of a search in milliseconds; a dash where there was none."""
    times = [outcome.times.search for outcome in outcomes if outcome.times.search is not None]
    return f"{statistics.median(times):.0f}" if times else "-"


if __name__ == "__main__":
    main()
