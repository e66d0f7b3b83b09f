"""The same questions over two stores: `python -m eval.two_stores SET --stores ONE OTHER`.

The two hold the same articles (`byline store copy`). Printed are the measures of retrieval of each,
how many of the first ten passages they share, in how many questions the answers are the same in
status, short answers and words, and the times.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.progress import track

from eval.ablation import median_ms, row_of, table_line
from eval.outcomes import Outcome, put
from eval.retrieval_scores import retrieval_measures
from eval.run import draw, require_articles, require_sound
from eval.shipped import find_set
from index.places import read_place
from qa.build import open_engine

PASSAGES = 10


def main() -> None:
    """Prints a row for each store and what they have in common."""
    parser = argparse.ArgumentParser(description="Ask the same questions over two stores.")
    parser.add_argument("set", help="a set that comes with Byline, or a file")
    parser.add_argument("--format", help="the format of the set, if its content does not show it")
    parser.add_argument("--stores", nargs=2, required=True, help="folders or addresses")
    parser.add_argument("--limit", type=int, help="ask only so many questions")
    parser.add_argument("--search-only", action="store_true", help="search, and ask nothing")
    options = parser.parse_args()
    question_set = find_set(options.set, format_name=options.format)
    require_sound(question_set)
    cases = draw(question_set.cases, limit=options.limit, seed=0)
    if options.search_only:
        cases = tuple(replace(case, search_only=True) for case in cases if case.answerable)
    engines = [open_engine(read_place(place), create=False) for place in options.stores]
    measures = retrieval_measures(PASSAGES)
    print(table_line("store", *(measure.name for measure in measures), "median ms"))  # noqa: T201
    print(table_line(*["---"] * (len(measures) + 2)))  # noqa: T201
    both: list[list[Outcome]] = []
    for place, engine in zip(options.stores, engines, strict=True):
        require_articles(question_set, cases, engine.library)
        outcomes = [
            put(case, engine, k=PASSAGES)
            for case in track(cases, description=place, console=Console(stderr=True))
        ]
        both.append(outcomes)
        row = row_of(cases, outcomes, measures)
        print(table_line(place, *row, median_ms(outcomes)), flush=True)  # noqa: T201
    _print_shared(*both)


def _print_shared(ones: Sequence[Outcome], others: Sequence[Outcome]) -> None:
    pairs = list(zip(ones, others, strict=True))
    searched = [(_places(one), _places(other)) for one, other in pairs if one.retrieved]
    if searched:
        shares = [len(one & other) / len(one) for one, other in searched]
        alike = sum(one == other for one, other in searched)
        print(  # noqa: T201
            f"first {PASSAGES} passages: {statistics.mean(shares):.3f} shared; the same in {alike} "
            f"of {len(searched)}"
        )
    asked = [(one, other) for one, other in pairs if one.answer is not None]
    if asked:
        different = [one.case_id for one, other in asked if _said(one) != _said(other)]
        same = len(asked) - len(different)
        print(f"answers the same: {same} of {len(asked)} ({same / len(asked):.3f})")  # noqa: T201
        print("not the same:", *different)  # noqa: T201


def _places(outcome: Outcome) -> frozenset[tuple[str, int]]:
    return frozenset((one.passage.article_id, one.passage.start) for one in outcome.retrieved)


def _said(outcome: Outcome) -> tuple[object, ...]:
    answer = outcome.answer
    return (answer.status, answer.short_answers, answer.text) if answer else ()


if __name__ == "__main__":
    main()
