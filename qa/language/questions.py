"""A question in, its parse out, mended where its opening has led the parser astray.

The parser has read few questions: in "When did the talks in Geneva end?" it takes "Geneva end" for
a name and "did" for the verb. Behind "do" or "have" and a subject there must be a verb: where none
is seen, it is the noun that follows another noun at once. "Compare Lee and Marks" is no name, and
the "Which" of "Which scientists won?" belongs to the scientists.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.language.english import ASKING
from qa.language.parse import Parse, Token
from qa.language.reading import parsed
from qa.language.thesaurus import is_verb

FARTHEST = 8
"""Words before "do": "How many of the seats did they win?"."""
IMPERATIVE = re.compile(r"(?:Compare|List|Name|Describe|Explain|Summari[sz]e)\b")
"""A first word that is a verb, and with its capital may be taken for a part of a name."""
HELPED = {"do": {"VB", "VBP"}, "have": {"VBN"}}
"""Helping verbs, and the tags of the verb that stands behind them and their subject."""
PARTS = frozenset("nsubj nsubjpass dobj pobj attr".split())


def parsed_question(text: str) -> Parse:
    """The parse of a question. Raises ModelUnavailable where the model cannot be used."""
    opening = IMPERATIVE.match(text)
    if opening is not None:
        lower = opening.group().lower()
        parse = replace(parsed(lower + text[len(lower) :]), text=text)
    else:
        parse = _with_what_it_asks(parsed(text))
    helping = _helping(parse)
    if helping is None:
        return parse
    verb = _verb(parse, helping)
    tokens = parse.tokens if verb is None else _mended(parse, helping, verb)
    return Parse(text=text, tokens=_with_one_subject(tokens, helping))


def _with_what_it_asks(parse: Parse) -> Parse:
    """The parse with the "which" that opens it on the noun behind it, unless it is a part."""
    if len(parse.tokens) < 2 or parse.tokens[0].tag != "WDT" or parse.tokens[0].dep in PARTS:
        return parse
    noun = 1
    while parse.tokens[noun].dep in {"amod", "compound", "nummod"}:
        noun = parse.tokens[noun].head
    if parse.tokens[noun].pos not in {"NOUN", "PROPN"} or parse.tokens[noun].dep not in PARTS:
        return parse
    which = replace(parse.tokens[0], pos="DET", dep="det", head=noun)
    return replace(parse, tokens=(which, *parse.tokens[1:]))


def _helping(parse: Parse) -> int | None:
    """The place of "did" in a question that begins with it or with what it asks for."""
    for place, token in enumerate(parse.tokens[:FARTHEST]):
        if token.lemma in HELPED and token.tag in {"VBD", "VBZ", "VBP"}:
            asks = any(before.lemma in ASKING for before in parse.tokens[:place])
            return place if asks or place == 0 else None
    return None


def _verb(parse: Parse, helping: int) -> int | None:
    """The place of the verb that "did" helps; None where the parse has it right, or there is none.

    That is the first infinitive behind it, else the last singular noun that may be a verb, and
    stands at once behind another and before no third.
    """
    behind = list(enumerate(parse.tokens))[helping + 1 :]
    helped = HELPED[parse.tokens[helping].lemma]
    seen = next((i for i, token in behind if token.tag in helped and _is_verb(token)), None)
    if seen is not None:
        return None if parse.tokens[helping].head == seen else seen
    nouns = {"NOUN", "PROPN"}
    for place, token in reversed(behind[1:]):
        after = parse.tokens[place + 1].pos if place + 1 < len(parse.tokens) else "PUNCT"
        may_be = token.tag in {"NN", "VB", "VBD", "VBN"} and _is_verb(token)
        if may_be and parse.tokens[place - 1].pos in nouns and after not in nouns:
            return place
    return None


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb that says something: not the "been" of "has been charged"."""
    if token.lemma == "be" and token.dep in {"aux", "auxpass"}:
        return False
    return is_verb(token.lemma.casefold()) or is_verb(token.text.casefold())


def _with_one_subject(tokens: tuple[Token, ...], helping: int) -> tuple[Token, ...]:
    """The tokens with what stands before "did" an object where a subject stands behind it."""
    verb = tokens[helping].head
    own = any(one.head == verb and one.dep == "nsubj" for one in tokens[helping + 1 :])
    return tuple(
        replace(one, head=verb, dep="dobj")
        if own and place < helping and one.head in {verb, helping} and one.dep == "nsubj"
        else one
        for place, one in enumerate(tokens)
    )


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

    lemma = old.lemma if old.pos == "VERB" else old.text.lower()
    tokens[verb] = replace(old, pos="VERB", tag="VB", lemma=lemma, dep="ROOT", head=verb)
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
