"""Prints what is shown of what a language model writes, beside the words that it cites.

`python -m eval.drafting SET --kept FILE --llm ADDRESS [--draws N]` asks the model at that address
the questions of a set and keeps what it answers in FILE; without `--llm` only what is kept there is
verified again. Several draws of a question are several answers to it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from eval.cases import Case
from eval.drafting.kept import Drafts, KeptModel
from eval.outcomes import question_of
from eval.shipped import find_set
from eval.stores import engine_for
from qa.types import Answer
from qa.writing.address import read_address
from qa.writing.written import Written, quoting


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A draw of a question, and the answer beside what was written."""

    case: Case
    draw: int
    answer: Answer


def main() -> None:
    """Asks, and prints each draw as it comes; at last the counts and times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", help="a shipped set or a file")
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--llm", help="the address of a server; without, only kept answers")
    parser.add_argument("--draws", type=int, default=1)
    parser.add_argument("--left-out", action="store_true", help="print what is left out as well")
    options = parser.parse_args()
    rows = []
    for row in _asked(options):
        rows.append(row)
        for line in _told(row, left_out=options.left_out):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    for line in _summary(rows):
        sys.stdout.write(f"{line}\n")


def _asked(options: argparse.Namespace) -> Iterator[Row]:
    question_set = find_set(options.set)
    engine = quoting(engine_for(question_set, None))
    address = read_address(options.llm) if options.llm else None
    drafts = Drafts(options.kept)
    writers = [
        Written(engine, KeptModel(drafts, address, draw=draw)) for draw in range(options.draws)
    ]
    for case in question_set.cases:
        for draw, writer in enumerate(writers):
            answer = writer.ask(question_of(case))
            if answer.writing is None:
                break  # what is not found is not asked of a model
            if answer.writing.failed and address is None:
                continue  # not kept
            yield Row(case=case, draw=draw, answer=answer)


def _told(row: Row, *, left_out: bool) -> Iterator[str]:
    writing, timings = row.answer.writing, row.answer.timings
    assert writing is not None  # noqa: S101 - only those are asked
    seconds = [
        f"{timings[name] / 1000:.1f}" for name in ("first_sentence", "written") if name in timings
    ]
    failed = f" FAILED {writing.note}" if writing.failed else ""
    yield (
        f"== {row.case.id}/{row.draw} {len(writing.shown)} of {len(writing.sentences)}, "
        f"{' '.join(seconds)} s: {row.answer.standalone}{failed}"
    )
    quotes = {one.number: one for one in row.answer.citations}
    for one in writing.shown:
        yield f"  + {one.text}"
        for number in one.citations:
            cited = quotes[number]
            yield f"      {cited.article_id} {cited.published}: {cited.quote}"
    for one in writing.left_out if left_out else ():
        yield f"  - {one.text}  ({one.verdict}: {one.reason})"


def _summary(rows: list[Row]) -> Iterator[str]:
    writings = [row.answer.writing for row in rows if row.answer.writing is not None]
    written = sum(len(one.sentences) for one in writings)
    shown = sum(len(one.shown) for one in writings)
    failed = sum(one.failed for one in writings)
    yield f"{len(rows)} answers, {failed} failed; {written} sentences written, {shown} shown"
    # Behind the first draw its server has read the question already.
    first = [row.answer.timings for row in rows if not row.draw]
    for name in ("first_sentence", "written"):
        times = [timings[name] for timings in first if name in timings]
        if times:
            yield f"{name}: {median(times) / 1000:.1f} s (median of first draws)"


if __name__ == "__main__":
    main()
