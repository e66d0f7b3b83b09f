"""Every measure there is, in the order of reports, and the scores of a case by all of them.

`eval.metrics` has the arithmetic; the files named `*_scores.py` say which part of a case and its
outcome goes in, and when a measure does not apply (None).
"""

from __future__ import annotations

from eval.answer_scores import ANSWER_MEASURES, CITATION_MEASURES
from eval.cases import Case
from eval.claim_scores import CLAIM_MEASURES
from eval.fact_scores import FACT_MEASURES
from eval.measures import CaseMeasure, Measure, Scores
from eval.outcomes import Outcome
from eval.retrieval_scores import retrieval_measures
from eval.rival_scores import RIVAL_MEASURES
from eval.run_scores import RUN_MEASURES
from eval.statement_scores import STATEMENT_MEASURES
from eval.written_scores import WRITTEN_MEASURES

GROUPS = (
    "answers",
    "facts",
    "refusal",
    "confidence",
    "citations",
    "claims",
    "written",
    "retrieval",
)


def case_measures(k: int) -> tuple[CaseMeasure, ...]:
    """The measures of one case when k passages are retrieved."""
    return (
        *ANSWER_MEASURES,
        *FACT_MEASURES,
        *CITATION_MEASURES,
        *CLAIM_MEASURES,
        *RIVAL_MEASURES,
        *STATEMENT_MEASURES,
        *WRITTEN_MEASURES,
        *retrieval_measures(k),
    )


def all_measures(k: int) -> dict[str, Measure]:
    """Every measure by name, group by group."""
    measures = sorted(
        (*case_measures(k), *RUN_MEASURES), key=lambda measure: GROUPS.index(measure.group)
    )
    return {measure.name: measure for measure in measures}


def score_case(case: Case, outcome: Outcome, *, k: int) -> Scores:
    """Every measure of one case, by name."""
    return {measure.name: measure.score(case, outcome) for measure in case_measures(k)}
