"""A question and a sentence in; whether the sentence tells the deed asked for of another thing.

"When did Lee win the election?" is not told by "Lee won the primary in May".
"""

from __future__ import annotations

from qa.answering.asked import Asked
from qa.language.clauses import Clause, clauses
from qa.language.parse import Parse
from qa.language.roles import phrasal
from qa.language.thesaurus import SYNONYM, is_a, nearness
from qa.words import stem, stems


def of_another_thing(asked: Asked, asking: Parse, telling: Parse, place: int) -> bool:
    """Whether the clause of an answer at a place has the verb asked for and another object.

    Of a question without an object, and of a clause that leaves it out, there is no telling.
    """
    if asked.verb is None or asked.part != "beside":
        return False
    wanted = next((one for one in clauses(asking) if phrasal(asking, one.verb) == asked.verb), None)
    if wanted is None or wanted.undergoer is None or asking.asks(wanted.undergoer.span):
        return False
    told = _clause_of(asked.verb, telling, place)
    if told is None or told.undergoer is None:
        return False
    one, other = asking.tokens[wanted.undergoer.head], telling.tokens[told.undergoer.head]
    held = stems(" ".join(telling.tokens[i].text for i in telling.subtree(told.verb)))
    if "PRON" in {one.pos, other.pos} or stem(one.text) in held:
        return False
    span = wanted.undergoer.span
    beside = stems(asking.text[span.start : span.end]) - {stem(one.text)}
    if is_a(other.lemma, one.lemma) or is_a(one.lemma, other.lemma):
        return not beside <= held
    names = {one.pos, other.pos} & {"PROPN"}
    return not names and nearness(one.lemma, other.lemma) < SYNONYM


def _clause_of(verb: str, parse: Parse, place: int) -> Clause | None:
    above = (place, *parse.ancestors(place))
    found = (one for one in clauses(parse) if one.verb in above)
    return next((one for one in found if nearness(verb, phrasal(parse, one.verb)) >= SYNONYM), None)
