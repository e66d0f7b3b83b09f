"""An answer in, its dated claims as a list down the page out: HTML, or None for any other answer.

Each day has the words told of it, whole, with their citation. Above the list the days lie to scale
on a line as wide as the page: how close they came to each other is seen there, and the list can be
read on a phone, by keyboard and aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.claims.compose import in_words, saying
from qa.types import Answer, Citation, Claim
from web.sources import copies_line, correction_of, html_chip, inline, source_label

LEAST_DAYS = 3
"""Fewer are taken in sooner by reading them."""
CLOSE = 5.5
"""Per cent of the line. Days that lie closer are one dot with their number on it."""
MOST_TICKS = 6
"""Between the first and the last day, of which those in the middle are named."""
ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Years between two that are named."""
FROM_THE_ENDS = 36.0
"""Per cent of the line that the names of its ends take on a phone, with half of a name beside."""
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
    """The days as dots on a line, which names its ends and some days between them.

    For the eye alone, as the list says the same.
    """
    days = list(dict.fromkeys(one.day for one in told))
    first, last = days[0], days[-1]
    dots = "".join(_dot(sum(near) / len(near), len(near)) for near in _near(days))
    ends = (2.0, "start", told[0].when), (98.0, "end", told[-1].when)
    inner = ((_place(day, first, last), "middle", name) for day, name in _ticks(first, last))
    names = "".join(
        f'<line x1="{place:.1f}%" x2="{place:.1f}%" y1="12" y2="20"/>'
        f'<text x="{place:.1f}%" y="38" text-anchor="{anchor}">{inline(name)}</text>'
        for place, anchor, name in (ends[0], *inner, ends[1])
        if anchor != "middle" or FROM_THE_ENDS <= place <= 100 - FROM_THE_ENDS
    )
    return (
        '<svg width="100%" height="44" aria-hidden="true">'
        f'<line x1="2%" x2="98%" y1="12" y2="12"/>{names}{dots}</svg>'
    )


def _place(day: date, first: date, last: date) -> float:
    """Where a day lies on the line, in per cent of its width."""
    return 2 + 96 * (day - first).days / (last - first).days


def _near(days: Sequence[date]) -> list[list[float]]:
    """The places of the days, those together that would lie on each other."""
    groups: list[list[float]] = []
    for place in (_place(day, days[0], days[-1]) for day in days):
        if groups and place - groups[-1][0] < CLOSE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _dot(place: float, days: int) -> str:
    if days == 1:
        return f'<circle cx="{place:.1f}%" cy="12" r="5"/>'
    return (
        f'<circle cx="{place:.1f}%" cy="12" r="9"/>'
        f'<text class="days" x="{place:.1f}%" y="16" text-anchor="middle">{days}</text>'
    )


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Some days between two, evenly apart, with their names: years, or months, or days."""
    years = range(first.year + 1, last.year + 1)
    if len(years) > 1:
        step = next(step for step in ROUND if len(years) <= MOST_TICKS * step)
        return [(date(year, 1, 1), str(year)) for year in years if year % step == 0]
    months = range(12 * first.year + first.month, 12 * last.year + last.month)
    if len(months) > 1:
        step = -(-len(months) // MOST_TICKS)
        starts = (date(month // 12, month % 12 + 1, 1) for month in months[::step])
        return [(day, f"{day:%b %Y}") for day in starts]
    between = range(1, (last - first).days)
    step = -(-len(between) // MOST_TICKS) or 1
    among = (first + timedelta(days=number) for number in between[step - 1 :: step])
    return [(day, f"{day.day} {day:%b}") for day in among]


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
