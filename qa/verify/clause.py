"""A clause of a sentence and a place of a cited one in, what keeps them from saying the same out.

The deed has to be the same, told as surely, of the same tense and polarity; whoever does it and to
whom must have that part in the cited sentence; what is said beside must be said of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa.language.clauses import Clause, Phrase
from qa.language.english import OPPOSED
from qa.language.parse import WH
from qa.language.roles import Part
from qa.verify.closeness import BESIDE, CLAUSE, DIRECT, closeness
from qa.verify.dated import Dated
from qa.verify.figures import Quantity, denies
from qa.verify.matching import alike, is_pronoun, opposite, places_of
from qa.verify.mood import differs
from qa.verify.naming import same_name
from qa.verify.parts import holding
from qa.verify.problems import Problem
from qa.verify.scope import behind_another, denied, narrowed, quantified, unhedged, untitled
from qa.verify.sentence import Sentence, Told
from qa.verify.units import COPULAS, Unit, is_content, is_counting

_TO = re.compile(r"\s*(?:to|by|[-–])\s*")
_NEED = {"number": DIRECT, "name": CLAUSE, "word": BESIDE}


@dataclass(frozen=True)
class Candidate:
    """A clause of a sentence held against one deed of a cited sentence.

    `deed` is the place of the deed there, None where there is none. `own` are the units of the
    clause by their head. `speaks` tells that the clause only says who speaks.
    """

    said: Sentence
    clause: Clause | None
    own: dict[int, Unit]
    told: Told
    deed: int | None
    speaks: bool

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the cited sentence from saying what the clause says."""
        return tuple(self._problems())

    @cached_property
    def aligned(self) -> dict[int, int]:
        """The places of the cited sentence that stand for the units of the clause."""
        return self._aligned[0]

    def _problems(self) -> Iterator[Problem]:
        yield from self._aligned[1]
        if self.deed is not None and self.clause is not None and not self.speaks:
            yield from self._mood()
        for unit in self.own.values():
            if unit.kind == "day":
                yield from self.dated.problems(unit.span)
        placed = dict(self.aligned)
        if self.deed is not None and self.clause is not None and not self.speaks:
            placed[_predicate(self.clause)] = self.deed
        for own, place in placed.items():
            if own not in self.own or self.own[own].kind == "word":
                yield from narrowed(self.said, own, self.told, place)
                yield from quantified(self.said, own, self.told, place)
            if own in self.own and (name := self.own[own].name) is not None:
                yield from untitled(self.said, name, self.told, place)
            if own in self.own:
                yield from denied(self.said, own, self.told, place)
        yield from unhedged(self.said, self.told, self.deed, self.aligned.values())
        yield from behind_another(self.said, self.told, self.deed, self.aligned.values())

    @cached_property
    def _aligned(self) -> tuple[dict[int, int], tuple[Problem, ...]]:
        found: dict[int, int] = {}
        problems: list[Problem] = []
        parts = dict(self._parts())
        for head in sorted(self.own, key=self._depth):
            unit = self.own[head]
            if unit.kind == "day" or (self.clause is not None and head == self.clause.verb):
                continue
            self._align(unit, parts.get(head), found, problems)
        for head, part in parts.items():
            if head not in self.own and is_pronoun(self.said.parse.tokens[head]):
                problems += self._pronoun(head, part)
        problems += self._turned(found)
        return found, tuple(problems)

    def _turned(self, found: dict[int, int]) -> Iterator[Problem]:
        """Two numbers told as one ("27 to 24") that stand the other way round."""
        numbers = [
            unit for head, unit in self.own.items() if unit.kind == "number" and head in found
        ]
        for one, other in pairwise(sorted(numbers, key=lambda unit: unit.span)):
            between = self.said.text[one.span.end : other.span.start]
            if _TO.fullmatch(between) and found[one.head] > found[other.head]:
                words = self.said.text[one.span.start : other.span.end]
                place = self.told.parse.span([found[other.head], found[one.head]])
                told = self.told.text[slice(*place)]
                yield Problem(
                    reason=f"the cited words say “{told}” and not “{words}”",
                    otherwise=True,
                    weight=2.0,
                )

    def _depth(self, head: int) -> int:
        return sum(1 for _ in self.said.parse.ancestors(head))

    def _parts(self) -> Iterator[tuple[int, Part]]:
        """Who has which part in the clause, by the place of the head."""
        clause = self.clause
        if clause is None or self.speaks:
            return
        phrases: Sequence[tuple[Phrase | None, Part]] = (
            (clause.subject, "subject"),
            (clause.undergoer, "undergoer"),
        )
        for phrase, part in phrases:
            for head in (phrase.head, *phrase.also) if phrase is not None else ():
                yield self._meant(head), part

    def _meant(self, head: int) -> int:
        """The noun that a relative pronoun stands for; what else stands there itself."""
        tokens = self.said.parse.tokens
        if self.clause is not None and tokens[head].tag in WH:
            above = tokens[self.clause.verb].head
            return above if above != self.clause.verb else head
        if head not in self.own and is_counting(tokens[head]):
            below = [i for i in self.said.parse.subtree(head) if i in self.own]
            return min(below, key=self._depth, default=head)
        return head

    def _align(
        self, unit: Unit, part: Part | None, found: dict[int, int], problems: list[Problem]
    ) -> None:
        token = self.said.parse.tokens[unit.head]
        places = places_of(unit, token, self.told)
        words = self.said.text[slice(*unit.span)]
        if part is not None:
            places = tuple(place for place in places if place != self.deed)
        if not places:
            problems.append(self._missing(unit, words, found))
            return
        if part is not None and self.deed is not None:
            place, problem = self._in_part(unit, places, part)
        else:
            place, problem = self._beside(unit, places, words, found)
        found[unit.head] = place
        if problem is not None:
            problems.append(problem)

    def _in_part(self, unit: Unit, places: Sequence[int], part: Part) -> tuple[int, Problem | None]:
        """The place of what has a part in the deed, and why it has not that part there."""
        assert self.deed is not None  # noqa: S101 - asked for only then
        words = self.said.text[slice(*unit.span)]
        held = {place: self._holding(place, part) for place in self._in_order(unit, places)}
        for wanted in ("holds", "open"):
            for place, how in held.items():
                if how == wanted:
                    return place, None
        place, how = next(iter(held.items()))
        deed = self.told.parse.tokens[self.deed].text
        if "swapped" in held.values():
            told = "whom it is done to" if part == "subject" else "who does it"
            reason = f"of “{deed}” in the cited words “{words}” is {told}"
            return place, Problem(reason=reason, otherwise=True, weight=2.0)
        return place, Problem(
            reason=f"the cited words do not say “{deed}” of “{words}”", weight=2.0
        )

    def _holding(self, place: int, part: Part) -> str:
        assert self.deed is not None  # noqa: S101 - asked for only then
        own = self.said.parse.tokens[self.clause.verb].lemma if self.clause else ""
        other = self.told.parse.tokens[self.deed]
        alone = self.clause is not None and (
            self.clause.undergoer is None or self.clause.subject is None
        )
        return holding(self.told, place, self.deed, part, lenient=alone and own != other.lemma)

    def _beside(
        self, unit: Unit, places: Sequence[int], words: str, found: dict[int, int]
    ) -> tuple[int, Problem | None]:
        """The place nearest to what the unit hangs on, and why that is not near enough."""
        anchor, on_deed = self._anchor(unit, found)
        if anchor is None:
            return places[0], None
        near = {
            place: closeness(self.told, place, anchor) for place in self._in_order(unit, places)
        }
        place = max(near, key=lambda place: near[place])
        if unit.kind == "number":
            near |= {place: DIRECT for place in places if self._same_next(unit, place)}
            place = max(near, key=lambda place: near[place])
        needed = BESIDE if on_deed and unit.kind != "name" else _NEED[unit.kind]
        if near[place] < needed:
            of = self.told.parse.tokens[anchor].text
            reason = f"in the cited words “{words}” is not said of “{of}”"
            return place, Problem(reason=reason, weight=1.5, head=unit.head)
        crossed = self._crossed(unit.head, place)
        if crossed:
            return place, Problem(reason=crossed, weight=1.5)
        return place, None

    def _same_next(self, unit: Unit, place: int) -> bool:
        """Whether the same word follows a number in both sentences."""
        own, other = self.said.parse.tokens, self.told.parse.tokens
        return (
            unit.head + 1 < len(own)
            and place + 1 < len(other)
            and is_content(own[unit.head + 1])
            and alike(own[unit.head + 1], other[place + 1])
        )

    def _in_order(self, unit: Unit, places: Sequence[int]) -> list[int]:
        """The places that a unit may stand at, first those where what hangs on it stands too."""
        if len(places) == 1:
            return list(places)
        below = [
            other
            for other in self.own.values()
            if other.kind != "day"
            and next((i for i in self.said.parse.ancestors(other.head) if i in self.own), None)
            == unit.head
        ]
        tokens = self.said.parse.tokens
        held = {
            place: sum(
                max(
                    (
                        closeness(self.told, spot, place)
                        for spot in places_of(other, tokens[other.head], self.told)
                    ),
                    default=0,
                )
                for other in below
            )
            for place in places
        }
        return sorted(places, key=lambda place: -held[place])

    def _anchor(self, unit: Unit, found: dict[int, int]) -> tuple[int | None, bool]:
        """The place of the cited sentence for what a unit hangs on, and whether it is the deed."""
        for above in self.said.parse.ancestors(unit.head):
            if self.clause is not None and above == self.clause.verb:
                return self.deed, True
            if above in found:
                return found[above], False
        return self.deed, True

    def _crossed(self, own: int, place: int) -> str | None:
        """Why the prepositions before two words say the opposite: "from Leeds", "to Leeds"."""
        one, other = _preposition(self.said, own), _preposition(self.told, place)
        for first, second in OPPOSED:
            for here, there in ((first, second), (second, first)):
                if one in here and other in there:
                    return f"the cited words say “{other}” and not “{one}”"
        return None

    def _missing(self, unit: Unit, words: str, found: dict[int, int]) -> Problem:
        if unit.kind == "number" and unit.quantity is not None:
            other = self._other_number(unit, found)
            if other is not None:
                told = self.told.text[slice(*other.whole)]
                return Problem(
                    reason=f"the cited words say “{told}” and not “{words}”",
                    otherwise=denies(unit.quantity, other),
                    weight=2.0,
                )
        weight = 1.0 if unit.kind == "word" else 2.0
        reason = f"“{words}” does not stand in the cited words"
        return Problem(reason=reason, weight=weight, head=unit.head)

    def _other_number(self, unit: Unit, found: dict[int, int]) -> Quantity | None:
        """The number that the cited sentence gives to what a number is said of."""
        anchor, on_deed = self._anchor(unit, found)
        if anchor is None or unit.quantity is None:
            return None
        own = [one for one in self.own.values() if one.kind == "number"]
        for other in self.told.quantities:
            head = self.told.parse.head_of(other.span)
            if head is None or other.unit != unit.quantity.unit:
                continue
            used = any(
                head in places_of(one, self.said.parse.tokens[one.head], self.told) for one in own
            )
            if not used and closeness(self.told, head, anchor) >= (CLAUSE if on_deed else DIRECT):
                return other
        return None

    def _pronoun(self, head: int, part: Part) -> Iterator[Problem]:
        """Whether whom a pronoun of the sentence means does it: the one it named, or the same."""
        token = self.said.parse.tokens[head]
        if self.deed is None:
            return
        named = [name for name in self.said.names if name.span.end <= token.start]
        places = [
            i
            for i, other in enumerate(self.told.parse.tokens)
            if other.text.casefold() == token.text.casefold()
            or any(
                same_name(name.text, meant, self.told)
                for name in named
                if (meant := self.told.meant.get(i)) is not None
            )
        ]
        places += [
            other.head
            for other in self.told.names
            if any(same_name(name.text, other.text, self.told) for name in named)
        ]
        if token.lemma in {"it", "they", "we", "you"} and not places:
            return  # it may stand for a clause, or for nothing: "it emerged that"
        held = [self._holding(place, part) for place in places]
        if not {"holds", "open"} & set(held):
            yield Problem(reason=f"the cited words do not tell whom “{token.text}” means")

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


def _preposition(sentence: Sentence, place: int) -> str | None:
    """The preposition on which a word hangs."""
    token = sentence.parse.tokens[place]
    while token.dep in {"compound", "nmod", "nummod", "amod", "poss"}:
        token = sentence.parse.tokens[token.head]
    above = sentence.parse.tokens[token.head]
    return above.lemma if token.dep in {"pobj", "pcomp"} else None
