"""A word of a parse in, what it does in which clauses out, and what else it is called.

An entity has a part in the clause it stands in, in the relative clauses and participles on it, and
in those of the other names for it ("the Conservative who introduced the charge").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.language.clauses import governing
from qa.language.english import LOCATIVE
from qa.language.parse import Parse, Token
from qa.language.thesaurus import is_a, is_verb

Part = Literal["subject", "undergoer", "attribute", "beside"]

_PARTS: dict[str, Part] = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "undergoer",
    "csubjpass": "undergoer",
    "dobj": "undergoer",
    "obj": "undergoer",
    "dative": "beside",
    "attr": "attribute",
    "acomp": "attribute",
    "oprd": "attribute",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A part in the clause of a verb, or of a noun that is made of one ("the death of")."""

    verb: int
    part: Part


def roles(parse: Parse, place: int) -> tuple[Role, ...]:
    """The parts that what stands at a place has, each once."""
    return tuple(dict.fromkeys(_roles(parse, place)))


def called(parse: Parse, place: int) -> frozenset[int]:
    """The places of the nouns by which what stands at a place is called, its own among them."""
    found, waiting = set(), [place]
    while waiting:
        here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        token = parse.tokens[here]
        if token.dep == "appos":
            waiting.append(_named_by(parse, here))
        waiting += [i for i in parse.children(here, "appos") if _named_by(parse, i) == here]
        waiting += [
            name
            for of in parse.children(here, "prep")
            for noun in parse.children(of, "pobj")
            for name in parse.children(noun, "appos")
            if _named_by(parse, name) == here
        ]
        waiting += _titled_from(parse, here)
        # "deputy leader Tom Okafor", "Rescuers pulled a girl, Sofia Marin", "Governor Lee"
        waiting += [
            i for i in parse.children(here, "compound", "nmod") if _is_title(parse.tokens[i])
        ]
        if token.dep in {"nsubj", "nsubjpass", "dobj"}:
            waiting += _named_as(parse, token.head)
        if token.dep in {"nsubj", "attr"} and parse.tokens[token.head].lemma in {"be", "become"}:
            other = "attr" if token.dep == "nsubj" else "nsubj"
            waiting += parse.children(token.head, other)
    return frozenset(found)


def _titled_from(parse: Parse, place: int) -> Iterator[int]:
    """The title of a name that the parser put behind its "from", and the name of such a title.

    Of "Senator from Vermont Bernie Sanders" it takes Sanders for where the senator is from.
    """
    by = parse.tokens[place].head
    title = parse.tokens[by].head
    names = [
        name
        for here in parse.children(place, "prep")
        if parse.tokens[here].lemma == "from"
        and is_a(parse.tokens[place].lemma.casefold(), "person")
        for name in parse.children(here, "pobj")
    ]
    yield from (name for name in names if parse.tokens[name].entity == "PERSON")
    if (
        parse.tokens[place].dep == "pobj"
        and parse.tokens[place].entity == "PERSON"
        and parse.tokens[by].lemma == "from"
        and is_a(parse.tokens[title].lemma.casefold(), "person")
    ):
        yield title


def _is_title(token: Token) -> bool:
    return token.tag == "NN" or (token.tag == "NNP" and is_a(token.text.casefold(), "person"))


def _named_as(parse: Parse, verb: int) -> list[int]:
    """What a verb makes of somebody: "was sworn in as governor", "elected mayor"."""
    by_as = [i for i in parse.children(verb, "prep") if parse.tokens[i].lemma == "as"]
    return [
        *(i for by in by_as for i in parse.children(by, "pobj")),
        *(i for i in parse.children(verb, "oprd") if parse.tokens[i].pos in {"NOUN", "PROPN"}),
    ]


def _named_by(parse: Parse, name: int) -> int:
    """The noun that a name in apposition is another name of.

    Of "the director of the institute, Harald Strand" it is the director: the parser takes the
    nearest noun, but an institute is not called by a first name and a last.
    """
    noun = parse.tokens[name].head
    of = parse.tokens[noun].head
    person = parse.tokens[of].head
    two_names = parse.tokens[name].pos == "PROPN" and parse.children(name, "compound")
    if (
        parse.tokens[name].pos == "PROPN"
        and parse.children(name, "det")
        and parse.tokens[of].lemma == "of"
        and parse.tokens[noun].entity == "GPE"
        and parse.tokens[person].pos == "NOUN"
    ):
        return person  # "the legislature of Taiwan, the Legislative Yuan"
    if (
        two_names
        and parse.tokens[noun].dep == "pobj"
        and parse.tokens[of].lemma == "of"
        and is_a(parse.tokens[person].lemma, "person")
        and not is_a(parse.tokens[noun].lemma, "person")
    ):
        return person
    return noun


def with_particle(parse: Parse, verb: int) -> str:
    """A verb's lemma with its particle: "bring_in"."""
    particles = [parse.tokens[i].lemma for i in parse.children(verb, "prt")]
    return "_".join([parse.tokens[verb].lemma, *particles])


def phrasal(parse: Parse, verb: int) -> str:
    """A verb's lemma with its particle, or with what else behind it makes another verb of it.

    Of "call for an inquiry" that is "call_for", of "dropped out of the race" "drop_out"; who votes
    in a referendum only votes, and who was born on a day was only born.
    """
    named, lemma = with_particle(parse, verb), parse.tokens[verb].lemma
    if named != lemma:
        return named
    beside = (
        f"{lemma}_{parse.tokens[i].lemma}"
        for i in parse.children(verb, "prep", "advmod")
        if (i == verb + 1 and not parse.children(i, "pobj"))
        or (parse.tokens[i].dep == "prep" and not _tells_place_or_time(parse, i))
    )
    return next(filter(is_verb, beside), lemma)


def _tells_place_or_time(parse: Parse, preposition: int) -> bool:
    timed = {parse.tokens[i].entity for i in parse.children(preposition, "pobj")} & {"DATE", "TIME"}
    return bool(timed) or parse.tokens[preposition].lemma in LOCATIVE


def _roles(parse: Parse, place: int) -> Iterator[Role]:
    for here in called(parse, _head(parse, place)):
        token = parse.tokens[here]
        yield from _own(parse, here)
        for below in parse.children(here, "relcl", "acl"):
            yield from _of_relative(parse, below)
        if token.dep == "conj" and token.head != here:
            yield from _own(parse, _first(parse, here))


def _head(parse: Parse, place: int) -> int:
    """The head of the phrase that a word belongs to, for "Okafor" of "deputy leader Tom Okafor"."""
    while parse.tokens[place].dep in {"compound", "nmod", "nummod", "quantmod"} and (
        parse.tokens[place].head != place
    ):
        place = parse.tokens[place].head
    return place


def _first(parse: Parse, place: int) -> int:
    while parse.tokens[place].dep == "conj" and parse.tokens[place].head != place:
        place = parse.tokens[place].head
    return place


def _own(parse: Parse, place: int) -> Iterator[Role]:
    token = parse.tokens[place]
    head = token.head
    if head == place:
        return
    if token.dep in _PARTS:
        yield Role(head, _PARTS[token.dep])
        for other in _joined_verbs(parse, head, shared=token.dep in {"nsubj", "nsubjpass"}):
            passive = bool(parse.children(other, "auxpass"))
            active_before = token.dep == "nsubj"
            # "was dismissed and charged": the second verb has no helping verb of its own.
            goes_on = not parse.children(other, "aux") and parse.tokens[other].tag == "VBN"
            undergone = passive or (goes_on and not active_before)
            yield Role(other, "undergoer" if undergone else "subject")
    elif token.dep in {"pobj", "pcomp"}:
        by = parse.tokens[head]
        if by.dep == "agent":
            yield Role(by.head, "subject")
        elif by.dep in {"prep", "dative", "advmod"} and by.head != head:
            yield Role(by.head, "beside")
            verb = governing(parse, by.head)
            if verb is not None and verb != by.head:
                yield Role(verb, "beside")
    elif token.dep in {"poss", "npadvmod", "advmod", "nummod", "amod", "dep", "tmod"}:
        yield Role(head, "beside")
        verb = governing(parse, head)
        if verb is not None and verb != head:
            yield Role(verb, "beside")


def _of_relative(parse: Parse, verb: int) -> Iterator[Role]:
    """The part of the noun on which a relative clause or participle hangs."""
    for place in parse.children(verb):
        token = parse.tokens[place]
        if token.tag in {"WDT", "WP"} and token.dep in _PARTS:
            yield Role(verb, _PARTS[token.dep])
            break
    else:
        if parse.tokens[verb].dep == "acl":
            yield Role(verb, "undergoer" if parse.tokens[verb].tag == "VBN" else "subject")
        else:
            yield Role(verb, "undergoer")
    for other in _joined_verbs(parse, verb, shared=True):
        yield Role(other, "subject" if not parse.children(other, "auxpass") else "undergoer")


def _joined_verbs(parse: Parse, verb: int, *, shared: bool) -> Iterator[int]:
    """The verbs joined to one that share its subject."""
    for place in parse.children(verb, "conj") if shared else ():
        own = parse.children(place, "nsubj", "nsubjpass")
        if parse.tokens[place].pos in {"VERB", "AUX"} and not own:
            yield place
            yield from _joined_verbs(parse, place, shared=True)
    for place in parse.children(verb, "xcomp") if shared else ():
        yield place
