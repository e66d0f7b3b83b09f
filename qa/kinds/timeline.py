"""A subject and candidates in, a short timeline out: dated sentences in the order of their days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from index.records import Article
from qa.attribution.voices import voices
from qa.claims.agreement import NUMBER, victims
from qa.claims.make import FoundClaim, make_claims
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.days.telling import days_told
from qa.kinds.sentences import about, of_all_names, subject_stems, told
from qa.spans import WEEKDAY, dates, stems_of_names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.understanding.changing import changing
from qa.understanding.forms import newest_first
from qa.understanding.window import Window
from qa.words import stems, words

MOST = 10
"""Entries of a timeline: more are not seen at a glance."""
MOST_RECENT = 7
"""Entries of "the latest on …"."""
WEAK = 0.4
"""A sentence that holds less of the subject than this share of what the best holds is left out."""
NEWS = 0.25
"""What it adds to the share of the subject that a sentence opens its article."""
DEVOTED = 0.5
"""An article whose headline and opening hold so much of the subject tells of it throughout."""
FIGURE_WITHIN = 6
"""Words between what is counted and its number: "the death toll in Halden now stands at 81"."""
PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
WEEKDAY_NAME = re.compile(rf"\b{WEEKDAY}\b")
DATED = re.compile(r"\d{4}(?:-\d\d){0,2}")


def timeline(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims, oldest first, of "the latest on …" latest first; none where nothing is dated.

    An entry is a sentence with a date of its own, or the one that opens an article: its news.
    """
    subject = subject_stems(question.subject)
    articles = {article.id for article in about(subject, candidates)}
    inside = [found for found in candidates if found.article.id in articles]
    inside = list(of_all_names(question.subject, inside))
    latest = newest_first(question.text)
    sentences = _of_the_amount(question, told(subject, inside))
    chosen = list(_news(sentences) if latest else _dated(question, sentences))
    claims = [
        replace(claim, when=claim.when or _when(claim.evidence[0]))
        for claim in make_claims(question, chosen)
    ]
    claims = [claim for claim in claims if _fits(claim, question.window)]
    if _counted(question):
        # "In 2018 there were ten million" is no step of what this year's reports count.
        claims = [claim for claim in claims if len(moment(claim)) == len("2024-05-31")]
    if latest:
        # A report may look back: how late it is its article says.
        return sorted(claims, key=_reported, reverse=True)[:MOST_RECENT]
    return sorted(claims, key=moment)[:MOST]


def _of_the_amount(question: Understood, sentences: list[Evidence]) -> list[Evidence]:
    """Where it is asked how an amount changed, the sentences that give a figure of that."""
    amount = _counted(question)
    if amount is None:
        return sentences
    suffered = victims(amount)
    counted = subject_stems(amount) - stems_of_names(amount)
    return [found for found in sentences if _gives_figure(found.text, suffered, counted)]


def _gives_figure(text: str, suffered: set[str], counted: frozenset[str]) -> bool:
    """Whether a number stands near a word for what is counted; that of a day or name is none."""
    days = dates(text)
    numbers = [
        found.start()
        for found in NUMBER.finditer(text)
        if text[found.start() - 1 : found.start()] not in {"-", "–"}
        and not any(start <= found.start() < end for start, end in days)
    ]
    things = [
        word.start
        for word in words(text)
        if (suffered & victims(text[word.start : word.end]) if suffered else word.stem in counted)
    ]
    return any(
        len(text[min(number, thing) : max(number, thing)].split()) <= FIGURE_WITHIN
        for number in numbers
        for thing in things
    )


def _counted(question: Understood) -> str | None:
    changed = changing(question.text)
    return changed.counted if changed else None


def _has_figure(text: str) -> bool:
    """Whether a sentence holds a number that is no day's."""
    days = dates(text)
    return any(
        not any(start <= found.start() < end for start, end in days)
        for found in NUMBER.finditer(text)
    )


def moment(claim: FoundClaim) -> str:
    """The day, month or year of a claim in ISO 8601, else the day of its article; "" for none."""
    if claim.when and DATED.fullmatch(claim.when):
        return claim.when
    published = claim.evidence[0].article.published
    return published.isoformat() if published else ""


def _reported(claim: FoundClaim) -> str:
    published = claim.evidence[0].article.published
    return published.isoformat() if published else ""


def _fits(claim: FoundClaim, window: Window | None) -> bool:
    """Whether a claim is dated, and within the days that the question restricts to."""
    day = moment(claim)
    if not day or window is None or not window.restricts:
        return bool(day)
    since = window.since.isoformat() if window.since else ""
    until = window.until.isoformat() if window.until else "9999"
    return since[: len(day)] <= day <= until


def _news(sentences: Sequence[Evidence]) -> Iterator[Evidence]:
    """Of the latest articles the sentence of each that holds most of the subject."""
    openings = _openings(sentences)
    best: dict[str, Evidence] = {}
    for found in sorted(sentences, key=lambda found: -_worth(found, openings)):
        best.setdefault(found.article.id, found)
    dated = [found for found in best.values() if found.article.published]
    dated.sort(key=lambda found: str(found.article.published), reverse=True)
    yield from dated[:MOST_RECENT]


def _dated(question: Understood, sentences: Sequence[Evidence]) -> Iterator[Evidence]:
    """The sentences that hold most of the subject, one a day.

    In an article that is devoted to the subject all that is dated counts: who "she" is goes without
    saying there. Its opening sentence has the article's own day; of an article that only speaks of
    the subject, the best sentence has.
    """
    subject = subject_stems(question.subject)
    openings = _openings(sentences)
    needed = WEAK * max((found.score for found in sentences), default=0.0)
    devoted = {
        one.article.id: one
        for one in openings
        if changing(question.text) is None and _is_devoted(subject, one)
    }
    ranked = sorted(sentences, key=lambda found: -_worth(found, openings))
    news: dict[str, Evidence] = {}
    for found in ranked:
        news.setdefault(found.article.id, devoted.get(found.article.id, found))
    days: set[str] = set()
    for found in ranked:
        if len(days) == MOST:
            break
        near = found.score >= needed
        if not near and (found.article.id not in devoted or _is_of_another(subject, found)):
            continue
        when = _when(found)
        if when is None or not DATED.fullmatch(when):
            published = found.article.published
            unread = when is not None and WEEKDAY_NAME.search(when) is not None
            past = unread or _is_past(found)
            if news[found.article.id] is not found or published is None or past:
                continue
            when = published.isoformat()
        if when not in days:
            days.add(when)
            yield found


def _when(found: Evidence) -> str | None:
    """The day that a sentence tells; of what somebody said, else that of the saying: it is news.

    Else the only day that it names, if that is past: "in a note issued on Sunday".
    """
    setting = Setting.of(found.article, found.span.start)
    when = find_when(found.text, None, setting) or find_when(found.text, None, setting, said=True)
    if when is None and len(days := _days(found)) == 1:
        [day] = days
        published = found.article.published
        when = day.isoformat() if published is None or day <= published else None
    return when


def _is_past(found: Evidence) -> bool:
    """Whether a sentence of which the day is not sure names one that is not its article's."""
    return bool(_days(found) - {found.article.published})


def _days(found: Evidence) -> set[date]:
    told = days_told(found.text, Setting.of(found.article, found.span.start))
    return {one.when.day for one in told if one.when.day and not one.bounds}


def _is_of_another(subject: frozenset[str], found: Evidence) -> bool:
    """Whether "he" of a sentence may be somebody else: "He died in 2003", of her husband.

    It is where the article sure means another by it, or mostly tells of a "she".
    """
    explained = voices(found.article.text).explained(found.span)
    if explained is not None:
        return not subject & stems(explained)
    opening = PRONOUN.match(found.text)
    if opening is None:
        return False
    told_of = Counter(match.group().casefold() for match in PRONOUN.finditer(found.article.text))
    return opening.group().casefold() != max(told_of, key=lambda word: told_of[word])


def _is_devoted(subject: frozenset[str], opening: Evidence) -> bool:
    held = subject & stems(f"{opening.article.title or ''} {opening.text}")
    return len(held) >= DEVOTED * len(subject)


def _worth(found: Evidence, openings: Sequence[Evidence]) -> float:
    return found.score + NEWS * (found in openings)


def _openings(sentences: Sequence[Evidence]) -> list[Evidence]:
    """The first sentence of each article."""
    first: dict[str, Evidence] = {}
    for found in sentences:
        held = first.get(found.article.id)
        if held is None or found.span.start < held.span.start:
            first[found.article.id] = found
    return [found for found in first.values() if _opens(found.article, found.span.start)]


def _opens(article: Article, start: int) -> bool:
    """Whether only headings and date lines stand before a place."""
    return len(article.text[:start].split()) <= 12
