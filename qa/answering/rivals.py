"""Judged answers in, out which of the others contradict the best, and which only came before it.

A rival answers the same question of the same event differently. A figure of another day is an
update: the latest holds, and what was told before is told as such. A part beside its total, another
year's event or another person of the story is neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qa.answering.judge import Judged, rivalry
from qa.attribution.voices import voices
from qa.claims.agreement import figure
from qa.claims.make import FoundClaim, make_claims
from qa.claims.rivals import dated, of_one_kind
from qa.support import same_answer
from qa.types import Evidence
from qa.understand import Understood

FIGURES = {"how_many", "share"}
"""Kinds of question to which several speakers in one article may give each their own answer."""


def contradicting(
    question: Understood, judged: Sequence[Judged], *, least: float
) -> list[Evidence]:
    """The answers that contradict the best, each in its best sentence, the most probable first."""
    best, *others = judged
    shown = [best.evidence]
    for other in others:
        found = other.evidence
        if (
            other.features.kind_wrong
            or not of_one_kind(question, best.evidence.short_answer or "", found.short_answer or "")
            or any(same_answer(one, found) for one in shown)
            or not _another_voice(question, best.evidence, found)
            or rivalry(question, best, other) < least
        ):
            continue
        shown.append(found)
    return shown[1:]


def updates(question: Understood, judged: Sequence[Judged], *, share: float) -> list[FoundClaim]:
    """Figures of one thing as different days told it, the latest first; empty where they are not.

    Each day gives one, its most probable; each but the best has this share of its probability.
    """
    best = judged[0]
    number = figure(best.evidence.short_answer or "")
    if question.kind not in FIGURES or number is None:
        return []
    alike = [
        one.evidence
        for one in judged
        if _same_thing(question, best, one)
        and not _copied(best.evidence, one.evidence)
        and (one is best or one.evidence.score >= share * best.evidence.score)
    ]
    told: dict[date, FoundClaim] = {}
    for found in alike:
        [claim] = make_claims(question, [found])
        day = dated(claim)
        if day is not None:
            told.setdefault(day, claim)
    latest_first = [told[day] for day in sorted(told, reverse=True)]
    if best.evidence.span not in {claim.evidence[0].span for claim in latest_first}:
        return []  # the best is of no day, or of another year
    differing = any(
        not same_answer(latest_first[0].evidence[0], claim.evidence[0])
        for claim in latest_first[1:]
    )
    return latest_first if differing else []


def _copied(one: Evidence, other: Evidence) -> bool:
    """Whether two articles print one text: a copy that tells another figure is no later news."""
    story = one.article.story
    return story is not None and story == other.article.story and one.article != other.article


def _same_thing(question: Understood, best: Judged, other: Judged) -> bool:
    """Whether two figures count the same: alike in predicate, things counted and subject."""
    one, two = best.features, other.features
    return (
        of_one_kind(question, best.evidence.short_answer or "", other.evidence.short_answer or "")
        and not two.kind_wrong
        and two.noun >= one.noun
        and two.verb_missing <= one.verb_missing
        and two.head_missing <= one.head_missing
        and two.names >= one.names
        and two.supposed <= one.supposed
    )


def _another_voice(question: Understood, best: Evidence, other: Evidence) -> bool:
    """Whether another article tells it, or of figures another speaker in the same one."""
    if best.article.id != other.article.id:
        return True
    if question.kind not in FIGURES:
        return False
    said = [
        voices(found.article.text).of(found.span, found.answer).speaker for found in (best, other)
    ]
    return said[1] is not None and said[0] != said[1]
