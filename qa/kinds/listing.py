"""A question that asks for several things and evidence in; an answer from each article out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answering.judge import of_the_asked
from qa.answering.unread import stated, unread
from qa.claims.make import FoundClaim, make_claims
from qa.claims.rivals import of_one_kind
from qa.kinds.sentences import SHARE_OF_BEST, of_all_names, share_held, subject_stems
from qa.types import Candidate, Evidence
from qa.understand import Understood

MOST = 5
BESIDE = 0.9
"""A further sentence of one article needs this share of the best one's probability: what is merely
near would read as one more of the things asked for."""
ELSEWHERE = 0.6
"""The same for the best sentence of another article, which may tell of another of the things."""


def listed(
    question: Understood,
    evidence: Sequence[Evidence],
    candidates: Sequence[Candidate],
    *,
    least: float,
) -> list[FoundClaim]:
    """The claims, of sentences that state what is asked; where none does, of the most probable.

    `least` is the probability that each of the latter must have. None where nothing answers.
    """
    evidence = of_the_asked(question, of_all_names(question.text, evidence))
    stating = list(stated(question.asking, evidence)) + unread(question, candidates, evidence)
    chosen = _about(question, stating) or list(_chosen(question, evidence, least))
    return make_claims(question, chosen)[:MOST]


def _about(question: Understood, stating: Sequence[Evidence]) -> list[Evidence]:
    """Those whose article holds as much of the question as that of any other."""
    subject = subject_stems(question.text)
    held = [share_held(subject, found.article) for found in stating]
    needed = SHARE_OF_BEST * max(held, default=0.0)
    return [found for found, share in zip(stating, held, strict=True) if share >= needed]


def _chosen(question: Understood, evidence: Sequence[Evidence], least: float) -> Iterator[Evidence]:
    if not evidence or evidence[0].score < least:
        return
    best = evidence[0]
    subject = subject_stems(question.text)
    needed = SHARE_OF_BEST * share_held(subject, best.article)
    seen = {best.article.telling}
    yield best
    for found in evidence[1:]:
        share = BESIDE if found.article.telling in seen else ELSEWHERE
        if (
            found.score >= max(share * best.score, least)
            and of_one_kind(question, best.short_answer or "", found.short_answer or "")
            and share_held(subject, found.article) >= needed
        ):
            seen.add(found.article.telling)
            yield found
