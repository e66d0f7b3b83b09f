"""A name that a cited sentence lacks in, the one that stands there in its place out.

Only where both cannot be so: a thing is stolen or a book written once, a contest has one winner and
somebody one running mate. Who met or praised somebody may have met or praised others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa.language.clauses import Clause, Phrase
from qa.language.english import ONCE
from qa.language.parse import Parse
from qa.language.roles import called
from qa.verify.matching import same_word
from qa.verify.mood import mood
from qa.verify.naming import same_name
from qa.verify.ranks import is_named, is_superlative, of_a_day, restricting
from qa.verify.sentence import Name, Sentence, Told, is_persons, plain_words
from qa.verify.units import COPULAS

_BEFORE = ("compound", "nmod", "poss")
_DEFINITE = frozenset({"the", "this", "that"})


@dataclass(frozen=True)
class Rivals:
    """A clause of a sentence and the cited clause of the same deed.

    `aligned` are the places of the cited sentence that stand for words of the sentence.
    """

    said: Sentence
    clause: Clause
    told: Told
    theirs: Clause
    aligned: Mapping[int, int]

    def of(self, name: Name) -> Name | None:
        """The name that has the part there which one has here; None where both may be so."""
        moods = mood(self.said, self.clause.verb), mood(self.told, self.theirs.verb)
        open_ = moods[0] != moods[1] or moods[0].under or moods[0].certainty != "so"
        copulas = {self.clause.lemma, self.theirs.lemma} <= COPULAS
        if open_ or (self.clause.lemma != self.theirs.lemma and not copulas):
            return None
        rivals = (*self._doers(name), *self._chosen(name), *self._places(name))
        return next((one for one in rivals if not same_name(name.text, one.text, self.told)), None)

    def _doers(self, name: Name) -> Iterator[Name]:
        """Who did what is done once, where another is said to have done it."""
        own, other = self.clause.subject, self.theirs.subject
        if own is None or own.head not in name.places or own.also:
            return
        done_to = self.clause.undergoer or self.clause.complement
        if self._is_once(done_to, self.theirs.undergoer or self.theirs.complement):
            yield from self._persons(other, name)

    def _chosen(self, name: Name) -> Iterator[Name]:
        """Who was made what only one is: "chose her as his running mate"."""
        own, other = self.clause.undergoer, self.theirs.undergoer
        if own is None or other is None or own.head not in name.places:
            return
        does = self.clause.subject is not None and self.clause.subject.head in self.aligned
        parse = self.said.parse
        roles = [i for i in _made(parse, self.clause) if _is_definite(parse, i)]
        theirs = set(_made(self.told.parse, self.theirs))
        if does and any(self.aligned.get(i) in theirs for i in roles):
            yield from self._persons(other, name)

    def _places(self, name: Name) -> Iterator[Name]:
        """Where what is done once was done, where both places are of one kind: two palaces."""
        own = self.clause.undergoer or self.clause.subject
        if not self._is_once(own, self.theirs.undergoer or self.theirs.subject):
            return
        tokens, others = self.said.parse.tokens, self.told.parse
        noun = name.head
        while tokens[noun].dep in _BEFORE:
            noun = tokens[noun].head
        by = tokens[noun].head
        if tokens[noun].dep != "pobj" or tokens[by].head != self.clause.verb:
            return
        for prep in others.children(self.theirs.verb, "prep"):
            for place in others.children(prep, "pobj"):
                same = same_word(tokens[noun], others.tokens[place])
                if same and others.tokens[prep].lemma == tokens[by].lemma:
                    below = {place, *others.children(place, *_BEFORE)}
                    yield from (one for one in self.told.names if one.places & below)

    def _is_once(self, own: Phrase | None, other: Phrase | None) -> bool:
        """Whether it is done once, and to the same one: named or definite, and limited alike."""
        if own is None or other is None or own.also or other.also:
            return False
        ranked = (is_superlative(self.said.parse, i) for i in self.said.parse.children(own.head))
        once = self.clause.lemma in ONCE or (self.clause.lemma in COPULAS and any(ranked))
        if not once or self.aligned.get(own.head) not in called(self.told.parse, other.head):
            return False
        definite = _is_definite(self.said.parse, own.head)
        definite = definite and _is_definite(self.told.parse, other.head)
        tokens = self.told.parse.tokens
        return definite and all(
            of_a_day(self.told, i)
            or is_named(self.said, self.told, i)
            or any(same_word(one, tokens[i]) for one in self.said.parse.tokens)
            for i in restricting(self.told.parse, other.head, other.head)
        )

    def _persons(self, phrase: Phrase | None, name: Name) -> Iterator[Name]:
        """The person named by a phrase that names nobody else, where the other is a person too."""
        if phrase is None or phrase.also or not _is_person(self.said, name):
            return
        below = {phrase.head, *phrase.names}
        for one in self.told.names:
            words = set(plain_words(one.text)) & set(plain_words(name.text))
            if one.places & below and _is_person(self.told, one) and not words:
                yield one


def _is_person(sentence: Sentence, name: Name) -> bool:
    return is_persons(name.text) or sentence.parse.tokens[name.head].entity == "PERSON"


def _is_definite(parse: Parse, noun: int) -> bool:
    beside = [parse.tokens[i] for i in parse.children(noun, "det", "poss")]
    return parse.tokens[noun].pos == "PROPN" or any(
        one.dep == "poss" or one.lemma.casefold() in _DEFINITE for one in beside
    )


def _made(parse: Parse, clause: Clause) -> Iterator[int]:
    """The noun that tells what somebody is made: "as his running mate"."""
    for by in (clause.verb, *(() if clause.undergoer is None else (clause.undergoer.head,))):
        for place in parse.children(by, "prep"):
            if parse.tokens[place].lemma == "as":
                yield from parse.children(place, "pobj")
