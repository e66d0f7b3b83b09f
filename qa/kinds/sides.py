"""A question that compares two things and candidates in; a sentence on each of them out.

"How do Ann Lee and the council differ on the toll?": of each side a sentence that names it, or that
it says, and that holds most of what they are compared in.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.attribution.voices import voices
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import subject_stems, told
from qa.language.parse import Parse
from qa.language.questions import parsed_question
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.understanding.forms import COMPARING
from qa.words import stems

NOTHING = "Nothing on this was found about {side}."
_OF_SIDES = frozenset("nsubj nsubjpass dobj pobj ROOT attr dep".split())
AGAINST = frozenset({"versus", "vs", "vs."})
ABOUT = frozenset({"on", "about", "over"})
"""Prepositions of what two are compared in."""
NAMED = 0.25
"""What it adds to the share of the question's words that a sentence names the side itself."""


def sides(text: str) -> tuple[str, str] | None:
    """The two things that a question compares, as it names them; None where it names no two."""
    parse = parsed_question(text)
    for head, token in enumerate(parse.tokens):
        against = [i for i in parse.children(head, "prep") if parse.tokens[i].lemma in AGAINST]
        beside = parse.children(head, "conj") or [
            i for by in against for i in parse.children(by, "pobj")
        ]
        if token.pos in {"NOUN", "PROPN"} and token.dep in _OF_SIDES and beside:
            return _words(parse, head), _words(parse, beside[0])
    return None


def two_sides(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """A claim on each side, in the order named; one alone, or none, where no sentence tells."""
    named = sides(question.subject)
    if named is None:
        return []
    both = frozenset().union(*map(subject_stems, named))
    topic = subject_stems(COMPARING.sub(" ", question.subject)) - both
    sentences = told(topic, candidates)
    found = [_best(subject_stems(side), sentences) for side in named]
    return make_claims(question, [one for one in found if one is not None])


def untold(question: Understood, claims: Sequence[FoundClaim]) -> str | None:
    """A sentence of ours on a side of which nothing is shown; None where both are."""
    heard = " ".join(
        f"{found.text} {claim.speaker}" for claim in claims for found in claim.evidence
    )
    missing = [
        side for side in sides(question.subject) or () if not subject_stems(side) & stems(heard)
    ]
    return NOTHING.format(side=" or ".join(missing)) if missing else None


def _words(parse: Parse, head: int) -> str:
    below = {*parse.subtree(head, without=("conj", "cc", "punct", "relcl", "case"))}
    for by in parse.children(head, "prep"):
        if parse.tokens[by].lemma in AGAINST | ABOUT:
            below -= {*parse.subtree(by)}
    start, end = parse.span(sorted(below))
    return parse.text[start:end]


def _best(side: frozenset[str], sentences: Sequence[Evidence]) -> Evidence | None:
    """The sentence that holds most of the subject, of those that name a side or are its words."""
    theirs = []
    for found in sentences:
        names = bool(side) and side <= stems(found.text)
        if names or (found.score > 0 and side & stems(_speaker(found))):
            theirs.append((found.score + NAMED * names, found))
    return max(theirs, key=lambda weighed: weighed[0])[1] if theirs else None


def _speaker(found: Evidence) -> str:
    return voices(found.article.text).of(found.span, None).speaker or ""
