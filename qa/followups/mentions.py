"""A text in, its noun phrases out, each with what it may stand for: a person, a place, a group.

The parser tells the phrases and the kind of a name; where it does not know a name, its title, its
preposition and its form tell. "unknown" says that none of them does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.records import Span
from qa.language.clauses import governing
from qa.language.english import ASKING, FEMALE_TITLES, LOCATIVE, MALE_TITLES, TITLES
from qa.language.parse import Parse
from qa.language.questions import parsed_question as parsed
from qa.spans import dates
from qa.words import stems

Kind = Literal["person", "place", "group", "thing", "unknown"]

MOST = 40
"""Noun phrases of a text that are looked at; hostile ones hold thousands."""
_KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "ORG": "group",
    "NORP": "group",
    "EVENT": "thing",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "LAW": "thing",
}
_FIGURES = frozenset("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY".split())
_NOUNS = frozenset({"NOUN", "PROPN"})
_PART_OF_ANOTHER = frozenset("compound amod nmod nummod npadvmod".split())
_BESIDE = ("relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "case", "prep", "preconj")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A noun phrase at `text[span.start:span.end]`, of which `head` is the place.

    `name` is the words, also those of what hangs on it by a preposition ("the dam above Hull").
    `verb` is the lemma of the predicate it belongs to, `role` how it does (a dependency).
    `describes` says that it only tells of which sort something is: "the Iowa caucuses".
    """

    name: str
    span: Span
    head: int
    kind: Kind
    named: bool
    plural: bool
    determined: bool
    role: str
    verb: str
    describes: bool


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """The noun phrases of a text in order, but for pronouns, dates, and what is asked for."""
    found = []
    for mention in _mentions(parsed(text)):
        found.append(mention)
        if len(found) == MOST:
            break
    return tuple(found)


def names(text: str) -> list[Mention]:
    """Those of them that are names and more than a description."""
    return [one for one in mentions(text) if one.named and not one.describes]


def is_asking(parse: Parse, place: int) -> bool:
    """Whether a word asks or belongs to what is asked for: "which old *company*"."""
    below = parse.subtree(place, without=("relcl", "acl", "prep", "advcl", "ccomp"))
    return any(parse.tokens[i].lemma in ASKING for i in below)


def joined(parse: Parse, head: int) -> list[int]:
    """The places of the heads that "and" joins to one, itself first."""
    found = [head]
    for place in parse.children(head, "conj", "appos"):
        if parse.tokens[place].pos in _NOUNS:
            found += joined(parse, place)
    return found


def told_apart(name: str, text: str) -> bool:
    """Whether a name has a word that a text has not."""
    return not stems(name) <= stems(text)


def gender(name: str) -> str:
    """Which of "he" and "she" a title in a name agrees with; "" where there is none."""
    words = {word.strip(".").casefold() for word in name.split()}
    return "he" if words & MALE_TITLES else "she" if words & FEMALE_TITLES else ""


def _mentions(parse: Parse) -> Iterator[Mention]:
    days = dates(parse.text)
    for head, token in enumerate(parse.tokens):
        describes = _describes(parse, head)
        if token.pos not in _NOUNS or (token.dep in _PART_OF_ANOTHER and not describes):
            continue
        if (token.entity in _FIGURES and token.pos != "PROPN") or is_asking(parse, head):
            continue
        if any(start <= token.start < end for start, end in days):
            continue
        base = _closed(parse, parse.span(_base(parse, head)))
        whole = parse.span([i for i in _whole(parse, head) if parse.tokens[i].end >= base.start])
        verb = governing(parse, head)
        determiners = parse.children(head, "det", "poss")
        kind = _kind(parse, head)
        name = parse.text[base.start : max(base.end, whole.end)]
        yield Mention(
            name=_bare_name(parse, head, base.end) if kind == "person" else name,
            span=base,
            head=head,
            kind=kind,
            named=token.pos == "PROPN" or token.entity in _KINDS,
            plural=token.tag in {"NNS", "NNPS"} or bool(parse.children(head, "conj")),
            determined=bool(determiners),
            role=token.dep,
            verb=parse.tokens[verb].lemma if verb is not None else "",
            describes=describes,
        )


def _describes(parse: Parse, place: int) -> bool:
    """Whether a name stands before a common noun that it describes."""
    token = parse.tokens[place]
    above = parse.tokens[token.head]
    return (
        token.pos == "PROPN"
        and token.dep in {"compound", "amod", "nmod"}
        and above.pos == "NOUN"
        and token.head > place
    )


def _base(parse: Parse, head: int) -> list[int]:
    """The places of a phrase's own words, without what it can do without."""
    return [i for i in parse.subtree(head, without=_BESIDE) if i <= head or _continues(parse, i)]


def _closed(parse: Parse, span: Span) -> Span:
    """A stretch as far as the next space: the parser cuts "K2-18b" into pieces."""
    for token in parse.tokens:
        if (token.start == span.end and token.pos not in {"PUNCT", "PART"}) or token.tag == "HYPH":
            span = Span(span.start, token.end) if token.start == span.end else span
    return span


def _continues(parse: Parse, place: int) -> bool:
    return parse.tokens[place].dep in {"nummod", "compound", "flat"}


def _bare_name(parse: Parse, head: int, end: int) -> str:
    """Somebody's name without what says who that is: "driver Ada Quill of Hull" is Ada Quill."""
    first = head
    while first > 0 and parse.tokens[first - 1].pos == "PROPN":
        if parse.tokens[first - 1].head not in {head, first}:
            break
        first -= 1
    return parse.text[parse.tokens[first].start : end]


def _whole(parse: Parse, head: int) -> list[int]:
    """The same with what hangs on it by a preposition, as far as it follows at once."""
    without = tuple(dep for dep in _BESIDE if dep not in {"prep", "case"})
    end = head
    for place in parse.subtree(head, without=without):
        if place == end + 1 and parse.tokens[place].dep != "case":
            end = place
    return [*_base(parse, head), *range(head, end + 1)]


def _kind(parse: Parse, head: int) -> Kind:
    token = parse.tokens[head]
    words = [parse.tokens[i] for i in _base(parse, head)]
    if token.pos != "PROPN" and token.entity not in _KINDS:
        return "thing"
    if any(word.lemma.strip(".").casefold() in TITLES for word in words):
        return "person"
    above = parse.tokens[token.head]
    if token.dep == "pobj" and above.lemma == "on":
        return "thing"
    if token.dep == "pobj" and above.lemma in LOCATIVE and token.entity not in {"EVENT", "PERSON"}:
        return "place"
    names = [word for word in words if word.pos == "PROPN"]
    return _kind_of_name(parse, head, [word.text for word in names], bare=names == words)


def _kind_of_name(parse: Parse, head: int, names: list[str], *, bare: bool) -> Kind:
    """What a name stands for. The parser knows few: it calls others a firm's or a person's."""
    token = parse.tokens[head]
    known = _KINDS.get(token.entity, "unknown")
    acronym = any(len(name) > 1 and name.isupper() for name in names)
    if token.tag == "NNPS" or (acronym and known != "place"):
        return "group"
    if known == "person":
        return "unknown" if len(names) == 1 else known
    if bare and len(names) > 1:
        guessed: dict[Kind, Kind] = {"unknown": "person", "group": "unknown"}
        return guessed.get(known, known)
    return known
