"""A question in, out what its answer has to be: which part in which predicate, of what kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qa.language.clauses import Tense, clauses, governing
from qa.language.english import HOW_MANY
from qa.language.parse import WH, Parse
from qa.language.questions import parsed_question
from qa.language.roles import Part, phrasal, roles
from qa.spans import stems_of_names
from qa.words import content_words, stem

LIGHT = frozenset("be have do get go make take give come happen".split())
"""Verbs that say little: what is asked stands in their nouns."""
MEASURES = frozenset(
    map(stem, "many much long old far often tall high large big deep fast".split())
)
"""Of what "how" asks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for, as far as its parse shows.

    `noun` is the lemma of what is asked for ("country" of "which countries"), `verb` that of the
    predicate, with its particle, `part` the answer's in it. `about` are the stems of all other
    content words, `names` those of the names among them; `core` those of the nouns that the
    predicate is told of beside the answer ("traffic" of "how much will traffic rise"); `called`
    those of what the answer is to be called ("minister" of "who is the interior minister"). All
    empty or None where they are not known.
    """

    noun: str | None
    verb: str | None
    part: Part | None
    about: frozenset[str]
    names: frozenset[str]
    core: frozenset[str]
    called: frozenset[str]
    head: str | None
    negated: bool
    tense: Tense

    @property
    def is_light(self) -> bool:
        """Whether the predicate is not known, or its verb says little by itself."""
        return self.verb is None or self.verb.partition("_")[0] in LIGHT


@lru_cache(maxsize=512)
def asked_for(text: str) -> Asked:
    """Reads a question; a question that cannot be parsed asks for nothing in particular."""
    parse = parsed_question(text)
    slot = next((i for i, token in enumerate(parse.tokens) if token.tag in WH), None)
    names = stems_of_names(text)
    if slot is None:
        return _unclear(text, names)
    head = _phrase_head(parse, slot)
    verb = governing(parse, head)
    if verb is None:
        return _unclear(text, names)
    verb = _content_verb(parse, verb)
    clause = next((found for found in clauses(parse) if found.verb == verb), None)
    part = next((role.part for role in roles(parse, head) if role.verb == verb), None)
    if part is None:
        part = "beside"
    noun = parse.tokens[head].lemma if head != slot and parse.tokens[head].pos == "NOUN" else None
    called: frozenset[str] = frozenset()
    called_head = None
    counted = parse.tokens[head].text.casefold() in HOW_MANY
    if parse.tokens[verb].lemma in {"be", "become"} and (
        part == "attribute" or head == slot or counted
    ):
        others = [i for i in parse.children(verb, "nsubj", "attr") if i != head]
        if others and parse.tokens[others[0]].tag == "VBN":
            # "Where was the final played?" is read as if "played" were a thing.
            verb, others = others[0], []
        if others:
            called_head = parse.tokens[others[0]].lemma
            inside = parse.subtree(others[0])
            called = frozenset(
                stem(parse.tokens[i].text)
                for i in inside
                if parse.tokens[i].pos in {"NOUN", "PROPN", "ADJ", "NUM"}
            )
    own = {stem(parse.tokens[verb].text)} | ({stem(parse.tokens[head].text)} if noun else set())
    about = frozenset(word.stem for word in content_words(text)) - own - MEASURES
    beside = [role.head for role in clause.roles] if clause else []
    if clause and clause.undergoer is None and not clause.passive:
        # "call for an inquiry", "resign over the collapse"
        beside += [i for by in parse.children(verb, "prep") for i in parse.children(by, "pobj")]
    core = frozenset(stem(parse.tokens[head].text) for head in beside)
    return Asked(
        noun=noun,
        verb=phrasal(parse, verb),
        part=part,
        about=about,
        names=names & about,
        core=core & about,
        called=called,
        head=called_head,
        negated=clause.negated if clause else False,
        tense=clause.tense if clause else "none",
    )


def _unclear(text: str, names: frozenset[str]) -> Asked:
    about = frozenset(word.stem for word in content_words(text))
    nothing: frozenset[str] = frozenset()
    return Asked(None, None, None, about, names & about, nothing, nothing, None, False, "none")


def _phrase_head(parse: Parse, slot: int) -> int:
    """The noun of "which countries", "how many houses", "whose dog"; else the word itself."""
    place = slot
    while parse.tokens[place].head != place and parse.tokens[place].dep in {
        "det",
        "amod",
        "advmod",
        "poss",
        "nummod",
    }:
        head = parse.tokens[place].head
        if parse.tokens[head].pos not in {"NOUN", "PROPN", "ADJ", "ADV", "NUM"} or head < slot:
            break
        place = head
    return place


def _content_verb(parse: Parse, verb: int) -> int:
    """The verb that says what happened: "do" of "want to do", "say" of "have to say"."""
    while inner := [i for i in parse.children(verb, "xcomp") if parse.tokens[i].pos == "VERB"]:
        verb = inner[0]
    return verb
