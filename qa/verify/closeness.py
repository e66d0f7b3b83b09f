"""Two places of a sentence in, how closely they belong together out.

A word beside another is not yet said of it: in "A blamed B, who resigned" only B has resigned.
"""

from __future__ import annotations

from qa.language.english import AGES
from qa.language.parse import Parse
from qa.language.roles import called
from qa.verify.sentence import Sentence
from qa.verify.units import is_counting

DIRECT, CLAUSE, BESIDE, APART = 3, 2, 1, 0
BETWEEN = 3
"""Words that may stand between a number and what it counts."""
_THROUGH = frozenset({"ADP", "DET", "PART", "SYM", "PUNCT", "CCONJ"})


def closeness(sentence: Sentence, place: int, other: int) -> int:
    """Whether a place hangs on another or is called by it, stands in its clause, or beside it."""
    if _is_direct(sentence.parse, place, other):
        return DIRECT
    one, two = _clause_of(sentence, place), _clause_of(sentence, other)
    if two in {one, place} or other == one or _joined(sentence, one, two):
        return CLAUSE
    return BESIDE if _above(sentence, one) == two or _above(sentence, two) == one else APART


def _is_direct(parse: Parse, place: int, other: int) -> bool:
    names = called(parse, place)
    return (
        other in names
        or place in called(parse, other)
        or any(hangs(parse, name, other) or hangs(parse, other, name) for name in names)
        or _stands_before(parse, min(place, other), max(place, other))
    )


def clings(parse: Parse, place: int, noun: int) -> bool:
    """Whether a place stands in what a preposition right behind a noun begins.

    The parser may give it to the verb: "banned travel for those under 19".
    """
    while parse.tokens[place].head > noun and parse.tokens[place].head != place:
        place = parse.tokens[place].head
    return place == noun + 1 and parse.tokens[place].dep == "prep"


def hangs(parse: Parse, lower: int, upper: int) -> bool:
    """Whether one hangs on another, with nothing between that has a meaning of its own."""
    for above in parse.ancestors(lower):
        if above == upper:
            return True
        token = parse.tokens[above]
        light = token.pos in _THROUGH or is_counting(token) or token.dep in {"quantmod", "nummod"}
        same_name = token.dep in {"compound", "nmod"} and token.pos == "PROPN"
        joined = parse.tokens[lower].dep == "conj" and token.dep != "ROOT"
        aged = parse.tokens[lower].pos == "NUM" and token.lemma in AGES
        if not (light or same_name or joined or aged):
            return False
    return False


def _stands_before(parse: Parse, number: int, noun: int) -> bool:
    """Whether a number stands before a noun with nothing but what describes it between."""
    between = parse.tokens[number + 1 : noun]
    return (
        parse.tokens[number].pos == "NUM"
        and len(between) <= BETWEEN
        and parse.tokens[noun].pos in {"NOUN", "PROPN"}
        and all(token.pos in {"ADJ", "NOUN"} or token.tag == "VBN" for token in between)
    )


def _clause_of(sentence: Sentence, place: int) -> int | None:
    return place if place in sentence.clauses else sentence.governing(place)


def _above(sentence: Sentence, verb: int | None) -> int | None:
    clause = sentence.clauses.get(verb) if verb is not None else None
    if clause is None:
        return None
    token = sentence.parse.tokens[clause.verb]
    return token.head if token.dep == "conj" else clause.under


def _joined(sentence: Sentence, one: int | None, two: int | None) -> bool:
    """Whether a clause without a subject of its own goes on from another, or is part of it."""
    for lower, upper in ((one, two), (two, one)):
        clause = sentence.clauses.get(lower) if lower is not None else None
        if clause is None or upper is None or lower is None:
            continue
        token = sentence.parse.tokens[lower]
        own = sentence.parse.children(lower, "nsubj", "nsubjpass")
        if token.head == upper and token.dep in {"xcomp", "acl", "pcomp"} and not own:
            return True
    return False
