"""What the reader alone is worth: `python -m eval.reader SET...`, sets in SQuAD layout.

Each question is asked of its own passage, and what is most probable counts as the answer, however
little probable it is: nothing is refused. So the reader is measured without the threshold, and two
readers can be compared before one is chosen. `byline eval` measures whole answers instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.progress import track

from eval import metrics
from eval.cases import Case
from eval.run import draw, require_sound
from eval.shipped import find_set
from qa.engine import given_passage
from qa.reader.trained import TrainedReader
from qa.understand import understand

REFUSED = 0.65
"""Share of the unanswerable questions that is to be refused where the threshold is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The best answer to one question, F1 and exact match of it, and how probable it is."""

    answerable: bool
    probability: float
    f1: float
    exact: float


def main() -> None:
    """Prints a row for each set."""
    parser = argparse.ArgumentParser(description="Measure the reader alone; nothing is refused.")
    parser.add_argument("sets", nargs="+", help="question sets in SQuAD layout")
    parser.add_argument("--limit", type=int, help="ask only so many questions of each")
    options = parser.parse_args()
    reader = TrainedReader(words=100_000)
    for name in options.sets:
        question_set = find_set(name, format_name="squad")
        require_sound(question_set)
        cases = draw(question_set.cases, limit=options.limit, seed=0)
        console = Console(stderr=True)
        read = [_read(reader, case) for case in track(cases, name, console=console, transient=True)]
        print(f"{name}: {len(read)} questions; {_summary(read)}", flush=True)  # noqa: T201


def _read(reader: TrainedReader, case: Case) -> Read:
    found = reader.read(understand(case.question), given_passage(case.passage or ""))
    answer = (found[0].short_answer or "") if found else ""
    return Read(
        answerable=case.answerable,
        probability=found[0].score if found else 0.0,
        f1=metrics.f1(answer, case.answers) or 0.0,
        exact=metrics.exact_match(answer, case.answers) or 0.0,
    )


def _summary(read: Sequence[Read]) -> str:
    answerable = np.array([one.answerable for one in read])
    probability = np.array([one.probability for one in read])
    f1, exact = (np.array([getattr(one, name) for one in read]) for name in ("f1", "exact"))
    answered = f"F1 {f1[answerable].mean():.3f}, exact {exact[answerable].mean():.3f}"
    area = metrics.auroc(probability, answerable)
    if area is None:
        return answered
    threshold = float(np.quantile(probability[~answerable], REFUSED))
    kept = np.where(probability > threshold, f1, 0.0)[answerable].mean()
    return (
        f"{answered}, AUROC {area:.3f}; refusing {REFUSED:.0%} of the unanswerable "
        f"(below {threshold:.3f}): F1 {kept:.3f}"
    )


if __name__ == "__main__":
    main()
