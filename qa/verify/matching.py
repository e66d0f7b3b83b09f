"""A unit of a sentence and a cited sentence in, the places of the latter that may be it out."""

from __future__ import annotations

from collections.abc import Iterator

from qa.attribution.genders import PRONOUNS
from qa.claims.agreement import ANYBODY, SAME_KIND
from qa.language.english import QUANTIFIERS
from qa.language.parse import Parse, Token
from qa.language.roles import with_particle
from qa.language.thesaurus import OPPOSITE, SYNONYM, implies, is_a, is_noun, is_verb, nearness
from qa.verify.figures import fits
from qa.verify.naming import places_of_name
from qa.verify.sentence import Sentence, Told
from qa.verify.units import Unit
from qa.words import stem

_NOT = ("un", "in", "il", "im", "ir", "non-", "dis")
"""What before an adjective makes its opposite."""
_VERBAL = frozenset({"VERB", "AUX"})


def places_of(unit: Unit, token: Token, told: Told) -> tuple[int, ...]:
    """The places of a cited sentence at which a unit of another stands."""
    if unit.kind == "name" and unit.name is not None:
        return tuple(dict.fromkeys(places_of_name(unit.name.text, told)))
    if unit.kind == "number" and unit.quantity is not None:
        return tuple(
            head
            for other in told.quantities
            if fits(unit.quantity, other) and (head := told.parse.head_of(other.span)) is not None
        )
    found = tuple(i for i, other in enumerate(told.parse.tokens) if alike(token, other))
    same = tuple(i for i in found if _stems(token) & _stems(told.parse.tokens[i]))
    return same or tuple(i for i in found if not _is_another_kind(token, told.parse, i))


def _is_another_kind(said: Token, parse: Parse, place: int) -> bool:
    """Whether a noun with the one before it is no such thing: a "football player" no musician."""
    noun = parse.tokens[place]
    wholes = [
        f"{parse.tokens[i].lemma}_{noun.lemma}".casefold()
        for i in parse.children(place, "compound", "amod")
    ]
    known = [whole for whole in wholes if noun.pos == "NOUN" and is_noun(whole)]
    return bool(known) and not any(is_a(whole, said.lemma) for whole in known)


def alike(said: Token, told: Token) -> bool:
    """Whether a word says what another does, or something that follows from it."""
    word, other = said.text.casefold(), told.text.casefold()
    if word in QUANTIFIERS or other in QUANTIFIERS:
        return QUANTIFIERS.get(word, word) == QUANTIFIERS.get(other, other)
    own, theirs = _stems(said), _stems(told)
    if own & theirs:
        return True
    kinds = {SAME_KIND[one] for one in own if one in SAME_KIND} - {ANYBODY}
    if kinds & {SAME_KIND[one] for one in theirs if one in SAME_KIND}:
        return True
    if said.pos in _VERBAL or told.pos in _VERBAL:
        # Who plays for a club is no musician.
        person = any(one.pos == "NOUN" and is_a(one.lemma, "person") for one in (said, told))
        return _deeds(said, told) and not person and same_deed(said.lemma, told.lemma)
    return said.pos == told.pos == "NOUN" and is_a(told.lemma, said.lemma)


def same_word(said: Token, told: Token) -> bool:
    """Whether a word says just what another does, and not only what follows from it.

    Where a first is limited, what is broader says more: "the first to referee a match".
    """
    if _stems(said) & _stems(told):
        return True
    if said.pos in _VERBAL or told.pos in _VERBAL:
        return _deeds(said, told) and nearness(said.lemma, told.lemma) >= SYNONYM
    return alike(said, told) and alike(told, said)


def same_deed(said: str, told: str) -> bool:
    """Whether a verb, or the noun of one, tells what another does, or what follows from it."""
    near = nearness(said, told)
    return near >= SYNONYM or (near > OPPOSITE and implies(told, said))


def tells_deed(said: Sentence, own: int, told: Sentence, place: int) -> bool:
    """Whether a place tells the deed of a verb, each with its particle: "go on" and "continue"."""
    one, other = said.parse.tokens[own], told.parse.tokens[place]
    if other.pos in _VERBAL and any(
        nearness(here, there) >= SYNONYM
        for here in phrases(said.parse, own)
        for there in phrases(told.parse, place)
        if "_" in here + there
    ):
        return True
    names = _with_particle(said.parse, own), _with_particle(told.parse, place)
    if "_" in names[0] + names[1] and other.pos in _VERBAL:
        return names[0] == names[1] or nearness(*names) >= SYNONYM
    return alike(one, other) or opposite(one, other)


def _with_particle(parse: Parse, verb: int) -> str:
    """A verb with its particle, also one that the parser took for a preposition: "go on paying"."""
    found = [
        parse.tokens[i].lemma for i in parse.children(verb, "prep") if parse.tokens[i].tag == "RP"
    ]
    return "_".join([with_particle(parse, verb), *found])


def phrases(parse: Parse, verb: int) -> Iterator[str]:
    """A verb, and what it is with a word behind it: "step" and "step_down", "call_for"."""
    lemma = parse.tokens[verb].lemma
    yield lemma
    for place in parse.children(verb, "prt", "prep", "advmod"):
        beside = parse.tokens[place]
        name = f"{lemma}_{beside.lemma}"
        if place > verb and beside.dep in {"prt", "prep", "advmod"} and is_verb(name):
            yield name


def opposite(said: Token, told: Token) -> bool:
    """Whether two words are opposites: "rise" and "fall", "lawful" and "unlawful"."""
    if said.pos == told.pos == "ADJ":
        one, other = said.lemma.casefold(), told.lemma.casefold()
        return any(one == f"{no}{other}" or other == f"{no}{one}" for no in _NOT)
    return (
        said.pos in _VERBAL and told.pos in _VERBAL and nearness(said.lemma, told.lemma) == OPPOSITE
    )


def _deeds(said: Token, told: Token) -> bool:
    return {said.pos, told.pos} <= {"VERB", "NOUN", "AUX"}


def _stems(token: Token) -> frozenset[str]:
    return frozenset({stem(token.text), stem(token.lemma)})


def is_pronoun(token: Token) -> bool:
    """Whether a word stands for a person or thing that is named elsewhere."""
    return token.text.casefold() in PRONOUNS or token.lemma in {"it", "they", "we", "i", "you"}
