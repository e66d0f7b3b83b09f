"""How right an answer is and what it cites: which part of an outcome each measure takes."""

from __future__ import annotations

import math

from eval import metrics
from eval.cases import Case
from eval.claim_scores import claims_covered, wrong_answer_given
from eval.fact_scores import handled, verdict
from eval.measures import CaseMeasure
from eval.outcomes import Outcome
from eval.rival_scores import strangers


def correct(case: Case, outcome: Outcome) -> float | None:
    """1 when the reply is right, else 0; None when the set has no answer to judge it by.

    Right is: refused or set right, where the question has no answer; every fact and no wrong
    answer, where the set asks for facts; all the claims and no wrong answer, where there are
    several claims (Wang et al. 2025); else an accepted answer standing in the leading short
    answer. Where the set says all that is accepted, no other answer may stand beside as a rival.
    """
    if not case.answerable:
        return float(handled(case, outcome))
    if case.facts:
        return float(verdict(case, outcome) == "right")
    if case.search_only or not case.accepted:
        return None
    if case.complete and strangers(case, outcome):
        return 0.0
    if len(case.claims) > 1:
        return float(claims_covered(case, outcome) == 1 and not wrong_answer_given(case, outcome))
    return float(metrics.contains(outcome.prediction, case.accepted))


def exact_match(case: Case, outcome: Outcome) -> float | None:
    """`metrics.exact_match`, and 1 for a right refusal, as SQuAD 2.0 has it.

    None where the set judges by facts.
    """
    if case.facts is not None:
        return None
    if not case.answerable:
        return float(not outcome.answered)
    return None if case.search_only else metrics.exact_match(outcome.prediction, case.accepted)


def f1(case: Case, outcome: Outcome) -> float | None:
    """`metrics.f1`, and 1 for a right refusal, as SQuAD 2.0 has it.

    None where the set judges by facts.
    """
    if case.facts is not None:
        return None
    if not case.answerable:
        return float(not outcome.answered)
    return None if case.search_only else metrics.f1(outcome.prediction, case.accepted)


def answered_f1(case: Case, outcome: Outcome) -> float | None:
    """`f1` where an answer exists and one was given."""
    return f1(case, outcome) if case.answerable and outcome.answered else None


def given_f1(case: Case, outcome: Outcome) -> float:
    """`metrics.f1` of the answer given; 0 where none was, or none exists; NaN as for `f1`."""
    if case.facts is not None:
        return math.nan
    return (metrics.f1(outcome.prediction, case.accepted) or 0.0) if case.answerable else 0.0


def refused(case: Case, outcome: Outcome) -> float | None:
    """1 when the program refused to answer, else 0."""
    return None if case.search_only else float(not outcome.answered)


ANSWER_MEASURES = (
    CaseMeasure(
        name="correct",
        group="answers",
        definition="right answer first, all claims where there are several, or a right refusal",
        score=correct,
    ),
    CaseMeasure(
        name="exact_match",
        group="answers",
        definition="the leading short answer is an accepted one (SQuAD); 1 for a right refusal",
        score=exact_match,
    ),
    CaseMeasure(
        name="f1",
        group="answers",
        definition="word overlap with the nearest accepted answer (SQuAD); 1 for a right refusal",
        score=f1,
    ),
    CaseMeasure(
        name="answered_f1",
        group="answers",
        definition="F1 over the answerable questions that were answered",
        score=answered_f1,
    ),
    CaseMeasure(
        name="refused",
        group="refusal",
        definition="share of the questions that got no answer",
        better="neither",
        score=refused,
    ),
)


def citations_exact(_case: Case, outcome: Outcome) -> float | None:
    """The share of citations that are word for word what they cite; None without citations."""
    return metrics.share([verdict.exact for verdict in outcome.quoted])


def citation_precision(case: Case, outcome: Outcome) -> float | None:
    """`metrics.citation_precision`; None without gold evidence or without citations."""
    if not case.has_ranking:
        return None
    return metrics.share([bool(verdict.evidence) for verdict in outcome.quoted])


def citation_recall(case: Case, outcome: Outcome) -> float | None:
    """The share of the evidence that a citation overlaps; None unless an answer was given."""
    if not case.has_ranking or not outcome.answered:
        return None
    found = [verdict.evidence for verdict in outcome.quoted]
    return metrics.evidence_recall(found, len(case.evidence), len(found))


CITATION_MEASURES = (
    CaseMeasure(
        name="citations_exact",
        group="citations",
        definition="share of the citations whose words stand in the article at their offsets",
        score=citations_exact,
    ),
    CaseMeasure(
        name="citation_precision",
        group="citations",
        definition="share of the citations that overlap gold evidence",
        score=citation_precision,
    ),
    CaseMeasure(
        name="citation_recall",
        group="citations",
        definition="share of the gold evidence that a citation overlaps",
        score=citation_recall,
    ),
)
