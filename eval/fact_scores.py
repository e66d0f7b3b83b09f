"""How well facts are told that a set asks for: which part of an outcome each measure takes.

Facts are looked for in the short answers that the program gave; a claim that has none does not
count with its whole sentence, in which nearly anything would be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from eval import metrics
from eval.cases import Case
from eval.measures import CaseMeasure
from eval.outcomes import Outcome

Verdict = Literal["right", "partly", "wrong"]


def short_answers(outcome: Outcome) -> tuple[str, ...]:
    """The short answers that were given; empty when refused."""
    return outcome.answer.short_answers if outcome.answer and outcome.answered else ()


def met(case: Case, texts: Sequence[str]) -> list[bool]:
    """For each fact of the case, whether one of these texts has a wording of it."""
    return [
        any(metrics.contains(text, wordings) for text in texts) for wordings in case.facts or ()
    ]


def told(case: Case, outcome: Outcome) -> list[bool]:
    """For each fact of the case, whether the answer tells it where the case wants it told."""
    quoted = outcome.quotes if case.in_quotes else ()
    return met(case, (*short_answers(outcome), *quoted))


def wrongly_said(case: Case, outcome: Outcome) -> list[bool]:
    """For each short answer, whether it is one that the set names as wrong and nothing true."""
    return [
        metrics.contains(given, case.wrong_answers)
        and not any(met(case, [given]))
        and not metrics.contains(given, case.corrections)
        for given in short_answers(outcome)
    ]


def verdict(case: Case, outcome: Outcome) -> Verdict:
    """Right: every fact told, nothing wrong said. Partly: some fact told. Wrong: none."""
    facts = told(case, outcome)
    if not any(facts):
        return "wrong"
    return "right" if all(facts) and not any(wrongly_said(case, outcome)) else "partly"


def corrected(case: Case, outcome: Outcome) -> bool:
    """Whether an answer tells the truth of the matter, and none of it takes the premise for true.

    A short answer that the set names as wrong takes it for true, and where the set says all that
    is accepted, any other.
    """
    told = any(metrics.contains(text, case.corrections) for text in outcome.words)
    right = (*case.accepted, *case.corrections)
    others = case.complete and not all(
        metrics.contains(given, right) for given in short_answers(outcome)
    )
    return outcome.answered and told and not others and not any(wrongly_said(case, outcome))


def handled(case: Case, outcome: Outcome) -> bool:
    """Whether a question without an answer was refused, or the truth of the matter told."""
    return not outcome.answered or corrected(case, outcome)


def facts_right(case: Case, outcome: Outcome) -> float | None:
    """1 when all the facts are told and nothing wrong is said; None without facts."""
    return float(verdict(case, outcome) == "right") if case.facts else None


def facts_partly(case: Case, outcome: Outcome) -> float | None:
    """1 when some fact is told and the reply is not right all the same; None without facts."""
    return float(verdict(case, outcome) == "partly") if case.facts else None


def facts_met(case: Case, outcome: Outcome) -> float | None:
    """The share of the facts that are told; None without facts."""
    return metrics.share(told(case, outcome)) if case.facts else None


def unanswerable_handled(case: Case, outcome: Outcome) -> float | None:
    """1 when a question without an answer was refused or corrected; None where one exists."""
    return None if case.answerable else float(handled(case, outcome))


def premises_noticed(case: Case, outcome: Outcome) -> float | None:
    """1 when a false premise was set right or the question refused; None of other questions.

    Set right is by an accepted answer, where the set has the truth for an answer.
    """
    if not case.false_premise:
        return None
    accepted = metrics.contains(outcome.prediction, case.accepted)
    return float(handled(case, outcome) or accepted)


FACT_MEASURES = (
    CaseMeasure(
        name="facts_right",
        group="facts",
        definition="every fact asked for is told and no wrong answer beside",
        score=facts_right,
    ),
    CaseMeasure(
        name="facts_partly",
        group="facts",
        definition="some fact is told, but not all, or a wrong answer beside",
        better="neither",
        score=facts_partly,
    ),
    CaseMeasure(
        name="facts_met",
        group="facts",
        definition="share of the facts asked for that are told",
        score=facts_met,
    ),
    CaseMeasure(
        name="unanswerable_handled",
        group="refusal",
        definition="of the questions without an answer, the share refused or set right",
        score=unanswerable_handled,
    ),
    CaseMeasure(
        name="premises_noticed",
        group="refusal",
        definition="of the questions that take what is false for granted, the share refused or"
        " set right",
        score=premises_noticed,
    ),
)
