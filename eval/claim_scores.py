"""How well claims that stand side by side are told: which part of an outcome each measure takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from eval import metrics
from eval.cases import Case, GoldClaim, Nobody
from eval.fact_scores import wrongly_said
from eval.measures import CaseMeasure
from eval.outcomes import Outcome
from qa.types import Claim

Verdict = Literal["right", "wrong", "missing"]

ADDRESS = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Lord|Lady)\b\.? ")


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
    return float(any(_wrong(case, outcome)))


def wrong_claims(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated, the share that are wrong answers named by the set; None without any."""
    return metrics.share(_wrong(case, outcome)) if case.wrong_answers else None


def _wrong(case: Case, outcome: Outcome) -> list[bool]:
    if case.facts is not None:
        return wrongly_said(case, outcome)
    return [metrics.contains(given, case.wrong_answers) for given in outcome.short_answers]


def agree(one: str, other: str) -> bool:
    """Whether one of two wordings stands within the other."""
    return metrics.contains(one, [other]) or metrics.contains(other, [one])


def same_name(one: str, other: str) -> bool:
    """Whether two names agree, forms of address aside: Ms Lind may be Anna Lind."""
    return agree(ADDRESS.sub("", one), ADDRESS.sub("", other))


def same_date(gold: str, given: str) -> bool:
    """Whether a date is the one of the set, or a day within its month or year."""
    return given.casefold().startswith(gold.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A detail of claims: how it is read from a gold claim and a given one, and compared."""

    gold: Callable[[GoldClaim], str | Nobody | None]
    given: Callable[[Claim], str | None]
    agree: Callable[[str, str], bool] = agree


SPEAKER = Detail(gold=attrgetter("speaker"), given=attrgetter("speaker"), agree=same_name)
OUTLET = Detail(gold=attrgetter("outlet"), given=attrgetter("outlet"))
SCOPE = Detail(gold=attrgetter("scope"), given=attrgetter("scope"))
DATE = Detail(gold=attrgetter("when"), given=attrgetter("when"), agree=same_date)


def kept(case: Case, outcome: Outcome, detail: Detail) -> float | None:
    """The share of right verdicts; None when no claim with the detail is stated."""
    return metrics.share([verdict == "right" for verdict in verdicts(case, outcome, detail)])


def verdicts(case: Case, outcome: Outcome, detail: Detail) -> list[Verdict]:
    """For each gold claim that is stated and has the detail, whether it is told with it.

    Missing means that no claim which states it gives the detail, wrong that only others do.
    """
    stated = outcome.answer.claims if outcome.answer and outcome.answered else ()
    found: list[Verdict] = []
    for gold in case.claims:
        wanted = detail.gold(gold)
        matches = [
            claim
            for claim in stated
            if metrics.contains(claim.short_answer or claim.text, wordings(gold, case))
        ]
        if not wanted or not matches:
            continue
        given = [told for claim in matches if (told := detail.given(claim))]
        right = any(detail.agree(wanted, told) for told in given)
        found.append("right" if right else "wrong" if given else "missing")
    return found


def speakers_named(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a speaker in the set, the share whose speaker is named."""
    return kept(case, outcome, SPEAKER)


def speakers_wrong(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a speaker in the set, the share given to somebody else."""
    found = verdicts(case, outcome, SPEAKER)
    return metrics.share([verdict == "wrong" for verdict in found])


def speakers_missing(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a speaker in the set, the share given to nobody."""
    found = verdicts(case, outcome, SPEAKER)
    return metrics.share([verdict == "missing" for verdict in found])


def outlets_named(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have an outlet in the set, the share whose outlet is named."""
    return kept(case, outcome, OUTLET)


def dates_right(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a date in the set, the share with that date."""
    return kept(case, outcome, DATE)


def scopes_kept(case: Case, outcome: Outcome) -> float | None:
    """Of the claims stated that have a scope in the set, the share whose scope is kept."""
    return kept(case, outcome, SCOPE)


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
        name="wrong_claims",
        group="claims",
        definition="of the stated claims, the share that the set names as wrong answers",
        better="lower",
        score=wrong_claims,
    ),
    CaseMeasure(
        name="speakers_named",
        group="claims",
        definition="of the stated claims with a speaker, the share whose speaker is named",
        score=speakers_named,
    ),
    CaseMeasure(
        name="speakers_wrong",
        group="claims",
        definition="of the stated claims with a speaker, the share given to somebody else",
        better="lower",
        score=speakers_wrong,
    ),
    CaseMeasure(
        name="speakers_missing",
        group="claims",
        definition="of the stated claims with a speaker, the share given to nobody",
        better="lower",
        score=speakers_missing,
    ),
    CaseMeasure(
        name="outlets_named",
        group="claims",
        definition="of the stated claims with an outlet, the share whose outlet is named",
        score=outlets_named,
    ),
    CaseMeasure(
        name="dates_right",
        group="claims",
        definition="of the stated claims with a date, the share with that date",
        score=dates_right,
    ),
    CaseMeasure(
        name="scopes_kept",
        group="claims",
        definition="of the stated claims with a scope, the share whose scope is kept",
        score=scopes_kept,
    ),
)
