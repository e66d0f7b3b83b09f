"""A yes-or-no question and evidence in; the sentences for and against out, never a guess.

Whether it is yes or no is for the reader to say. Where a sentence denies what is asked, in words
that can be pointed at, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.claims.make import FoundClaim, make_claims
from qa.kinds.otherwise import otherwise
from qa.kinds.sentences import subject_stems
from qa.types import Evidence
from qa.understand import Understood
from qa.words import stems

OTHERWISE = "The articles say otherwise."
BOTH = "The articles say both."
MOST = 3
BESIDE = 0.8
"""How near a further sentence must come to the best, for being worth a look."""


def for_and_against(question: Understood, evidence: Sequence[Evidence]) -> list[FoundClaim]:
    """Claims from the sentences that hold most of the question; what denies it first."""
    ranked = sorted(evidence, key=lambda found: -_weight(question, found))
    least = BESIDE * _weight(question, ranked[0])
    chosen = [
        found
        for found in ranked
        # What the reader finds most probable stands beside it: it may say it in other words.
        if found is evidence[0] or (_weight(question, found) >= least and found in ranked[:MOST])
    ]
    claims = [_judged(question, claim) for claim in make_claims(question, chosen)]
    return sorted(claims, key=lambda claim: claim.otherwise is None)


def verdict(question: Understood, claims: Sequence[FoundClaim]) -> str | None:
    """The plain line where the articles deny what is asked; None where none does."""
    denied = [claim for claim in claims if claim.otherwise]
    if not denied:
        return None
    asked = subject_stems(question.text)
    told = any(asked <= stems(claim.evidence[0].text) for claim in claims if not claim.otherwise)
    return BOTH if told else OTHERWISE


def _weight(question: Understood, found: Evidence) -> float:
    """How probable a sentence is to answer, and how much of the question it holds, in equal parts.

    The reader has learnt from questions that have an answer in a few words, which these have not.
    """
    asked = subject_stems(question.text)
    return 0.5 * found.score + 0.5 * len(asked & stems(found.text)) / max(1, len(asked))


def _judged(question: Understood, claim: FoundClaim) -> FoundClaim:
    best = claim.evidence[0]
    plain = tuple(replace(found, answer=None) for found in claim.evidence)
    return replace(
        claim,
        evidence=plain,
        name=None,
        otherwise=otherwise(question.text, best.text, best.article.published),
    )
