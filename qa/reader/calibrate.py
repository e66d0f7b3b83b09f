"""Fits the reader's calibration: `python -m qa.reader.calibrate [--questions N] SQUAD.json...`.

Every question is asked of its own paragraph. A logistic regression (Platt 1999) of "the best span
overlaps an accepted answer" on the best span's margin gives the slope and the shift that are to be
copied into `qa/reader/trained.py`. They are fitted on half of the questions; the expected
calibration error (Naeini et al. 2015, ten bins) is of the other half.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa.engine import given_passage
from qa.odds import log_odds
from qa.reader.trained import Calibration, TrainedReader
from qa.understand import understand
from qa.words import stems

SEED = 20
AS_IT_IS = Calibration(slope=1.0, shift=0.0)


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description="Fit the reader's calibration.")
    parser.add_argument("sets", type=Path, nargs="+", help="question sets in SQuAD layout")
    parser.add_argument("--questions", type=int, default=1000, help="how many (default 1000)")
    options = parser.parse_args()
    questions = [asked for path in options.sets for asked in _questions(path)]
    random.Random(SEED).shuffle(questions)
    reader = TrainedReader(words=100_000, calibration=AS_IT_IS)
    results = np.array([_margin(reader, *asked) for asked in questions[: options.questions]])
    margins, right = results[:, 0], results[:, 1].astype(bool)
    half = len(margins) // 2
    fitted = LogisticRegression().fit(margins[:half, np.newaxis], right[:half])
    chances = fitted.predict_proba(margins[half:, np.newaxis])[:, 1]
    sys.stdout.write(
        f"Calibration(slope={fitted.coef_[0][0]:.3f}, shift={fitted.intercept_[0]:.3f})\n"
        f"other half: {right[half:].mean():.3f} right; expected calibration error "
        f"{_calibration_error(chances, right[half:]):.3f}; right told from wrong with AUROC "
        f"{roc_auc_score(right[half:], chances):.3f}\n"
    )


def _questions(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                answers = [] if asked.get("is_impossible") else asked["answers"]
                texts = [answer["text"] for answer in answers]
                yield paragraph["context"], asked["question"], texts


def _margin(
    reader: TrainedReader, passage: str, question: str, answers: Sequence[str]
) -> tuple[float, bool]:
    evidence = reader.read(understand(question), given_passage(passage))
    if not evidence:
        return -20.0, False
    best = evidence[0]
    found = stems(best.short_answer or "")
    right = any(found & stems(answer) for answer in answers)
    return log_odds(best.score), right


def _calibration_error(chances: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    bins = np.minimum((chances * 10).astype(int), 9)
    gaps = [
        (bins == b).mean() * abs(chances[bins == b].mean() - right[bins == b].mean())
        for b in range(10)
        if (bins == b).any()
    ]
    return float(sum(gaps))


if __name__ == "__main__":
    main()
