"""Judged answers in, out which of the others contradict the best, and which only came before it.

A rival answers the same question of the same event differently. A figure of another day is an
update: the latest holds, and what was told before is told as such. A part beside its total, another
year's event or another person of the story is neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from index.records import Article
from qa.answering.asked import asked_for
from qa.answering.features import NEAR, answer_within, is_somewhere
from qa.answering.judge import Judged, pair_features, rivalry
from qa.attribution.voices import voices
from qa.claims.agreement import figure, victims
from qa.claims.make import FoundClaim, make_claims
from qa.claims.rivals import dated, of_one_kind
from qa.language.reading import parsed
from qa.spans import stems_of_names
from qa.support import same_answer
from qa.types import Evidence
from qa.understand import Understood
from qa.words import stems

FIGURES = {"how_many", "share"}
"""Kinds of question to which several speakers in one article may give each their own answer."""
ALL = 1.0
ALIKE = 0.5
LOOSE = {"what", "when", "why"}
"""Kinds of question that anything might answer, were it not for the predicate."""
ONE_STORY = timedelta(days=45)
NAMES_SHARED = 2
COUNTED = stems("cases infections infected patients")
ADDED = re.compile(r" (?:more|additional|further|other|another|new)\b", re.IGNORECASE)
OPENING = 400
"""Characters of an article in which it names where and of whom it tells."""


def contradicting(
    question: Understood, judged: Sequence[Judged], *, least: float, undated: float
) -> list[Evidence]:
    """The answers that contradict the best, each in its best sentence, the most probable first.

    `least` is how probable it has to be that one does, `undated` the same of texts without a day.
    """
    best, *others = judged
    shown = [best.evidence]
    for other in others:
        found = other.evidence
        if (
            other.features.kind_wrong
            or (question.kind in FIGURES and other.features.noun_wrong)
            or not of_one_kind(question, best.evidence.short_answer or "", found.short_answer or "")
            or any(same_answer(one, found) for one in shown)
            or not _another_voice(question, best.evidence, found)
            or (question.kind == "where" and other.features.part < NEAR and not _is_a_place(found))
            or _of_another_matter(best, other)
            or not _of_one_predicate(question, best, other)
            or (
                rivalry(question, best, other) < (least if found.article.published else undated)
                and not _told_differently(question, best, other)
            )
        ):
            continue
        shown.append(found)
    return shown[1:]


def updates(question: Understood, judged: Sequence[Judged]) -> list[FoundClaim]:
    """Figures of one thing as different days told it, the latest first; empty where they are not.

    Only of what grows: of the dead, the injured, the infected. Each day gives one, its best. As it
    is said in our words that one came before another, each has to state what is asked for of the
    things asked for, as a fact: "22 are missing" is no toll.
    """
    best = judged[0].evidence
    growing = bool(victims(question.text) or stems(question.text) & COUNTED)
    if question.kind != "how_many" or not growing or figure(best.short_answer or "") is None:
        return []
    told: dict[date, FoundClaim] = {}
    for one in judged:
        if not _states(question, one) or _copied(best, one.evidence):
            continue
        if not of_one_story(best.article, one.evidence.article):
            continue
        if not of_one_kind(question, best.short_answer or "", one.evidence.short_answer or ""):
            continue
        [claim] = make_claims(question, [one.evidence])
        day = dated(claim)
        if day is not None:
            told.setdefault(day, claim)
    latest_first = [told[day] for day in sorted(told, reverse=True)]
    if not _grows(latest_first):
        return []
    differing = any(
        not same_answer(latest_first[0].evidence[0], claim.evidence[0])
        for claim in latest_first[1:]
    )
    return latest_first if differing else []


def _copied(one: Evidence, other: Evidence) -> bool:
    """Whether two articles print one text: a copy that tells another figure is no later news."""
    story = one.article.story
    return story is not None and story == other.article.story and one.article != other.article


def _grows(latest_first: Sequence[FoundClaim]) -> bool:
    """Whether no figure is less than the one told before it.

    More die, and more are found to be ill: a smaller number is of something else.
    """
    figures = [figure(claim.short_answer or "") for claim in latest_first]
    values = [found.value for found in figures if found is not None]
    return len(values) == len(figures) and values == sorted(values, reverse=True)


def of_one_story(one: Article, other: Article) -> bool:
    """Whether two articles open with the same names: of one, within weeks, of two at any time.

    Each year has its earthquake, and each has its dead.
    """
    if one.id == other.id:
        return True
    shared = _opening_names(one) & _opening_names(other)
    if one.published is None or other.published is None:
        return len(shared) >= NAMES_SHARED
    weeks = abs(one.published - other.published) <= ONE_STORY
    return len(shared) >= (1 if weeks else NAMES_SHARED)


def _opening_names(article: Article) -> frozenset[str]:
    return stems_of_names(f"{article.title or ''}. {article.text[:OPENING]}")


def _states(question: Understood, one: Judged) -> bool:
    """Whether a sentence states the figure that is asked for, as a fact."""
    found, asked = one.features, asked_for(question.text)
    if one.evidence.answer is not None and ADDED.match(
        one.evidence.article.text, one.evidence.answer.end
    ):
        return False  # "one more case" is no total
    stated = bool(found.called or found.noun) if asked.is_light else found.verb >= NEAR
    return stated and not (
        found.kind_wrong
        or found.noun_wrong
        or found.supposed
        or found.polarity
        or found.tense
        or found.names < ALL
    )


def _of_another_matter(best: Judged, other: Judged) -> bool:
    """Whether two dated reports tell of different things, though each might answer.

    What a paper tells on another day is another figure of the same thing, no contradiction; and
    what has another part than the best, in a predicate that both could state, is another thing.
    """
    days = best.evidence.article.published, other.evidence.article.published
    if None in days or _copied(best.evidence, other.evidence):
        return False
    another_figure = days[0] != days[1] and figure(best.evidence.short_answer or "") is not None
    return another_figure or other.features.part + NEAR <= best.features.part


def _of_one_predicate(question: Understood, best: Judged, other: Judged) -> bool:
    """Whether a second answer has the part asked for of what is asked about.

    Or else its sentence is the best one's but for the answer. Only of news, which has a day, is so
    much asked.
    """
    if question.kind in LOOSE and best.features.part >= NEAR > other.features.part:
        return False
    if other.evidence.article.published is None:
        return True
    if pair_features(question, best, other)["alike"] >= ALIKE:
        return True
    told = other.features.part >= NEAR or question.kind not in LOOSE
    return told and not other.features.core_missing


def _told_differently(question: Understood, best: Judged, other: Judged) -> bool:
    """Whether two speakers of one article state different figures of what is asked for."""
    stated = all(one.features.part >= NEAR and not one.features.supposed for one in (best, other))
    return (
        question.kind in FIGURES
        and best.evidence.article.id == other.evidence.article.id
        and stated
    )


def _is_a_place(found: Evidence) -> bool:
    """Whether an answer names a place, or a preposition of place stands over it."""
    answer, parse = answer_within(found), parsed(found.text)
    place = parse.head_of(answer) if answer else None
    return place is not None and is_somewhere(parse, place)


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
