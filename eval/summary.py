"""Cases and what came back for them in, the measures of the run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from eval.cases import Case
from eval.measures import Judgements, Scores
from eval.outcomes import Outcome
from eval.results import RESULT_FORMAT, CaseResult, Manifest, Result, RunTimes, Summary
from eval.run_scores import RUN_MEASURES, bins, curve, judge
from eval.scores import all_measures, score_case
from eval.statistics import bootstrap_interval, mean_of


def summarise(
    pairs: Sequence[tuple[Case, Outcome]],
    manifest: Manifest,
    *,
    slice_by: str,
    slices: Sequence[tuple[str, ...]],
    times: RunTimes,
) -> Result:
    """The result of a run; `slices` says for each case which slices it belongs to."""
    cases = tuple(
        case_result(case, outcome, k=manifest.k, slices=belongs)
        for (case, outcome), belongs in zip(pairs, slices, strict=True)
    )
    judged = judge(pairs)
    return Result(
        format=RESULT_FORMAT,
        manifest=manifest,
        measures=in_order(case_summaries(cases) | run_summaries(judged), k=manifest.k),
        slice_by=slice_by,
        slices=slice_means(cases),
        risk_coverage=curve(judged),
        reliability=bins(judged),
        cases=cases,
        times=times,
    )


def case_result(case: Case, outcome: Outcome, *, k: int, slices: tuple[str, ...]) -> CaseResult:
    """One case with its scores, right or wrong by its answer, else by what was retrieved."""
    scores = score_case(case, outcome, k=k)
    deciding = scores["correct"] if scores["correct"] is not None else scores[f"hits@{k}"]
    return CaseResult(
        case=case,
        outcome=outcome,
        scores=scores,
        slices=slices,
        right=None if deciding is None else deciding == 1,
    )


def in_order(summaries: Mapping[str, Summary], *, k: int) -> dict[str, Summary]:
    """The summaries in the order of reports."""
    return {name: summaries[name] for name in all_measures(k) if name in summaries}


def case_summaries(cases: Sequence[CaseResult]) -> dict[str, Summary]:
    """The mean of each measure over the cases it applies to, with its interval."""
    summaries = {}
    for name, values in columns(result.scores for result in cases).items():
        array = np.array(values)
        summaries[name] = Summary(
            value=float(array.mean()),
            interval=bootstrap_interval(len(array), mean_of(array)),
            cases=len(array),
        )
    return summaries


def run_summaries(judged: Judgements) -> dict[str, Summary]:
    """Each measure that only the whole run has, with its interval."""
    summaries = {}
    for measure in RUN_MEASURES:
        value = measure.score(judged)
        if value is not None:
            summaries[measure.name] = Summary(
                value=value,
                interval=bootstrap_interval(len(judged), measure.over(judged)),
                cases=measure.cases(judged),
            )
    return summaries


def slice_means(cases: Sequence[CaseResult]) -> dict[str, dict[str, Summary]]:
    """The means of the measures in each slice, the slices sorted."""
    members: dict[str, list[Scores]] = defaultdict(list)
    for result in cases:
        for name in result.slices:
            members[name].append(result.scores)
    return {
        name: {
            measure: Summary(value=float(np.mean(values)), interval=None, cases=len(values))
            for measure, values in columns(scores).items()
        }
        for name, scores in sorted(members.items())
    }


def columns(rows: Iterable[Scores]) -> dict[str, list[float]]:
    """The scores of many cases by measure; one that applies to none is left out."""
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, score in row.items():
            if score is not None:
                values[name].append(score)
    return values
