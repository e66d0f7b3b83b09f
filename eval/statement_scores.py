"""Whether what the program says in its own words is so: speakers, outlets, brackets, days.

A statement is judged where the set tells the truth of it: for a claim that states a gold claim out
of the sentence that the set's evidence has it from. What the program leaves out is no statement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from eval import metrics
from eval.cases import Case, GoldClaim
from eval.claim_scores import agree, same_name, wordings
from eval.measures import CaseMeasure
from eval.outcomes import Outcome
from qa.types import Claim

BRACKET = re.compile(r"\[([^\]]+)\]")
DAY = re.compile(r"\d{4}(-\d\d)?(-\d\d)?")
"""A day, a month or a year in ISO 8601."""


def statements_wrong(case: Case, outcome: Outcome) -> float | None:
    """Of the statements that the set can judge, the share that is wrong; None without any."""
    return metrics.share(list(_wrong(case, outcome)))


def _wrong(case: Case, outcome: Outcome) -> Iterator[bool]:
    claims = outcome.answer.claims if outcome.answer and outcome.answered else ()
    for gold in case.claims:
        for claim in claims:
            if _states(claim, gold, case):
                yield from _statements(claim, gold)


def _states(claim: Claim, gold: GoldClaim, case: Case) -> bool:
    """Whether a claim states a gold claim, in words that the evidence for it has."""
    accepted = wordings(gold, case)
    if not metrics.contains(claim.short_answer or claim.text, accepted):
        return False
    quotes = [piece.quote for piece in case.evidence if piece.quote]
    theirs = [quote for quote in quotes if metrics.contains(quote, accepted)]
    return not theirs or any(
        metrics.holds(claim.text, quote) or metrics.holds(quote, claim.text) for quote in theirs
    )


def _statements(claim: Claim, gold: GoldClaim) -> Iterator[bool]:
    """For each statement of a claim that the gold claim tells the truth of, whether it is wrong."""
    for given, truth in ((claim.speaker, gold.speaker), (claim.outlet, gold.outlet)):
        if given is not None and truth is not None:
            yield truth is False or not same_name(truth, given)
    if gold.names is not None:
        yield from (
            not any(same_name(name, given) for name in gold.names) for given in names(claim)
        )
    if claim.when is not None and gold.when is not None:
        yield gold.when is False or not same_time(gold.when, claim.when)


def names(claim: Claim) -> Iterable[str]:
    """The names that the program put in brackets; brackets of the article's own are none."""
    own = Counter(BRACKET.findall(claim.text))
    return (Counter(BRACKET.findall(claim.explained or "")) - own).elements()


def same_time(truth: str, given: str) -> bool:
    """Whether a date is not at odds with the truth: the same, or the one within the other.

    Days and the article's own words for a day ("Thursday") cannot be compared: these are at odds
    with no day, and a day is at odds with words, which say that the articles do not fix it.
    """
    if DAY.fullmatch(given):
        return truth.startswith(given) or given.startswith(truth)
    return DAY.fullmatch(truth) is not None or agree(truth, given)


STATEMENT_MEASURES = (
    CaseMeasure(
        name="statements_wrong",
        group="claims",
        definition="of the speakers, outlets, names in brackets and days that the reply states"
        " and the set tells, the share that is wrong",
        better="lower",
        score=statements_wrong,
    ),
)
