"""Whether answers shown as rivals are rivals: which part of an outcome each measure takes."""

from __future__ import annotations

from eval import metrics
from eval.cases import Case
from eval.fact_scores import met
from eval.measures import CaseMeasure
from eval.outcomes import Outcome


def strangers(case: Case, outcome: Outcome) -> list[str]:
    """The short answers of rival claims that state nothing the case accepts; else empty."""
    if outcome.answer is None or outcome.answer.status != "rival_claims":
        return []
    return [
        given
        for given in outcome.answer.short_answers
        if not metrics.contains(given, case.accepted) and not any(met(case, [given]))
    ]


def false_rivals(case: Case, outcome: Outcome) -> float | None:
    """1 when an answer is shown as rival claims that the set does not call so, else 0.

    So it is when the set asks for fewer than two facts (or claims), or one of the short answers
    states none. None unless claims are shown as rivals and the set says what a right answer is.
    """
    if outcome.answer is None or outcome.answer.status != "rival_claims":
        return None
    if case.answerable and not case.accepted and not case.facts:
        return None
    asked_for = len(case.facts or case.claims)
    return float(asked_for < 2 or bool(strangers(case, outcome)))


RIVAL_MEASURES = (
    CaseMeasure(
        name="false_rivals",
        group="claims",
        definition="of the answers shown as rivals, the share that the set does not call so",
        better="lower",
        score=false_rivals,
    ),
)
