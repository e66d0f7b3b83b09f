"""A sentence and what it answers in, the date of that out, as ISO 8601 where it can be known.

"On Thursday" is the Thursday up to the day the article was published; of an article without a day
the words stay as they are. The wordings of news are few (see `qa.spans.DATE`); dateparser would
read more of them, in more languages, but takes "may" and "sun" for dates too.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from index.records import Span
from qa.spans import MONTH, WEEKDAY, dates

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEAR_DAYS = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0}
NEAR_DAYS |= {"this afternoon": 0, "this evening": 0, "tomorrow": 1}
SHIFT = {"last": -1, "this": 0, "next": 1}
TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:will|(?:is|are)(?: \w+)? (?:to|due|set|scheduled|expected)|shall|plans? to)\b"
)
CLAUSE = re.compile(
    r"[,;:—–()]|\b(?:who|which|that|when|where|after|before|since|while|but|until|following|and)\b"
)
OTHER_EVENT = re.compile(r"\b(?:since|until|before|after|following|by|from|to) (?:the )?$")
OTHER_CLAUSE = re.compile(r"\b(?:since|until|before|after|following|when|who|which|where|while)$")
NAMING = re.compile(rf"\d{{4}}|{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}")
"""The dates that things are named after: a year, or a day without one."""
OF_A_THING = re.compile(r"\b(?:the|[’']s|a|an|its|his|her|their) $", re.IGNORECASE)


def find_when(
    text: str, answer: Span | None, published: date | None, *, hidden: tuple[Span, ...] = ()
) -> str | None:
    """The date that a sentence gives to its answer: "2020-01-15", "2020-01", "2020", or words.

    `answer` and `hidden` are offsets into the sentence; what is hidden (a quotation) gives no
    date to what stands outside it. None where no date stands in the sentence, or several of which
    none is clearly the answer's.
    """
    found = [span for span in dates(text) if not TIME.fullmatch(text[span.start : span.end])]
    if answer is not None:
        for span in found:
            if span.start < answer.end and answer.start < span.end:
                words = text[span.start : span.end]
                return resolve(words, published, future=_is_future(text, span))
    place = answer.start if answer else 0
    outside = [
        span
        for span in found
        if not _names_something(text, span)
        and all(place in range(*quoted) or span.start not in range(*quoted) for quoted in hidden)
    ]
    chosen = _of_clause(text, place, outside)
    told = [
        resolve(text[start:end], published, future=_is_future(text, Span(start, end)))
        for start, end in ([chosen] if chosen else outside if len(outside) > 1 else [])
    ]
    exact = max(told, key=len, default=None)
    return exact if exact and all(exact.startswith(other) for other in told) else None


def resolve(words: str, published: date | None, *, future: bool = False) -> str:
    """A date's words as ISO 8601, as exactly as they say: a day, a month or a year.

    `future` tells that a weekday is one to come. The words themselves where they fix no date.
    """
    plain = " ".join(words.casefold().split())
    explicit = _explicit(plain, published)
    if explicit is not None or published is None:
        return explicit or words
    return _relative(plain, published, future=future) or words


def _relative(plain: str, published: date, *, future: bool) -> str | None:
    """A day, month or year that is told from the day of publication."""
    for day, shift in NEAR_DAYS.items():
        if plain.startswith(day):
            return (published + timedelta(days=shift)).isoformat()
    span = re.fullmatch(r"(?:earlier |later )?(last|this|next) (month|year)", plain)
    if span:
        shift = SHIFT[span[1]]
        if span[2] == "year":
            return str(published.year + shift)
        months = 12 * published.year + published.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02}"
    weekday = re.match(rf"(?:(last|next|this) )?({WEEKDAY.casefold()})", plain)
    if weekday:
        return weekday_near(weekday[1], weekday[2], published, future=future).isoformat()
    return None


def weekday_near(which: str | None, name: str, published: date, *, future: bool) -> date:
    """The day that a weekday means on the day it is written; `which` is "last", "this" or "next".

    `name` is in lower case. Without a word before it, it is that day itself, or the last one.
    """
    back = (published.weekday() - DAYS.index(name[:3])) % 7
    if which == "next" or (future and which is None and back):
        return published + timedelta(days=7 - back)
    if which == "last":
        return published - timedelta(days=back or 7)
    return published - timedelta(days=back)


def _explicit(plain: str, published: date | None) -> str | None:
    """A date that names a month or a year; without a year, the one nearest to publication."""
    year = re.search(r"\b(1[5-9]\d\d|20\d\d)\b(?!s)", plain)
    named = re.search(MONTH.casefold(), plain)
    if named is None:
        return year[0] if year and plain == year[0] else None
    month = MONTHS.index(named[0][:3]) + 1
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", plain)
    if year is None and published is None:
        return None
    years = (
        [int(year[0])] if year else [published.year + n for n in (-1, 0, 1)] if published else []
    )
    number = int(day[1]) if day else None
    possible = [(y, number or 15) for y in years if 1 <= (number or 15) <= monthrange(y, month)[1]]
    if not possible:
        return None
    days = [date(y, month, d) for y, d in possible]
    best = min(days, key=lambda d: abs((d - published).days)) if published else days[0]
    return best.isoformat() if number else f"{best:%Y-%m}"


def _is_future(text: str, span: Span) -> bool:
    """Whether the clause around a date speaks of what is to come."""
    start, end = _clause(text, span.start)
    return FUTURE.search(text, start, end) is not None


def _names_something(text: str, span: Span) -> bool:
    """Whether a date only names a thing: "the 2020 election", "the Sept. 11 attacks"."""
    bare = NAMING.fullmatch(text[span.start : span.end])
    before, after = text[: span.start], text[span.end :]
    return bool(bare and OF_A_THING.search(before) and re.match(r" \w", after))


def _of_clause(text: str, place: int, found: list[Span]) -> Span | None:
    """Of the dates the one in the clause of a place, else the one that opens the sentence."""
    start, end = _clause(text, place)
    inside = [span for span in found if start <= span.start < end]
    main = [span for span in inside if not OTHER_EVENT.search(text[: span.start])]
    if len(main or inside) == 1:
        return (main or inside)[0]
    if inside:
        return None
    opening = [span for span in found if len(text[: span.start].split()) <= 1]
    if opening:
        return opening[0]
    if len(found) != 1:
        return None
    clause = text[: _clause(text, found[0].start).start]
    other = OTHER_EVENT.search(text[: found[0].start]) or OTHER_CLAUSE.search(clause)
    return None if other else found[0]


def _clause(text: str, place: int) -> Span:
    breaks = [match.span() for match in CLAUSE.finditer(text)]
    start = max((end for _, end in breaks if end <= place), default=0)
    end = min((begin for begin, _ in breaks if begin > place), default=len(text))
    return Span(start, end)
