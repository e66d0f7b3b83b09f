"""A question on which of two events came first and candidates in; what tells their order out.

One sentence that puts one before or after the other is enough ("She resigned two days after the
vote"); else a sentence on each, with the day that it tells, the earlier first. What is not dated,
or is of one day, is not found: no order is worked out but from days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Span
from index.split import sentences
from qa.answering.asked import LIGHT
from qa.claims.make import FoundClaim, make_claims
from qa.kinds.sentences import subject_stems, told
from qa.kinds.timeline import moment
from qa.language.clauses import governing
from qa.language.english import ORDERING
from qa.language.parse import Parse
from qa.language.reading import parse_all
from qa.spans import stems_of_names
from qa.types import Candidate, Evidence
from qa.understand import Understood
from qa.understanding.ordering import two_events
from qa.words import stems, words

PUTS_IN_ORDER = re.compile(rf"\b(?:{'|'.join(sorted(ORDERING))})", re.IGNORECASE)
"""What a sentence has to hold to be parsed for it."""
LEAST = 0.5
"""The share of an event's words that must stand where it is told."""
TOGETHER = 0.6
"""The share of both, on average, where one sentence puts them in order."""
LONGEST_NAME = 6
"""Words of what a sentence calls an event."""
OF_ITS_OWN = 0.6
"""The same of a sentence that tells one of the events alone."""


def ordered(question: Understood, candidates: Sequence[Candidate]) -> list[FoundClaim]:
    """The claim that tells the order, or one of each event, the earlier first; else none."""
    asked = two_events(question.text)
    if asked is None:
        return []
    one, other = map(subject_stems, asked.events)
    found = told(one | other, candidates)
    joined = _joined(one, other, found)
    if joined is not None:
        return make_claims(question, [joined])
    dated = [_dated(question, event, found) for event in asked.events]
    claims = [claim for claim in dated if claim is not None]
    if len(claims) < 2 or _same_time(*map(moment, claims)):
        return []
    if asked.called is not None:
        claims = [_naming(claim, name) for claim, name in zip(claims, asked.called, strict=True)]
    claims.sort(key=moment)
    # Of the two only that is the short answer which came first, or last.
    claims[0 if asked.later else 1] = _unnamed(claims[0 if asked.later else 1])
    return claims


@dataclass(frozen=True, slots=True)
class _Joint:
    """Where a sentence puts one thing before or after another: what stands there, and the words.

    `light` tells that the verb outside says of nothing but the time: "the move came two days after
    the vote" is about what the sentence before tells.
    """

    inside: frozenset[str]
    outside: frozenset[str]
    words: Span
    light: bool


def _joined(
    one: frozenset[str], other: frozenset[str], found: Sequence[Evidence]
) -> Evidence | None:
    """The sentence that puts one event before or after the other, its answer the words for it.

    What both events share ("ruled" of two courts) tells neither from the other.
    """
    one, other = one - other, other - one
    best: tuple[float, Evidence] | None = None
    found = [each for each in found if PUTS_IN_ORDER.search(each.text)]
    for evidence, parse in zip(found, parse_all([each.text for each in found]), strict=True):
        for joint in _joints(parse):
            outside = joint.outside | (_before(evidence) if joint.light else frozenset())
            ways = (
                (_share(one, joint.inside), _share(other, outside)),
                (_share(other, joint.inside), _share(one, outside)),
            )
            held = max((sum(shares) / 2 for shares in ways if min(shares) >= LEAST), default=0.0)
            if held >= TOGETHER and (best is None or held > best[0]):
                best = held, replace(evidence.answered(joint.words), score=held)
    return best[1] if best else None


def _joints(parse: Parse) -> Iterator[_Joint]:
    for place, token in enumerate(parse.tokens):
        if token.lemma not in ORDERING:
            continue
        head = place
        if not parse.children(place, "pobj", "pcomp", "prep"):
            # "after they voted": the verb is above. "Two days after" it is no part of the clause.
            head = token.head
            if token.dep not in {"mark", "advmod"} or parse.tokens[head].dep != "advcl":
                continue
        below = parse.subtree(head, without=("relcl", "punct"))
        rest = set(range(len(parse.tokens))) - set(parse.subtree(head))
        if rest:
            inside, outside = (stems(_text(parse, each)) for each in (below, sorted(rest)))
            above = governing(parse, parse.tokens[head].head)
            light = above is not None and parse.tokens[above].lemma in LIGHT
            yield _Joint(inside, outside, parse.span(below), light)


def _text(parse: Parse, places: Sequence[int]) -> str:
    return " ".join(parse.tokens[i].text for i in places)


def _before(found: Evidence) -> frozenset[str]:
    """The stems of the headline and the sentence before, which tell what "the move" is."""
    earlier = [span for span in sentences(found.article.text) if span.end <= found.span.start]
    before = found.article.text[earlier[-1].start : earlier[-1].end] if earlier else ""
    return stems(f"{found.article.title or ''} {before}")


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0


def _dated(question: Understood, event: str, found: Sequence[Evidence]) -> FoundClaim | None:
    """The claim of the sentence that tells most of an event, and its day."""
    words, names = subject_stems(event), stems_of_names(event)
    held = [
        (share, each)
        for each in found
        if names <= stems(each.text) and (share := _share(words, stems(each.text))) >= OF_ITS_OWN
    ]
    for _, each in sorted(held, key=lambda one: -one[0]):
        for claim in make_claims(question, [each]):
            if claim.when and moment(claim) == claim.when:
                return claim
    return None


def _naming(claim: FoundClaim, called: str) -> FoundClaim:
    """The claim, its answer what its sentence calls the event, where that is one stretch."""
    evidence = claim.evidence[0]
    wanted = subject_stems(called)
    places = [word for word in words(evidence.text) if word.stem in wanted]
    stretch = Span(places[0].start, places[-1].end) if places else Span(0, 0)
    if (
        not wanted <= {word.stem for word in places}
        or len(evidence.text[stretch.start : stretch.end].split()) > LONGEST_NAME
    ):
        return claim
    return replace(claim, evidence=(evidence.answered(stretch), *claim.evidence[1:]))


def _unnamed(claim: FoundClaim) -> FoundClaim:
    return replace(
        claim, name=None, evidence=tuple(replace(each, answer=None) for each in claim.evidence)
    )


def _same_time(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
