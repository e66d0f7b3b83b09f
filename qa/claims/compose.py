"""Claims in, the `Answer` out: citations numbered, the text written, rivals named as such."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from index.corrections import correction_of
from index.links import web_address
from qa.attribution.titles import SOCIAL
from qa.claims.agreement import agree
from qa.claims.make import FoundClaim
from qa.claims.rivals import compete, dated
from qa.types import Answer, Citation, Claim, Evidence, Status
from qa.understand import Understood

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def compose(
    question: Understood,
    found: Sequence[FoundClaim],
    confidence: float,
    *,
    earlier: Sequence[FoundClaim] = (),
) -> Answer:
    """Numbers the citations and writes the answer's text from the claims.

    `earlier` are claims that the first has replaced, the latest first.
    """
    citations: list[Citation] = []
    claims = [_numbered(claim, citations) for claim in found]
    before = [_numbered(claim, citations) for claim in earlier]
    rivals = compete(question) and _differ(question, found)
    note = _moved([*found, *earlier]) if earlier else None
    status: Status = "rival_claims" if rivals else "answered"
    shorts = dict.fromkeys(claim.short_answer for claim in claims if claim.short_answer)
    return Answer(
        question=question.text,
        standalone=question.text,
        status=status,
        text=_text(question, claims, citations, rivals=rivals, note=note, earlier=before),
        short_answers=tuple(shorts),
        confidence=confidence,
        claims=tuple(claims),
        citations=tuple(citations),
        nearest=(),
        note=note,
        earlier=tuple(before),
    )


def with_note(answer: Answer, note: str) -> Answer:
    """The answer with a sentence of ours before all others."""
    return replace(
        answer,
        note=f"{note} {answer.note}" if answer.note else note,
        text=f"{note}\n\n{answer.text}",
    )


def _differ(question: Understood, found: Sequence[FoundClaim]) -> bool:
    """Whether the claims are several answers, and not one in several wordings."""
    first, *others = (claim.short_answer for claim in found)
    if question.superlatives and not all((first, *others)):
        return len(found) > 1  # who is meant is not known: they are claims of their own
    return any(first and other and not agree(first, other) for other in others)


def _numbered(claim: FoundClaim, citations: list[Citation]) -> Claim:
    """A claim, its citations numbered on from those there are, and added to them."""
    first = len(citations) + 1
    citations += [cite(found, number) for number, found in enumerate(claim.evidence, first)]
    return Claim(
        text=claim.evidence[0].text,
        short_answer=claim.short_answer,
        scope=claim.scope,
        speaker=claim.speaker,
        outlet=claim.outlet,
        when=claim.when,
        citations=tuple(range(first, len(citations) + 1)),
        explained=claim.explained,
        otherwise=claim.otherwise,
    )


def _moved(told: Sequence[FoundClaim]) -> str:
    """How a figure moved: "51 (3 June 2024); before: 37 (4 May 2024), 14 (2 May 2024)."."""
    latest, *before = (
        f"{claim.short_answer} ({in_words(day.isoformat())})"
        for claim in told
        if (day := dated(claim))
    )
    return f"{latest}; before: {', '.join(before)}."


def cite(evidence: Evidence, number: int) -> Citation:
    """The citation of a sentence."""
    article = evidence.article
    return Citation(
        number=number,
        article_id=article.id,
        version=article.version,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=web_address(article.url),
        quote=evidence.text,
        start=evidence.span.start,
        end=evidence.span.end,
        correction=correction_of(article),
    )


def saying(claim: Claim) -> str | None:
    """Whose words a claim is, for a reader: "said by Ann Lee to the BBC"; None where nobody's."""
    if claim.speaker is None or claim.speaker == claim.outlet:
        return f"reported by {claim.outlet}" if claim.outlet else None
    # "First to demand X" is told of the speaker; the words quoted are not the speaker's own.
    told_of = claim.scope is not None and claim.speaker == claim.short_answer
    if claim.outlet is None:
        return None if told_of else f"said by {claim.speaker}"
    preposition = "on" if SOCIAL.fullmatch(claim.outlet) else "to"
    spoke = f"{claim.speaker} spoke" if told_of else f"said by {claim.speaker}"
    return f"{spoke} {preposition} {claim.outlet}"


def by_publisher(answer: Answer) -> dict[str, list[Claim]]:
    """The claims of an answer under their publishers' names, in order; "" where none is known."""
    publishers = {citation.number: citation.publisher for citation in answer.citations}
    theirs: dict[str, list[Claim]] = {}
    for claim in answer.claims:
        known = (name for number in claim.citations if (name := publishers.get(number)))
        theirs.setdefault(next(known, ""), []).append(claim)
    return theirs


def in_words(when: str) -> str:
    """A claim's date for a reader: "4 January 2019", "January 2019"; other words as they are."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", when):
        day = date.fromisoformat(when)
        return f"{day.day} {day:%B %Y}"
    if re.fullmatch(r"\d{4}-\d\d", when):
        return f"{date.fromisoformat(f'{when}-01'):%B %Y}"
    return when


def _text(  # noqa: PLR0913 - what the text is written from
    question: Understood,
    claims: Sequence[Claim],
    citations: Sequence[Citation],
    *,
    rivals: bool,
    note: str | None,
    earlier: Sequence[Claim],
) -> str:
    dates = {citation.number: citation.published for citation in citations}
    lines = [
        _line(claim, rival=rivals, lead=_day(claim, dates) if question.form == "timeline" else "")
        for claim in claims
    ]
    if earlier:
        replaced = [f"- {_line(claim, rival=True, lead='')}" for claim in earlier]
        return "\n".join([note or "", "", *lines, "", "Before:", *replaced])
    if not rivals:
        return "\n\n".join(lines)
    count = NUMBER_WORDS[len(claims)] if len(claims) < len(NUMBER_WORDS) else str(len(claims))
    scopes = {(claim.scope or "").casefold() for claim in claims}
    differing = ", of different scope" if len(scopes) > 1 else ""
    kind = "make {} such claims" if question.superlatives else "give {} different answers"
    opening = f"The articles {kind.format(count)}{differing}:"
    return "\n".join([opening, "", *(f"- {line}" for line in lines)])


def _day(claim: Claim, published: Mapping[int, date | None]) -> str:
    """The day that heads a claim of a timeline: its own, else that of its article."""
    day = published[claim.citations[0]]
    when = claim.when if claim.when and re.match(r"\d{4}", claim.when) else day and day.isoformat()
    return f"{in_words(when)}: " if when else ""


def _line(claim: Claim, *, rival: bool, lead: str) -> str:
    """The quotation with its marks; before it what tells a rival apart, behind it whose it is."""
    marks = "".join(f"[{number}]" for number in claim.citations)
    label = ", ".join(part for part in (claim.short_answer, claim.scope) if part)
    lead = f"{label}: " if rival and label else lead
    whose = saying(claim)
    return f"{lead}“{claim.text}” {marks}" + (f" ({whose})" if whose else "")
