"""A clause of a sentence and a place of a cited one in, what keeps them from saying the same out.

The deed has to be the same, told as surely, of the same tense and polarity; whoever does it and to
whom must have that part in the cited sentence; what is said beside must be said of the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from qa.language.clauses import Clause
from qa.verify.aligning import Alignment
from qa.verify.bound import prepositions, set_apart, shared
from qa.verify.dated import Dated
from qa.verify.instead import Rivals
from qa.verify.joined import reordered
from qa.verify.matching import opposite
from qa.verify.mood import differs
from qa.verify.pairing import Pairing
from qa.verify.problems import Problem
from qa.verify.scope import (
    behind_another,
    denied,
    inverted,
    narrowed,
    of_a_whole,
    quantified,
    unbounded,
    unhedged,
    untitled,
)
from qa.verify.units import COPULAS
from qa.verify.widened import some, supposed, widened


@dataclass(frozen=True)
class Candidate(Pairing):
    """A clause of a sentence held against one deed of a cited sentence."""

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment(self.said, self.clause, self.own, self.told, self.deed, self.speaks)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the cited sentence from saying what the clause says."""
        return tuple(self._problems())

    @cached_property
    def aligned(self) -> dict[int, int]:
        """The places of the cited sentence that stand for the units of the clause."""
        return self._alignment.places

    @cached_property
    def placed(self) -> dict[int, int]:
        """`aligned`, and the deed for what is said in the clause."""
        if self.deed is None or self.clause is None or self.speaks:
            return dict(self.aligned)
        return {**self.aligned, _predicate(self.clause): self.deed}

    def _problems(self) -> Iterator[Problem]:
        yield from map(self._with_rival, self._alignment.problems)
        if self.deed is not None and self.clause is not None and not self.speaks:
            yield from self._mood()
            yield from widened(self.said, self.clause, self.told, self.deed, self.aligned.values())
        for unit in self.own.values():
            if unit.kind == "day":
                yield from self.dated.problems(unit.span)
        for own, place in self.placed.items():
            if own not in self.own or self.own[own].kind == "word":
                yield from narrowed(self.said, own, self.told, place)
                yield from quantified(self.said, own, self.told, place)
                if self.clause is not None:
                    yield from some(self.said, self.clause, own, self.told, place)
            if self.is_number(own):
                yield from of_a_whole(self.said, self.told, place)
            if own in self.own and (name := self.own[own].name) is not None:
                yield from untitled(self.said, name, self.told, place)
            if own in self.own:
                if not self._is_said_of(own):
                    yield from denied(self.said, own, self.told, place)
                yield from inverted(self.said, own, self.told, place)
                yield from unbounded(self.said, own, self.told, place)
                yield from set_apart(self.said, own, self.told, place)
            elif "except" in prepositions(self.told, place) - prepositions(self.said, own):
                word = self.told.parse.tokens[place].text
                yield Problem(reason=f"the cited words set “{word}” apart", weight=1.5)
        for own, place in self._counted():
            yield from quantified(self.said, own, self.told, place)
        numbers = [place for own, place in self.aligned.items() if self.is_number(own)]
        yield from shared(self.said, self.told, numbers)
        yield from reordered(self.said, self.told, self.placed)
        yield from supposed(self.said, self.told, self.placed.values())
        yield from unhedged(self.said, self.told, self.deed, self.aligned.values())
        yield from behind_another(self.said, self.told, self.deed, self.aligned.values())

    def _with_rival(self, problem: Problem) -> Problem:
        """A name that is missing, with the one that stands in its place."""
        unit = self.own.get(problem.head) if problem.head is not None else None
        if unit is None or unit.name is None or self.clause is None or self.deed is None:
            return problem
        above = self.told.parse.tokens[self.deed].head
        theirs = self.told.clauses.get(self.deed) or self.told.clauses.get(above)
        if theirs is None:
            return problem
        rival = Rivals(self.said, self.clause, self.told, theirs, self.placed).of(unit.name)
        if rival is None:
            return problem
        words = self.said.text[slice(*unit.span)]
        reason = f"the cited words say “{rival.text}” and not “{words}”"
        return replace(problem, reason=reason, otherwise=True, head=None, wrong=unit.span)

    def _counted(self) -> Iterator[tuple[int, int]]:
        """Nouns that only say that people are counted, and those that have their part there."""
        clause = self.told.clauses.get(self.deed) if self.deed is not None else None
        if clause is None:
            return
        for own, part in self.parts():
            phrase = {"subject": clause.subject, "undergoer": clause.undergoer}.get(part)
            lemma = self.said.parse.tokens[own].lemma
            for place in self.told.parse.subtree(phrase.head) if phrase is not None else ():
                if own not in self.own and self.told.parse.tokens[place].lemma == lemma:
                    yield own, place

    def _is_said_of(self, own: int) -> bool:
        """Whether a word is what somebody is said to be, whose denial is that of the verb."""
        complements = ("acomp", "attr", "oprd")
        return self.clause is not None and own in self.said.parse.children(
            self.clause.verb, *complements
        )

    def _mood(self) -> Iterator[Problem]:
        if self.clause is None or self.deed is None:
            return
        reported = self.said.act_of(self.clause.verb) is not None
        own = _predicate(self.clause)
        if opposite(self.said.parse.tokens[own], self.told.parse.tokens[self.deed]):
            word = self.told.parse.tokens[self.deed].text
            yield Problem(
                reason=f"the cited words say “{word}”",
                otherwise=True,
                weight=2.0,
            )
            return
        other = differs(
            self.said, own, self.told, self.deed, reported=reported, dated=self._is_dated()
        )
        if other is not None:
            weight = 1.5 if other[1] else 2.2
            yield Problem(reason=other[0], otherwise=other[1], weight=weight)

    def _is_dated(self) -> bool:
        return any(unit.kind == "day" for unit in self.own.values())

    @cached_property
    def dated(self) -> Dated:
        """What the cited sentence says of the days of the clause."""
        return Dated(self.said, self.told, self.deed)


def _predicate(clause: Clause) -> int:
    """The word that tells what is said in a clause: of "is dead" it is "dead"."""
    if clause.lemma in COPULAS and clause.complement is not None:
        return clause.complement.head
    return clause.verb
