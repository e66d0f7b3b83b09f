"""A subject and candidates in, a short timeline out: dated sentences in the order of their days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Article
from qa.claims.make import FoundClaim, make_claims
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.kinds.sentences import about, subject_stems, told
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.understanding.forms import newest_first
from qa.understanding.window import Window

MOST = 7
"""Entries of a timeline: more are not seen at a glance."""
WEAK = 0.4
"""A sentence that holds less of the subject than this share of what the best holds is left out."""
NEWS = 0.25
"""What it adds to the share of the subject that a sentence opens its article."""
DATED = re.compile(r"\d{4}(?:-\d\d){0,2}")


def timeline(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claims, oldest first, of "the latest on …" latest first; none where nothing is dated.

    An entry is a sentence with a date of its own, or the one that opens an article: its news.
    """
    subject = subject_stems(question.subject)
    articles = {article.id for article in about(subject, candidates)}
    inside = [found for found in candidates if found.article.id in articles]
    latest = newest_first(question.text)
    sentences = told(subject, inside)
    chosen = list(_news(sentences) if latest else _dated(sentences))
    claims = [claim for claim in make_claims(question, chosen) if _fits(claim, question.window)]
    if latest:
        # A report may look back: how late it is its article says.
        return sorted(claims, key=_reported, reverse=True)[:MOST]
    return sorted(claims, key=moment)[:MOST]


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
    yield from dated[:MOST]


def _dated(sentences: Sequence[Evidence]) -> Iterator[Evidence]:
    """The sentences that hold most of the subject, one a day."""
    strongest = max((found.score for found in sentences), default=0.0)
    openings = _openings(sentences)
    ranked = sorted(sentences, key=lambda found: -_worth(found, openings))
    days: set[str] = set()
    for found in ranked if strongest else openings:
        if len(days) == MOST:
            break
        if found.score < WEAK * strongest:
            continue
        when = find_when(found.text, None, Setting.of(found.article, found.span.start))
        if when is None or not DATED.fullmatch(when):
            if found not in openings or found.article.published is None:
                continue
            when = found.article.published.isoformat()
        if when not in days:
            days.add(when)
            yield found


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
