"""Candidates of several publishers in; what each of them says, side by side, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import SHARE_OF_BEST, share_held, subject_stems, told
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import stems

MOST_EACH = 2
LEAST = 0.2
"""The share of the question's words that a publisher's best sentence must hold."""
ADDS = 0.15
"""The share that a second sentence must add to the first."""
FRAME = re.compile(
    r"\b(?:both|report(?:s|ed|ing|er|ers)?|articles?|stor(?:y|ies)|coverage|cover(?:s|ed|ing)?"
    r"|publish(?:ed|es)?|compare[ds]?|compar(?:ing|ison)|differ(?:s|ed|ent|ently|ence)?|agree[ds]?"
    r"|consisten(?:t|cy)|inconsisten(?:t|cy)|similar(?:ly)?|contrast|versus|state[ds]?|mention(?:s|ed)?"
    r"|discuss(?:es|ed)?|suggest(?:s|ed)?|claim(?:s|ed)?|describe[ds]?|indicate[ds]?|same)\b",
    re.IGNORECASE,
)
"""Words for how publishers tell a thing, which is not what they tell."""


def compared(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims of each publisher that the question names, in that order."""
    text = FRAME.sub(" ", question.subject)
    for publisher in question.publishers:
        text = re.sub(re.escape(publisher), " ", text, flags=re.IGNORECASE)
    subject = subject_stems(text)
    named = [name.casefold() for name in question.publishers]
    theirs = [found for name in named for found in _on_subject(subject, name, candidates)]
    sentences, standing = told(subject, theirs), _standing(theirs)
    chosen = [found for name in named for found in _best(subject, _of(name, sentences), standing)]
    claims = make_claims(question, chosen)
    return [
        replace(claim, outlet=claim.evidence[0].article.publisher)
        if claim.speaker is None and claim.outlet is None
        else claim
        for claim in claims
    ]


def _on_subject(
    subject: frozenset[str], name: str, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """What a publisher has in the articles that hold nearly as much of the subject as its best.

    A sentence with a few of the words stands in articles on anything.
    """
    theirs = [found for found in candidates if (found.article.publisher or "").casefold() == name]
    held = {found.article.id: share_held(subject, found.article) for found in theirs}
    needed = SHARE_OF_BEST * max(held.values(), default=0.0)
    return [found for found in theirs if held[found.article.id] >= needed]


def _standing(theirs: Sequence[Candidate]) -> dict[str, float]:
    """Article id → its rank among its publisher's articles, as a share of the best one's score.

    An article on another subject may use a rare word of this one.
    """
    articles: dict[str, float] = {}
    publishers: dict[str | None, float] = {}
    for found in theirs:
        key, publisher = found.article.id, found.article.publisher
        articles[key] = max(found.score, articles.get(key, 0.0))
        publishers[publisher] = max(found.score, publishers.get(publisher, 0.0))
    return {
        found.article.id: articles[found.article.id] / (publishers[found.article.publisher] or 1.0)
        for found in theirs
    }


def silent(question: Understood, claims: Sequence[FoundClaim]) -> str | None:
    """A sentence of ours on the publishers named of which nothing is shown; None where all are."""
    heard = {
        (found.article.publisher or "").casefold() for claim in claims for found in claim.evidence
    }
    missing = [name for name in question.publishers if name.casefold() not in heard]
    if not missing:
        return None
    return f"Nothing on this was found in the articles of {' and '.join(missing)}."


def _of(name: str, sentences: Sequence[Evidence]) -> list[Evidence]:
    return [found for found in sentences if (found.article.publisher or "").casefold() == name]


def _best(
    subject: frozenset[str], sentences: Sequence[Evidence], standing: Mapping[str, float]
) -> Iterator[Evidence]:
    """The sentence that holds most of the subject, and one that adds to it.

    Those of a publisher's best article go before those of its others.
    """
    ranked = sorted(sentences, key=lambda found: -found.score * standing[found.article.id])[:50]
    first = next((found for found in ranked if found.score >= LEAST), None)
    if first is None:
        return
    yield first
    held = subject & stems(first.text)
    for found in ranked:
        more = subject & stems(found.text) - held
        if len(more) >= max(1.0, ADDS * len(subject)):
            yield found
            return
