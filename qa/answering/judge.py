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
from datetime import timedelta
from functools import cache
from pathlib import Path

from index.records import Span
from qa.answering.another import (
    PLACE,
    elsewhere,
    of_another,
    of_another_figure,
    of_another_rank,
)
from qa.answering.asked import Asked, asked_for
from qa.answering.bystanders import stands_by
from qa.answering.day_of import is_of_something_else
from qa.answering.features import NEAR, Features, Surroundings, answer_within, features
from qa.answering.moved import moved_to
from qa.answering.names import names_in_lower_case
from qa.answering.office import asks_for_holder
from qa.answering.unread import fillers
from qa.claims.agreement import NUMBER, figure, victims
from qa.days.clause import find_when
from qa.days.setting import Setting
from qa.days.telling import days_told
from qa.kinds.sentences import stems_of_article
from qa.language.clauses import governing, hindered
from qa.language.english import LOCATIVE
from qa.language.parse import Parse
from qa.language.questions import parsed_question
from qa.language.reading import parse_all
from qa.language.thesaurus import SYNONYM, is_a
from qa.odds import probability_of
from qa.spans import names
from qa.types import Evidence
from qa.understand import Kind, Understood
from qa.understanding.window import without_window
from qa.words import stem, stems

WEIGHTS = Path(__file__).parent / "weights.json"
Models = Mapping[str, Mapping[str, float]]
"""Weights by model and feature; a constant stands under ""."""
MOST = 14
"""Sentences that are judged, those first that the reader and their support put first."""
STATED = 0.5
"""How probable an answer must be that states what is asked, for others to be left out."""
COUNT = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)
UNLESS: Mapping[Kind, Callable[[Features], bool]] = {
    "how_many": lambda values: bool(
        values.unnamed or (values.verb_missing_near and not values.noun)
    ),
    "why": lambda values: bool(values.verb_missing_near),
    "when": lambda values: bool(
        values.verb_missing_near
        or (values.verb_missing and values.core_missing)
        or (values.kind_wrong and values.part < NEAR)
    ),
    "who": lambda values: (
        bool(values.kind_wrong) or (values.core_missing == 1 and values.near < NEAR)
    ),
}
"""What a sentence must not lack, by what is asked: what is nearest then is seldom the answer."""
HALF_A_YEAR = timedelta(days=183)
"""Half a year back from an article still is its time."""
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
    return sorted(_without_worse(judged), key=lambda one: -one.preference)


def _without_worse(judged: list[Judged]) -> list[Judged]:
    """Without what says nothing of the predicate where another sentence answers by stating it.

    Or of what somebody is to be called: how many were children is no number of the dead. Or of the
    place.
    """
    probable = [one.features for one in judged if one.evidence.score >= STATED]
    stated = any(values.part >= SYNONYM for values in probable)
    called = any(values.called for values in probable)
    placed = any(not (values.elsewhere or values.verb_missing) for values in probable)
    return [
        one
        for one in judged
        if not (stated and one.features.verb_missing_near)
        and not (called and one.features.head_missing)
        and not (placed and one.features.elsewhere)
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
    counts = question.kind == "how_many" and COUNT.search(question.text)
    if (counts or question.kind == "share") and not number:
        return False
    if question.kind == "when" and values.kind_wrong and short.isdigit():
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
    places = frozenset(stem(token.text) for token in asking.tokens if token.entity == PLACE)
    judged = []
    for found, parse in zip(evidence, parses, strict=True):
        marked = answer_within(found)
        if question.kind == "how_many" and marked:
            now = moved_to(question.text, parse, marked)
            found = found.answered(now) if now else found
        around = _around(found, articles, places)
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
        if not _may_answer(question, asked, found, values) or _is_past(question, asking, found):
            continue
        if values.noun_wrong and _counts_others(question, asked, parse, around):
            continue
        if _tells_of_another(question, asked, asking, found, parse):
            continue
        stated = asked.is_light or not values.verb_missing
        if question.kind == "when" and is_of_something_else(found, parse, states=stated):
            continue
        place = _place(found, parse)
        away = place is not None and elsewhere(asked, asking, parse, place)
        judged.append((found, replace(values, elsewhere=float(away))))
    return judged


def _is_past(question: Understood, asking: Parse, found: Evidence) -> bool:
    """Whether it is asked how many there have been by now, and a sentence tells of an earlier year.

    "How many have died in Samoa?" is not told by "in 2018 there were 140 thousand deaths".
    """
    published, answer = found.article.published, answer_within(found)
    if question.kind != "how_many" or published is None or answer is None or not _by_now(asking):
        return False
    setting = Setting.of(found.article, found.span.start)
    when = find_when(found.text, answer, setting) or ""
    return when[:4].isdigit() and int(when[:4]) < (published - HALF_A_YEAR).year


def _counts_others(question: Understood, asked: Asked, parse: Parse, around: Surroundings) -> bool:
    """Whether it is asked how many things there are, and neither a sentence nor its place has any.

    "Three people died" tells no number of lifeboats. People are counted in many words.
    """
    noun = asked.noun
    if question.kind != "how_many" or noun is None or noun == "people" or is_a(noun, "person"):
        return False
    if victims(question.text):
        return False
    return stem(noun) not in around.near and not any(is_a(one.lemma, noun) for one in parse.tokens)


def _by_now(asking: Parse) -> bool:
    """Whether a question asks in the perfect tense of no year: "have died"."""
    tags = [token.tag for token in asking.tokens]
    return any(
        token.tag in {"VBP", "VBZ"} and token.lemma == "have" and {"VBN", "VB"} & {*tags[place:]}
        for place, token in enumerate(asking.tokens)
    )


def of_the_asked(question: Understood, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what tells the deed asked for of another, or names who stands by."""
    asking, asked = parsed_question(question.asking), asked_for(question.asking)
    parses = parse_all([found.text for found in evidence])
    return [
        found
        for found, parse in zip(evidence, parses, strict=True)
        if not _tells_of_another(question, asked, asking, found, parse)
    ]


def _tells_of_another(
    question: Understood, asked: Asked, asking: Parse, found: Evidence, parse: Parse
) -> bool:
    if of_another_rank(asking, found.text) or of_another_figure(asking, parse):
        return True
    answer, place = answer_within(found), _place(found, parse)
    if answer is None or place is None:
        return False
    where = question.kind == "where"
    noun = asked.noun or ""
    who = question.kind == "who" or is_a(noun, "person") or is_a(noun, "organization")
    denied = question.kind != "said" and not asked.negated and _is_denied(parse, place)
    return (
        denied
        or of_another(asked, asking, parse, place)
        or ((where or who) and stands_by(asked, parse, answer, where=where))
    )


def _is_denied(parse: Parse, place: int) -> bool:
    """Whether an answer stands in what somebody denied: "denied that it was overloaded"."""
    verb = governing(parse, place)
    return verb is not None and any(
        parse.tokens[above].dep == "ccomp" and hindered(parse, above)
        for above in (verb, *parse.ancestors(verb))
    )


def _place(found: Evidence, parse: Parse) -> int | None:
    """The place of the answer's head in the parse of its sentence."""
    answer = answer_within(found)
    return parse.head_of(answer) if answer else None


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
    elif question.kind == "when":
        setting = Setting.of(found.article, found.span.start)
        spans = (told.span for told in days_told(found.text, setting) if not told.bounds)
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


def _around(
    found: Evidence, articles: Mapping[str, frozenset[str]], places: frozenset[str]
) -> Surroundings:
    article = found.article
    before = article.text[max(0, found.span.start - BEFORE) : found.span.start]
    return Surroundings(
        near=stems(f"{article.title or ''} {before}"),
        opening=places & stems(article.text[:BEFORE]),
        article=articles[article.id],
    )


def _sum(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights.get("", 0.0) + sum(
        weight * values[name] for name, weight in weights.items() if name
    )


@cache
def _weights() -> Models:
    found: Models = json.loads(WEIGHTS.read_text())["models"]
    return found
