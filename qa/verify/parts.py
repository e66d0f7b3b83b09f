"""A place of a sentence and a deed in, whether what stands there has a part in the deed out.

The parser now and then gives a subject to another verb or noun; what it is known to misread is
read aright here.
"""

from __future__ import annotations

from typing import Literal

from qa.language.clauses import Clause
from qa.language.english import QUANTIFIERS
from qa.language.parse import WH, Parse
from qa.language.roles import Part, called, roles
from qa.language.thesaurus import is_a
from qa.verify.closeness import CLAUSE, closeness, hangs
from qa.verify.sentence import Sentence
from qa.verify.units import is_counting

Holding = Literal["holds", "open", "taken", "swapped", "apart"]
"""It has the part; nothing speaks against it; somebody else has it; it has the other part; or it
stands too far from the deed."""
_OF_THE_SUBJECT = frozenset("by after before without in on upon while despite".split())
"""Prepositions behind which the subject does what the participle tells, whoever is the object."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def holding(sentence: Sentence, place: int, deed: int, wanted: Part, *, lenient: bool) -> Holding:
    """Whether what stands at a place has a part in a deed.

    `lenient` takes the one to whom it is done for the one who does it, as where "killed" is told
    as "died".
    """
    parse = sentence.parse
    verb = _verb_of(sentence, deed)
    clause = sentence.clauses.get(verb)
    parts = _parts(parse, place, {deed, verb})
    misread = _misread(parse, clause.verb) if clause is not None else None
    own: Part = "undergoer" if clause is not None and clause.passive else "subject"
    if misread is not None:
        mine = place in {misread, *parse.children(misread, "nummod")}
        parts = parts | {own} if mine else parts - {own}
    if place == _controller(sentence, verb):
        parts |= {own}
    others = {"subject", "undergoer"} - {wanted}
    said_of = deed != verb and parts & {"subject", "attribute", "undergoer"}
    given = wanted == "undergoer" and parse.tokens[place].dep == "dative"  # "was paid $5"
    named = deed in called(parse, place) or place in called(parse, deed)
    if (
        wanted in parts
        or said_of
        or named
        or (given and parse.tokens[place].head == verb)
        or (lenient and parts & others)
    ):
        return "holds"
    if parts & others:
        return "swapped"
    holder = misread if misread is not None and wanted == own else _holder(parse, clause, wanted)
    if holder is not None and _is_holder(sentence, place, holder):
        return "holds"
    if holder is not None and not lenient and not _counts(parse, place, holder):
        return "taken"
    return _by_place(sentence, place, deed, wanted, beside="beside" in parts)


def _parts(parse: Parse, place: int, deeds: set[int]) -> set[Part]:
    """The parts in a deed; of "council leader Ann Lee" the council has none in what she does."""
    token = parse.tokens[place]
    beside = token.dep in {"compound", "nmod", "poss", "amod"}
    if beside and not is_a(token.lemma.casefold(), "person"):
        return set()
    return {role.part for role in roles(parse, place) if role.verb in deeds}


def _controller(sentence: Sentence, verb: int) -> int | None:
    """Who does what stands behind a preposition: "famous for performing", "accused of lying"."""
    parse = sentence.parse
    token = parse.tokens[verb]
    above = sentence.governing(token.head) if token.dep == "pcomp" else None
    clause = sentence.clauses.get(above) if above is not None else None
    if clause is None:
        return None
    own = parse.tokens[token.head].lemma in _OF_THE_SUBJECT or clause.undergoer is None
    phrase = clause.subject if own and not clause.passive else clause.undergoer
    if phrase is not None and parse.tokens[phrase.head].tag in WH:
        return parse.tokens[clause.verb].head  # "who served before retiring"
    return phrase.head if phrase is not None else None


def _misread(parse: Parse, verb: int) -> int | None:
    """The subject of a verb that the parser took for something else; None where it has its own.

    Of "claimed 190 were dead" it may read the number as claimed, of "resigned as governor of Ohio
    and Ann Lee was sworn in" Lee as governed, and "after Ann May left" as "after Ann May".
    """
    token = parse.tokens[verb]
    if parse.children(verb, "nsubj", "nsubjpass", "csubj", "expl"):
        return None
    if token.dep == "advcl" and token.tag in _FINITE:
        marks = parse.children(verb, "mark")
        return next((i for mark in marks for i in parse.children(mark, "pobj")), None)
    if parse.children(verb, "mark"):
        return None
    if token.dep == "ccomp":
        return next((i for i in parse.children(token.head, "dobj") if i < verb), None)
    helping = parse.children(verb, "aux", "auxpass")
    before = min((verb, *helping)) - 1
    finite = any(parse.tokens[i].tag in _FINITE for i in (verb, *helping))
    if token.dep != "conj" or before < 0 or not finite:
        return None
    noun = parse.tokens[before]
    return before if noun.dep == "conj" and noun.pos in {"NOUN", "PROPN"} else None


def _holder(parse: Parse, clause: Clause | None, part: Part) -> int | None:
    """The head of what has a part in a clause; of a relative clause what it hangs on."""
    if clause is None:
        return None
    phrase = {"subject": clause.subject, "undergoer": clause.undergoer}.get(part)
    if phrase is None:
        return None
    relative = parse.tokens[phrase.head].tag in WH
    return parse.tokens[clause.verb].head if relative else phrase.head


def _is_holder(sentence: Sentence, place: int, holder: int) -> bool:
    """Whether a place is called by the noun that has the part: "the holders Real Almara"."""
    return holder in called(sentence.parse, place) or any(
        place in name.places and holder + 1 in name.places and holder not in name.places
        for name in sentence.names
    )


def _counts(parse: Parse, place: int, holder: int) -> bool:
    """Whether one is how many there are of the other: "three barrels of oil", "a total of 39"."""
    token = parse.tokens[place]
    if place not in parse.subtree(holder):
        return False
    measures = parse.tokens[holder].text.casefold() in QUANTIFIERS or any(
        parse.tokens[i].pos == "NUM" for i in parse.children(holder, "nummod")
    )
    of = measures and token.dep == "pobj" and parse.tokens[token.head].lemma == "of"
    counting = is_counting(parse.tokens[holder]) and hangs(parse, place, holder)
    return token.pos == "NUM" or of or counting


def _by_place(sentence: Sentence, place: int, deed: int, wanted: Part, *, beside: bool) -> Holding:
    """Whether a place is near enough to a deed of which it is not told who has the part."""
    noun = sentence.parse.tokens[deed].pos == "NOUN"
    carried = sentence.parse.tokens[deed].dep in {"attr", "acomp", "oprd"}
    if wanted == "undergoer" and noun and not carried:
        # "His exit left Ann Lee as the nominee" does not say that she was left.
        return "open" if place in sentence.parse.subtree(deed) else "apart"
    if wanted == "undergoer" and any(
        act.verb == deed and place in act.words for act in sentence.acts
    ):
        return "open"  # who announced that there would be an inquiry announced an inquiry
    return "open" if beside or closeness(sentence, place, deed) >= CLAUSE else "apart"


def _verb_of(sentence: Sentence, deed: int) -> int:
    """The verb by which something is said of somebody: the "is" of "is the mayor"."""
    token = sentence.parse.tokens[deed]
    if deed not in sentence.clauses and token.dep in {"attr", "acomp", "oprd"}:
        return token.head
    return deed
