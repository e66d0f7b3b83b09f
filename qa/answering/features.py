"""A question and a sentence that may answer it in, out what speaks for and against it, in numbers.

Each lies between 0 and 1 but for `reader`, the log-odds that the reader and what agrees with it
give, and is 0 where it does not apply. What they are worth is learnt (`eval/learn.py`).
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, fields

from index.records import Span
from qa.answering.asked import Asked
from qa.claims.agreement import NUMBER, SAME_KIND, figure, victims
from qa.language.clauses import Clause, clauses
from qa.language.english import (
    CAUSAL,
    FORESEEING,
    GONE,
    LOCATIVE,
    SPEAKING,
    TIMES_OF_OFFICE,
)
from qa.language.parse import WH, Parse
from qa.language.roles import called, phrasal, roles
from qa.language.thesaurus import SYNONYM, is_a, nearness
from qa.odds import log_odds
from qa.spans import CAPITALISED, dates, names
from qa.types import Evidence
from qa.understand import Understood
from qa.words import stem, stems

NEAR = 0.5
"""A verb that is a kind of the one asked for, or brings it about, may stand for it."""
MISSING = {
    "who": "who_missing",
    "how_many": "many_missing",
    "when": "when_missing",
    "why": "why_missing",
}
"""By what kinds of question the predicate is missed most."""
PLACES = frozenset({"GPE", "NORP", "LOC", "ORG", "FAC"})
"""Kinds of entity that tell where an office is held, not which it is."""
SITES = frozenset({"GPE", "LOC", "FAC"})
"""Kinds of entity that are places."""
KINDS_OF_SITE = ("location", "structure", "area")
NUMBERED = re.compile(rf"\b{CAPITALISED} \d+\b")
TIMED = re.compile(
    r"\b(?:1\d{3}|20\d\d)\b|\d[:.]\d\d|\d ?(?:[ap]\.?m|st|nd|rd|th|UTC|GMT)\b"
    r"|\b(?:years?|months?|weeks?|days?|hours?|minutes?|century|decade)\b",
    re.IGNORECASE,
)
"""What tells a time beside a date: a year, an hour, "two days later"."""
TEMPORAL = re.compile(
    r"(?:just |shortly |soon |long )?(?:when|while|after|before|during|until|once|as soon as)\b",
    re.IGNORECASE,
)
"""What opens words for a time that are no date: "when she saw it"."""
UNITS = {
    "long": "second minute hour day week month year decade century metre meter mile kilometre"
    " kilometer foot feet yard",
    "old": "year month week day century",
    "far": "mile metre meter kilometre kilometer foot feet yard light",
    "tall": "metre meter foot feet inch storey story",
    "high": "metre meter foot feet inch degree per percent",
}
"""What the measures that "how" asks for are told in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What speaks for and against an answer.

    `verb`: the answer has a part in the predicate that is asked for; `part`: the one asked for;
    `verb_missing`: the sentence does not hold that predicate (`who_missing`, `many_missing`,
    `when_missing`, `why_missing`: the same where that is what is asked for); `verb_missing_near`:
    nor does what stands around it. `opposite`: it has a part in the opposite. `subject`, `near`,
    `article`: the share of the question's other words that the clause, the sentence with its
    headline and the sentence before, and the article hold; `names`: of its names the second,
    `unnamed`: none of them, nor the article's opening; `core_missing`: the share of what the
    predicate is told of that stands there neither; `reason`: where it is asked why, the sentence
    gives one. `called`: the answer is called what is asked for; `called_other`: it has another such
    office ("finance" for "interior minister"); `head_missing`: nothing in the sentence is. `noun`:
    what is counted or named is what is asked for; `noun_wrong`: it is something else. `kind_wrong`:
    no number, day, name or place where one is asked for. `echo`: share of the answer that only
    repeats the question. `long`: more than eight words. `polarity`: one is denied and the other is
    not. `supposed`: under an "if", or only possible where a fact is asked for. `tense`: past and
    future differ. `former`: who is asked for in the present has left. `elsewhere`: it is told of
    another town or country than the one asked about.
    """

    reader: float = 0.0
    verb: float = 0.0
    part: float = 0.0
    verb_missing: float = 0.0
    verb_missing_near: float = 0.0
    who_missing: float = 0.0
    many_missing: float = 0.0
    when_missing: float = 0.0
    why_missing: float = 0.0
    opposite: float = 0.0
    subject: float = 0.0
    near: float = 0.0
    article: float = 0.0
    names: float = 0.0
    unnamed: float = 0.0
    core_missing: float = 0.0
    reason: float = 0.0
    called: float = 0.0
    called_other: float = 0.0
    head_missing: float = 0.0
    noun: float = 0.0
    noun_wrong: float = 0.0
    kind_wrong: float = 0.0
    echo: float = 0.0
    long: float = 0.0
    polarity: float = 0.0
    supposed: float = 0.0
    tense: float = 0.0
    former: float = 0.0
    elsewhere: float = 0.0


NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where a sentence stands, in stems.

    Of its headline and what is `near` before it, of the places asked about that its article's
    `opening` names, of the whole of it.
    """

    near: frozenset[str]
    opening: frozenset[str]
    article: frozenset[str]


def features(
    question: Understood, asked: Asked, found: Evidence, parse: Parse, around: Surroundings
) -> Features:
    """The features of an answer; `parse` is that of its sentence."""
    short = found.short_answer or ""
    said = stems(short)
    near = stems(found.text) | around.near
    values = {
        "reader": log_odds(found.score),
        "near": _share(asked.about, near),
        "article": _share(asked.about, around.article),
        "names": _share(asked.names, near),
        "unnamed": float(_share(asked.names, near | around.opening) == 0),
        "core_missing": 1 - _share(asked.core, near),
        "reason": float(question.kind == "why" and _gives_reason(parse)),
        "kind_wrong": float(not _of_kind(question, found)),
        # What is said on a thing names it again.
        "echo": _share(said, stems(question.text)) if said and question.kind != "said" else 0.0,
        "long": float(len(short.split()) > 8),
    }
    answer = answer_within(found)
    place = parse.head_of(answer) if answer else None
    if answer and question.kind == "how_many":
        # Of more than a number ("four minutes of normal time") what counts is the number.
        place = next((i for i in parse.inside(answer) if parse.tokens[i].tag == "CD"), place)
    if place is not None:
        values |= _of_predicate(asked, parse, place, near)
        if question.kind in MISSING:
            values[MISSING[question.kind]] = values.get("verb_missing", 0.0)
        values |= _of_name(asked, parse, place)
        values |= _of_noun(asked, parse, place)
        values |= _of_clause(asked, parse, place)
        if question.kind == "where" and not is_somewhere(parse, place):
            values["kind_wrong"] = 1.0
        if question.kind == "who" and values.get("part", 0.0) >= NEAR:
            # Who is only described has done it all the same: "a dog walker found the body".
            values["kind_wrong"] *= float(not _is_somebody(parse, place))
        if question.kind == "when":
            values["tense"] = 0.0  # "will take place on 5 January" tells when it took place
    return Features(**values)


def answer_within(found: Evidence) -> Span | None:
    """The short answer of evidence as offsets into its sentence."""
    base = found.span.start
    return found.answer and Span(found.answer.start - base, found.answer.end - base)


def is_somewhere(parse: Parse, place: int) -> bool:
    """Whether a word names a place, or a preposition of place stands over it or behind its name."""
    token = parse.tokens[place]
    placed = token.dep == "pobj" and parse.tokens[token.head].lemma in LOCATIVE
    placed |= token.pos == "PROPN" and any(
        parse.tokens[by].lemma in LOCATIVE and parse.tokens[site].entity in SITES
        for by in parse.children(place, "prep")
        for site in parse.children(by, "pobj")
    )
    return placed or token.entity in SITES or any(is_a(token.lemma, kind) for kind in KINDS_OF_SITE)


def _is_somebody(parse: Parse, place: int) -> bool:
    lemma = parse.tokens[place].lemma
    asks = any(parse.tokens[i].tag in WH for i in parse.children(place))  # "which countries"
    return not asks and any(is_a(lemma, kind) for kind in ("person", "group", "organization"))


def _of_predicate(asked: Asked, parse: Parse, place: int, near: Set[str]) -> dict[str, float]:
    """Whether the answer has the part asked for in the predicate asked for."""
    if asked.verb is None or asked.is_light:
        return {}
    likeness = {role: _likeness(asked.verb, parse, role.verb) for role in roles(parse, place)}
    verb = max(likeness.values(), default=0.0)
    part = max((like for role, like in likeness.items() if role.part == asked.part), default=0.0)
    # "The death toll has risen to 37 dead": the predicate stands in what the figure is told of.
    counted = (parse.tokens[place].head,) if parse.tokens[place].dep == "nummod" else ()
    beside = (*counted, *_told_of(parse, place))
    named = [_like(asked.verb, parse.tokens[i].lemma) for i in beside]
    verb, part = max([verb, *named]), max([part, *named])
    told = [i for i, token in enumerate(parse.tokens) if token.pos in {"VERB", "NOUN"}]
    content = {parse.tokens[i].lemma for i in told}
    suffered = bool(victims(asked.verb) & victims(parse.text))  # "lost their lives"
    spoken = asked.verb in SPEAKING and bool(content & SPEAKING)
    alike = max(verb, *(_likeness(asked.verb, parse, i) for i in told), 0.0)
    missing = not (suffered or spoken) and alike < NEAR
    return {
        "verb": max(verb, 0.0),
        "part": max(part, 0.0),
        "verb_missing": float(missing),
        "verb_missing_near": float(missing and not stems(asked.verb.replace("_", " ")) & near),
        "opposite": float(verb <= 0 and min(likeness.values(), default=0.0) < 0),
    }


def _likeness(wanted: str, parse: Parse, verb: int) -> float:
    """How near the verb of a parse is to one; of "pay for" also where "pays" stands alone."""
    alone = "_" in wanted and not parse.children(verb, "dobj", "dative", "prep", "prt")
    if alone and parse.tokens[verb].lemma == wanted.partition("_")[0]:
        return SYNONYM
    return nearness(wanted, phrasal(parse, verb))


def _like(verb: str, lemma: str) -> float:
    """How near a word is to a verb; "destroyed" in "destroyed houses" has itself for its lemma."""
    suffered = victims(verb)
    alike = stem(verb) == stem(lemma) or (bool(suffered) and suffered == victims(lemma))
    return 1.0 if alike else nearness(verb, lemma)


def _told_of(parse: Parse, place: int) -> tuple[int, ...]:
    """The words of what a figure is told of: of "The number of houses destroyed" in "was 171"."""
    if parse.tokens[place].pos != "NUM":
        return ()
    for role in roles(parse, place):
        if role.part not in {"attribute", "beside"}:
            continue
        for of in parse.children(role.verb, "dobj", "nsubj", "nsubjpass"):
            if place not in (below := parse.subtree(of)):
                return below
    return ()


def _of_name(asked: Asked, parse: Parse, place: int) -> dict[str, float]:
    """Whether the answer is called what the question asks for."""
    if asked.head is None:
        return {}
    is_called, other = called_as_asked(asked, parse, place), _called_other(asked, parse, place)
    held = any(is_a(token.lemma.casefold(), asked.head) for token in parse.tokens)
    left = asked.tense == "present" and is_called and _has_left(parse, place)
    return {
        "called": float(is_called),
        "called_other": float(other),
        "head_missing": float(not held),
        "former": float(left),
    }


def called_as_asked(asked: Asked, parse: Parse, place: int) -> bool:
    """Whether what stands at a place is called what is asked for, and no other such office."""
    return bool(_so_called(asked, parse, place)) and not _called_other(asked, parse, place)


def _so_called(asked: Asked, parse: Parse, place: int) -> list[int]:
    spots = (*called(parse, place), *_told_of(parse, place))
    return [i for i in spots if asked.head and is_a(parse.tokens[i].lemma.casefold(), asked.head)]


def _called_other(asked: Asked, parse: Parse, place: int) -> bool:
    """Whether its office is another: "finance" for "interior minister", York's for Hull's."""
    if asked.part == "beside":
        return False  # "When was the mayor born?" asks for no office
    so_called = _so_called(asked, parse, place)
    wanted = asked.called - asked.names - stems(asked.head or "") - stems(" ".join(TIMES_OF_OFFICE))
    return bool(so_called) and all(
        _apart(wanted, _office(parse, i)) or _apart(asked.names, _owner(parse, i))
        for i in so_called
    )


def _apart(one: Set[str], other: Set[str]) -> bool:
    return bool(one and other) and not one & other


def _owner(parse: Parse, place: int) -> frozenset[str]:
    """The stems of the names of whose or of what somebody is that: of "Hull's manager"."""
    of = [i for by in parse.children(place, "prep") for i in parse.children(by, "pobj")]
    owners = [*parse.children(place, "poss"), *of]
    return frozenset(
        stem(parse.tokens[i].text)
        for owner in owners
        for i in parse.subtree(owner, without=("appos", "relcl", "acl"))
        if parse.tokens[i].pos == "PROPN"
    )


def _office(parse: Parse, place: int) -> frozenset[str]:
    """The stems of what tells one office from another: "finance" of "the finance minister"."""
    beside = parse.children(place, "compound", "amod", "nmod")
    words = {parse.tokens[i].lemma for i in beside if parse.tokens[i].pos != "PROPN"}
    if place and parse.tokens[place].pos == "PROPN":
        # "Prime Minister Lee": all of it hangs on the name.
        before = parse.tokens[place - 1]
        plain = before.dep == "compound" and before.entity not in PLACES
        words |= {before.text.casefold()} if plain else set()
    return frozenset(map(stem, words - TIMES_OF_OFFICE))


def _has_left(parse: Parse, place: int) -> bool:
    """Whether who stands at a place is told to have left office, or called a former holder."""
    if any(
        parse.tokens[i].lemma in GONE
        for spot in called(parse, place)
        for i in parse.children(spot, "amod", "advmod", "compound")
    ):
        return True
    return any(
        nearness(phrasal(parse, role.verb), verb) >= SYNONYM
        for role in roles(parse, place)
        for verb, part in (("resign", "subject"), ("dismiss", "undergoer"), ("die", "subject"))
        if role.part == part and parse.tokens[role.verb].pos == "VERB"
    )


def _of_noun(asked: Asked, parse: Parse, place: int) -> dict[str, float]:
    """Whether what is counted or named is what is asked for: houses, not people."""
    if asked.noun is None:
        return {}
    token = parse.tokens[place]
    counted = (token.head,) if token.dep in {"nummod", "quantmod", "advmod", "amod"} else ()
    places = (*called(parse, place), *counted, *_told_of(parse, place))
    lemmas = {parse.tokens[i].lemma for i in places}
    kinds = {_counted_as(lemma) for lemma in lemmas}
    if _counted_as(asked.noun) in kinds or any(is_a(lemma, asked.noun) for lemma in lemmas):
        return {"noun": 1.0}
    common = any(parse.tokens[i].pos == "NOUN" for i in (place, *counted))
    return {"noun_wrong": float(common)}


def _counted_as(lemma: str) -> str:
    return SAME_KIND.get(stem(lemma), stem(lemma))


def _of_clause(asked: Asked, parse: Parse, place: int) -> dict[str, float]:
    clause = _clause_of(parse, place)
    if clause is None:
        return {}
    words = stems(" ".join(parse.tokens[i].text for i in parse.subtree(clause.verb)))
    over = parse.tokens[clause.under].lemma if clause.under is not None else ""
    supposed = (
        clause.how == "conditional"
        or (clause.modal and asked.tense == "past")
        or (clause.how == "complement" and over in FORESEEING)
    )
    return {
        "subject": _share(asked.about, words),
        "polarity": float(clause.negated != asked.negated),
        "supposed": float(supposed),
        "tense": float({asked.tense, clause.tense} == {"past", "future"}),
    }


def _clause_of(parse: Parse, place: int) -> Clause | None:
    by_verb = {clause.verb: clause for clause in clauses(parse)}
    return next((by_verb[i] for i in (place, *parse.ancestors(place)) if i in by_verb), None)


def _is_of_a_day(found: Evidence) -> bool:
    answer = answer_within(found)
    return answer is not None and any(
        start <= answer.start < end for start, end in dates(found.text)
    )


def _of_kind(question: Understood, found: Evidence) -> bool:
    """Whether a short answer is of the kind that is asked for."""
    short = found.short_answer or ""
    number = NUMBER.search(short) is not None
    if question.kind == "when":
        # The number of "Category 5" is part of a name.
        timed = TIMED.search(NUMBERED.sub("", short)) or TEMPORAL.match(short)
        return bool(dates(short)) or timed is not None
    if question.kind in {"how_many", "share"}:
        if _is_of_a_day(found):
            return False  # the 28 of "April 28"
        how = re.search(rf"\bhow ({'|'.join(UNITS)})\b", question.text, re.IGNORECASE)
        told_in = stems(UNITS[how[1].casefold()]) if how else frozenset[str]()
        if victims(question.text) and number and (amount := figure(short)):
            number = amount.value == round(amount.value)  # 6.3 people did not die
        return number and (not how or bool(told_in & stems(short))) and not dates(short)
    if question.kind in {"who", "where"}:
        return bool(names(short)) and not dates(short) and not (number and question.kind == "where")
    return True


def _gives_reason(parse: Parse) -> bool:
    """Whether a sentence tells of a cause or a purpose."""
    return any(
        token.lemma in CAUSAL or (token.tag == "VB" and token.dep == "advcl")
        for token in parse.tokens
    )


def _share(wanted: Set[str], held: Set[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 1.0
