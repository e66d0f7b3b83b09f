"""Fits what tells answers from near misses: `python -m eval.learn SET... [--store DIR]`.

Each set is asked as `byline eval` asks it, up to the sentences that the reader marks. Their
features (`qa/answering/features.py`) and whether their short answers are right give three linear
models, written to `qa/answering/weights.json`: the preference among the sentences of one question
(a softmax over them), the chance that the preferred one is right and the chance that a second
answer is a rival (logistic regressions). `--test` fits on every second question of each set and
tells how the others come out, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from eval.cases import Case, QuestionSet
from eval.metrics import contains
from eval.outcomes import question_of
from eval.run import draw
from eval.shipped import find_set
from eval.stores import engine_for
from qa.answer import Extractive, Thresholds
from qa.answering.features import NAMES, Features
from qa.answering.judge import WEIGHTS, Judged, featured, judge, pair_features
from qa.build import WORDS_READ
from qa.claims.rivals import compete, of_one_kind
from qa.reader.trained import TrainedReader
from qa.support import same_answer
from qa.types import Evidence
from qa.understand import Understood

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
WEIGHT = {"squad": 0.5, "ramdocs": 0.5, "rgb": 0.0}
"""What a question of another text than news counts, and of one whose documents are planted."""
SHRINKING = 5.0
"""Of the preference: how strongly its weights are drawn to none (ridge)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question as it was read: its sentences with their features, and which of them are right."""

    case: Case
    weight: float
    question: Understood
    found: list[tuple[Evidence, Features]]
    values: Floats
    right: Flags


def main() -> None:
    """Fits and writes, or tests."""
    parser = argparse.ArgumentParser(description="Fit what tells answers from near misses.")
    parser.add_argument("sets", nargs="+", help="sets that come with Byline, or files")
    parser.add_argument("--store", type=Path, help="of the sets that bring no articles")
    parser.add_argument("--limit", type=int, help="so many questions of each set")
    parser.add_argument("--test", action="store_true", help="fit on half, tell of the other half")
    options = parser.parse_args()
    sets = [find_set(name) for name in options.sets]
    examples = [
        example for one in sets for example in read(one, store=options.store, limit=options.limit)
    ]
    if options.test:
        models = fitted(examples[::2])
        sys.stdout.write(_told(examples[1::2], models))
        return
    WEIGHTS.write_text(
        json.dumps(
            {"sets": {one.name: one.sha256 for one in sets}, "models": fitted(examples)}, indent=1
        )
        + "\n"
    )


def read(question_set: QuestionSet, *, store: Path | None, limit: int | None) -> Iterator[Example]:
    """The questions of a set that ask for one thing, each with what the reader marks for it."""
    engine = engine_for(question_set, store if question_set.articles is None else None)
    reader = TrainedReader(words=WORDS_READ)
    answerer = Extractive(reader, thresholds=Thresholds())
    drawn = draw(question_set.cases, limit=limit, seed=0)
    for case in track(drawn, description=question_set.name, console=Console(stderr=True)):
        question, candidates = engine.candidates(question_of(case))
        if question.superlatives or question.form not in {"fact", "said"}:
            continue
        read_of = reader.read(question, candidates)
        found = featured(question, answerer.evidence(question, candidates, read_of))
        if found:
            yield Example(
                case=case,
                weight=WEIGHT.get(question_set.format, 1.0),
                question=question,
                found=found,
                values=np.array([astuple(values) for _, values in found]),
                right=np.array([is_right(case, one) for one, _ in found]),
            )


def is_right(case: Case, found: Evidence) -> bool:
    """Whether the short answer of a sentence is one that the set accepts."""
    if not case.answerable:
        return False
    accepted = [wording for fact in case.facts or () for wording in fact] or list(case.accepted)
    text = f"{found.short_answer or ''}\n{found.text if case.in_quotes else ''}"
    return contains(text, accepted) or any(
        contains(wording, [found.short_answer or "\n"]) for wording in accepted
    )


def fitted(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The three models."""
    preference = _preference([one for one in examples if one.right.any() and not one.right.all()])
    order = np.array([preference[name] for name in NAMES])
    best = [int((one.values @ order).argmax()) for one in examples]
    chance = _logistic(
        [one.values[place] for one, place in zip(examples, best, strict=True)],
        [bool(one.right[place]) for one, place in zip(examples, best, strict=True)],
        [one.weight for one in examples],
        names=NAMES,
    )
    models = {"preference": preference, "chance": chance}
    pairs = [pair for one in examples for pair in _pairs(one, models)]
    rival = _logistic(
        [np.array(list(values.values())) for values, _, _ in pairs],
        [is_rival for _, is_rival, _ in pairs],
        [weight for _, _, weight in pairs],
        names=tuple(pairs[0][0]),
    )
    return {**models, "rival": rival}


def _preference(examples: Sequence[Example]) -> dict[str, float]:
    """Weights under which right sentences have most of a softmax over each question's."""
    spread = np.vstack([one.values for one in examples]).std(axis=0) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = SHRINKING * float(weights @ weights) / 2, SHRINKING * weights
        for one in examples:
            scaled = one.values / spread
            scores = scaled @ weights
            whole, right = logsumexp(scores), logsumexp(scores[one.right])
            share = np.exp(scores - whole)
            share[one.right] -= np.exp(scores[one.right] - right)
            value += one.weight * float(whole - right)
            slope = slope + one.weight * (scaled.T @ share)
        return value, slope

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x / spread
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, found, strict=True)}


def _logistic(
    values: Sequence[Floats],
    right: Sequence[bool],
    weights: Sequence[float],
    *,
    names: Sequence[str],
) -> dict[str, float]:
    """A logistic regression of standardised values, told for the values as they are."""
    rows = np.array(values)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.5, max_iter=3000)
    model.fit((rows - mean) / spread, right, sample_weight=weights)
    scaled = model.coef_[0] / spread
    constant = float(model.intercept_[0] - scaled @ mean)
    told = {name: round(float(weight), 4) for name, weight in zip(names, scaled, strict=True)}
    return {"": round(constant, 4), **told}


def _pairs(
    one: Example, models: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[dict[str, float], bool, float]]:
    """The best answer beside each other one: features, whether both stand in the set, weight."""
    if not compete(one.question) or not one.case.answerable:
        return
    judged = judge(one.question, [found for found, _ in one.found], models=models)
    if not judged:
        return
    best, *others = judged
    planted = bool(one.case.wrong_answers)
    if not planted and not is_right(one.case, best.evidence):
        return
    seen = [best.evidence]
    for other in others:
        if not _comparable(one.question, best, other, seen):
            continue
        seen.append(other.evidence)
        stands = is_right(one.case, other.evidence) or contains(
            other.evidence.short_answer or "", one.case.wrong_answers
        )
        yield pair_features(one.question, best, other), stands, 1.0 if planted else 2.0


def _comparable(
    question: Understood, best: Judged, other: Judged, seen: Sequence[Evidence]
) -> bool:
    short = best.evidence.short_answer, other.evidence.short_answer
    return (
        bool(short[0] and short[1])
        and of_one_kind(question, short[0] or "", short[1] or "")
        and not any(same_answer(found, other.evidence) for found in seen)
    )


def _told(examples: Sequence[Example], models: Mapping[str, Mapping[str, float]]) -> str:
    """How the best answers of questions that were not fitted come out, a line a threshold."""
    judged = [
        next(iter(judge(one.question, [found for found, _ in one.found], models=models)), None)
        for one in examples
    ]
    best = [one.evidence if one else None for one in judged]
    right = np.array(
        [
            found is not None and is_right(one.case, found)
            for one, found in zip(examples, best, strict=True)
        ]
    )
    chance = np.array([found.score if found else 0.0 for found in best])
    answerable = np.array([one.case.answerable for one in examples])
    lines = [f"{len(examples)} questions, {right[answerable].mean():.3f} of the answerable right"]
    for least in (0.3, 0.34, 0.38, 0.42, 0.46):
        shown = chance >= least
        refused = f", {(~shown[~answerable]).mean():.3f} of the others refused"
        lines.append(
            f"from {least}: {(right & shown)[answerable].mean():.3f} right and shown"
            + (refused if not answerable.all() else "")
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
