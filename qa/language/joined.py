"""A parse in, the same out with the subjects that the parser took for a part of what stands before.

In "Lee left Hull and Ann Reed was fined" it joins Ann Reed to Hull, and Lee is fined. But a verb
that shares its subject has the "and" before itself: where that stands before a name or noun with
which the verb goes on at once, this is its subject.
"""

from __future__ import annotations

from dataclasses import replace

from qa.language.parse import Parse

_JOINED = frozenset({"conj", "ccomp", "advcl"})
_WITH_ONE = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "mark", "advmod")
"""What a verb has that needs no other subject, or is joined in another way."""
_OBJECTS = ("dobj", "attr", "acomp", "ccomp", "dative")
_HELPING = ("aux", "auxpass", "neg")
_VERBAL = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def with_own_subjects(parse: Parse) -> Parse:
    """The parse with each of these subjects on its verb."""
    tokens = list(parse.tokens)
    for verb, token in enumerate(parse.tokens):
        if token.dep not in _JOINED or token.pos not in _VERBAL or parse.children(verb, *_WITH_ONE):
            continue
        joined = _joined(parse, verb) if parse.tokens[token.head].pos in _VERBAL else None
        if joined is None:
            continue
        cc, subject = joined
        dep = "nsubjpass" if parse.children(verb, "auxpass") else "nsubj"
        tokens[verb] = replace(token, dep="conj")
        tokens[subject] = replace(tokens[subject], head=verb, dep=dep)
        tokens[cc] = replace(tokens[cc], head=token.head)
    return replace(parse, tokens=tuple(tokens))


def _joined(parse: Parse, verb: int) -> tuple[int, int] | None:
    """The places of an "and" and of the noun behind it that a finite verb follows at once."""
    helping = [i for i in parse.children(verb, *_HELPING) if i < verb]
    # Alone it may be a participle: "names and addresses scribbled on envelopes".
    sure = helping or parse.children(verb, *_OBJECTS)
    if not sure or not any(parse.tokens[i].tag in _FINITE for i in (verb, *helping)):
        return None
    first = min(verb, *helping) if helping else verb
    noun = first - 1
    if noun < 0 or parse.tokens[noun].pos not in _NOUNS:
        return None
    while parse.tokens[noun].dep != "conj":
        above = parse.tokens[noun].head
        if above in (noun, parse.tokens[verb].head) or above >= first:
            return None
        noun = above
    before = parse.tokens[noun].head
    below = parse.subtree(noun)
    cc = below[0] - 1
    alone = below[-1] == first - 1 and parse.tokens[noun].pos in _NOUNS
    if not alone or cc not in parse.children(before, "cc") or parse.tokens[before].pos in _VERBAL:
        return None
    return cc, noun
