"""A word of a sentence and its place in a cited one in, out what only the latter limits.

"The first Labour MP" is not "the first", "some of the residents" not "the residents", and "the
suspected leak" no leak yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.attribution.titles import without_titles
from qa.claims.agreement import PARTS
from qa.language.english import (
    BOUNDS,
    DENYING,
    HEDGES,
    NEGATIVE,
    NEUTRAL_SAYING,
    PRIVATIVE,
    QUANTIFIERS,
    SAYING,
    SUPPORTING,
    VERIDICAL,
)
from qa.language.parse import Parse
from qa.verify.matching import same_word
from qa.verify.problems import Problem
from qa.verify.ranks import is_named, is_superlative, of_a_day, one_of, outranked, restricting
from qa.verify.sentence import Name, Sentence, Told, is_persons

_BOUNDED = re.compile(rf"\b(?:{'|'.join(BOUNDS)}) (?:an?|the) (?:\w+ )?\w+$", re.IGNORECASE)
INNER = frozenset({"xcomp", "ccomp", "advcl"})
"""How a deed hangs on another that it tells the content or the end of."""
_MAY_GO = frozenset({"many", "some"})
"""Of what is said of many or several, it may be said without that word, where no "the" stands."""


def narrowed(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """What a cited sentence limits a superlative to, or takes from a noun, which is left out."""
    token = said.parse.tokens[own]
    if is_superlative(said.parse, own):
        yield from outranked(said, own, told, place)
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


def inverted(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """Where the other of two nouns is the head: "grooming of gangs", not "grooming gangs"."""
    token = told.parse.tokens[place]
    if token.dep not in {"compound", "amod", "nmod"}:
        return
    of = [i for i in said.parse.children(own, "prep") if said.parse.tokens[i].lemma == "of"]
    below = [i for spot in of for i in said.parse.children(spot, "pobj")]
    above = told.parse.tokens[token.head]
    for noun in (*below, *said.parse.children(own, "compound", "nmod")):
        if above.pos == "NOUN" and same_word(said.parse.tokens[noun], above):
            yield Problem(reason=f"the cited words say “{token.text} {above.text}”", weight=1.5)


def denied(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """A "not" or "no" beside a word that stands in one of two sentences only."""
    one, other = _denial(said.parse, own), _denial(told.parse, place)
    if bool(one) != bool(other):
        word = (one or other or "").casefold()
        how = "without" if one else "with"
        yield Problem(reason=f"the cited words tell it {how} “{word}”", weight=1.5)


def unbounded(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """The "more than" before "a decade" that the sentence leaves out, which is no number."""
    before = told.text[: told.parse.span(told.parse.subtree(place)).end]
    phrase = told.parse.tokens[place]
    found = _BOUNDED.search(before[: phrase.end])
    own_phrase = said.text[: said.parse.tokens[own].end]
    if found is not None and found.end() == phrase.end and _BOUNDED.search(own_phrase) is None:
        yield Problem(reason=f"the cited words say “{found[0]}”", weight=1.5)


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
        above = [i for i in path if tokens[i].pos == "VERB"][:1]
        above = above if place == deed and tokens[deed].pos == "NOUN" else []
        for spot in (*between, *above):
            token = tokens[spot]
            inner = spot in between and token.dep in INNER and token.pos == "VERB"
            # What is announced to be begun is announced.
            inner = inner and (tokens[deed].lemma not in SAYING or token.lemma in DENYING)
            only_meant = token.lemma in DENYING or _is_meant(said, told, deed, spot)
            hindered = spot in above and only_meant
            if (inner or hindered) and token.lemma not in lemmas:
                yield Problem(
                    reason=f"the cited words say so only behind “{token.text}”", weight=1.5
                )


def _is_meant(said: Sentence, told: Told, deed: int, verb: int) -> bool:
    """Whether a noun is only of what somebody has in mind: "is considering a ban"."""
    tokens = told.parse.tokens
    definite = any(
        tokens[i].dep == "poss" or tokens[i].lemma.casefold() in {"the", "this", "that"}
        for i in told.parse.children(deed, "det", "poss")
    )
    done = tokens[verb].lemma in VERIDICAL | NEUTRAL_SAYING | SUPPORTING
    noun = any(one.lemma == tokens[deed].lemma and one.pos == "NOUN" for one in said.parse.tokens)
    return tokens[deed].dep in {"dobj", "pobj"} and not (definite or done or noun)


def _held(told: Told, place: int) -> bool:
    """Whether a word only says how exact a number is, which is told with it."""
    start = told.parse.tokens[place].start
    return any(one.whole.start <= start < one.whole.end for one in told.quantities)


def _denial(parse: Parse, place: int) -> str | None:
    """What denies a word, or the preposition before it: "in one house but not in the other"."""
    below = [parse.tokens[i] for i in parse.children(place, "neg", "det")]
    token = parse.tokens[place]
    if token.dep == "pobj":
        below += [parse.tokens[i] for i in parse.children(token.head, "neg", "advmod")]
        below += [one for one in parse.tokens[token.head - 1 : token.head] if one.lemma == "not"]
    return next((one.text for one in below if one.lemma in NEGATIVE), None)


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
    yield from _of_whom(said, told, place, one & set(other))
    whole = _whole(told.parse, place)
    if whole is not None and not _is_counted_so(said, own, told, whole):
        words = told.text[slice(*told.parse.span((whole, place)))]
        yield Problem(reason=f"the cited words say it of “{words}” only", weight=1.5)
    part = _part(told.parse, place)
    if part is not None and not any(
        _part(said.parse, i) for i in (own, *said.parse.ancestors(own))
    ):
        words = told.text[slice(*told.parse.span(told.parse.subtree(part)))]
        yield Problem(reason=f"the cited words say it of “{words}” only", weight=1.5)


def of_a_whole(said: Sentence, told: Told, place: int) -> Iterator[Problem]:
    """The part of which a number is the whole: "half of the 12 million"."""
    nouns = [place, told.parse.tokens[place].head]
    whole = next((part for noun in nouns if (part := _whole(told.parse, noun)) is not None), None)
    parts = {one.lemma for one in said.parse.tokens}
    if whole is not None and told.parse.tokens[whole].lemma not in parts:
        words = told.text[slice(*told.parse.span((whole, place)))]
        yield Problem(reason=f"the cited words say it of “{words}” only", weight=1.5)


def _of_whom(said: Sentence, told: Told, place: int, groups: set[str]) -> Iterator[Problem]:
    """What limits those of whom all or most are meant: "most voters under 30"."""
    if not groups & {"all", "both", "half", "most", "no"}:
        return
    for word in restricting(told.parse, place, place):
        token = told.parse.tokens[word]
        there = any(same_word(one, token) for one in said.parse.tokens)
        if not there and not is_named(said, told, word) and not of_a_day(told, word):
            yield Problem(
                reason=f"the cited words limit “{told.parse.tokens[place].text}” by “{token.text}”",
                weight=1.5,
            )


def _whole(parse: Parse, noun: int) -> int | None:
    """The number or the fraction of which a noun is the whole: "two of the five suspects"."""
    token = parse.tokens[noun]
    of = parse.tokens[token.head]
    if token.dep != "pobj" or of.lemma != "of":
        return None
    part = parse.tokens[of.head]
    fraction = part.lemma.casefold() in PARTS
    return of.head if part.pos == "NUM" or fraction else None


def _is_counted_so(said: Sentence, own: int, told: Told, whole: int) -> bool:
    """Whether a noun of the sentence is counted by the same number or fraction."""
    parse = said.parse
    if _whole(parse, own) is not None or one_of(parse, own):
        return True
    number = told.parse.tokens[whole]
    beside = (parse.tokens[i] for i in parse.children(own, "nummod"))
    return any(token.text.casefold() == number.text.casefold() for token in beside)


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
