"""Evidence in, the same judged out: whether it answers what is asked, and what contradicts it.

Three small linear models over what the sentences say (`features.py`): which answer is best, how
probable it is that the best one is right, and how probable that a second one contradicts it. Their
weights, with the sets that they were learnt from, lie in `weights.json`; `eval/learn.py` fits them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from index.records import Span
from qa.answering.asked import Asked, asked_for
from qa.answering.features import NEAR, Features, Surroundings, features
from qa.answering.names import names_in_lower_case
from qa.answering.objects import of_another_thing
from qa.answering.office import asks_for_holder
from qa.answering.unread import fillers
from qa.claims.agreement import NUMBER, figure
from qa.kinds.sentences import stems_of_article
from qa.language.english import LOCATIVE
from qa.language.parse import Parse
from qa.language.questions import parsed_question
from qa.language.reading import parse_all
from qa.language.thesaurus import SYNONYM
from qa.odds import probability_of
from qa.spans import names
from qa.types import Evidence
from qa.understand import Kind, Understood
from qa.understanding.window import without_window
from qa.words import stems

WEIGHTS = Path(__file__).parent / "weights.json"
Models = Mapping[str, Mapping[str, float]]
"""Weights by model and feature; a constant stands under ""."""
MOST = 14
"""Sentences that are judged, those first that the reader and their support put first."""
STATED = 0.5
"""How probable an answer must be that states what is asked, for others to be left out."""
COUNT = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
UNLESS: Mapping[Kind, Callable[[Features], bool]] = {
    "how_many": lambda values: (
        values.names == 0 or bool(values.verb_missing_near and not values.noun)
    ),
    "why": lambda values: bool(values.verb_missing_near),
    "who": lambda values: (
        bool(values.kind_wrong) or (values.core_missing == 1 and values.near < NEAR)
    ),
}
"""What a sentence must not lack, by what is asked: what is nearest then is seldom the answer."""
BEFORE = 200
"""Characters before a sentence in which what it is about may be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Evidence whose `score` is the probability that it answers, and what that rests on."""

    evidence: Evidence
    features: Features
    preference: float


def judge(
    question: Understood, evidence: Sequence[Evidence], *, models: Models | None = None
) -> list[Judged]:
    """The first of the evidence, judged, the best first. Raises ModelUnavailable.

    `models` are those that are being learnt, else those that ship.
    """
    weights = models or _weights()
    preference, chance = weights["preference"], weights["chance"]
    judged = [
        Judged(
            evidence=replace(found, score=probability_of(_sum(chance, asdict(values)))),
            features=values,
            preference=_sum(preference, asdict(values)),
        )
        for found, values in featured(question, evidence)
    ]
    return sorted(_of_the_predicate(judged), key=lambda one: -one.preference)


def _of_the_predicate(judged: list[Judged]) -> list[Judged]:
    """Without what says nothing of the predicate where another sentence answers by stating it.

    Or of what somebody is to be called: how many were children is no number of the dead.
    """
    probable = [one.features for one in judged if one.evidence.score >= STATED]
    stated = any(values.part >= SYNONYM for values in probable)
    called = any(values.called for values in probable)
    return [
        one
        for one in judged
        if not (stated and one.features.verb_missing_near)
        and not (called and one.features.head_missing)
    ]


def _may_answer(question: Understood, asked: Asked, found: Evidence, values: Features) -> bool:
    """Whether a sentence can answer at all: a wrong answer is worse than none.

    Its article holds a word of the question beside the predicate, or the sentence what is asked
    for: who won an election has not won the cup, but who resigned is told where the question names
    nothing else. A count has a number and a place is none. Where it is asked who holds an office,
    the answer is called so. Why, or how many did a thing, is told only where the thing itself is
    (`UNLESS`).
    """
    alone = values.verb and not asked.core
    if not (values.article or values.noun or values.called or alone):
        return False
    short = found.short_answer or ""
    number = figure(short) is not None or NUMBER.search(short) is not None
    if question.kind == "how_many" and COUNT.search(question.text) and not number:
        return False
    if question.kind == "where" and number and not names(short):
        return False
    if asks_for_holder(question):
        return bool(values.called)
    return not (values.called_other or UNLESS.get(question.kind, _never)(values))


def _never(_: Features) -> bool:
    return False


def featured(question: Understood, evidence: Sequence[Evidence]) -> list[tuple[Evidence, Features]]:
    """The first of the evidence with their features, each in the stretch that suits it best.

    What cannot answer is left out.
    """
    evidence = evidence[:MOST]
    undated = without_window(question.text, question.window)
    asking, asked = parsed_question(undated), asked_for(undated)
    asked = replace(asked, names=asked.names | names_in_lower_case(question.text, evidence))
    parses = parse_all([found.text for found in evidence])
    articles = {found.article.id: stems_of_article(found.article) for found in evidence}
    judged = []
    for found, parse in zip(evidence, parses, strict=True):
        around = _around(found, articles)
        values = features(question, asked, found, parse, around)
        if values.kind_wrong or (asked.verb and values.verb < NEAR):
            # The reader may have marked another stretch of the sentence that tells this one.
            for other in _stretches(question, asked, found, parse):
                better = features(question, asked, other, parse, around)
                if better.kind_wrong or better.noun_wrong or better.echo:
                    continue
                if better.verb >= NEAR or (values.kind_wrong and not asked.verb):
                    found, values = other, better
                    break
        if _may_answer(question, asked, found, values) and not _of_another_thing(
            asking, asked, found, parse
        ):
            judged.append((found, values))
    return judged


def _of_another_thing(asking: Parse, asked: Asked, found: Evidence, parse: Parse) -> bool:
    if found.answer is None:
        return False
    base = found.span.start
    place = parse.head_of(Span(found.answer.start - base, found.answer.end - base))
    return place is not None and of_another_thing(asked, asking, parse, place)


def _stretches(
    question: Understood, asked: Asked, found: Evidence, parse: Parse
) -> Iterator[Evidence]:
    """The evidence with each stretch of its sentence for its answer that is of the kind asked."""
    spans: Iterable[Span] = ()
    if question.kind == "how_many":
        spans = (Span(one.start, one.end) for one in parse.tokens if one.tag == "CD")
    elif question.kind == "who":
        spans = fillers(asked, parse)
    elif question.kind == "where":
        spans = (span for span in map(Span._make, names(found.text)) if _is_placed(parse, span))
    for span in spans:
        yield found.answered(span)


def _is_placed(parse: Parse, span: Span) -> bool:
    """Whether a preposition of place stands over a name: "to Velin"."""
    head = parse.head_of(span)
    if head is None or parse.tokens[head].dep != "pobj":
        return False
    return parse.tokens[parse.tokens[head].head].lemma in LOCATIVE


def rivalry(question: Understood, best: Judged, other: Judged) -> float:
    """How probable it is that a second answer contradicts the best one, and is no mistake."""
    return probability_of(_sum(_weights()["rival"], pair_features(question, best, other)))


def pair_features(question: Understood, best: Judged, other: Judged) -> dict[str, float]:
    """What tells a rival from a sentence that says something else."""
    one, two = best.features, other.features
    first, second = best.evidence, other.evidence
    asked = stems(question.text)
    words = [
        stems(found.text) - stems(found.short_answer or "") - asked for found in (first, second)
    ]
    fewest = max(1, min(map(len, words)))
    days = first.article.published, second.article.published
    return {
        "preference": other.preference - best.preference,
        "chance": second.score,
        "part": min(one.part, two.part),
        "part_lost": max(0.0, one.part - two.part),
        "near": two.near - one.near,
        "names": two.names - one.names,
        "noun": two.noun,
        "noun_wrong": two.noun_wrong,
        "verb_missing": two.verb_missing,
        "one_article": float(first.article.id == second.article.id),
        # Two sentences that are alike but for their answers tell one thing differently.
        "alike": len(words[0] & words[1]) / fewest,
        # Newspapers tell of what changes: another day's figure is rarely a contradiction.
        "dated": float(days[1] is not None),
        "another_day": float(None not in days and days[0] != days[1]),
    }


def _around(found: Evidence, articles: Mapping[str, frozenset[str]]) -> Surroundings:
    article = found.article
    before = article.text[max(0, found.span.start - BEFORE) : found.span.start]
    return Surroundings(near=stems(f"{article.title or ''} {before}"), article=articles[article.id])


def _sum(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights.get("", 0.0) + sum(
        weight * values[name] for name, weight in weights.items() if name
    )


@cache
def _weights() -> Models:
    found: Models = json.loads(WEIGHTS.read_text())["models"]
    return found
