"""How well claims that stand side by side are told: which part of an outcome each measure takes."""

from __future__ import annotations

from collections.abc import Callable

from eval import metrics
from eval.cases import Case, GoldClaim
from eval.measures import CaseMeasure
from eval.outcomes import Outcome
from qa.types import Claim


def wordings(claim: GoldClaim, case: Case) -> tuple[str, ...]:
    """The ways to state a claim: its short answer, and accepted answers that shorten it alone.

    "Burnham" shortens "Andy Burnham"; an answer that shortens two claims tells them not apart.
    """
    shorter = (
        answer
        for answer in case.answers
        if [other for other in case.claims if metrics.contains(other.short_answer, [answer])]
        == [claim]
    )
    return (claim.short_answer, *shorter)


def claims_covered(case: Case, outcome: Outcome) -> float | None:
    """The share of the gold claims that the reply states; None without gold claims."""
    return metrics.share(
        [
            any(metrics.contains(given, wordings(claim, case)) for given in outcome.short_answers)
            for claim in case.claims
        ]
    )


def wrong_answer_given(case: Case, outcome: Outcome) -> float | None:
    """1 when the reply states a wrong answer that the set names, else 0; None without any."""
    if not case.wrong_answers:
        return None
    given = outcome.short_answers
    return float(any(metrics.contains(answer, case.wrong_answers) for answer in given))


def speakers_named(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a speaker in the set, the share whose speaker is named."""
    return detail_kept(case, outcome, wanted=lambda claim: claim.speaker, given=lambda c: c.speaker)


def scopes_kept(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a scope in the set, the share whose scope is kept."""
    return detail_kept(case, outcome, wanted=lambda claim: claim.scope, given=lambda c: c.scope)


def detail_kept(
    case: Case,
    outcome: Outcome,
    *,
    wanted: Callable[[GoldClaim], str | None],
    given: Callable[[Claim], str | None],
) -> float | None:
    """Of the gold claims that are stated and have a detail, the share with that detail.

    A detail agrees when one wording stands within the other. None when no such claim is stated.
    """
    stated = outcome.answer.claims if outcome.answer and outcome.answered else ()
    verdicts = []
    for gold in case.claims:
        detail = wanted(gold)
        matches = [
            claim
            for claim in stated
            if metrics.contains(claim.short_answer or claim.text, wordings(gold, case))
        ]
        if detail is not None and matches:
            verdicts.append(any(agree(detail, given(claim) or "") for claim in matches))
    return metrics.share(verdicts)


def agree(one: str, other: str) -> bool:
    """Whether one of two wordings stands within the other."""
    return metrics.contains(one, [other]) or metrics.contains(other, [one])


CLAIM_MEASURES = (
    CaseMeasure(
        name="claims_covered",
        group="claims",
        definition="share of the gold claims that the reply states",
        score=claims_covered,
    ),
    CaseMeasure(
        name="wrong_answer_given",
        group="claims",
        definition="the reply states an answer that the set names as wrong",
        better="lower",
        score=wrong_answer_given,
    ),
    CaseMeasure(
        name="speakers_named",
        group="claims",
        definition="of the stated claims with a speaker, the share whose speaker is named",
        score=speakers_named,
    ),
    CaseMeasure(
        name="scopes_kept",
        group="claims",
        definition="of the stated claims with a scope, the share whose scope is kept",
        score=scopes_kept,
    ),
)
