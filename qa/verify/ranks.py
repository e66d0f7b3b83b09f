"""A superlative of a sentence and its place in a cited one in, what only the latter limits out.

"The first Labour MP" is not "the first", nor "the third-largest" or "one of the largest" the
largest.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.records import Span
from qa.language.english import PARTS_OF_A_DAY, QUANTIFIERS, SUPERLATIVES
from qa.language.parse import Parse, Token
from qa.verify.matching import same_word
from qa.verify.naming import same_name
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told
from qa.verify.units import is_content

_RESTRICTING = frozenset({"amod", "compound", "nmod", "poss", "nummod"})


def outranked(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """What a cited sentence limits a superlative to."""
    token = said.parse.tokens[own]
    noun, theirs = _ranked(said.parse, own), _ranked(told.parse, place)
    limits = [
        *_ranking(told.parse, place),
        *restricting(told.parse, theirs, place),
        *_of_how_many(told.parse, theirs),
    ]
    left = [
        word
        for word in limits
        if not of_a_day(told, word)
        and not any(same_word(one, told.parse.tokens[word]) for one in _beside(said, own))
        and not is_named(said, told, word)
    ]
    if left:
        word = told.parse.tokens[left[0]].text
        yield Problem(
            reason=f"in the cited words “{token.text}” is limited by “{word}”", weight=1.5
        )
    elif one_of(told.parse, theirs) and not one_of(said.parse, noun):
        word = told.parse.tokens[theirs].text
        yield Problem(reason=f"the cited words say it of one of the “{word}” only", weight=1.5)
    elif not said.date_spans and (span := _span_of_time(told, theirs)) is not None:
        words = told.text[slice(*span)]
        yield Problem(
            reason=f"in the cited words “{token.text}” is limited by “{words}”", weight=1.5
        )


def _ranked(parse: Parse, superlative: int) -> int:
    """What a superlative is said of; itself where it stands alone: "the best in the league"."""
    while parse.tokens[superlative].dep in {"amod", "advmod", "compound", "nmod"}:
        superlative = parse.tokens[superlative].head
    return superlative


def _ranking(parse: Parse, superlative: int) -> Iterator[int]:
    """What stands before a superlative and takes from it: "fourth-largest", "arguably the best"."""
    for child in parse.children(superlative):
        token = parse.tokens[child]
        if child < superlative and token.dep in {"advmod", "npadvmod", "amod", "compound"}:
            yield child
    noun = _ranked(parse, superlative)
    above = parse.tokens[noun].head
    for place in {*parse.children(noun, "advmod"), *parse.children(above, "advmod")}:
        token = parse.tokens[place]
        if place + 1 in {*parse.subtree(noun)[:1], superlative} and token.text.endswith("ly"):
            yield place


def _of_how_many(parse: Parse, noun: int) -> Iterator[int]:
    """The number of those of whom one is the first or the last: "the youngest of the three"."""
    for of in parse.children(noun, "prep"):
        for place in parse.children(of, "pobj") if parse.tokens[of].lemma == "of" else ():
            yield from (place,) if parse.tokens[place].pos == "NUM" else ()
            yield from parse.children(place, "nummod")


def one_of(parse: Parse, noun: int) -> bool:
    """Whether a thing is only one of those that a noun names: "one of the", "among the largest"."""
    token = parse.tokens[noun]
    preposition = parse.tokens[token.head]
    if token.dep != "pobj" or preposition.lemma not in {"of", "among", "amongst"}:
        return False
    of = parse.tokens[preposition.head]
    return preposition.lemma != "of" or of.pos == "NUM" or of.text.casefold() in QUANTIFIERS


def _span_of_time(told: Told, noun: int) -> Span | None:
    """The words of a time longer than a day within which something is the first or the largest."""
    below = set(told.parse.subtree(noun))
    return next(
        (
            one.span
            for one in told.days
            if one.when.day is None and below & set(told.parse.inside(one.span))
        ),
        None,
    )


def is_superlative(parse: Parse, place: int) -> bool:
    """Whether a word ranks something among others: "first", "largest", "most costly"."""
    token = parse.tokens[place]
    if token.text.casefold() not in SUPERLATIVES and token.tag not in {"JJS", "RBS"}:
        return False
    return token.dep in {"amod", "advmod", "attr", "acomp", "nsubj", "dobj", "pobj", "compound"}


def restricting(parse: Parse, noun: int, word: int) -> Iterator[int]:
    """The words that limit a noun, but for one and for clauses on it that only add."""
    if parse.tokens[noun].pos not in {"NOUN", "PROPN", "ADJ"}:
        return
    above = {noun, *parse.ancestors(noun)}
    for child in parse.children(noun):
        token = parse.tokens[child]
        if child == word or child in above:
            continue
        if token.dep in _RESTRICTING and is_content(token):
            yield child
        only_adds = parse.tokens[parse.subtree(child)[0] - 1].text == ","
        if token.dep in {"prep", "acl", "relcl"} and not only_adds:
            yield from (
                i
                for i in parse.subtree(child, without=("relcl", "appos", "advcl", "punct"))
                if is_content(parse.tokens[i])
                and (
                    parse.tokens[i].dep in {"pobj", "dobj", "conj", "amod", "compound"}
                    or i == child
                )
                and parse.tokens[i].pos != "VERB"
            )


def is_named(said: Sentence, told: Told, place: int) -> bool:
    """Whether a sentence has the name that a place of the cited one is part of."""
    held = [name for name in told.names if place in name.places]
    return any(same_name(one.text, name.text, told) for name in held for one in said.names)


def _beside(said: Sentence, own: int) -> list[Token]:
    """The words that may limit a superlative: those of its phrase and of its clause.

    A name's own words say nothing by themselves: "the first mission, in a Crew Dragon" is not "the
    first crewed mission".
    """
    parse, clause = said.parse, said.governing(own)
    named = {i for name in said.names if len(name.places) > 1 for i in name.places}
    phrase = set(parse.subtree(parse.tokens[own].head))
    return [
        token
        for i, token in enumerate(parse.tokens)
        if i not in named and (i in phrase or i == clause or said.governing(i) == clause)
    ]


def of_a_day(told: Told, place: int) -> bool:
    """Whether a word belongs to what tells the day: "on Saturday night"."""
    below = set(told.parse.subtree(place))
    return place in told.date_places or (
        told.parse.tokens[place].lemma in PARTS_OF_A_DAY and bool(below & told.date_places)
    )
