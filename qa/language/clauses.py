"""A parse in, its clauses out: each a predicate with its subject, objects, tense and polarity.

Clauses know which clause they hang on and in which way, so that reported speech, what is only
supposed and what a relative clause adds can be told from what a sentence states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.records import Span
from qa.language.english import CONDITIONAL, DENYING, FUTURE, MODAL, NEGATIVE, PLANS
from qa.language.parse import Parse

How = Literal["main", "complement", "relative", "adverbial", "conditional", "participle"]
Tense = Literal["past", "present", "future", "none"]

_PREDICATES = frozenset({"VERB", "AUX"})
_HOW: dict[str, How] = {
    "ccomp": "complement",
    "xcomp": "complement",
    "pcomp": "complement",
    "csubj": "complement",
    "relcl": "relative",
    "acl": "participle",
    "advcl": "adverbial",
}
_BESIDE = ("relcl", "acl", "appos", "punct", "cc", "conj", "parataxis", "advcl")
"""What a noun phrase can do without: clauses on it, other names for it, what is joined to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What fills a role of a clause: its head's place, and the stretch of the sentence.

    `span` has no relative clause, apposition or conjunct; `names` are the heads' places of what
    stands in apposition to it, `also` those of what is joined to it by "and".
    """

    head: int
    span: Span
    names: tuple[int, ...]
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A predicate and what belongs to it.

    `verb` is its place. `subject` does it, of a passive "by whom" (`agent`); `undergoer` is what it
    is done to. `complement` is what a copula says of its subject. `with_above` tells that it is
    denied with the verb that it hangs on ("does not plan to leave"). `under` is the place of the
    verb of the clause it hangs on, `how` in which way; one joined by "and" hangs as the first does.
    """

    verb: int
    lemma: str
    subject: Phrase | None
    undergoer: Phrase | None
    complement: Phrase | None
    passive: bool
    negated: bool
    with_above: bool
    modal: bool
    tense: Tense
    how: How
    under: int | None

    @property
    def roles(self) -> tuple[Phrase, ...]:
        """Its subject and its undergoer, those that it has."""
        return tuple(role for role in (self.subject, self.undergoer) if role)


def clauses(parse: Parse) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs."""
    return tuple(_clauses(parse))


def governing(parse: Parse, place: int) -> int | None:
    """The place of the verb in whose clause a word stands; None where no verb is above it."""
    for above in (place, *parse.ancestors(place)):
        if _is_predicate(parse, above):
            return above
    return None


def phrase(parse: Parse, head: int) -> Phrase:
    """The noun phrase of a head."""
    return Phrase(
        head=head,
        span=parse.span(parse.subtree(head, without=_BESIDE)),
        names=parse.children(head, "appos"),
        also=tuple(_joined(parse, head)),
    )


def _clauses(parse: Parse) -> Iterator[Clause]:
    for verb, token in enumerate(parse.tokens):
        if not _is_predicate(parse, verb):
            continue
        first = _first_conjunct(parse, verb)
        dep = parse.tokens[first].dep
        marks = {parse.tokens[i].lemma for i in parse.children(first, "mark", "advmod")}
        how: How = _HOW.get(dep, "main")
        if how == "adverbial" and marks & CONDITIONAL:
            how = "conditional"
        under = None if how == "main" else governing(parse, parse.tokens[first].head)
        subjects = _subjects(parse, verb)
        passive = _is_passive(parse, verb)
        agents = [i for by in parse.children(verb, "agent") for i in parse.children(by, "pobj")]
        objects = parse.children(verb, "dobj", "obj")
        complements = parse.children(verb, "attr", "acomp", "oprd")
        subject = agents if passive else subjects
        undergoer = subjects if passive else list(objects)
        yield Clause(
            verb=verb,
            lemma=token.lemma,
            subject=phrase(parse, subject[0]) if subject else None,
            undergoer=phrase(parse, undergoer[0]) if undergoer else None,
            complement=phrase(parse, complements[0]) if complements else None,
            passive=passive,
            negated=_negated(parse, verb),
            with_above=_goes_with_denied(parse, verb),
            modal=_has_modal(parse, verb),
            tense=_tense(parse, verb),
            how=how,
            under=under,
        )


def _is_predicate(parse: Parse, place: int) -> bool:
    token = parse.tokens[place]
    # "When did she resign?" has "resign" for a noun, but nothing else takes a helping verb.
    verbal = token.pos in _PREDICATES or parse.children(place, "aux")
    if not verbal or token.dep in {"aux", "auxpass", "amod", "compound", "case"}:
        return False
    return token.dep != "prep"  # "including", "according"


def _is_passive(parse: Parse, verb: int) -> bool:
    if parse.children(verb, "auxpass", "nsubjpass", "csubjpass"):
        return True
    # "was dismissed and charged": the second has no helping verb of its own.
    token = parse.tokens[verb]
    goes_on = token.dep == "conj" and token.tag == "VBN" and not parse.children(verb, "aux")
    return goes_on and token.head != verb and _is_passive(parse, token.head)


def _first_conjunct(parse: Parse, verb: int) -> int:
    """The first of the verbs that are joined to one by "and"."""
    while parse.tokens[verb].dep == "conj" and _is_predicate(parse, parse.tokens[verb].head):
        verb = parse.tokens[verb].head
    return verb


def _subjects(parse: Parse, verb: int) -> list[int]:
    """The heads of a verb's subject: its own, the first conjunct's, or that of what governs it."""
    own = parse.children(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if own:
        return list(own)
    token = parse.tokens[verb]
    if token.dep == "conj" and _is_predicate(parse, token.head):
        return _subjects(parse, token.head)
    if token.dep in {"acl", "relcl"}:
        return [token.head]
    if token.dep in {"xcomp", "advcl"} and _is_predicate(parse, token.head):
        objects = parse.children(token.head, "dobj") if token.dep == "xcomp" else ()
        return list(objects) or _subjects(parse, token.head)
    return []


def _joined(parse: Parse, head: int) -> Iterator[int]:
    for place in parse.children(head, "conj"):
        yield place
        yield from _joined(parse, place)


def _negated(parse: Parse, verb: int) -> bool:
    """Whether a predicate is denied, by its own words ("pleaded not guilty") or by those above."""
    above = hindered(parse, verb) or _goes_with_denied(parse, verb)
    return _denied(parse, verb) != above


def _denied(parse: Parse, verb: int) -> bool:
    """Whether "not", "never" or "no" stands by a verb, its subject, object or complement."""
    roles = parse.children(
        verb, "neg", "nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "advmod"
    )
    beside = [*roles, *(i for role in roles for i in parse.children(role, "det", "neg"))]
    return any(parse.tokens[i].dep == "neg" or parse.tokens[i].lemma in NEGATIVE for i in beside)


def hindered(parse: Parse, verb: int) -> bool:
    """Whether what a verb hangs on denies it.

    "Denied that he left", "ruled out leaving", "is unable to leave", "has yet to leave", "has no
    plans to leave".
    """
    token = parse.tokens[verb]
    above = token.head
    if token.dep == "acl" and parse.tokens[above].lemma in PLANS:
        return any(parse.tokens[i].lemma in NEGATIVE for i in parse.children(above, "det"))
    if token.dep == "pcomp":
        above = parse.tokens[above].head
    if token.dep not in {"ccomp", "xcomp", "pcomp"}:
        return False
    if _denies(parse, above):
        return not _negated(parse, above)
    yet = any(parse.tokens[i].lemma == "yet" for i in parse.children(above, "advmod"))
    return token.dep == "xcomp" and parse.tokens[above].lemma in {"have", "be"} and yet


def _denies(parse: Parse, above: int) -> bool:
    lemma = parse.tokens[above].lemma
    particles = {parse.tokens[i].lemma for i in parse.children(above, "prt", "prep")}
    return bool(DENYING & {lemma, *(f"{lemma}_{particle}" for particle in particles)})


def _goes_with_denied(parse: Parse, verb: int) -> bool:
    """Whether a verb is denied with the one it hangs on: "does not plan to leave"."""
    token = parse.tokens[verb]
    governed = token.dep == "xcomp" and _is_predicate(parse, token.head)
    return governed and not _denies(parse, token.head) and _negated(parse, token.head)


def _has_modal(parse: Parse, verb: int) -> bool:
    return any(parse.tokens[i].lemma in MODAL for i in parse.children(verb, "aux"))


def _tense(parse: Parse, verb: int) -> Tense:
    """The tense of a predicate; "none" of an infinitive or participle that has no helping verb."""
    helping = [parse.tokens[i] for i in parse.children(verb, "aux", "auxpass")]
    if any(token.lemma in FUTURE and token.tag == "MD" for token in helping):
        return "future"
    # "is going to close", "is to close", "is due to close" all come out as infinitives under "be".
    finite = [*helping, parse.tokens[verb]]
    for token in finite:
        if token.tag == "VBD":
            return "past"
        if token.tag in {"VBZ", "VBP"}:
            done = token.lemma == "have" and parse.tokens[verb].tag == "VBN"
            return "past" if done else "present"
    if any(token.tag == "MD" for token in helping):
        return "present"
    return "none"
