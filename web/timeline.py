"""An answer in, a drawing of its dated claims out: SVG with a link to each citation, or None.

A timeline is drawn down the page, since that fits a phone: the days lie to scale on a line at the
left, and a thread leads from each to its words. Figures that moved have bars beside them.
The words are text, so they can be read out; the whole quotations stand below the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import accumulate, count
from textwrap import wrap

from qa.claims.agreement import figure
from qa.claims.compose import in_words
from qa.types import Answer, Citation, Claim
from qa.words import content_words, words
from web.markdown import one_line
from web.references import format_reference, reference_of

LEAST_DAYS = 3
"""Fewer are taken in sooner by reading them."""
LINE = 33
"""Characters, which fit a phone."""
MOST_LINES = 2
LONGEST_WORD = 8
"""Characters that a line may end short."""
LINE_HEIGHT, DAY_HEIGHT, GAP = 18, 16, 14
MARGIN = 10
DOT_X, WORDS_X = 7, 36
"""Pixels, as the heights are: the drawing is never scaled, so its letters keep their size."""
LONGEST_BAR = 60
"""Percent of the width."""
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A dated claim: where `day` lies on the line, `when` in words, the lines of its label.

    `value` is the figure that it gives, None where it is not drawn.
    """

    day: date
    when: str
    label: tuple[str, ...]
    citation: Citation
    value: float | None

    @property
    def height(self) -> int:
        """Of its day, its label and the gap below."""
        return DAY_HEIGHT + LINE_HEIGHT * len(self.label) + GAP


def draw_timeline(answer: Answer) -> str | None:
    """The drawing; None for an answer that is no timeline, or is one of too few days."""
    is_timeline = answer.understood is not None and answer.understood.kind == "timeline"
    entries = _entries(answer)
    moved = answer.status == "rival_claims" and all(entry.value is not None for entry in entries)
    days = {entry.day for entry in entries}
    if not (is_timeline or moved) or len(days) < LEAST_DAYS:
        return None
    # A figure that is given twice for one day is a contradiction, not a movement.
    if moved and len(days) < len(answer.claims):
        return None
    return _drawing(entries)


def _entries(answer: Answer) -> list[Entry]:
    citations = {citation.number: citation for citation in answer.citations}
    figures = answer.status == "rival_claims"
    found = []
    for claim in answer.claims:
        cited = [citations[number] for number in claim.citations if number in citations]
        when = _when(claim, cited)
        day = when and _first_day(when)
        if when is None or not day or not cited:
            continue
        number = figure(claim.short_answer or "") if figures else None
        found.append(
            Entry(
                day=day,
                when=in_words(when),
                label=_label(claim, answer.standalone),
                citation=cited[0],
                value=number.value if number else None,
            )
        )
    return sorted(found, key=lambda entry: entry.day)


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


def _label(claim: Claim, question: str) -> tuple[str, ...]:
    """The short answer, else those words of the claim that hold most of what was asked for."""
    text = one_line(claim.short_answer or claim.text)
    if claim.short_answer is None:
        start = _telling_place(text, {word.stem for word in content_words(question)})
        text = f"… {text[start:]}" if start else text
    return tuple(wrap(text, LINE, max_lines=MOST_LINES, placeholder=" …"))


def _telling_place(text: str, asked: set[str]) -> int:
    """Where a stretch of a label's length begins that holds most of these stems."""
    room = len(text) - (LINE * MOST_LINES - LONGEST_WORD)
    if room <= 0:
        return 0
    found = words(text)

    def held(start: int) -> int:
        end = start + LINE * MOST_LINES - LONGEST_WORD
        return len(asked & {word.stem for word in found if start <= word.start and word.end <= end})

    places = [0, *(word.start for word in found if word.stem in asked)]
    # Of equal ones the start of the sentence is best, else where most follows the last of them.
    best = max(places, key=lambda place: (held(place), place == 0, place))
    return best if best <= room else next(word.start for word in found if word.start >= room)


def _drawing(entries: Sequence[Entry]) -> str:
    tops = [0, *accumulate(entry.height for entry in entries)]
    height = tops[-1]
    largest = max((entry.value or 0 for entry in entries), default=0)
    title = f"Timeline from {entries[0].when} to {entries[-1].when}"
    rows = "".join(
        _row(entry, dot=_place(entry, entries, height), top=top, largest=largest)
        for entry, top in zip(entries, tops, strict=False)
    )
    # No blank line may stand in it: that would end the HTML in the Markdown around it.
    return (
        f'<figure class="timeline"><svg width="100%" height="{height}">'
        f"<title>{escape(title)}</title>"
        f'<line x1="{DOT_X}" x2="{DOT_X}" y1="{MARGIN}" y2="{height - MARGIN}"/>'
        f"{rows}</svg></figure>"
    )


def _place(entry: Entry, entries: Sequence[Entry], height: int) -> float:
    """How far down the line a day lies."""
    first, last = entries[0].day, entries[-1].day
    share = (entry.day - first).days / (last - first).days
    return MARGIN + share * (height - 2 * MARGIN)


def _row(entry: Entry, *, dot: float, top: int, largest: float) -> str:
    level = top + DAY_HEIGHT / 2 + 1
    bar = ""
    if entry.value is not None and largest > 0:
        width = max(0.5, LONGEST_BAR * entry.value / largest)
        place = top + entry.height - GAP + 4
        bar = f'<rect x="{WORDS_X}" y="{place}" width="{width:.1f}%" height="4"/>'
    lines = "".join(
        f'<text x="{WORDS_X}" y="{base}">{escape(line)}</text>'
        for base, line in zip(count(top + DAY_HEIGHT + 14, LINE_HEIGHT), entry.label, strict=False)
    )
    quote = escape(f"“{one_line(entry.citation.quote)}”")
    return (
        f'<a href="{format_reference(reference_of(entry.citation))}"><title>{quote}</title>'
        f'<path d="M{DOT_X} {dot:.1f}C{DOT_X + 16} {dot:.1f} {DOT_X + 8} {level} {WORDS_X - 6}'
        f' {level}"/>'
        f'<circle cx="{DOT_X}" cy="{dot:.1f}" r="4.5"/>'
        f'<text class="day" x="{WORDS_X}" y="{top + 13}">{escape(entry.when)}</text>'
        f"{lines}{bar}</a>"
    )
