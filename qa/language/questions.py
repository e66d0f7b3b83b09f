"""A question in, its parse out, mended where "did" has led the parser astray.

The parser has read few questions: in "When did the talks in Geneva end?" it takes "Geneva end" for
a name and "did" for the verb. Behind "do" and a subject there must be a verb: where none is seen,
it is the noun that follows another noun at once.
"""

from __future__ import annotations

from dataclasses import replace

from qa.language.english import ASKING
from qa.language.parse import Parse, Token
from qa.language.reading import parsed

FARTHEST = 8
"""Words before "do": "How many of the seats did they win?"."""


def parsed_question(text: str) -> Parse:
    """The parse of a question. Raises ModelUnavailable where the model cannot be used."""
    parse = parsed(text)
    helping = _helping(parse)
    if helping is None:
        return parse
    verb = _verb(parse, helping)
    return parse if verb is None else Parse(text=text, tokens=_mended(parse, helping, verb))


def _helping(parse: Parse) -> int | None:
    """The place of "did" in a question that begins with it or with what it asks for."""
    for place, token in enumerate(parse.tokens[:FARTHEST]):
        if token.lemma == "do" and token.tag in {"VBD", "VBZ", "VBP"}:
            asks = any(before.lemma in ASKING for before in parse.tokens[:place])
            return place if asks or place == 0 else None
    return None


def _verb(parse: Parse, helping: int) -> int | None:
    """The place of the verb that "did" helps; None where the parse has it right, or there is none.

    That is the first infinitive behind it, else the last singular noun that stands at once behind
    another and before no third.
    """
    behind = list(enumerate(parse.tokens))[helping + 1 :]
    seen = next((i for i, token in behind if token.tag in {"VB", "VBP"}), None)
    if seen is not None:
        return None if parse.tokens[helping].head == seen else seen
    nouns = {"NOUN", "PROPN"}
    for place, token in reversed(behind[1:]):
        after = parse.tokens[place + 1].pos if place + 1 < len(parse.tokens) else "PUNCT"
        if token.tag == "NN" and parse.tokens[place - 1].pos in nouns and after not in nouns:
            return place
    return None


def _mended(parse: Parse, helping: int, verb: int) -> tuple[Token, ...]:
    """The tokens with the verb for the root, "did" for its helper, and the subject between them."""
    tokens = list(parse.tokens)
    old = tokens[verb]
    below = set(parse.subtree(verb))
    top = verb
    for above in parse.ancestors(verb):
        if not helping < above < verb:
            break
        top = above

    def hang(place: int, head: int, dep: str) -> None:
        tokens[place] = replace(tokens[place], head=head, dep=dep)

    tokens[verb] = replace(old, pos="VERB", tag="VB", lemma=old.text.lower(), dep="ROOT", head=verb)
    hang(helping, verb, "aux")
    subject = verb - 1
    if old.pos != "VERB":
        for place in parse.children(verb):
            if helping < place < verb and place != subject:
                hang(place, subject, tokens[place].dep)
        if top == verb:
            hang(subject, verb, "nsubj")
        else:
            hang(subject, old.head, old.dep)
            hang(top, verb, "nsubj")
    for place, token in enumerate(parse.tokens):
        outside = place < helping and token.head >= helping
        stray = place > verb and token.head not in below and token.head <= helping
        if place != verb and (outside or stray or token.head == place != helping):
            asked = place < helping and token.dep in {"nsubj", "nsubjpass", "det", "attr"}
            if place != top:
                hang(place, verb, "dobj" if asked else token.dep.replace("ROOT", "dep"))
    return tuple(tokens)
