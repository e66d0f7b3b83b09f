"""A sentence of several clauses in, what it says of how they hang together and nobody tells out.

Two things that two sentences tell may be told in one, but not that one was because of the other,
before it or only if.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.language.english import CAUSAL, CONDITIONAL
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told

BINDING = (
    CAUSAL | CONDITIONAL | frozenset("before after until till although though despite".split())
)
"""Words that say more of two clauses than that both are so."""


def unjoined(said: Sentence, found: Mapping[int, Told]) -> Iterator[Problem]:
    """The words that bind two clauses, where the cited sentence of these does not have them."""
    parse = said.parse
    for verb, one in found.items():
        clause = said.clauses[verb]
        if clause.how not in {"adverbial", "conditional"} or clause.under is None:
            continue
        for mark in parse.children(verb, "mark", "advmod"):
            token = parse.tokens[mark]
            if token.lemma not in BINDING - {"so"}:
                continue
            above = found.get(clause.under, one)
            there = any(other.lemma == token.lemma for other in one.parse.tokens)
            if above is not one or not there:
                yield Problem(reason=f"the cited words do not say “{token.text}”")
