"""A deed of a sentence and of a cited one in, out what the latter alone bounds it to.

Who won a primary has not yet won, and what works in mice is not said to work. Where or when a thing
was done may be left out; what it was done to, and what it was tried on, may not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from index.records import Span
from qa.language.clauses import Clause
from qa.language.english import CONTESTING, OPPOSING
from qa.language.thesaurus import is_a
from qa.verify.matching import same_word
from qa.verify.problems import Problem
from qa.verify.ranks import is_named, of_a_day, restricting
from qa.verify.sentence import Sentence, Told, is_persons
from qa.verify.units import is_content

_WHERE = frozenset({"in", "at", "on", "for"})
_IN_CASE = re.compile(
    r"\b[Ii]n (?:case|the event)(?= (?:of|that|the|an?|any|he|she|it|they|we|you|I|there|his|her"
    r"|its|their|[A-Z]))[^,;.]*"
)
_CLINGING = frozenset({"with", "without", "over", "under", "above", "below", "aged"})
_OWN_WORDS = frozenset({"main", "adverbial", "conditional", "complement"})
"""How a clause stands that would have the object of its verb behind it."""


def widened(
    said: Sentence, clause: Clause, told: Told, deed: int, aligned: Collection[int]
) -> Iterator[Problem]:
    """What a deed is done to, is won in or was tried on, of which the sentence says nothing.

    `aligned` are the places of the cited sentence that stand for words of the sentence.
    """
    theirs = told.clauses.get(deed)
    bounds = [
        *_contest(told, deed),
        *_animals(told, deed),
        *_terms(clause, told, deed),
        *_opposed(told, deed),
    ]
    if theirs is not None and not theirs.passive and _is_without_object(said, clause, theirs):
        head = theirs.undergoer.head if theirs.undergoer is not None else deed
        bounds.append(set(told.parse.subtree(head)) - {deed})
    for places in bounds:
        if places and not places & set(aligned) and not _is_told(said, told, places):
            words = told.text[slice(*told.parse.span(tuple(places)))]
            yield Problem(reason=f"the cited words say so of “{words}” only", weight=1.5)
            return


def _is_without_object(said: Sentence, clause: Clause, theirs: Clause) -> bool:
    """Whether a verb that is done to something there is said as if done to nothing: "has won"."""
    return (
        theirs.undergoer is not None
        and clause.lemma == theirs.lemma
        and clause.how in _OWN_WORDS
        and not clause.passive
        and clause.undergoer is None
        and clause.complement is None
        and not said.parse.children(clause.verb, "ccomp", "xcomp", "dobj", "attr", "prt")
    )


def _contest(told: Told, deed: int) -> Iterator[set[int]]:
    """The words that tell which of several contests somebody won or lost."""
    parse = told.parse
    if parse.tokens[deed].lemma not in CONTESTING:
        return
    people = {i for name in told.names if is_persons(name.text) for i in name.places}
    won = [i for i in parse.children(deed, "dobj") if i not in people]
    limits = {i for head in won for i in restricting(parse, head, deed)}
    yield {i for i in limits if parse.tokens[i].pos != "NUM" and not of_a_day(told, i)}
    beside = {i for head in won for i in (head, *parse.children(head, "compound", "poss"))}
    if any(parse.tokens[i].pos == "PROPN" for i in beside):
        return  # "the Osterby primary", "the Booker Prize": where it was held tells no more
    where = [
        by
        for head in (deed, *won)
        for by in parse.children(head, "prep")
        if parse.tokens[by].lemma in _WHERE
    ]
    places = {i for by in where for i in parse.children(by, "pobj")}
    yield {i for i in places if not of_a_day(told, i)}


def _animals(told: Told, deed: int) -> Iterator[set[int]]:
    """The animals in which something was found to be so."""
    parse = told.parse
    for by in (i for i, token in enumerate(parse.tokens) if token.dep == "prep"):
        above = set(parse.ancestors(by))
        if deed not in above or parse.tokens[by].lemma != "in":
            continue
        for place in parse.children(by, "pobj"):
            if is_a(parse.tokens[place].lemma, "animal"):
                yield {place, *parse.children(place, "conj")}


def _opposed(told: Told, deed: int) -> Iterator[set[int]]:
    """The words that limit what is opposed: "a full fence"; each has to be told."""
    parse = told.parse
    for noun in parse.children(deed, "dobj") if parse.tokens[deed].lemma in OPPOSING else ():
        limits = parse.children(noun, "amod", "compound")
        yield from ({i} for i in limits if is_content(parse.tokens[i]))


def _terms(clause: Clause, told: Told, deed: int) -> Iterator[set[int]]:
    """The time for which something is so that is said to be so: "free for the first month"."""
    parse = told.parse
    for by in parse.children(deed, "prep") if clause.tense == "present" else ():
        if parse.tokens[by].lemma in {"for", "until", "during"}:
            places = parse.children(by, "pobj")
            yield {i for i in places if is_a(parse.tokens[i].lemma, "time_period")}


def some(said: Sentence, clause: Clause, own: int, told: Told, place: int) -> Iterator[Problem]:
    """What limits those of whom something is said in general: "hotels with more than 50 rooms".

    Who tells that residents of one street left may say that residents left; not that the residents
    did, nor that residents leave.
    """
    parse, other = said.parse, told.parse
    definite = any(parse.tokens[i].lemma == "the" for i in parse.children(own, "det"))
    general = clause.tense in {"present", "future"} and parse.tokens[clause.verb].tag != "VBG"
    plural = parse.tokens[own].tag == other.tokens[place].tag == "NNS"
    if not plural or not (definite or general):
        return
    clinging = list(_clinging(told, place))
    limits = [*restricting(other, place, place), *clinging]
    if any(is_named(said, told, i) for i in limits):
        return  # "the Osterby primaries" are known without "red and blue"
    left = [
        i
        for i in limits
        if not (of_a_day(told, i) or _is_told(said, told, {i}))
        and (i in clinging or other.tokens[i].dep != "nummod")
    ]
    if left:
        words = other.tokens[left[0]].text
        reason = f"the cited words limit “{other.tokens[place].text}” by “{words}”"
        yield Problem(reason=reason, weight=1.5)


def _clinging(told: Told, noun: int) -> Iterator[int]:
    """What belongs to a noun right before, to whatever the parser gives it: "adults over 60"."""
    parse = told.parse
    for by, token in enumerate(parse.tokens):
        if by == noun + 1 and token.dep == "prep" and token.lemma in _CLINGING:
            yield from parse.children(by, "pobj")


def supposed(said: Sentence, told: Told, places: Collection[int]) -> Iterator[Problem]:
    """What is told only of what may come, which the parser may see no clause in: "in case"."""
    for found in _IN_CASE.finditer(told.text):
        inside = told.parse.inside(Span(*found.span()))
        if set(places) & set(inside) and not _IN_CASE.search(said.text):
            yield Problem(reason=f"the cited words say so only “{found[0]}”", weight=1.5)


def _is_told(said: Sentence, told: Told, places: Collection[int]) -> bool:
    """Whether a sentence has one of some words of the cited one."""
    own = [token for token in said.parse.tokens if is_content(token)]
    return any(
        is_named(said, told, place) or any(same_word(one, told.parse.tokens[place]) for one in own)
        for place in places
    )
