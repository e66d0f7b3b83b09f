"""Two results over the same questions in, what differs and how surely out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from eval.measures import Better
from eval.results import CaseResult, Manifest, Result
from eval.run_scores import RUN_MEASURES, judge
from eval.scores import all_measures
from eval.statistics import (
    SIGNIFICANT,
    Interval,
    PairedChange,
    adjusted,
    mean_of,
    paired_change,
)
from index.errors import UsageError

Change = tuple[str, int, PairedChange | None]
"""The name of a measure, the number of cases compared, and the change where it applies."""

Verdict = Literal["better", "worse", "changed", "not shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How one measure differs, over the cases that it applies to in both runs.

    `change` is new less old; `interval` its 95% paired bootstrap interval; `p_value` that of a
    paired permutation test, adjusted for the number of measures compared. None where there are
    fewer than two cases. The verdict is "not shown" unless the p-value is below .05; "changed"
    is for measures of which neither direction is better.
    """

    measure: str
    old: float
    new: float
    change: float
    interval: Interval | None
    p_value: float | None
    cases: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two runs of the same questions.

    `circumstances` says what of the manifests differs: (name, old, new). `lost` and `gained` are
    questions that became wrong and right, each as (old, new).
    """

    circumstances: tuple[tuple[str, str, str], ...]
    differences: tuple[Difference, ...]
    lost: tuple[tuple[CaseResult, CaseResult], ...]
    gained: tuple[tuple[CaseResult, CaseResult], ...]


def compare(old: Result, new: Result) -> Comparison:
    """Compares two results case by case. Raises UsageError when the questions are not the same."""
    require_same_questions(old.manifest, new.manifest)
    pairs = list(zip(old.cases, new.cases, strict=True))
    return Comparison(
        circumstances=tuple(changed_circumstances(old.manifest, new.manifest)),
        differences=tuple(
            with_verdicts([*case_changes(pairs), *run_changes(pairs)], k=new.manifest.k)
        ),
        lost=tuple(pair for pair in pairs if pair[0].right is True and pair[1].right is False),
        gained=tuple(pair for pair in pairs if pair[0].right is False and pair[1].right is True),
    )


def require_same_questions(old: Manifest, new: Manifest) -> None:
    """Raises UsageError unless both are of the same set, and of the same cases of it."""
    if old.set_sha256 != new.set_sha256:
        raise UsageError(
            f"the results are of different question sets ({old.set_name}, SHA-256"
            f" {old.set_sha256[:12]}…, and {new.set_name}, {new.set_sha256[:12]}…):"
            " run both over the same one"
        )
    if old.cases_sha256 != new.cases_sha256:
        raise UsageError(
            f"the results are of different questions of {new.set_name} ({old.cases} and"
            f" {new.cases} drawn): give both runs the same --limit and --seed"
        )


def changed_circumstances(old: Manifest, new: Manifest) -> Iterator[tuple[str, str, str]]:
    """What differs between two manifests, as (name, old, new)."""
    for field in fields(Manifest):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            yield field.name.replace("_", " "), str(before), str(after)


def case_changes(pairs: Sequence[tuple[CaseResult, CaseResult]]) -> Iterator[Change]:
    """The changes of the measures of single cases, over the cases that have both scores."""
    for name in pairs[0][0].scores:
        both = [
            (before, after)
            for old, new in pairs
            if (before := old.scores[name]) is not None
            and (after := new.scores.get(name)) is not None
        ]
        if both:
            either = np.array(both).T.ravel()
            yield name, len(both), paired_change(len(both), mean_of(either))


def run_changes(pairs: Sequence[tuple[CaseResult, CaseResult]]) -> Iterator[Change]:
    """The changes of the measures that only whole runs have."""
    results = [old for old, _ in pairs] + [new for _, new in pairs]
    either = judge((result.case, result.outcome) for result in results)
    # Whether a case can be judged is a matter of its gold answers: both runs have the same rows.
    count = len(either) // 2
    for measure in RUN_MEASURES:
        yield measure.name, count, paired_change(count, measure.over(either))


def with_verdicts(changes: Iterable[Change], *, k: int) -> Iterator[Difference]:
    """The changes that apply to both runs, with p-values adjusted for being many, and verdicts."""
    measures = all_measures(k)
    order = list(measures)
    found = sorted(
        ((name, cases, change) for name, cases, change in changes if change),
        key=lambda item: order.index(item[0]),
    )
    tested = [change.p_value for _, _, change in found if change.p_value is not None]
    p_values = iter(adjusted(tested))
    for name, cases, change in found:
        p_value = None if change.p_value is None else next(p_values)
        yield Difference(
            measure=name,
            old=change.old,
            new=change.new,
            change=change.new - change.old,
            interval=change.interval,
            p_value=p_value,
            cases=cases,
            verdict=verdict(change.new - change.old, p_value, better=measures[name].better),
        )


def verdict(change: float, p_value: float | None, *, better: Better) -> Verdict:
    """What a change comes to, given which way is better."""
    if p_value is None or p_value >= SIGNIFICANT:
        return "not shown"
    if better == "neither":
        return "changed"
    return "better" if (change > 0) == (better == "higher") else "worse"
