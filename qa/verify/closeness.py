"""Two places of a parse in, how closely they belong together out; and who has which part in a deed.

A word beside another is not yet said of it: in "A blamed B, who resigned" only B has resigned.
"""

from __future__ import annotations

from typing import Literal

from qa.language.clauses import Clause
from qa.language.parse import WH, Parse
from qa.language.roles import Part, called, roles
from qa.language.thesaurus import is_a
from qa.verify.sentence import Sentence
from qa.verify.units import is_counting

DIRECT, CLAUSE, BESIDE, APART = 3, 2, 1, 0
BETWEEN = 3
"""Words that may stand between a number and what it counts."""
_THROUGH = frozenset({"ADP", "DET", "PART", "SYM", "PUNCT", "CCONJ"})
Holding = Literal["holds", "open", "taken", "swapped", "apart"]


def closeness(sentence: Sentence, place: int, other: int) -> int:
    """Whether a place hangs on another or is called by it, stands in its clause, or beside it."""
    parse = sentence.parse
    if place == other or _hangs(parse, place, other) or _hangs(parse, other, place):
        return DIRECT
    names = called(parse, place)
    if other in names or place in called(parse, other):
        return DIRECT
    if any(_hangs(parse, name, other) or _hangs(parse, other, name) for name in names):
        return DIRECT
    if _stands_before(parse, min(place, other), max(place, other)):
        return DIRECT
    one, two = _clause_of(sentence, place), _clause_of(sentence, other)
    if two in {one, place} or other == one:
        return CLAUSE
    if _joined(sentence, one, two):
        return CLAUSE
    return BESIDE if _above(sentence, one) == two or _above(sentence, two) == one else APART


def _hangs(parse: Parse, lower: int, upper: int) -> bool:
    """Whether one hangs on another, with nothing between that has a meaning of its own."""
    for above in parse.ancestors(lower):
        if above == upper:
            return True
        token = parse.tokens[above]
        light = token.pos in _THROUGH or is_counting(token) or token.dep in {"quantmod", "nummod"}
        same_name = token.dep in {"compound", "nmod"} and token.pos == "PROPN"
        joined = parse.tokens[lower].dep == "conj" and token.dep != "ROOT"
        if not (light or same_name or joined):
            return False
    return False


def _stands_before(parse: Parse, number: int, noun: int) -> bool:
    """Whether a number stands before a noun with nothing but what describes it between."""
    between = parse.tokens[number + 1 : noun]
    return (
        parse.tokens[number].pos == "NUM"
        and len(between) <= BETWEEN
        and parse.tokens[noun].pos in {"NOUN", "PROPN"}
        and all(token.pos in {"ADJ", "NOUN"} or token.tag == "VBN" for token in between)
    )


def _clause_of(sentence: Sentence, place: int) -> int | None:
    return place if place in sentence.clauses else sentence.governing(place)


def _above(sentence: Sentence, verb: int | None) -> int | None:
    clause = sentence.clauses.get(verb) if verb is not None else None
    if clause is None:
        return None
    token = sentence.parse.tokens[clause.verb]
    return token.head if token.dep == "conj" else clause.under


def _joined(sentence: Sentence, one: int | None, two: int | None) -> bool:
    """Whether a clause without a subject of its own goes on from another, or is part of it."""
    for lower, upper in ((one, two), (two, one)):
        clause = sentence.clauses.get(lower) if lower is not None else None
        if clause is None or upper is None or lower is None:
            continue
        token = sentence.parse.tokens[lower]
        own = sentence.parse.children(lower, "nsubj", "nsubjpass")
        if token.head == upper and token.dep in {"xcomp", "acl", "pcomp"} and not own:
            return True
    return False


def holding(sentence: Sentence, place: int, deed: int, wanted: Part, *, lenient: bool) -> Holding:
    """Whether what stands at a place has a part in a deed.

    "open" is where the sentence does not tell it but nothing speaks against it; `lenient` takes
    the one to whom it is done for the one who does it, as where "killed" is told as "died".
    """
    parse = sentence.parse
    verb = _verb_of(sentence, deed)
    beside = parse.tokens[place].dep in {"compound", "nmod", "poss", "amod"}
    if beside and not is_a(parse.tokens[place].lemma.casefold(), "person"):
        parts = set[Part]()  # of "council leader Ann Lee" the council has no part in what she does
    else:
        parts = {role.part for role in roles(parse, place) if role.verb in {deed, verb}}
    others = {"subject", "undergoer"} - {wanted}
    if wanted in parts or (deed != verb and parts & {"subject", "attribute", "undergoer"}):
        return "holds"
    if lenient and parts & others:
        return "holds"
    if deed in called(parse, place) or place in called(parse, deed):
        return "holds"
    if parts & others:
        return "swapped"
    clause = sentence.clauses.get(verb) if verb is not None else None
    misread = _misread(parse, clause.verb) if clause is not None else None
    if (
        clause is not None
        and misread is not None
        and place in {misread, *(i for i in parse.children(misread, "nummod"))}
    ):
        mine_is = "undergoer" if clause.passive else "subject"
        return "holds" if wanted == mine_is or deed != verb else "swapped"
    holder = holder_of(clause, wanted) if clause is not None else None
    if holder is not None and parse.tokens[holder].tag in WH and verb is not None:
        holder = parse.tokens[verb].head
    mine = called(parse, place)
    if holder in mine:
        return "holds"
    if holder is not None and any(
        place in name.places and holder + 1 in name.places and holder not in name.places
        for name in sentence.names
    ):
        return "holds"  # "the holders Real Almara"
    taken = holder is not None and not _counts(parse, place, holder)
    if taken and not lenient:
        return "taken"
    noun = parse.tokens[deed].pos == "NOUN" and deed == verb
    if wanted == "undergoer" and noun and place not in parse.subtree(deed):
        return "apart"  # "his exit left Ann Lee as the nominee" does not say that she was left
    near = closeness(sentence, place, deed)
    if wanted == "undergoer" and any(
        act.verb == deed and place in act.words for act in sentence.acts
    ):
        return "open"  # who announced that there would be an inquiry announced an inquiry
    return "open" if "beside" in parts or near >= CLAUSE else "apart"


def _misread(parse: Parse, verb: int) -> int | None:
    """The subject of a verb that the parser took for something else; None where it has its own.

    Of "claimed 190 were dead" it may read the number as claimed, of "resigned as governor of Ohio
    and Ann Lee was sworn in" Lee as governed.
    """
    if parse.children(verb, "nsubj", "nsubjpass", "csubj", "expl", "mark"):
        return None
    token = parse.tokens[verb]
    if token.dep == "ccomp":
        return next((i for i in parse.children(token.head, "dobj") if i < verb), None)
    helping = parse.children(verb, "aux", "auxpass")
    before = min((verb, *helping)) - 1
    finite = any(parse.tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} for i in (verb, *helping))
    if token.dep != "conj" or before < 0 or not finite:
        return None
    noun = parse.tokens[before]
    return before if noun.dep == "conj" and noun.pos in {"NOUN", "PROPN"} else None


def _counts(parse: Parse, place: int, holder: int) -> bool:
    """Whether a number is how many there are of what has the part, or that only counts it."""
    number = parse.tokens[place].pos == "NUM" and place in parse.subtree(holder)
    measures = any(parse.tokens[i].pos == "NUM" for i in parse.children(holder, "nummod"))
    of = parse.tokens[parse.tokens[place].head]
    if measures and of.lemma == "of" and parse.tokens[place].dep == "pobj":
        return place in parse.subtree(holder)  # "three barrels of oil were lost"
    return number or (is_counting(parse.tokens[holder]) and _hangs(parse, place, holder))


def _verb_of(sentence: Sentence, deed: int) -> int | None:
    """The verb by which something is said of somebody: the "is" of "is the mayor"."""
    token = sentence.parse.tokens[deed]
    if deed not in sentence.clauses and token.dep in {"attr", "acomp", "oprd"}:
        return token.head
    return deed


def holder_of(clause: Clause, part: Part) -> int | None:
    """The head of what has a part in a clause."""
    phrase = {"subject": clause.subject, "undergoer": clause.undergoer}.get(part)
    return phrase.head if phrase is not None else None
