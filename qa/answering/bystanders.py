"""A question, a sentence and an answer's place in it in; whether what stands there only stands by.

Who reports a deed has not done it, nor has whoever was told of it, or named who did; where somebody
is from is not where they won; and what is left of a name when the question's part is taken away is
the same person's.
"""

from __future__ import annotations

from index.records import Span
from qa.answering.asked import Asked
from qa.attribution.acts import acts
from qa.language.clauses import clauses
from qa.language.english import SPEAKING
from qa.language.parse import Parse
from qa.language.roles import called, phrasal, roles
from qa.language.thesaurus import SYNONYM, is_a, nearness
from qa.words import stem

ORIGIN = frozenset({"from", "of"})


def stands_by(asked: Asked, parse: Parse, answer: Span, *, where: bool) -> bool:
    """Whether an answer to who or `where` is only of who tells it, is told it, or comes from there.

    Who tells it answers where it is asked who says, thinks or fears something: then the sentence
    does not state the predicate asked for beside the telling.
    """
    place = parse.head_of(answer)
    if place is None or asked.verb in SPEAKING:
        return False
    return (
        _is_told(parse, place)
        or (where and not asked.is_light and _is_origin(parse, place))
        or (
            not where
            and (
                _only_reports(asked, parse, place)
                or _names_another(asked, parse, place)
                or _is_cut(asked, parse, answer)
                or _has_no_part(asked, parse, place)
            )
        )
    )


def _is_told(parse: Parse, place: int) -> bool:
    token = parse.tokens[place]
    return token.dep in {"dobj", "dative"} and parse.tokens[token.head].lemma == "tell"


def _has_no_part(asked: Asked, parse: Parse, place: int) -> bool:
    """Whether a sentence tells the deed by a noun alone ("the theft"), and of others their part."""
    if asked.verb is None or asked.is_light or asked.part != "subject":
        return False
    like = [i for i, one in enumerate(parse.tokens) if nearness(asked.verb, one.lemma) >= SYNONYM]
    if not like or any(parse.tokens[i].pos != "NOUN" for i in like):
        return False
    if parse.tokens[place].head in like or {role.verb for role in roles(parse, place)} & {*like}:
        return False
    return parse.tokens[place].dep in {"nsubj", "nsubjpass", "dobj"}


def _is_origin(parse: Parse, place: int) -> bool:
    """Whether a place is only whose "Ann Lee of Velin" or "from Velin" is."""
    token = parse.tokens[place]
    by = parse.tokens[token.head]
    return token.dep == "pobj" and by.lemma in ORIGIN and parse.tokens[by.head].entity == "PERSON"


def _only_reports(asked: Asked, parse: Parse, place: int) -> bool:
    for act in acts(parse, ()):
        if act.speaker.head not in called(parse, place) or _is_like(asked, parse, act.verb):
            continue
        if asked.is_light:
            return not asked.called
        source = parse.tokens[act.verb].text.casefold() == "according"
        if source or any(
            _is_like(asked, parse, clause.verb)
            for clause in clauses(parse)
            if clause.verb in act.words
        ):
            return True
    return False


def _names_another(asked: Asked, parse: Parse, place: int) -> bool:
    """Whether who stands there does something to those asked for: "named the winners"."""
    own = called(parse, place)
    return any(
        clause.subject is not None
        and clause.subject.head in own
        and clause.undergoer is not None
        and not {clause.undergoer.head} & own
        and _is_asked_for(asked, parse.tokens[clause.undergoer.head].lemma)
        for clause in clauses(parse)
    )


def _is_asked_for(asked: Asked, noun: str) -> bool:
    """Whether a noun calls somebody as the question does, or by the deed that it asks for."""
    if noun == asked.head:
        return True
    done = asked.verb is not None and nearness(asked.verb, noun) >= SYNONYM
    return asked.part == "subject" and done and is_a(noun, "person")


def _is_like(asked: Asked, parse: Parse, verb: int) -> bool:
    return asked.verb is not None and nearness(asked.verb, phrasal(parse, verb)) >= SYNONYM


def _is_cut(asked: Asked, parse: Parse, answer: Span) -> bool:
    """Whether an answer is a part of a name that begins as one in the question does."""
    inside = parse.inside(answer)
    top = inside[-1]
    while parse.tokens[top].dep == "compound":
        top = parse.tokens[top].head
    first = min(top, *parse.children(top, "compound"), inside[0])
    return first not in inside and stem(parse.tokens[first].text) in asked.names
