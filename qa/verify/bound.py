"""A word of a sentence and its place in a cited one in, what is bound to it otherwise out.

"To Leeds" is not "from Leeds", "because of rain" not "after rain", and what is said of all "except"
one is not said of that one; of three games "in each" is more than in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.claims.agreement import NUMBER
from qa.language.english import CAUSAL, DISTRIBUTING, EXCLUDING, MOVING, OPPOSED
from qa.language.roles import with_particle
from qa.verify.closeness import CLAUSE, closeness
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told
from qa.verify.units import Unit

_LEAST = NUMBER.pattern.replace("?P<", "?P<least_")
_FROM_TO = re.compile(rf"\bfrom (?:{_LEAST}) to (?:{NUMBER.pattern})", re.IGNORECASE)


def crossed(said: Sentence, unit: Unit, told: Told, place: int) -> Problem | None:
    """Why the prepositions before two words say the opposite: "from Leeds", "to Leeds"."""
    if unit.kind == "number" and _is_moved(told, place):
        ends = _whereto(said, unit.head) or "by", _whereto(told, place) or "by"
        return _instead(*ends) if ends[0] != ends[1] else None
    if unit.kind == "number" and (reach := _reach(told, place)) and not _reach(said, unit.head):
        return Problem(reason=f"the cited words say “{reach}”", weight=1.5)
    one, other = _preposition(said, unit.head), _preposition(told, place)
    for first, second in OPPOSED:
        for here, there in ((first, second), (second, first)):
            if one in here and other in there:
                return _instead(one, other)
    return None


def _instead(one: str | None, other: str | None) -> Problem:
    return Problem(reason=f"the cited words say “{other}” and not “{one}”", weight=1.5)


def set_apart(said: Sentence, own: int, told: Told, place: int) -> Iterator[Problem]:
    """Whether something is not said of one of two words, or said to be because of it."""
    here, there = prepositions(said, own), prepositions(told, place)
    for kind in (EXCLUDING, CAUSAL, {"than"}):
        if bool(here & kind) != bool(there & kind):
            word = min(here & kind or there & kind)
            how = "without" if here & kind else "with"
            told_so = f"the cited words tell “{said.parse.tokens[own].text}” {how} “{word}”"
            yield Problem(reason=told_so, weight=1.5)


def shared(said: Sentence, told: Told, numbers: Sequence[int]) -> Iterator[Problem]:
    """What is told of each of several, and is said as if it were of all of them.

    `numbers` are the places of the numbers that the sentence has too.
    """
    if DISTRIBUTING & {token.lemma for token in said.parse.tokens}:
        return
    tokens = told.parse.tokens
    for spot, token in enumerate(tokens):
        percent = token.lemma == "per" and any(
            one.lemma == "cent" for one in tokens[spot + 1 :][:1]
        )
        near = any(closeness(told, spot, place) >= CLAUSE for place in numbers)
        if token.lemma in DISTRIBUTING and near and not percent:
            yield Problem(reason=f"the cited words say “{token.text}”", weight=1.5)


def _preposition(sentence: Sentence, place: int) -> str | None:
    """The preposition on which a word hangs."""
    token = sentence.parse.tokens[place]
    while token.dep in {"compound", "nmod", "nummod", "amod", "poss"}:
        token = sentence.parse.tokens[token.head]
    above = sentence.parse.tokens[token.head]
    if token.dep not in {"pobj", "pcomp"}:
        return None
    return above.text.casefold() if above.tag == "VBG" else above.lemma  # "following"


def prepositions(sentence: Sentence, place: int) -> set[str]:
    """The words by which what stands at a place is bound: "because of", "other than"."""
    tokens = sentence.parse.tokens
    while tokens[place].dep in {"compound", "nmod", "nummod", "amod", "poss", "conj"}:
        place = tokens[place].head
    first = sentence.parse.subtree(place)[0]
    but = [token for token in tokens[max(0, first - 1) : first] if token.lemma == "but"]
    found = {"except" for token in but if token.dep == "prep"}
    if tokens[place].dep in {"pobj", "pcomp"}:
        above = tokens[place].head
        over = tokens[tokens[above].head]
        found |= {tokens[i].lemma for i in (above, *sentence.parse.children(above, "pcomp"))}
        if over.pos in {"ADP", "SCONJ", "ADJ"}:
            found.add(over.lemma)
        beside = {over.lemma, tokens[above - 1].lemma} & {"other", "rather"}
        if tokens[above].lemma == "than" and beside:
            found.add("except")
    return found


def _whereto(sentence: Sentence, place: int) -> str | None:
    """The "to" or "from" before a number; the parser may take it for part of the number."""
    before = sentence.parse.tokens[max(0, place - 2) : place]
    # Of "from 4.26% to 4.18%" both stand before the second.
    return next((token.lemma for token in reversed(before) if token.lemma in {"to", "from"}), None)


def _reach(sentence: Sentence, place: int) -> str | None:
    """The least and the most of which a number is one: "from 50 to 60 whales"."""
    start = sentence.parse.tokens[place].start
    found = (match for match in _FROM_TO.finditer(sentence.text))
    return next((match[0] for match in found if match.start() <= start < match.end()), None)


def _is_moved(sentence: Sentence, place: int) -> bool:
    """Whether a number tells how far something rose or fell, or where to."""
    above = (with_particle(sentence.parse, i) for i in [*sentence.parse.ancestors(place)][:3])
    return any(lemma in MOVING for lemma in above)
