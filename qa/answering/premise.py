"""What a question takes for granted and a sentence in; out how the sentence says otherwise.

Only what can be pointed at counts: the same predicate of the same things denied, or told of
somebody else. That a sentence says nothing of the kind proves nothing, nor does an opposite: who
bought a firm may have sold it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.records import Span
from qa.answering.another import is_short_for
from qa.answering.asked import LIGHT
from qa.language.clauses import Clause, Phrase, clauses
from qa.language.english import HOW_MANY, NEGATIVE, TITLES
from qa.language.parse import WH, Parse
from qa.language.questions import parsed_question
from qa.language.reading import parsed
from qa.language.roles import called, phrasal
from qa.language.thesaurus import SYNONYM, is_a, nearness
from qa.words import content_words, stem

How = Literal["denied", "somebody_else"]
HALF = 0.5
BESIDE = ("relcl", "acl", "appos", "prep", "advcl", "conj", "cc", "punct")
SHORTEST_ROOT = 4
"""Letters that two words must share at the least to be of one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """How a sentence says otherwise, and by which words (offsets into the sentence).

    `asserted` are the words of the question of whom it takes it for granted.
    """

    how: How
    words: Span
    asserted: str


def denial(question: str, sentence: str) -> Denial | None:
    """How a sentence says otherwise than a question takes for granted; None where it does not."""
    asking, telling = parsed_question(question), parsed(sentence)
    taken = _taken_for_granted(asking)
    if taken is None:
        return None
    found = (_compared(asking, taken, telling, clause) for clause in clauses(telling))
    return next((one for one in found if one is not None), None)


def _taken_for_granted(parse: Parse) -> Clause | None:
    """The clause of the wh-word, where that asks neither for its subject nor for its object.

    How many of something takes it for granted that there were some.
    """
    for clause in clauses(parse):
        asked = any(
            parse.asks(role.span) and not (role == clause.undergoer and _is_counted(parse, role))
            for role in clause.roles
        )
        light = clause.lemma in LIGHT
        if clause.how == "main" and clause.roles and not (asked or light):
            return clause
    return None


def _is_counted(parse: Parse, role: Phrase) -> bool:
    return any(parse.tokens[i].lemma in HOW_MANY for i in parse.inside(role.span))


def _compared(asking: Parse, taken: Clause, telling: Parse, clause: Clause) -> Denial | None:
    likeness = nearness(phrasal(asking, taken.verb), phrasal(telling, clause.verb))
    if likeness < SYNONYM or clause.how == "conditional":
        return None
    of = taken.subject or taken.undergoer
    assert of is not None  # noqa: S101 - what is taken for granted is of something
    asserted = asking.text[of.span.start : of.span.end]
    object_ = _words(asking, taken.undergoer) if taken.undergoer else set()
    told = {stem(telling.tokens[i].text) for i in telling.subtree(clause.verb)}
    holds_object = not object_ or len(object_ & told) >= HALF * len(object_)
    doer = _doer(telling, clause)
    if taken.subject is None or (doer is None and clause.undergoer is not None):
        # "When was the suspect arrested?", "The toilet has not been recovered": of no doer.
        itself = holds_object and _is_done_to_the_same(asking, taken, telling, clause)
    else:
        by = set(_called_words(telling, doer)) if doer is not None else set()
        subject = _words(asking, taken.subject)
        itself = bool(subject & by) and _may_be(asking, taken.subject, telling, doer)
    if _is_nobody(telling, clause) and _counts_people(asking, taken):
        itself = holds_object = _words_beside(asking, taken) <= told
    if itself and holds_object and clause.negated != taken.negated:
        return Denial(how="denied", words=_of_verb(telling, clause), asserted=asserted)
    other = _name_of(telling, doer) if doer is not None else None
    if (
        other is not None
        and object_
        and taken.subject is not None
        and not _is_own(asking, taken.undergoer)
        and _holds(asking, taken, telling, clause)
        and _names(asking, taken.subject)
        and not _alike(_words(asking, taken.subject), told)
        and not _is_called_so(asserted, telling)
        and not (clause.negated or clause.modal or taken.negated)
    ):
        return Denial(how="somebody_else", words=other, asserted=asserted)
    return None


def _is_done_to_the_same(asking: Parse, taken: Clause, telling: Parse, clause: Clause) -> bool:
    """Whether two clauses tell what is done to the same: called by one noun, with no other name."""
    one, other = taken.undergoer, clause.undergoer
    if one is None or other is None:
        return False
    heads = asking.tokens[one.head], telling.tokens[other.head]
    names = _names(telling, other)
    return stem(heads[0].text) == stem(heads[1].text) and names <= _words(asking, one)


def _is_nobody(parse: Parse, clause: Clause) -> bool:
    """Whether a clause tells that nobody did it, or that it was done to nobody."""
    return any(
        parse.tokens[role.head].lemma in NEGATIVE
        or (
            _is_person(parse.tokens[role.head].lemma)
            and any(parse.tokens[i].lemma in NEGATIVE for i in parse.children(role.head, "det"))
        )
        for role in clause.roles
    )


def _is_person(noun: str) -> bool:
    return noun in {"people", "one"} or is_a(noun, "person")


def _counts_people(parse: Parse, clause: Clause) -> bool:
    return any(
        _is_person(parse.tokens[role.head].lemma) and _is_counted(parse, role)
        for role in clause.roles
    )


def _words_beside(parse: Parse, clause: Clause) -> set[str]:
    """The stems of what a question asks beside its predicate and who is counted."""
    counted = (_words(parse, role) for role in clause.roles)
    own = {stem(parse.tokens[clause.verb].text)}.union(*counted)
    return {word.stem for word in content_words(parse.text)} - own - set(HOW_MANY)


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether a word of one is a word of the other, or made of one: "Samoa", "Samoan"."""
    return any(
        first.startswith(second) or second.startswith(first)
        for first in one
        for second in other
        if min(len(first), len(second)) >= SHORTEST_ROOT
    )


def _is_called_so(asserted: str, telling: Parse) -> bool:
    """Whether a sentence writes a name as the question does, or the name that it is short for."""
    written = {token.text for token in telling.tokens}
    names = {word for word in asserted.split() if word[:1].isupper()}
    short = {name.casefold() for name in names if name.isupper()}
    return bool(names & written) or is_short_for(
        short, {word.casefold() for word in written if word[:1].isupper()}
    )


def _holds(asking: Parse, taken: Clause, telling: Parse, clause: Clause) -> bool:
    """Whether it is done to the same: its words, or for its noun one that is a kind of it."""
    if taken.undergoer is None:
        return False
    wanted = _words(asking, taken.undergoer)
    told = {stem(telling.tokens[i].text) for i in telling.subtree(clause.verb)}
    if wanted <= told or clause.undergoer is None:
        return wanted <= told
    nouns = asking.tokens[taken.undergoer.head].lemma, telling.tokens[clause.undergoer.head].lemma
    like = is_a(*nouns) or is_a(*reversed(nouns))
    return like and wanted - {stem(nouns[0])} <= told


def _is_own(parse: Parse, role: Phrase | None) -> bool:
    """Whether a thing is somebody's: who ended their campaign has not ended another's."""
    return role is not None and any(
        parse.tokens[i].tag == "PRP$" for i in parse.children(role.head, "poss")
    )


def _may_be(asking: Parse, subject: Phrase, telling: Parse, doer: int | None) -> bool:
    """Whether two are one: they share the last name, and neither has a first name of its own."""
    if doer is None:
        return False
    own_name = asking.tokens[subject.head].text
    last = stem(own_name)
    spots = called(telling, doer)
    if asking.tokens[subject.head].pos != "PROPN":
        return all(telling.tokens[i].pos != "PROPN" for i in spots)
    # The parser does not know every name for one.
    names = [
        i for i in spots if telling.tokens[i].pos == "PROPN" or telling.tokens[i].text == own_name
    ]
    own = _words(asking, subject) | TITLES
    for head in names:
        whole = {stem(telling.tokens[i].text) for i in (head, *telling.children(head, "compound"))}
        if last in whole:
            return not whole - own
    return False


def _words(parse: Parse, role: Phrase) -> set[str]:
    return {word.stem for word in content_words(parse.text[role.span.start : role.span.end])}


def _names(parse: Parse, role: Phrase) -> set[str]:
    return {
        stem(parse.tokens[i].text)
        for i in parse.inside(role.span)
        if parse.tokens[i].pos == "PROPN"
    }


def _doer(parse: Parse, clause: Clause) -> int | None:
    """The head of who does it: of a relative clause what it hangs on, of a denial who denies."""
    token = parse.tokens[clause.verb]
    if clause.subject is None:
        above = token.head if token.dep in {"ccomp", "xcomp"} else None
        return next(iter(parse.children(above, "nsubj")), None) if above is not None else None
    relative = parse.tokens[clause.subject.head].tag in WH
    return token.head if relative else clause.subject.head


def _called_words(parse: Parse, doer: int) -> Iterator[str]:
    for head in called(parse, doer):
        for place in parse.subtree(head, without=("relcl", "acl", "appos", "prep")):
            yield stem(parse.tokens[place].text)


def _name_of(parse: Parse, doer: int) -> Span | None:
    """The name by which the subject of a clause is called."""
    for head in sorted(called(parse, doer)):
        if parse.tokens[head].pos == "PROPN":
            inside = parse.subtree(head, without=("relcl", "acl", "appos", "prep", "punct", "det"))
            return parse.span([i for i in inside if parse.tokens[i].pos == "PROPN"])
    return None


def _of_verb(parse: Parse, clause: Clause) -> Span:
    """The verb with its helping words and what denies it: "pleaded not guilty"."""
    helping = parse.children(clause.verb, "aux", "auxpass", "neg")
    token = parse.tokens[clause.verb]
    above = (token.head,) if clause.negated and token.dep in {"ccomp", "xcomp"} else ()
    roles = parse.children(clause.verb, "nsubj", "nsubjpass", "dobj", "acomp", "oprd", "attr")
    denied = [
        i
        for role in roles
        for i in parse.subtree(role, without=BESIDE)
        if parse.tokens[role].lemma in NEGATIVE
        or any(parse.tokens[by].lemma in NEGATIVE for by in parse.children(role, "det", "neg"))
    ]
    return parse.span([clause.verb, *helping, *above, *denied])
