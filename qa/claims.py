"""Evidence in, claims out: the short answer, the scope, who said it to whom, and when.

Claims that give the same short answer within the same scope are one claim with several citations;
different ones stay apart. Everything is taken from the words of the sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Span
from qa.spans import dates, names
from qa.types import Evidence
from qa.understand import Understood
from qa.words import content_words, stems

REPORTING = (
    r"(?:said|says|told|tells|added|adds|claimed|claims|argued|argues|warned|warns|insisted"
    r"|announced|stated|reported|reports|wrote|tweeted|confirmed|denied|believes?|believed)"
)
SPEAKS = re.compile(
    rf"(?:,[^,“”\"]{{1,80}},)?(?: has| have| had| also| later| then)* {REPORTING}\b"
    r"(?: to)?(?: the)? ?"
)
SPOKEN_BY = re.compile(r"(?:[,”\"] (?:said|says|added|adds|wrote)|\b[Aa]ccording to)(?: the)? ?$")
SCOPE_END = re.compile(
    r"\.$|[,;:“”\"()—–]|\b(?:to|who|that|which|in|on|at|since|for|from|with|and|by|after|as|when|has"
    r"|have|had|was|were|is|are|will|would|of (?:the|a|his|her|their|this)|because|but|or)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim before its citations are numbered: its evidence, the strongest first."""

    evidence: tuple[Evidence, ...]
    scope: str | None
    speaker: str | None
    outlet: str | None
    when: str | None

    @property
    def short_answer(self) -> str | None:
        """The short answer of the strongest evidence."""
        return self.evidence[0].short_answer


def make_claims(question: Understood, evidence: Sequence[Evidence]) -> list[FoundClaim]:
    """Groups evidence, best first, into claims, in that order."""
    claims: list[FoundClaim] = []
    for found in evidence:
        answered = replace(found, answer=find_short_answer(question, found))
        claim = _claim(question, answered)
        same = next((i for i, other in enumerate(claims) if _agree(other, claim)), None)
        if same is None:
            claims.append(claim)
        else:
            together = (*claims[same].evidence, *claim.evidence)
            claims[same] = replace(claims[same], evidence=together)
    return claims


def _claim(question: Understood, evidence: Evidence) -> FoundClaim:
    text = evidence.text
    speaker, outlet = attribution(text)
    when = dates(text)
    return FoundClaim(
        evidence=(evidence,),
        scope=find_scope(text, question.superlatives),
        speaker=speaker,
        outlet=outlet,
        when=text[when[0].start : when[0].end] if when else None,
    )


def _agree(one: FoundClaim, other: FoundClaim) -> bool:
    if _plain(one.evidence[0].text) == _plain(other.evidence[0].text):
        return True
    if one.short_answer is None or other.short_answer is None:
        return False
    same_scope = (one.scope or "").casefold() == (other.scope or "").casefold()
    return same_scope and stems(one.short_answer) == stems(other.short_answer)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def find_scope(text: str, superlatives: Sequence[str]) -> str | None:
    """What a superlative claim is limited to, in the source's words: "first Labour MP".

    None where no superlative of the question stands in the text.
    """
    for word in superlatives:
        match = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        if match is None:
            continue
        rest = text[match.end() :]
        end = SCOPE_END.search(rest)
        noun = rest[: end.start()] if end else rest
        return f"{match.group()} {noun.strip()}".strip()
    return None


def attribution(text: str) -> tuple[str | None, str | None]:
    """Who says it and to which outlet, where the sentence says so: (speaker, outlet)."""
    found = names(text)
    for start, end in found:
        speaks = SPEAKS.match(text, end)
        if speaks is not None:
            outlet = next((text[a:b] for a, b in found if a == speaks.end()), None)
            return text[start:end], outlet
        if SPOKEN_BY.search(text[:start]):
            return text[start:end], None
    return None, None


def find_short_answer(question: Understood, evidence: Evidence) -> Span | None:
    """The stretch of a sentence that answers in short, as offsets into the article.

    A superlative claim is about its subject, which is found by rule; else the reader's span is
    taken. None where that is only a pronoun: no answer is better than one about nobody.
    """
    span = evidence.answer
    if question.superlatives and question.kind == "who":
        subject = _subject(question.superlatives, evidence.text)
        if subject is not None:
            base = evidence.span.start
            return Span(base + subject.start, base + subject.end)
    if span is None or not content_words(evidence.article.text[span.start : span.end]):
        return None
    return span


def _subject(superlatives: Sequence[str], text: str) -> Span | None:
    """The name of which a superlative is claimed."""
    found = names(text)
    # What somebody said is about whom he spoke of, not about himself.
    reported = re.search(rf"{REPORTING}(?: [^“”\"]{{0,60}}?)? that\b", text)
    if reported is not None:
        found = [span for span in found if span.start > reported.end()] or found
    for word in superlatives:
        match = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        if match is None:
            continue
        before = [span for span in found if span.end <= match.start()]
        if before:
            return before[0]
        after = re.search(r"\b(?:was|were|is|are|came from|went to)\b", text[match.end() :])
        begin = match.end() + after.end() if after else len(text)
        return next((span for span in found if span.start >= begin), None)
    return None
