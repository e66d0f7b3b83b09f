"""What only a whole run has: how well follow-ups do, how well it refuses, whether to trust it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from eval import metrics
from eval.answer_scores import correct, given_f1
from eval.cases import Case
from eval.measures import Judgements, RunMeasure
from eval.outcomes import Outcome


def judge(pairs: Iterable[tuple[Case, Outcome]]) -> Judgements:
    """The judgements of those cases that an answer was wanted for and can be judged."""
    rows = [
        (
            case.answerable,
            outcome.answered,
            right == 1.0,
            outcome.confidence,
            given_f1(case, outcome),
            outcome.in_full is not None,
            correct(case, replace(outcome, answer=outcome.in_full)) == 1.0,
        )
        for case, outcome in pairs
        if (right := correct(case, outcome)) is not None
    ]
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [[]] * 7
    return Judgements(
        answerable=np.array(columns[0], dtype=bool),
        answered=np.array(columns[1], dtype=bool),
        correct=np.array(columns[2], dtype=bool),
        confidence=np.array(columns[3], dtype=float),
        f1=np.array(columns[4], dtype=float),
        asked_in_full=np.array(columns[5], dtype=bool),
        correct_in_full=np.array(columns[6], dtype=bool),
    )


def best_f1(judged: Judgements) -> metrics.Threshold | None:
    """`metrics.best_f1` of the answers given; None where the set judges by facts."""
    if np.isnan(judged.f1).any():
        return None
    return metrics.best_f1(judged.confidence, judged.f1, judged.answered, judged.answerable)


def curve(judged: Judgements) -> tuple[metrics.CurvePoint, ...]:
    """`metrics.risk_coverage` of the answers given."""
    return metrics.risk_coverage(judged.confidence, judged.correct, judged.answered)


def bins(judged: Judgements) -> tuple[metrics.Bin, ...]:
    """`metrics.reliability` of the answers given."""
    return metrics.reliability(judged.confidence[judged.answered], judged.correct[judged.answered])


RUN_MEASURES = (
    RunMeasure(
        name="follow_up_success",
        group="answers",
        definition="right answers to follow-ups, per right answer to the same asked in full",
        score=lambda judged: metrics.relative_success(
            judged.correct[judged.asked_in_full], judged.correct_in_full[judged.asked_in_full]
        ),
        cases=lambda judged: int(judged.asked_in_full.sum()),
    ),
    RunMeasure(
        name="refusal_precision",
        group="refusal",
        definition="of the questions refused, the share that has no answer",
        score=lambda judged: metrics.refusal_precision(judged.answered, judged.answerable),
        cases=lambda judged: int((~judged.answered).sum()),
    ),
    RunMeasure(
        name="refusal_recall",
        group="refusal",
        definition="of the questions without an answer, the share refused",
        score=lambda judged: metrics.refusal_recall(judged.answered, judged.answerable),
        cases=lambda judged: int((~judged.answerable).sum()),
    ),
    RunMeasure(
        name="auroc",
        group="refusal",
        definition="chance that an answerable question has the higher confidence",
        score=lambda judged: metrics.auroc(judged.confidence, judged.answerable),
    ),
    RunMeasure(
        name="best_f1",
        group="refusal",
        definition="F1 at the best threshold for refusing (SQuAD 2.0)",
        score=lambda judged: best.f1 if (best := best_f1(judged)) else None,
    ),
    RunMeasure(
        name="best_f1_threshold",
        group="refusal",
        definition="that threshold: below this confidence, refuse",
        better="neither",
        score=lambda judged: best.confidence if (best := best_f1(judged)) else None,
    ),
    RunMeasure(
        name="risk_coverage_area",
        group="confidence",
        definition="mean share of wrong answers as less confident ones are let in",
        better="lower",
        score=lambda judged: metrics.risk_coverage_area(
            judged.confidence, judged.correct, judged.answered
        ),
        cases=lambda judged: int(judged.answered.sum()),
    ),
    RunMeasure(
        name="calibration_error",
        group="confidence",
        definition="expected distance between confidence and share of right answers",
        better="lower",
        score=lambda judged: metrics.calibration_error(bins(judged)),
        cases=lambda judged: int(judged.answered.sum()),
    ),
)
