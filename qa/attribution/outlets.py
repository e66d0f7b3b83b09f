"""An act of speech in, the outlet spoken to out: whom it was told, or where it was said or written.

Whoever is told something is an outlet where it has a name that is no person's or institution's; on,
in or to what else has a name only where that name tells that it is a medium's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.records import Span
from qa.attribution.acts import Act
from qa.attribution.titles import ORGANISATION, is_medium
from qa.language.clauses import governing
from qa.language.english import OUTLETS
from qa.language.parse import Parse
from qa.spans import names

_TOWARDS = frozenset("to with on in via for by".split())
_PEOPLE = re.compile(r"(?!Reuters)\w+(?:ans|ists|ers|crats)")
"""Names of many: "told Americans"."""
_NO_MEDIUM = frozenset("TV Television Radio Press Media Channel News".split())
"""Words for media that name none by themselves."""
_STATE = frozenset("media television TV radio agency".split())


def outlet_of(parse: Parse, act: Act) -> tuple[Span | None, bool]:
    """Where the outlet of an act stands in its sentence, and whether it is only "the newspaper"."""
    found: list[Span] = []
    for place, sure in _places(parse, act):
        token = parse.tokens[place]
        below = [parse.tokens[i] for i in parse.subtree(place, without=("relcl", "appos", "acl"))]
        capitals = [other for other in below if other.pos == "PROPN"]
        if token.lemma in OUTLETS and not capitals and below[0].lemma in {"the", "a"}:
            if below[0].lemma == "the":
                return None, True
            continue
        state = [other for other in below if other.text == "state"]
        if state and token.text in _STATE and not capitals:
            return Span(state[0].start, token.end), False
        name = _name(parse, place)
        words = parse.text[name.start : name.end] if name else ""
        medium = is_medium(words) and words not in _NO_MEDIUM
        named = sure and not (
            ORGANISATION.search(words) or _PEOPLE.fullmatch(words) or token.entity == "NORP"
        )
        if name and (medium or named):
            found.append(name)
    return (found[0] if found else None), False


def _places(parse: Parse, act: Act) -> Iterator[tuple[int, bool]]:
    """What an act may be told to or said on, and whether only an outlet stands there."""
    above = governing(parse, parse.tokens[act.verb].head)
    quoted = above is not None and parse.tokens[act.verb].dep == "pcomp"
    beside = [*parse.children(act.verb, "advcl"), *([above] if quoted and above else [])]
    beside += [i for i in (act.speaker.head,) if i > act.verb]  # "wrote Ann Lee on Twitter"
    near = act.frame.union(*(parse.subtree(i) for i in beside)) - act.words
    for place in sorted(near):
        token = parse.tokens[place]
        over = parse.tokens[token.head]
        if over.lemma == "tell" and token.dep in {"dobj", "dative"}:
            yield place, True
        elif token.dep == "pobj" and over.lemma in _TOWARDS:
            yield place, parse.tokens[over.head].lemma == "interview"


def _name(parse: Parse, place: int) -> Span | None:
    """The name that a noun is, or that stands before it: "Time magazine", "PBS’s morning show"."""
    found = [(span, parse.inside(span)) for span in names(parse.text)]
    beside = parse.subtree(place, without=("relcl", "acl", "prep", "conj"))
    for other in (place, *reversed(beside)):
        for span, places in found:
            if other in places:
                return span
    return None
