"""A yes-or-no question and evidence in; the sentences for and against out, never a guess.

Whether it is yes or no is for the reader to say. Where a sentence denies what is asked, in words
that can be pointed at, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.asked import LIGHT
from qa.answering.rivals import of_one_story
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.otherwise import otherwise
from qa.kinds.sentences import subject_stems, told
from qa.language.clauses import clauses
from qa.language.parse import Parse
from qa.language.questions import parsed_question
from qa.language.reading import parse_all
from qa.language.roles import phrasal
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import stem, stems

OTHERWISE = "The articles say otherwise."
BOTH = "The articles say both."
MOST = 3
BESIDE = 0.8
"""How near a further sentence must come to the best, for being worth a look."""


def for_and_against(
    question: Understood, evidence: Sequence[Evidence], candidates: Sequence[Candidate]
) -> list[FoundClaim]:
    """Claims from the sentences that hold most of the question; what denies it first.

    Of how things stand ("Has anyone been charged?") the latest article that speaks leads.
    """
    ranked = sorted(evidence, key=lambda found: -_weight(question, found))
    least = BESIDE * _weight(question, ranked[0])
    chosen = [
        found
        for found in ranked
        # What the reader finds most probable stands beside it: it may say it in other words.
        if found is evidence[0] or (_weight(question, found) >= least and found in ranked[:MOST])
    ]
    now = _now(question, ranked[0], candidates)
    if now is not None:
        chosen = [now, *(found for found in chosen if found.span != now.span)][:MOST]
    claims = [_judged(question, claim) for claim in make_claims(question, chosen)]
    return claims if now else sorted(claims, key=lambda claim: claim.otherwise is None)


def _now(question: Understood, best: Evidence, candidates: Sequence[Candidate]) -> Evidence | None:
    """The sentence of a later article than the best one's that states what is asked about.

    None where it is not asked how things stand, or where no later article of the story tells.
    """
    parse = parsed_question(question.text)
    asked = next((one for one in clauses(parse) if one.how == "main"), None)
    day = best.article.published
    if asked is None or day is None or asked.lemma in LIGHT or not _is_of_now(parse, asked.verb):
        return None
    later = [
        found
        for found in candidates
        if found.article.published is not None
        and found.article.published > day
        and of_one_story(best.article, found.article)
    ]
    verb = phrasal(parse, asked.verb)
    telling = [found for found in told(frozenset({stem(verb)}), later) if found.score > 0]
    parses = parse_all([found.text for found in telling])
    stating = [
        found
        for found, parse in zip(telling, parses, strict=True)
        if any(phrasal(parse, one.verb) == verb and not one.modal for one in clauses(parse))
    ]
    return max(stating, key=lambda found: str(found.article.published), default=None)


def _is_of_now(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the present or the present perfect."""
    helping = [parse.tokens[i] for i in parse.children(verb, "aux", "auxpass")]
    return any(token.tag in {"VBZ", "VBP"} for token in (*helping, parse.tokens[verb]))


def verdict(question: Understood, claims: Sequence[FoundClaim]) -> str | None:
    """The plain line where the articles deny what is asked; None where none does."""
    denied = [claim for claim in claims if claim.otherwise]
    if not denied:
        return None
    asked = subject_stems(question.text)
    stated = any(asked <= stems(claim.evidence[0].text) for claim in claims if not claim.otherwise)
    return BOTH if stated else OTHERWISE


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
