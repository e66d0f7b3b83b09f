"""A question and evidence in, out what can be about it: of whom, whose words, which first it asks.

"How old is Ann Lee?" is not answered by an article without her name, "What did Ann Lee say?" not
by what another said, nor "Which Conservative was the first to resign?" by the first Labour MP who
did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.attribution.titles import HONORIFIC, ROLE
from qa.attribution.voices import voices
from qa.claims.make import FoundClaim, find_scope
from qa.kinds.sentences import share_held
from qa.spans import names, stems_of_names
from qa.types import Evidence
from qa.understand import Understood
from qa.words import content_words, stems

SPEAKER = re.compile(
    rf"\b[Ww]hat (?:did|does|has|have) (?:(?:the )?(?:[\w-]+ ){{0,3}}?{ROLE} )?(?:{HONORIFIC} )?"
    r"(?P<speaker>[A-ZÀ-Þ].*?) (?:say|said|tell|told|claim|argue|think|believe|call|promise|warn)"
)
OF_WHICH = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat) (?P<scope>.+?) (?:was|were|is|are|be|became|has|had|have)\b"
)
THE_FIRST = re.compile(r"\b(?:the|an?) $")


def as_asked(question: Understood, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of what it asks about, of the speaker and the group that it names."""
    subject = _full_names(question)
    speaker = asked_speaker(question)
    group = stems_of_names(asked_scope(question))
    articles = {found.article.id: found.article for found in evidence}
    about = {key for key, article in articles.items() if share_held(subject, article) > 0}
    return [
        found
        for found in evidence
        if found.article.id in about
        and (speaker is None or _may_speak(speaker, found))
        and (not group or _may_be_of(group, find_scope(found.text, question.superlatives)))
    ]


def in_scope_first(question: Understood, claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """Claims in their order, but those first whose scope has more of the words of the asked one."""
    asked = {word.stem for word in content_words(asked_scope(question))}
    return sorted(claims, key=lambda claim: -len(asked & stems(claim.scope or "")))


def asked_speaker(question: Understood) -> str | None:
    """The name of the person whose words are asked for; None where it is an office, or nobody."""
    match = SPEAKER.search(question.text) if question.kind == "said" else None
    if match is None:
        return None
    speaker = match["speaker"]
    return speaker if [*names(speaker)] == [(0, len(speaker))] else None


def asked_scope(question: Understood) -> str:
    """What a superlative is asked of: the "Labour MP" of "which Labour MP was first".

    Empty where none is asked for, or of nothing in particular.
    """
    scope = find_scope(question.text, question.superlatives)
    if scope is None:
        return ""
    before = OF_WHICH.search(question.text)
    # "Who first called" names nobody of whom it is asked.
    noun = THE_FIRST.search(question.text.partition(scope)[0]) is not None
    words = [before["scope"] if before else "", scope.partition(" ")[2] if noun else ""]
    return " ".join(filter(None, words))


def _full_names(question: Understood) -> frozenset[str]:
    """The stems of the names of several words that a question asks about, and their initials.

    A single word such as "US" or "British" often goes by another in the article.
    """
    found = {question.text[start:end] for start, end in names(question.text)}
    full = [name for name in found - {*question.publishers} if " " in name]
    initials = ["".join(word[0] for word in name.split()) for name in full]
    return stems(" ".join(full + initials))


def _may_speak(speaker: str, found: Evidence) -> bool:
    """Whether the words of a sentence may be a person's: nobody else is named as their speaker."""
    heard = voices(found.article.text).of(found.span, found.answer).speaker
    return heard is None or not names(heard) or bool(stems(speaker) & stems(heard))


def _may_be_of(group: frozenset[str], scope: str | None) -> bool:
    """Whether a claim of this scope may be of a group: its scope names no other."""
    other = stems_of_names(scope or "")
    return not other or bool(group & other)
