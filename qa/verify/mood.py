"""A predicate of a sentence in, how it is told out: as so, to come, possible, wanted or denied.

Two predicates agree where neither says more than the other: what "may" be is not, what is planned
has not been done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.days.telling import looks_ahead
from qa.language.clauses import Tense
from qa.language.english import (
    ACCUSING,
    CERTAIN,
    CONDITIONAL,
    FACTS,
    NEGATIVE,
    NOT_DOING,
    PLANS,
    SAYING,
    SCHEDULING,
    STATES,
    VERIDICAL,
)
from qa.language.parse import Parse
from qa.language.thesaurus import is_a
from qa.verify.matching import alike
from qa.verify.sentence import Sentence
from qa.verify.units import COPULAS

Certainty = Literal["so", "future", "would", "possible", "ought", "conditional", "depending"]
"""`conditional` is a condition, `depending` what is so under one."""
_CERTAINTY: dict[str, Certainty] = {
    **dict.fromkeys(("may", "might", "could", "can"), "possible"),
    **dict.fromkeys(("must", "should", "ought"), "ought"),
    "would": "would",
    "will": "future",
    "'ll": "future",
    "shall": "future",
}
_TURNING = frozenset({"should", "had", "have", "were", "be"})
_WITHOUT = frozenset({"without", "instead", "short", "far"})
"""Before a participle, what denies it: "without leaving", "stopped short of leaving"."""


_CONTENT = ("communication", "cognition", "feeling")
"""Kinds of what has a clause for its content: claims, ideas, hopes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How a predicate is told; `under` are the places of what it hangs on that leaves it open."""

    negated: bool
    certainty: Certainty
    tense: Tense
    under: tuple[int, ...]


def mood(sentence: Sentence, place: int) -> Mood:
    """The mood of the predicate at a place: a verb, or a noun or adjective that tells a deed."""
    parse = sentence.parse
    verb = place if place in sentence.clauses else _carrier(sentence, place)
    clause = sentence.clauses.get(verb) if verb is not None else None
    if clause is None or verb is None:
        return Mood(negated=_has_no(sentence, place), certainty="so", tense="none", under=())
    under = tuple(_under(sentence, verb))
    certainty: Certainty = "conditional" if clause.how == "conditional" else "so"
    for helper in parse.children(verb, "aux"):
        certainty = _CERTAINTY.get(parse.tokens[helper].lemma.casefold(), certainty)
    # What is denied with the verb above is held against the other sentence there.
    negated = clause.negated != clause.with_above or _has_no(sentence, place)
    negated = negated != _is_denied_twice(sentence, verb)
    first = parse.tokens[verb].head if parse.tokens[verb].dep == "conj" else verb
    if clause.tense == "none":
        above = sentence.clauses.get(first if first != verb else clause.under or -1)
        infinitive = any(parse.tokens[i].tag == "TO" for i in parse.children(verb, "aux"))
        goes_on = parse.tokens[verb].dep == "xcomp" or _goes_on(sentence, verb)
        if above is not None and (first != verb or goes_on):
            outer = mood(sentence, above.verb)
            negated = negated or (outer.negated and above.lemma in VERIDICAL)
            certainty = outer.certainty if certainty == "so" else certainty
            due = parse.tokens[verb].dep == "xcomp" and infinitive
            if due and above.lemma in SCHEDULING | {"be"} and looks_ahead(parse, above):
                certainty = "future"
    if certainty in {"so", "future"} and _depends(sentence, first):
        certainty = "depending"
    if any(parse.tokens[i].lemma in _WITHOUT for i in _prepositions(sentence, verb)):
        negated = True
    return Mood(negated=negated, certainty=certainty, tense=clause.tense, under=under)


def _is_denied_twice(sentence: Sentence, verb: int) -> bool:
    """Whether a predicate is denied and says it of none: "no proof has not been found"."""
    parse = sentence.parse
    roles = parse.children(verb, "nsubj", "nsubjpass", "dobj", "attr")
    none = any(_has_no(sentence, role) for role in roles)
    return none and bool(parse.children(verb, "neg"))


def _depends(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is told under a condition: "if it rains, the match will be cancelled".

    What is so "even if" or "whether or not" is so.
    """
    parse = sentence.parse
    below = [i for i in parse.children(verb, "advcl", "prep") if _is_condition(sentence, i)]
    above = parse.tokens[verb].head if parse.tokens[verb].dep == "ccomp" else verb
    # "It will close should it rain": the parser takes the condition for what is said.
    turned = above > verb and _is_turned(sentence, above)
    return bool(below) or turned or _as_long_as(sentence, verb)


def _is_condition(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is a condition: behind "if", "provided", or begun by its helping verb."""
    parse = sentence.parse
    if parse.tokens[verb].lemma in {"provide", "assume", "suppose"} and parse.children(
        verb, "ccomp"
    ):
        return True
    marks = [
        mark
        for mark in parse.children(verb, "mark", "advmod")
        if parse.tokens[mark].lemma in CONDITIONAL - {"whether"}
    ]
    even = {"as", "even"}
    open_ = [
        mark
        for mark in marks
        if not even & {parse.tokens[i].lemma for i in (max(0, mark - 1), *parse.children(mark))}
    ]
    return bool(open_) or (parse.tokens[verb].dep == "advcl" and _is_turned(sentence, verb))


def _is_turned(sentence: Sentence, verb: int) -> bool:
    """Whether a clause begins with its helping verb: "should the talks fail"."""
    parse = sentence.parse
    helping = [i for i in parse.children(verb, "aux") if parse.tokens[i].lemma in _TURNING]
    subjects = parse.children(verb, "nsubj", "nsubjpass")
    asks = sentence.text.rstrip().endswith("?")
    return bool(helping and subjects) and helping[0] < subjects[0] and not asks


def _as_long_as(sentence: Sentence, verb: int) -> bool:
    """Whether "as long as" binds a clause to another one."""
    tokens = sentence.parse.tokens
    return any(
        tokens[i].lemma == "long" and tokens[i - 1].lemma in {"as", "so"} and behind.lemma == "as"
        for i, behind in zip(range(1, len(tokens)), tokens[2:], strict=False)
        if tokens[i].head == verb
    )


def _goes_on(sentence: Sentence, verb: int) -> bool:
    """Whether a participle hangs on the particle of a verb: "go on paying"."""
    token = sentence.parse.tokens[verb]
    return token.dep == "pcomp" and sentence.parse.tokens[token.head].tag == "RP"


def _carrier(sentence: Sentence, place: int) -> int | None:
    """The verb by which what is said of something is said: the "are" of "are dead"."""
    token = sentence.parse.tokens[place]
    if token.dep in {"attr", "acomp", "oprd"} and token.head in sentence.clauses:
        return token.head
    return None


def _has_no(sentence: Sentence, place: int) -> bool:
    parse = sentence.parse
    return any(parse.tokens[i].lemma in NEGATIVE for i in parse.children(place, "det", "neg"))


def _prepositions(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The preposition before a participle, and the word that it is one with: "short of"."""
    tokens = sentence.parse.tokens
    if tokens[verb].dep != "pcomp":
        return ()
    preposition = tokens[verb].head
    above = tokens[preposition].head
    joined = tokens[above].pos in {"ADV", "ADJ", "ADP", "SCONJ"} and above < preposition
    return (preposition, above) if joined else (preposition,)


def _under(sentence: Sentence, verb: int) -> Iterator[int]:
    """What a clause hangs on, from near to far, that leaves open whether it is so."""
    parse = sentence.parse
    spoken = {act.verb for act in sentence.acts}
    place = verb
    while (head := parse.tokens[place].head) != place:
        token, above = parse.tokens[place], parse.tokens[head]
        if place in sentence.clauses and _is_left_open(sentence, place):
            yield head
        elif token.dep in {"ccomp", "xcomp", "csubj", "acl"} and place in sentence.clauses:
            infinitive = any(parse.tokens[i].tag == "TO" for i in parse.children(place, "aux"))
            of_noun = token.dep == "acl" and infinitive and above.lemma in PLANS
            said_of = [parse.tokens[i].lemma for i in parse.children(head, "acomp", "oprd", "attr")]
            open_ = head not in spoken and above.lemma not in VERIDICAL
            if token.dep == "acl":
                open_ = of_noun or (token.tag == "VB" and infinitive)
            scheduled = above.lemma in SCHEDULING | {"be"} or set(said_of) & SCHEDULING
            not_done = token.dep == "xcomp" and infinitive and above.lemma in NOT_DOING
            if open_ and not (infinitive and scheduled) and not not_done:
                yield head
        if token.dep == "pcomp":
            over = parse.tokens[above.head]
            if over.lemma in ACCUSING:
                yield above.head
        place = head


def _is_left_open(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is only what is asked, or what an adjective or a noun has for content.

    "It is unlikely that he left", "whether he left", "rumours that he left".
    """
    parse = sentence.parse
    token, above = parse.tokens[verb], parse.tokens[parse.tokens[verb].head]
    marks = {parse.tokens[i].lemma for i in parse.children(verb, "mark")}
    asked = token.dep in {"ccomp", "pcomp", "acl"} and "if" in marks
    if asked or ("whether" in marks and token.dep != "ROOT"):
        return True
    infinitive = any(parse.tokens[i].tag == "TO" for i in parse.children(verb, "aux"))
    if token.dep == "advcl" and infinitive and above.lemma not in VERIDICAL:
        return True  # "flew there to meet Lee", "called for the bridge to be closed"
    if token.dep in {"ccomp", "csubj"} and above.lemma in COPULAS:
        said_of = [parse.tokens[i] for i in parse.children(token.head, "acomp")]
        denied = sentence.clauses[token.head].negated if token.head in sentence.clauses else False
        return any(one.lemma not in CERTAIN or denied for one in said_of)
    return token.dep in {"acl", "relcl"} and _is_content_of(sentence, verb)


def _is_content_of(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is what a noun has for content, and the noun does not say that it is so."""
    parse = sentence.parse
    token, above = parse.tokens[verb], parse.tokens[parse.tokens[verb].head]
    # "Rumours that he left", which the parser now and then takes for "rumours that spread".
    deps = ("mark", "advmod", "nsubj", *(("dobj",) if token.dep == "acl" else ()))
    that = [i for i in parse.children(verb, *deps) if _is_that(parse, i)]
    subjects = set(parse.children(verb, "nsubj", "nsubjpass"))
    if not that or not subjects - set(that):
        return False
    if parse.tokens[that[0]].dep != "mark" and not any(is_a(above.lemma, one) for one in _CONTENT):
        return False  # "the day that he left"
    return above.lemma not in FACTS or _has_no(sentence, token.head)


def _is_that(parse: Parse, place: int) -> bool:
    return parse.tokens[place].lemma.casefold() == "that"


def differs(  # noqa: PLR0913 - two places of two sentences, and what is known of the first
    said: Sentence, own: int, told: Sentence, theirs: int, *, reported: bool, dated: bool
) -> tuple[str, bool] | None:
    """How two predicates are told differently, and whether one denies the other; None if not.

    `reported` tells that the first is said by somebody, `dated` that a day is told with it: "ends
    on Friday" is to come.
    """
    one, other = mood(said, own), mood(told, theirs)
    if one.negated != other.negated:
        return (
            "the cited words deny it" if other.negated else "the cited words say that it is so"
        ), (one.certainty == other.certainty and not other.under and not one.under)
    left = [i for i in other.under if not _has(said, one.under, told, i)]
    if left:
        word = told.parse.tokens[left[0]].text
        return f"the cited words say so only behind “{word}”", False
    to_come = dated and one.tense == "present" and other.certainty in {"future", "would"}
    if not to_come and not _agree(one.certainty, other.certainty, reported=reported):
        return _told_as(other), False
    if not to_come and _times_differ(one, other, said, own, reported=reported):
        return f"the cited words tell it of the {other.tense}", False
    return None


def _has(sentence: Sentence, under: tuple[int, ...], other: Sentence, place: int) -> bool:
    """Whether one hangs on what another hangs on, or has its word in it at least."""
    token = other.parse.tokens[place]
    tokens = sentence.parse.tokens
    return any(alike(tokens[i], token) for i in under) or any(
        one.lemma == token.lemma for one in tokens
    )


def _agree(one: Certainty, other: Certainty, *, reported: bool) -> bool:
    # That the condition is told as well is held against the words that bind the two.
    if one == other or (one == "depending" and other in {"so", "future"}):
        return True
    return {one, other} == {"future", "would"} and reported


def _told_as(other: Mood) -> str:
    told = {
        "so": "as something that is so",
        "future": "as something to come",
        "would": "only as what would be",
        "possible": "only as possible",
        "ought": "as what should be",
        "conditional": "only as a condition",
        "depending": "only under a condition",
    }
    return f"the cited words tell it {told[other.certainty]}"


def _times_differ(one: Mood, other: Mood, said: Sentence, own: int, *, reported: bool) -> bool:
    times = one.tense, other.tense
    if "none" in times or times[0] == times[1] or "future" in times:
        return "future" in times and times[0] != times[1] and "none" not in times and not reported
    lemma = said.parse.tokens[own].lemma
    if lemma in SAYING or reported:
        return False
    # What is so now may be told as past in a later text, unless it was a state that has ended.
    return times == ("present", "past") or lemma in STATES
