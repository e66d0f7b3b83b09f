"""A question and a sentence in; whether the sentence tells the deed asked for of another.

"When did Lee win the election?" is not told by "Lee won the primary in May", "How many seats did
the Greens win?" not by "Labour won nine seats", "Who came second in Hull?" not by "Lee came second
in York".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from qa.answering.asked import Asked
from qa.answering.features import NEAR
from qa.claims.agreement import figure
from qa.language.clauses import Clause, clauses
from qa.language.english import HOW_MANY, LOCATIVE, RANKS
from qa.language.parse import WH, Parse
from qa.language.roles import called, phrasal
from qa.language.thesaurus import SYNONYM, is_a, nearness
from qa.words import PART, stem, stems

PLACE = "GPE"
"""The kind of entity of a country, a state or a town."""


def of_another(asked: Asked, asking: Parse, telling: Parse, place: int) -> bool:
    """Whether the clause of an answer at a place has the verb asked for and is of another.

    Of another thing or by another doer. What a question or a clause leaves out, or tells by a
    pronoun, is not telling.
    """
    both = _compared(asked, asking, telling, place)
    return both is not None and (
        _of_another_thing(asked, asking, both[0], telling, both[1])
        or _by_another(asking, both[0], telling, both[1])
    )


def elsewhere(asked: Asked, asking: Parse, telling: Parse, place: int) -> bool:
    """Whether that clause is set in a town or country, and the question's in another place.

    The one may lie in the other: it tells only what answers less well.
    """
    both = _compared(asked, asking, telling, place)
    return both is not None and _elsewhere(asking, both[0], telling, both[1])


def of_another_rank(asking: Parse, sentence: str) -> bool:
    """Whether a question asks who came second, or last, and a sentence names no such place."""
    for place, token in enumerate(asking.tokens):
        over = asking.tokens[token.head]
        if over.pos not in {"VERB", "AUX"} or place == token.head:
            continue  # "the second debate" may go by another name
        for rank in RANKS:
            if token.text.casefold() in rank:
                return not rank & set(PART.findall(sentence.casefold()))
    return False


def of_another_figure(asking: Parse, telling: Parse) -> bool:
    """Whether a question gives a figure of things, and a sentence of the same only others.

    "Who got nine votes?" is not told by "Lee got twelve votes".
    """
    told = set(_figures(telling))
    things = {noun for noun, _ in told}
    return any(noun in things and (noun, value) not in told for noun, value in _figures(asking))


def _figures(parse: Parse) -> Iterator[tuple[str, float]]:
    """The things that are counted, by the stems of their nouns, and how many they are."""
    for token in parse.tokens:
        found = figure(token.text) if token.dep == "nummod" else None
        if found is not None and token.entity not in {"DATE", "TIME", "ORDINAL"}:
            yield stem(parse.tokens[token.head].text), found.value


def _compared(
    asked: Asked, asking: Parse, telling: Parse, place: int
) -> tuple[Clause, Clause] | None:
    """The clause of the verb asked for, and that of the answer where its verb is like it."""
    wanted = next((one for one in clauses(asking) if phrasal(asking, one.verb) == asked.verb), None)
    told = _clause_of(asked.verb, telling, place) if asked.verb else None
    return (wanted, told) if wanted and told else None


def _of_another_thing(
    asked: Asked, asking: Parse, wanted: Clause, telling: Parse, told: Clause
) -> bool:
    if (
        asked.part not in {"beside", "subject"}
        or wanted.undergoer is None
        or told.undergoer is None
        or asking.asks(wanted.undergoer.span)
        or nearness(asked.verb or "", phrasal(telling, told.verb)) < SYNONYM
    ):
        return False
    one, other = asking.tokens[wanted.undergoer.head], telling.tokens[told.undergoer.head]
    held = stems(" ".join(telling.tokens[i].text for i in telling.subtree(told.verb)))
    if "PRON" in {one.pos, other.pos} or stem(one.text) in held:
        return False
    span = wanted.undergoer.span
    beside = stems(asking.text[span.start : span.end]) - {stem(one.text)}
    if is_a(other.lemma, one.lemma) or is_a(one.lemma, other.lemma):
        return not beside <= held
    if asked.part == "subject" and _telling_apart(asking, wanted.undergoer.head) & held:
        return False  # who scored the decisive penalty scored the decisive kick
    names = {one.pos, other.pos} & {"PROPN"}
    return not names and nearness(one.lemma, other.lemma) < SYNONYM


def _by_another(asking: Parse, wanted: Clause, telling: Parse, told: Clause) -> bool:
    """Whether two named doers share no word, or of two called by one noun each has its own.

    A country is as good as whoever acts for it, but what is counted is its own.
    """
    subject = wanted.subject
    if subject is None or told.subject is None or asking.asks(subject.span):
        return False
    head = asking.tokens[subject.head]
    is_group = is_a(head.text.casefold(), "group")
    if not (head.pos == "PROPN" and (is_group or head.entity == "PERSON" or _counts(asking))):
        return False
    doer = told.subject.head
    if telling.tokens[doer].tag in WH:
        doer = telling.tokens[told.verb].head
    # "Lee's chief of staff" acts for a country's or a firm's name, and not for a person's.
    owner = () if is_group or head.entity != "PERSON" else ("poss",)
    by = set(_spots(telling, doer, without=owner))
    if any(telling.tokens[i].pos == "PRON" for i in by):
        return False
    names = _proper(asking, asking.inside(subject.span))
    theirs = frozenset(stem(telling.tokens[i].text) for i in by)
    if stem(head.text) in theirs:
        own, others = names - {stem(head.text)}, _telling_apart(telling, doer)
        return is_group and bool(own and others) and not own & (theirs | others)
    return bool(_proper(telling, by)) and not names & theirs and not is_short_for(names, theirs)


def _counts(parse: Parse) -> bool:
    return any(token.lemma in HOW_MANY for token in parse.tokens)


def _telling_apart(parse: Parse, head: int) -> frozenset[str]:
    """The stems of what stands before a noun that tells which one it is."""
    return frozenset(
        stem(parse.tokens[i].text) for i in parse.children(head, "amod", "compound", "poss")
    )


def _spots(parse: Parse, doer: int, *, without: Sequence[str]) -> Iterator[int]:
    """The places of the words by which a doer is called, and of who stands beside it."""
    for head in (doer, *parse.children(doer, "conj")):
        for spot in called(parse, head):
            yield from parse.subtree(spot, without=("relcl", "acl", "conj", "cc", *without))


def is_short_for(names: Set[str], others: Set[str]) -> bool:
    """Whether one of these is made of the first letters of the others."""
    for short, long in ((names, others), (others, names)):
        first = sorted(word[0] for word in long if word)
        if any(set(word) <= set(first) and 1 < len(word) <= len(first) for word in short):
            return True
    return False


def _elsewhere(asking: Parse, wanted: Clause, telling: Parse, told: Clause) -> bool:
    """Whether the one is of a place that the other's sentence does not name, and has its own."""
    here = _proper(asking, _set_in(asking, wanted))
    there = _proper(
        telling, (i for i in _set_in(telling, told) if telling.tokens[i].entity == PLACE)
    )
    whole = stems(telling.text)
    return bool(here and there) and not here & whole and not there & stems(asking.text)


def _set_in(parse: Parse, clause: Clause) -> list[int]:
    """The places of the words for where a clause is set."""
    return [
        i
        for by in parse.children(clause.verb, "prep")
        if parse.tokens[by].lemma in LOCATIVE
        for head in parse.children(by, "pobj")
        for i in parse.subtree(head, without=("relcl", "acl", "appos"))
    ]


def _proper(parse: Parse, places: Iterable[int]) -> set[str]:
    return {stem(parse.tokens[i].text) for i in places if parse.tokens[i].pos == "PROPN"}


def _clause_of(verb: str, parse: Parse, place: int) -> Clause | None:
    above = (place, *parse.ancestors(place))
    found = (one for one in clauses(parse) if one.verb in above)
    return next((one for one in found if nearness(verb, phrasal(parse, one.verb)) >= NEAR), None)
