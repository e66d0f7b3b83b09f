"""A sentence in, out what of it has to be told: its names, numbers, days and words that carry it.

Each is known by the place of its head in the parse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.records import Span
from qa.claims.agreement import ANYBODY
from qa.language.english import COUNTING, NEGATIVE, QUANTIFIERS, SUPERLATIVES
from qa.language.parse import Parse, Token
from qa.language.thesaurus import is_verb
from qa.verify.figures import Quantity
from qa.verify.sentence import Name, Sentence
from qa.words import FUNCTION_WORDS, stem

Kind = Literal["name", "number", "day", "word"]
_EMPTY = frozenset({"PUNCT", "SPACE", "SYM", "DET", "ADP", "CCONJ", "SCONJ", "PART", "PRON", "X"})
_CONTRACTED = frozenset("’s 's ’ ' n't n’t ’ve 've ’d 'd ’ll 'll ’re 're".split())
LIGHT = frozenset("be do have also however meanwhile then there's".split())
"""Words that tell nothing which others beside them do not."""
COPULAS = frozenset({"be", "become"})
"""Verbs by which something is said to be what stands behind them."""
SCOPE = frozenset(QUANTIFIERS) | SUPERLATIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of a sentence that has to be told: `name` and `quantity` where it is such."""

    kind: Kind
    head: int
    span: Span
    name: Name | None = None
    quantity: Quantity | None = None


def units(sentence: Sentence) -> dict[int, Unit]:
    """The units of a sentence by their head, in order."""
    parse = sentence.parse
    found: dict[int, Unit] = {}
    taken: set[int] = set()
    for span in sentence.date_spans:
        head = parse.head_of(span)
        if head is not None and not _is_age(sentence, span):
            found[head] = Unit(kind="day", head=head, span=span)
            taken.update(parse.inside(span))
    for quantity in sentence.quantities:
        places = [i for i in parse.inside(quantity.span) if i not in taken]
        head = parse.head_of(quantity.span)
        if places and head is not None and head not in taken:
            found[head] = Unit(kind="number", head=head, span=quantity.span, quantity=quantity)
            taken.update(parse.inside(quantity.whole))
    for name in sentence.names:
        if not name.places & taken:
            found[name.head] = Unit(kind="name", head=name.head, span=name.span, name=name)
            taken.update(name.places)
            taken.update(_hyphened(parse, min(name.places)))
    for place, token in enumerate(parse.tokens):
        if place not in taken and is_content(token) and not _is_particle(parse, place):
            span = Span(token.start, token.end)
            found[place] = Unit(kind="word", head=place, span=span)
    return dict(sorted(found.items()))


def _hyphened(parse: Parse, first: int) -> tuple[int, ...]:
    """What a hyphen joins to the first word of a name: the "al" of "al-Assadi"."""
    if first < 2 or parse.tokens[first - 1].text != "-":
        return ()
    joined = parse.tokens[first - 2].end == parse.tokens[first].start - 1
    return (first - 2,) if joined and parse.tokens[first - 2].text.islower() else ()


def _is_particle(parse: Parse, place: int) -> bool:
    """Whether an adverb is one with its verb: "stepped down"."""
    token = parse.tokens[place]
    beside = token.dep == "advmod" and token.head == place - 1 and token.tag == "RB"
    return beside and is_verb(f"{parse.tokens[token.head].lemma}_{token.lemma}")


def is_content(token: Token) -> bool:
    """Whether a word by itself has to be told."""
    word = token.text.casefold()
    if word in SCOPE or token.tag in {"JJS", "RBS"}:
        # "At most", "at least" and "more than" are told with their number.
        compares = token.tag == "RBS" and token.dep == "advmod"
        return compares or (token.dep != "quantmod" and word not in {"least", "most"})
    if (
        token.pos in _EMPTY
        or token.lemma in NEGATIVE
        or word in FUNCTION_WORDS
        or word in _CONTRACTED
        or word in LIGHT
    ):
        return False
    if (
        token.dep in {"aux", "auxpass", "quantmod"}
        or word == "according"
        or token.lemma in {"be", "have", "do"}
    ):
        return False
    return any(map(str.isalnum, word)) and not is_counting(token)


def is_counting(token: Token) -> bool:
    """Whether a noun only says that things or people are counted."""
    return token.lemma.casefold() in COUNTING or stem(token.text) == ANYBODY


def _is_age(sentence: Sentence, span: Span) -> bool:
    return sentence.text[span.end :].startswith((" old", "-old"))
