"""An answer in, its dated claims as a list down the page out: HTML, or None for any other answer.

Each day has the words told of it, whole, with their citation. Above the list the days lie to scale
on a line as wide as the page: how close they came to each other is seen there, and the list can be
read on a phone, by keyboard and aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qa.claims.compose import in_words, saying
from qa.types import Answer, Citation, Claim
from web.sources import copies_line, correction_of, html_chip, inline, source_label

LEAST_DAYS = 3
"""Fewer are taken in sooner by reading them."""
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A claim and the first day of its day, month or year; `when` says that in words."""

    day: date
    when: str
    claim: Claim
    cited: tuple[Citation, ...]


def draw_timeline(answer: Answer) -> str | None:
    """The list; None for an answer that is no timeline, or is one of too few days."""
    is_timeline = answer.understood is not None and answer.understood.kind == "timeline"
    told = dated(answer, answer.claims)
    if not is_timeline or len({one.day for one in told}) < LEAST_DAYS:
        return None
    # No line end may stand in it: a blank line would end the HTML in the Markdown around it.
    return f'<figure class="timeline">{_scale(told)}<ol>{"".join(map(_item, told))}</ol></figure>'


def has_day(claim: Claim, answer: Answer) -> bool:
    """Whether a claim has a place on the timeline."""
    return bool(dated(answer, [claim]))


def dated(answer: Answer, claims: Sequence[Claim]) -> list[Dated]:
    """The claims that have a day, the earliest first."""
    citations = {citation.number: citation for citation in answer.citations}
    found = []
    for claim in claims:
        cited = tuple(citations[number] for number in claim.citations if number in citations)
        when = _when(claim, cited)
        day = when and _first_day(when)
        if when is not None and day and cited:
            found.append(Dated(day=day, when=in_words(when), claim=claim, cited=cited))
    return sorted(found, key=lambda one: one.day)


def _when(claim: Claim, cited: Sequence[Citation]) -> str | None:
    """The day, month or year of a claim, else the latest day on which an article told it."""
    if claim.when and _ISO.fullmatch(claim.when):
        return claim.when
    published = [citation.published for citation in cited if citation.published]
    return max(published).isoformat() if published else None


def _first_day(when: str) -> date | None:
    """The first day of a day, month or year; None where there is no such, as browsers may send."""
    try:
        return date.fromisoformat(f"{when}-01-01"[:10])
    except ValueError:
        return None


def _scale(told: Sequence[Dated]) -> str:
    """The days as dots on a line; for the eye alone, as the list says the same."""
    first, last = told[0], told[-1]
    days = (last.day - first.day).days
    dots = "".join(
        f'<circle cx="{2 + 96 * (day - first.day).days / days:.1f}%" cy="8" r="5"/>'
        for day in dict.fromkeys(one.day for one in told)
    )
    return (
        '<svg width="100%" height="16" aria-hidden="true">'
        f'<line x1="2%" x2="98%" y1="8" y2="8"/>{dots}</svg>'
    )


def _item(one: Dated) -> str:
    chips = " ".join(html_chip(citation) for citation in one.cited)
    paragraphs = "".join(f"<p>{line}</p>" for line in _beside(one))
    return (
        f"<li><strong>{inline(one.when)}</strong>"
        f"<blockquote>“{inline(one.claim.text)}” {chips}</blockquote>{paragraphs}</li>"
    )


def _beside(one: Dated) -> Iterator[str]:
    """Whose words these are and where they stand, who is meant, and what was corrected."""
    said = saying(one.claim)
    whose = f"<em>{inline(said[:1].upper() + said[1:])}</em> · " if said else ""
    known = dict.fromkeys(source_label(citation) for citation in one.cited)
    yield f"{whose}{inline(' · '.join(known))}"
    if one.claim.explained:
        yield f"<em>Meaning:</em> {inline(one.claim.explained)}"
    if copies := copies_line(one.cited):
        yield inline(copies)
    for label, note in filter(None, map(correction_of, one.cited)):
        yield f"<strong>{inline(label)}</strong> {inline(note)}"
