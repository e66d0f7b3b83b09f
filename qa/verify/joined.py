"""A sentence of several clauses in, what it says of how they hang together and nobody tells out.

Two things that two sentences tell may be told in one, but not that one was because of the other,
before it or only if.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qa.language.english import CAUSAL, CONDITIONAL
from qa.verify.matching import is_pronoun
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told

_JOINT = re.compile(r",? (?:and|while|but),? ")
BINDING = (
    CAUSAL | CONDITIONAL | frozenset("before after until till although though despite".split())
)
"""Words that say more of two clauses than that both are so."""


def unjoined(said: Sentence, found: Mapping[int, Told]) -> Iterator[Problem]:
    """The words that bind two clauses, where the cited sentence of these does not have them."""
    parse = said.parse
    for verb, one in found.items():
        clause = said.clauses[verb]
        above = found.get(clause.under) if clause.under is not None else None
        if clause.how == "complement" and above is not None and above is not one:
            word = parse.tokens[verb].text
            yield Problem(reason=f"no one of the cited sentences tells “{word}” so", weight=2.0)
        if clause.how not in {"adverbial", "conditional"} or clause.under is None:
            continue
        for mark in parse.children(verb, "mark", "advmod"):
            token = parse.tokens[mark]
            if token.lemma not in BINDING - {"so"}:
                continue
            there = any(other.lemma == token.lemma for other in one.parse.tokens)
            if above not in {None, one} or not there:
                yield Problem(reason=f"the cited words do not say “{token.text}”")


def apart(said: Sentence) -> Iterator[tuple[Sentence, Sentence]]:
    """The ways to take a sentence for two that "and", "while" or "but" joins.

    Each has to be one by itself: with a subject of its own, whom it names.
    """
    for joint in _JOINT.finditer(said.text):
        before, behind = said.text[: joint.start()], said.text[joint.end() :]
        inside = any(start <= joint.start() < end for start, end in said.quoted)
        if inside or not behind:
            continue
        two = (
            Sentence(f"{before}.", said.today),
            Sentence(f"{behind[0].upper()}{behind[1:]}", said.today),
        )
        if all(map(_is_whole, two)):
            yield two


def _is_whole(part: Sentence) -> bool:
    parse = part.parse
    finite = [
        clause
        for clause in part.clauses.values()
        if clause.how == "main"
        and clause.tense != "none"
        and not parse.children(clause.verb, "mark")
    ]
    if not finite or "?" in part.text:
        return False
    for clause in part.clauses.values():
        for phrase in (clause.subject, clause.undergoer):
            token = parse.tokens[phrase.head] if phrase is not None else None
            named = token and any(name.span.end <= token.start for name in part.names)
            if token is not None and is_pronoun(token) and not named:
                return False
    own = parse.children(finite[0].verb, "nsubj", "nsubjpass", "expl", "csubj")
    return bool(own)
