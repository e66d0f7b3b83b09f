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
from qa.kinds.sentences import (
    SHARE_OF_BEST,
    share_held,
    subject_stems,
    told,
    with_the_one_before,
)
from qa.spans import names, stems_of_names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.words import content_words, stem, stems

SPEAKER = re.compile(
    rf"\b[Ww]hat (?:did|does|has|have) (?:(?:the )?(?:[\w-]+ ){{0,3}}?{ROLE} )?(?:{HONORIFIC} )?"
    r"(?P<speaker>[A-ZÀ-Þ].*?) (?:say|said|tell|told|claim|argue|think|believe|call|promise|warn)"
)
VIEW = re.compile(
    r"\b[Ww]hat(?: is| was|[’']s) (?P<speaker>[A-ZÀ-Þ].*?)[’']s? "
    r"(?:view|opinion|position|stance|reaction|response|take)\b"
)
ASKED_OF = "say think believe claim view opinion position stance reaction response take".split()
MOST_OF_SPEAKER = 2
THEIR_OWN = re.compile(r"^(?:his|her|their|its) ", re.IGNORECASE)
BELONGS = re.compile(r"^.*[’']s? | of .*$")
"""What of "Ann Lee's friends" or "friends of Ann Lee" is not who they are."""
POINTING = re.compile(r"\b(?:he|she|it|they)\b", re.IGNORECASE)
OF_WHICH = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat) (?P<scope>.+?) (?:was|were|is|are|be|became|has|had|have)\b"
)
THE_FIRST = re.compile(r"\b(?:the|an?) $")

ASKS = re.compile(r"\?[”\"’)]*\s*$")
ASKING = re.compile(r"\b(?:ask|question|quer|wonder)", re.IGNORECASE)
"""By what it is asked what was asked."""


def as_asked(question: Understood, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of what it asks about, of the speaker and the group that it names.

    What itself only asks ("Q: Who pays?") tells nothing, but where it is asked what was asked.
    """
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
        and not only_asks(question, found)
        and (not group or _may_be_of(group, find_scope(found.text, question.superlatives)))
    ]


def only_asks(question: Understood, found: Evidence) -> bool:
    """Whether a sentence is a question, and it is not asked what was asked."""
    return ASKS.search(found.text) is not None and ASKING.search(question.text) is None


def words_of_speaker(question: Understood, candidates: Sequence[Candidate]) -> list[Evidence]:
    """The sentences that are the words of the person asked about, on what is asked, best first.

    Empty where no speaker is named, or says nothing with a word of the question beside the name,
    if there is any.
    """
    speaker = asked_speaker(question)
    if speaker is None:
        return []
    topic = said_on(question)
    told_on = [found for found in told(topic, candidates) if found.score > 0 or not topic]
    theirs = [found for found in told_on if _is_called(speaker, _speaker(found))]
    ranked = sorted(theirs, key=lambda found: -found.score)
    return [one for one in ranked if one.score >= SHARE_OF_BEST * ranked[0].score][:MOST_OF_SPEAKER]


def said_on(question: Understood) -> frozenset[str]:
    """The stems of what a person is to have spoken of; empty of "What did Ann Lee say?"."""
    speaker = stems(asked_speaker(question) or "")
    return subject_stems(question.text) - speaker - {stem(word) for word in ASKED_OF}


def _speaker(found: Evidence) -> str:
    return voices(found.article.text).of(found.span, found.answer).speaker or ""


def in_scope_first(question: Understood, claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """Claims in their order, but those first whose scope has more of the words of the asked one."""
    asked = {word.stem for word in content_words(asked_scope(question))}
    return sorted(claims, key=lambda claim: -len(asked & stems(claim.scope or "")))


def asked_speaker(question: Understood) -> str | None:
    """The name of the person whose words are asked for; None where it is an office, or nobody."""
    patterns = (SPEAKER, VIEW) if question.kind == "said" else ()
    match = next((found for one in patterns if (found := one.search(question.text))), None)
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
    """Whether the words of a sentence may be a person's.

    Nobody else is named as their speaker, nor called "his friends"; where nobody is named, the
    sentence names the person, or tells of "he" or "the minister" behind one that does.
    """
    heard = _speaker(found)
    if names(heard):
        return _is_called(speaker, heard)
    if THEIR_OWN.search(heard):
        return False
    points_back = heard or POINTING.search(found.text)
    text = with_the_one_before(found).text if points_back else found.text
    return bool(stems(speaker.split()[-1]) & stems(text))


def _is_called(speaker: str, heard: str) -> bool:
    """Whether the last word of one name is in the other: a first name is that of many.

    "Friends of Ann Lee" are others.
    """
    heard = BELONGS.sub("", heard)
    if not heard or THEIR_OWN.search(heard):
        return False
    last, theirs = stems(speaker.split()[-1]), stems(heard.split()[-1])
    return bool(last & stems(heard) or theirs & stems(speaker))


def _may_be_of(group: frozenset[str], scope: str | None) -> bool:
    """Whether a claim of this scope may be of a group: its scope names no other."""
    other = stems_of_names(scope or "")
    return not other or bool(group & other)
