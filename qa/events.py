"""An event that a question names and passages on its subject in; the day of the event out.

"Before the vote" says something of days only where an article says when the vote was. Where none
does, or two say different days, nothing is made of it: a wrong day would leave the answer out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.records import Span
from qa.claims.compose import in_words
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.kinds.sentences import about, subject_stems, told
from qa.types import Candidate, Evidence
from qa.understand import SPREAD, Understood
from qa.understanding.events import Event
from qa.words import stems, words

DAY = re.compile(r"\d{4}-\d\d-\d\d")
OTHER_TIME = re.compile(
    r"\b(?:before|after|since|until|following|ahead of|prior to|days? of)(?: [\w’'-]+){0,3} $",
    re.IGNORECASE,
)
"""Before a mention of an event: the date beside it is that of something else."""
READ = "“{words}” is read as {side} {day}: “{quote}”{source}"
DIFFERENT = "The articles give different days for “{name}” ({days}), so nothing is left out by it."
UNDATED = "No article found here tells the day of “{name}”, so nothing is left out by it."


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """The day of an event, and the sentence that tells it."""

    day: date
    told: Evidence


def placed(
    question: Understood, event: Event, candidates: Sequence[Candidate]
) -> tuple[Understood, str]:
    """The question with the days that its event fixes, and a sentence of ours that says so.

    The question is as it was where no article dates the event, or they differ.
    """
    found = list(dated(question, event, candidates))
    days = sorted({one.day for one in found})
    if not days or question.window is None:
        return question, UNDATED.format(name=event.name)
    if len(days) > 1:
        named = ", ".join(in_words(day.isoformat()) for day in days)
        return question, DIFFERENT.format(name=event.name, days=named)
    since, until = _side(event, days[0])
    restricts = question.form in SPREAD and len(question.publishers) < 2
    window = replace(question.window, since=since, until=until, restricts=restricts)
    best = found[0].told
    source = f" ({best.article.publisher})" if best.article.publisher else ""
    note = READ.format(
        words=event.words,
        side=event.words.removesuffix(event.name).strip().casefold(),
        day=in_words(days[0].isoformat()),
        quote=best.text,
        source=source,
    )
    return replace(question, window=window), note


def dated(
    question: Understood, event: Event, candidates: Sequence[Candidate]
) -> Iterator[DatedEvent]:
    """The days that articles on the question's subject give to the event, the best told first."""
    subject = subject_stems(question.text)
    articles = {article.id for article in about(subject, candidates)}
    inside = [found for found in candidates if found.article.id in articles]
    wanted = subject_stems(event.name)
    for found in sorted(told(subject, inside), key=lambda found: -found.score):
        place = _mention(wanted, found.text)
        if place is None:
            continue
        when = find_when(found.text, place, Setting.of(found.article, found.span.start))
        if when is not None and DAY.fullmatch(when):
            yield DatedEvent(day=date.fromisoformat(when), told=found)


def _mention(wanted: frozenset[str], text: str) -> Span | None:
    """Where a sentence speaks of an event: its last word, where all its words are there."""
    if not wanted or not wanted <= stems(text):
        return None
    places = [word for word in words(text) if word.stem in wanted]
    if not places or OTHER_TIME.search(text[: places[0].start]):
        return None
    return Span(places[-1].start, places[-1].end)


def _side(event: Event, day: date) -> tuple[date | None, date | None]:
    """The days of publication, inclusive, that lie on the event's side of its day.

    The day after it is told of the day itself, so that "before" ends a day earlier.
    """
    if event.side == "after":
        return day, None
    return None, day if event.inclusive else day - timedelta(days=1)
