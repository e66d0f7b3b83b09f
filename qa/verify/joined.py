"""A sentence of several clauses in, what it says of how they hang together and nobody tells out.

Two things that two sentences tell may be told in one, but not that one was because of the other,
before it or only if.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qa.language.english import CAUSAL, CONDITIONAL, SIMULTANEOUS
from qa.verify.matching import is_pronoun
from qa.verify.problems import Problem
from qa.verify.sentence import Sentence, Told

_JOINT = re.compile(r",? (?:and|while|but),? ")
BINDING = (
    CAUSAL | CONDITIONAL | frozenset("before after until till although though despite".split())
)
"""Words that say more of two clauses than that both are so."""
_TURNED = {"before": "after", "after": "before"}
_BINDS = frozenset({"mark", "advmod", "prep", "pcomp"})


def unjoined(said: Sentence, found: Mapping[int, tuple[Told, int | None]]) -> Iterator[Problem]:
    """The words that bind two clauses, where the cited sentence of these does not have them.

    `found` has for each clause, by its verb, the cited sentence and the place of the deed there.
    """
    parse = said.parse
    for verb, (one, deed) in found.items():
        clause = said.clauses[verb]
        above, upper = found.get(clause.under or -1, (None, None))
        if clause.how == "complement" and above is not None and above is not one:
            word = parse.tokens[verb].text
            yield Problem(reason=f"none of the cited sentences tells “{word}” so", weight=2.0)
        by = parse.tokens[verb].head if parse.tokens[verb].dep == "pcomp" else None
        if clause.under is None or (by is None and clause.how not in {"adverbial", "conditional"}):
            continue
        for mark in (*parse.children(verb, "mark", "advmod"), *(() if by is None else (by,))):
            token = parse.tokens[mark]
            reason = by is not None and token.lemma == "for"  # "arrested for lying"
            if token.lemma not in BINDING | SIMULTANEOUS and not reason:
                continue
            own = _binding(one, deed)
            if token.lemma in SIMULTANEOUS:
                if above is one and own & BINDING and not own & SIMULTANEOUS:
                    yield Problem(reason=f"the cited words say “{min(own & BINDING)}”")
                continue
            turned = _TURNED.get(token.lemma) in _binding(one, upper)
            if above not in {None, one} or not (token.lemma in own or turned):
                yield Problem(reason=f"the cited words do not say “{token.text}”")


def reordered(said: Sentence, told: Told, placed: Mapping[int, int]) -> Iterator[Problem]:
    """The "before" or "after" of two things that a cited sentence tells the other way round.

    `placed` are the places of the cited sentence that stand for words of the sentence.
    """
    for later, earlier in _ordered(said):
        first = {placed[i] for i in earlier if i in placed}
        then = {placed[i] for i in later if i in placed}
        for behind, before in _ordered(told):
            if first and then and first <= behind and then <= before:
                word = said.text[slice(*said.parse.span(tuple(earlier)))]
                yield Problem(
                    reason=f"the cited words do not tell “{word}” first", otherwise=True, weight=1.5
                )


def _ordered(sentence: Sentence) -> Iterator[tuple[set[int], set[int]]]:
    """What is told to come later, and what earlier: the two sides of a "before" or an "after"."""
    parse = sentence.parse
    for place, token in enumerate(parse.tokens):
        if token.lemma not in _TURNED or token.dep not in {"mark", "prep"}:
            continue
        inner = token.head if token.dep == "mark" else place
        below = set(parse.subtree(inner)) - {place}
        above = set(parse.subtree(parse.tokens[inner].head)) - below - {place}
        yield (below, above) if token.lemma == "before" else (above, below)


def _binding(told: Told, deed: int | None) -> set[str]:
    """The words by which a deed hangs on another: "because it closed", "after its closing"."""
    if deed is None:
        return {token.lemma for token in told.parse.tokens}
    parse = told.parse
    verb = deed if deed in told.clauses else told.governing(deed)
    places = [*parse.ancestors(deed), *parse.children(deed, "mark", "advmod")]
    if verb is not None:
        places += parse.children(verb, "mark", "advmod")
    return {parse.tokens[i].lemma for i in places if parse.tokens[i].dep in _BINDS}


def apart(said: Sentence) -> Iterator[tuple[Sentence, Sentence]]:
    """The ways to take a sentence for two that "and", "while" or "but" joins."""
    for joint in _JOINT.finditer(said.text):
        before, behind = said.text[: joint.start()], said.text[joint.end() :]
        inside = any(start <= joint.start() < end for start, end in said.quoted)
        if inside or not behind:
            continue
        yield (
            Sentence(f"{before}.", said.today),
            Sentence(f"{behind[0].upper()}{behind[1:]}", said.today),
        )


def is_whole(part: Sentence) -> bool:
    """Whether a part is a sentence by itself: with a subject of its own, whom it names."""
    parse = part.parse
    finite = [
        clause
        for clause in part.clauses.values()
        if clause.how == "main"
        and clause.tense != "none"
        and not parse.children(clause.verb, "mark")
    ]
    if not finite or "?" in part.text or not names_whom(part):
        return False
    return bool(parse.children(finite[0].verb, "nsubj", "nsubjpass", "expl", "csubj"))


def names_whom(part: Sentence) -> bool:
    """Whether a part names whom or what its "he" or "it" is, as far as these do something."""
    for clause in part.clauses.values():
        for phrase in (clause.subject, clause.undergoer):
            token = part.parse.tokens[phrase.head] if phrase is not None else None
            named = token and any(name.span.end <= token.start for name in part.names)
            if token is not None and is_pronoun(token) and not named:
                return False
    return True
