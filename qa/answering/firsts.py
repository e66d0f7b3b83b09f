"""A sentence that claims a superlative in ("the first MP to"), out of whom it claims it."""

from __future__ import annotations

from collections.abc import Collection

from index.records import Span
from qa.language.clauses import clauses
from qa.language.parse import Parse
from qa.language.roles import called

BEING = frozenset({"be", "become", "remain"})


def claimant(parse: Parse, superlatives: Collection[str]) -> Span | None:
    """The name, pronoun or description of whom the superlative is claimed; None if not clear."""
    for place, token in enumerate(parse.tokens):
        if token.text.casefold() in superlatives:
            head = _claimed_of(parse, place)
            if head is not None:
                return _named(parse, head)
    return None


def _claimed_of(parse: Parse, place: int) -> int | None:
    token = parse.tokens[place]
    above = token.head
    if token.dep == "advmod" and parse.tokens[above].pos in {"VERB", "AUX"}:
        return _subject(parse, above)
    # "was the first to call": the superlative is the noun itself.
    noun = place if token.dep in {"attr", "nsubj", "appos", "acomp"} else above
    while (
        parse.tokens[noun].dep in {"compound", "nmod", "amod"} and parse.tokens[noun].head != noun
    ):
        noun = parse.tokens[noun].head
    role = parse.tokens[noun]
    if role.dep in {"attr", "acomp", "oprd"}:
        return _subject(parse, role.head)
    if role.dep in {"nsubj", "nsubjpass"} and parse.tokens[role.head].lemma in BEING:
        other = parse.children(role.head, "attr")
        return other[0] if other else noun
    if role.dep == "pobj" and parse.tokens[role.head].lemma == "as":
        return _subject(parse, parse.tokens[role.head].head)
    return noun


def _subject(parse: Parse, verb: int) -> int | None:
    """The head of a verb's subject; of a relative clause, of what it hangs on."""
    clause = next((clause for clause in clauses(parse) if clause.verb == verb), None)
    subject = (clause.subject or clause.undergoer) if clause else None
    if subject is None:
        return None
    relative = parse.tokens[subject.head].tag in {"WP", "WDT"}
    return parse.tokens[verb].head if relative else subject.head


def _named(parse: Parse, head: int) -> Span | None:
    """The name by which somebody is called; a pronoun or a description where there is none."""
    spots = sorted(called(parse, head))
    named = [i for i in spots if parse.tokens[i].pos == "PROPN"]
    if named:
        first = last = named[0]
        while first > 0 and parse.tokens[first - 1].pos == "PROPN":
            first -= 1
        while (
            parse.tokens[last].head > last and parse.tokens[parse.tokens[last].head].pos == "PROPN"
        ):
            last = parse.tokens[last].head
        return Span(parse.tokens[first].start, parse.tokens[last].end)
    below = parse.subtree(head, without=("relcl", "acl", "appos", "punct", "prep", "conj", "cc"))
    return parse.span(below)
