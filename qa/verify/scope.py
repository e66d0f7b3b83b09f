"""A word of a sentence and its place in a cited one in, out what only the latter limits.

"The first Labour MP" is not "the first", "some of the residents" not "the residents", and "the
suspected leak" no leak yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qa.attribution.titles import without_titles
from qa.language.english import (
    DENYING,
    HEDGES,
    NEGATIVE,
    PARTS_OF_A_DAY,
    PRIVATIVE,
    QUANTIFIERS,
    SAYING,
    SUPERLATIVES,
)
from qa.language.parse import Parse, Token
from qa.verify.matching import same_word
from qa.verify.naming import same_name
from qa.verify.problems import Problem
from qa.verify.sentence import Name, Sentence, Told, is_persons
from qa.verify.units import is_content

_RESTRICTING = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
INNER = frozenset({"xcomp", "ccomp", "advcl"})
"""How a deed hangs on another that it tells the content or the end of."""
_MAY_GO = frozenset({"many", "some"})
"""Of what is said of many or several, it may be said without that word, where no "the" stands."""


def narrowed(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """What a cited sentence limits a superlative to, or takes from a noun, which is left out."""
    token = said.parse.tokens[own]
    if _is_superlative(said.parse, own):
        left = [
            word
            for word in _restricting(told.parse, told.parse.tokens[place].head, place)
            if not _of_a_day(told, word)
            and not any(same_word(one, told.parse.tokens[word]) for one in _beside(said, own))
            and not _named(said, told, word)
        ]
        if left:
            word = told.parse.tokens[left[0]].text
            yield Problem(
                reason=f"in the cited words “{token.text}” is limited by “{word}”", weight=1.5
            )
        return
    if token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return
    for child in told.parse.children(place):
        other = told.parse.tokens[child]
        lemma = other.lemma.casefold()
        takes = lemma in PRIVATIVE or other.text.casefold() in PRIVATIVE
        if (
            takes
            and other.dep in {"amod", "compound", "advmod", "nmod"}
            and not _there(said, own, lemma)
        ):
            yield Problem(reason=f"the cited words say “{other.text}”", weight=1.5)


def untitled(said: Sentence, name: Name, told: Told, place: int) -> Iterator[Problem]:
    """The "former" before a title with a name, where the sentence has the title without it."""
    if without_titles(name.text) == name.text and is_persons(name.text):
        return
    for other in told.names:
        before = told.parse.tokens[min(other.places) - 1] if min(other.places) else None
        if place not in other.places or before is None:
            continue
        lemma = before.lemma.casefold()
        own = said.parse.tokens[max(0, min(name.places) - 1)].lemma.casefold()
        if lemma in PRIVATIVE and own != lemma:
            yield Problem(reason=f"the cited words say “{before.text}”", weight=1.5)


def denied(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """A "not" or "no" beside a word that stands in one of two sentences only."""
    one, other = _denial(said.parse, own), _denial(told.parse, place)
    if bool(one) != bool(other):
        word = (one or other or "").casefold()
        how = "without" if one else "with"
        yield Problem(reason=f"the cited words tell it {how} “{word}”", weight=1.5)


def unhedged(
    said: Sentence, told: Told, deed: int | None, aligned: Iterable[int]
) -> Iterator[Problem]:
    """The "nearly" or "reportedly" of a cited sentence that the sentence leaves out."""
    parse = told.parse
    places = set(aligned)
    for spot, token in enumerate(parse.tokens):
        if token.lemma not in HEDGES or _held(told, spot):
            continue
        verbal = token.head in told.clauses
        carried = deed is not None and token.head in {deed, parse.tokens[deed].head}
        meant = carried if verbal else bool(places & set(parse.subtree(token.head)))
        there = any(one.lemma == token.lemma for one in said.parse.tokens)
        if meant and not there:
            yield Problem(reason=f"the cited words say “{token.text}”", weight=1.5)


def behind_another(
    said: Sentence, told: Told, deed: int | None, aligned: Iterable[int]
) -> Iterator[Problem]:
    """What a cited sentence tells only of another deed that the sentence leaves out.

    "Voted to block an inquiry" is no vote for one, and who stopped the closing closed nothing.
    """
    if deed is None:
        return
    tokens = told.parse.tokens
    lemmas = {token.lemma for token in said.parse.tokens}
    for place in {*aligned, deed}:
        path = list(told.parse.ancestors(place))
        between = path[: path.index(deed)] if deed in path else []
        above = path[:1] if place == deed and tokens[deed].pos == "NOUN" else []
        for spot in (*between, *above):
            token = tokens[spot]
            inner = spot in between and token.dep in INNER and token.pos == "VERB"
            # What is announced to be begun is announced.
            inner = inner and (tokens[deed].lemma not in SAYING or token.lemma in DENYING)
            hindered = spot in above and token.lemma in DENYING
            if (inner or hindered) and token.lemma not in lemmas:
                yield Problem(
                    reason=f"the cited words say so only behind “{token.text}”", weight=1.5
                )


def _held(told: Told, place: int) -> bool:
    """Whether a word only says how exact a number is, which is told with it."""
    start = told.parse.tokens[place].start
    return any(one.whole.start <= start < one.whole.end for one in told.quantities)


def _denial(parse: Parse, place: int) -> str | None:
    below = (parse.tokens[i] for i in parse.children(place, "neg", "det"))
    return next((token.text for token in below if token.lemma in NEGATIVE), None)


def quantified(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """How many of a noun a cited sentence speaks of, where the sentence leaves that out."""
    if said.parse.tokens[own].pos not in {"NOUN", "PROPN"}:
        return
    one = {QUANTIFIERS[word] for word in _quantifiers(said.parse, own)}
    other = {QUANTIFIERS[word]: word for word in _quantifiers(told.parse, place)}
    for group, word in other.items():
        if group in one or group in {"all", "both", "no", "any"}:
            continue
        definite = any(
            said.parse.tokens[i].lemma.casefold() in {"the", "these", "those"}
            or said.parse.tokens[i].dep == "poss"
            for i in said.parse.children(own, "det", "poss")
        )
        if group not in _MAY_GO or definite:
            yield Problem(reason=f"the cited words say “{word}”", weight=1.5)
    part = _part(told.parse, place)
    if part is not None and not any(
        _part(said.parse, i) for i in (own, *said.parse.ancestors(own))
    ):
        words = told.text[slice(*told.parse.span(told.parse.subtree(part)))]
        yield Problem(reason=f"the cited words say it of “{words}” only", weight=1.5)


def _part(parse: Parse, noun: int) -> int | None:
    """What limits a noun to a part of something: the "two" of "supply to two of the districts"."""
    for preposition in parse.children(noun, "prep"):
        for place in parse.children(preposition, "pobj"):
            token = parse.tokens[place]
            counted = token.pos == "NUM" or token.text.casefold() in QUANTIFIERS
            if counted and any(
                parse.tokens[i].lemma == "of" for i in parse.children(place, "prep")
            ):
                return place
    return None


def _there(said: Sentence, own: int, lemma: str) -> bool:
    """Whether a word of this lemma stands beside a noun, or behind one that it is called by."""
    beside = (said.parse.tokens[i] for i in said.parse.subtree(own, without=("relcl", "appos")))
    return any(lemma in {one.lemma.casefold(), one.text.casefold()} for one in beside)


def _named(said: Sentence, told: Told, place: int) -> bool:
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


def _of_a_day(told: Told, place: int) -> bool:
    """Whether a word belongs to what tells the day: "on Saturday night"."""
    below = set(told.parse.subtree(place))
    return place in told.date_places or (
        told.parse.tokens[place].lemma in PARTS_OF_A_DAY and bool(below & told.date_places)
    )


def _is_superlative(parse: Parse, place: int) -> bool:
    token = parse.tokens[place]
    if token.text.casefold() not in SUPERLATIVES and token.tag not in {"JJS", "RBS"}:
        return False
    return token.dep in {"amod", "advmod", "attr", "acomp", "nsubj", "dobj", "pobj", "compound"}


def _restricting(parse: Parse, noun: int, word: int) -> Iterator[int]:
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
                and (parse.tokens[i].dep in {"pobj", "dobj", "conj"} or i == child)
                and parse.tokens[i].pos != "VERB"
            )


def _quantifiers(parse: Parse, noun: int) -> Iterator[str]:
    """The words that say how many of a noun are meant: before it, or as "most of" it."""
    for child in parse.children(noun):
        token = parse.tokens[child]
        if token.text.casefold() in QUANTIFIERS and token.dep in {
            "det",
            "amod",
            "predet",
            "advmod",
        }:
            yield token.text.casefold()
    token = parse.tokens[noun]
    above = parse.tokens[token.head]
    if token.dep == "pobj" and above.lemma == "of":
        of = parse.tokens[above.head]
        if of.text.casefold() in QUANTIFIERS:
            yield of.text.casefold()
