"""Evidence in, claims out: the short answer, the scope, who said it to whom, and when.

Claims that give the same answer within the same scope are one claim with several citations;
different ones stay apart. What is ours, not the article's (the name that "he" stands for), is kept
apart from its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Span
from qa.answering.firsts import claimant
from qa.attribution.voices import NOBODY, Attribution, performs, voices
from qa.claims.agreement import agree, is_date
from qa.claims.whole import whole_answer
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.language.reading import parsed
from qa.spans import CAPITALISED, names
from qa.support import same_time, time_of
from qa.types import Evidence
from qa.understand import Understood
from qa.words import content_words, stems

SCOPE_END = re.compile(
    r"\.$|[,;:“”\"()—–]|\b(?:to|who|that|which|in|on|at|since|for|from|with|and|by|after|as|when|has"
    r"|have|had|was|were|is|are|will|would|of (?:the|a|his|her|their|this)|because|but|or)\b"
)
NAME_IN_FULL = re.compile(rf"{CAPITALISED}\.?(?: {CAPITALISED}\.?){{1,3}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim before its citations are numbered: its evidence, the strongest first.

    `name` is who is meant where the short answer is only "he" or "the minister", or the name in
    full; `explained` the strongest sentence with a name in brackets. Both are None where nothing
    needs them, or where it is not sure who is meant. `otherwise` are the words that deny what a
    question asserts.
    """

    evidence: tuple[Evidence, ...]
    scope: str | None
    speaker: str | None
    outlet: str | None
    when: str | None
    name: str | None = None
    explained: str | None = None
    otherwise: str | None = None

    @property
    def short_answer(self) -> str | None:
        """The short answer of the strongest evidence, by name where that is sure."""
        return self.name or self.evidence[0].short_answer


def make_claims(
    question: Understood, evidence: Sequence[Evidence], *, read: Sequence[Evidence] = ()
) -> list[FoundClaim]:
    """Groups evidence, best first, into claims, in that order.

    `read` is all evidence that is strong enough to give a name or date in full.
    """
    claims: list[FoundClaim] = []
    for found in evidence:
        claim = _claim(question, found)
        same = next((i for i, other in enumerate(claims) if _same(other, claim)), None)
        if same is None:
            claims.append(claim)
        elif not any(_copied(held, found) for held in claims[same].evidence):
            held = claims[same]
            first, second = (claim, held) if _is_more_exact(claim, held) else (held, claim)
            claims[same] = replace(first, evidence=(*first.evidence, *second.evidence))
    if question.kind == "where":
        return claims  # "South Sudan" is no fuller form of "Sudan"
    return [replace(claim, name=claim.name or _in_full(claim.evidence, read)) for claim in claims]


def _is_more_exact(one: FoundClaim, other: FoundClaim) -> bool:
    """Whether both answers are times, and the one is a part of the other."""
    first, second = time_of(one.evidence[0]), time_of(other.evidence[0])
    return first is not None and second is not None and not second.within(first)


def _in_full(evidence: Sequence[Evidence], read: Sequence[Evidence]) -> str | None:
    """The longest form in which a claim's evidence gives the name or date of the strongest.

    Of what else was `read` only a form that ends with it: "New York Jets" is what "Jets" means,
    "Google Workspace" need not be what "Google" does.
    """
    short = evidence[0].short_answer or ""
    given = {found.short_answer or "" for found in evidence} - {short}
    given |= {form for found in read if (form := found.short_answer or "").endswith(f" {short}")}
    longer = {form for form in given if _extends(short, form)}
    longest = max(sorted(longer), key=len, default=None)
    return longest if longest and all(_holds(longest, form) for form in longer) else None


def _extends(short: str, form: str) -> bool:
    if is_date(short) and is_date(form):
        return _holds(form, short)
    whole_name = NAME_IN_FULL.fullmatch(form) is not None
    return whole_name and (form.startswith(f"{short} ") or form.endswith(f" {short}"))


def _holds(longer: str, shorter: str) -> bool:
    """Whether all words of a name or date stand in another."""
    return stems(shorter) <= stems(longer)


def _claim(question: Understood, found: Evidence) -> FoundClaim:
    answer, name = find_short_answer(question, found)
    voice = voices(found.article.text)
    # Who somebody is stands beside their words, and is not what they say.
    described = question.form == "identity"
    attribution = NOBODY if described else voice.of(found.span, answer)
    if question.kind == "said" and answer and _names_who(found, answer, attribution):
        answer, name = voice.quoted(found.span), None
    if answer and attribution.speaker is None and not described:
        subject = name or found.article.text[answer.start : answer.end]
        if names(subject) and performs(found.article.text[answer.end : found.span.end]):
            attribution = voice.performing(subject, found.span)
    return FoundClaim(
        evidence=(replace(found, answer=answer),),
        scope=find_scope(found.text, question.superlatives),
        speaker=attribution.speaker,
        outlet=attribution.outlet,
        when=_when(question, found, answer, attribution),
        name=name,
        explained=voice.explained(found.span),
    )


def _names_who(found: Evidence, answer: Span, attribution: Attribution) -> bool:
    """Whether a short answer is only who spoke or to whom, where it is asked what was said."""
    words = found.article.text[answer.start : answer.end]
    told = f"{attribution.speaker or ''}\n{attribution.outlet or ''}"
    return words.removeprefix("the ") in told


def _when(
    question: Understood, found: Evidence, answer: Span | None, attribution: Attribution
) -> str | None:
    """The time of the claim; of a claim that is about its being said, that of its being said."""
    article, base = found.article, found.span.start
    voice = voices(article.text)
    inside = Span(answer.start - base, answer.end - base) if answer else None
    setting, hidden = Setting.of(article, base), voice.quoted_in(found.span)
    when = find_when(found.text, inside, setting, hidden=hidden, said=question.kind == "said")
    told = attribution.told
    about_saying = question.kind == "said" or bool(question.superlatives)
    if when is None and about_saying and told is not None and told != found.span:
        words, setting = article.text[told.start : told.end], Setting.of(article, told.start)
        when = find_when(words, None, setting, hidden=voice.quoted_in(told), said=True)
    return when


def _same(one: FoundClaim, other: FoundClaim) -> bool:
    """Whether two claims say the same, within the same scope."""
    first, second = one.evidence[0], other.evidence[0]
    if _plain(first.text) == _plain(second.text):
        return True
    if one.short_answer is None or other.short_answer is None:
        return False
    if (one.scope or "").casefold() != (other.scope or "").casefold():
        return False
    at_once = same_time(first, second)
    return agree(one.short_answer, other.short_answer) if at_once is None else at_once


def _copied(one: Evidence, other: Evidence) -> bool:
    """Whether one publisher prints one sentence twice: that is no second source."""
    return (
        one.article.publisher is not None
        and one.article.publisher == other.article.publisher
        and _plain(one.text) == _plain(other.text)
    )


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


def find_short_answer(question: Understood, evidence: Evidence) -> tuple[Span | None, str | None]:
    """The stretch of a sentence that answers in short, as offsets into the article; and a name.

    A superlative claim is about its subject, as the parse shows it; else the reader's span is
    taken. The name is whom a pronoun or description means. The span is None where it is only a
    pronoun of which that is not sure: no answer is better than one about nobody.
    """
    span = evidence.answer
    if question.superlatives and question.kind == "who":
        subject = claimant(parsed(evidence.text), question.superlatives)
        if subject is not None:
            base = evidence.span.start
            span = Span(base + subject.start, base + subject.end)
            name = voices(evidence.article.text).name_for(span)
            pronoun = not content_words(evidence.text[subject.start : subject.end])
            return (None, None) if pronoun and name is None else (span, name)
    if span is None or question.form == "identity":
        return span, None  # a description is the answer, not whom it describes
    span = whole_answer(question, evidence, span)
    name = voices(evidence.article.text).name_for(span)
    if name is None and not content_words(evidence.article.text[span.start : span.end]):
        return None, None
    return span, name
